"""The example study: made from the transcripts and the codebook that come with qualcode."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode import codebook
from qualcode.errors import QualcodeError, ReadError, Refused
from qualcode.files import data_dir
from qualcode.study import Study, create
from qualcode.study.bulk import NewCoding
from qualcode.transcripts import FORMATS

FILE = "example.qualcode"
CODEBOOK = "leadership-teaching-learning"
_TABLES = frozenset({"participants.csv", "survey.csv"})


@dataclass(frozen=True, slots=True)
class _Coded:
    """One row of a file of codings."""

    document: str
    coder: str
    code: str
    quote: str
    memo: str


def make_example(folder: str | Path) -> Path:
    """Make the example study in a folder: transcripts, participants, survey, two coders.

    Args:
        folder: where; it is made if it is not there.

    Returns:
        The study file, closed.

    Raises:
        Refused: if the example study is there already.
        QualcodeError: if the folder cannot be written to.
    """
    target = Path(folder) / FILE
    if target.exists():
        raise Refused(
            f"There is an example study in {folder} already.",
            hint=f"Open it with: qualcode {target}, or name another folder.",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise QualcodeError(
            f"The folder {folder} cannot be made: {problem.strerror}.",
            hint="Name a folder in which you may write.",
        ) from None
    source = data_dir("transcripts_example")
    coded = _read_codings(sorted(source.glob("codings*.csv")))
    coders = list(dict.fromkeys(row.coder for row in coded))
    book = codebook.read(data_dir("codebooks") / f"{CODEBOOK}.yaml")
    study = create(target, name=book.name, codebook=book, coder=coders[0] if coders else None)
    with study:
        with study.one_action("made the example study"):
            for file in _transcripts(source):
                study.documents.import_file(file)
            study.participants.import_file(source / "participants.csv")
            study.survey.import_file(source / "survey.csv")
        for coder in coders:
            _code(study, coder, [row for row in coded if row.coder == coder])
        if coders:
            study.coders.use(coders[0])
    return target


def _transcripts(source: Path) -> list[Path]:
    """The interviews, then the focus groups."""
    files = [
        path
        for path in sorted(source.iterdir())
        if path.suffix.lstrip(".") in FORMATS
        and path.name not in _TABLES
        and path.name != "README.md"
        and not path.name.startswith("codings")
    ]
    return sorted(files, key=lambda path: path.name.startswith("focus-group"))


def _read_codings(files: Sequence[Path]) -> list[_Coded]:
    rows = []
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                rows.append(_Coded(*(row[c] or "" for c in _Coded.__dataclass_fields__)))
    return rows


def _code(study: Study, coder: str, rows: Sequence[_Coded]) -> None:
    """Apply one coder's codings, with their memos, as that coder."""
    study.coders.add(coder)
    study.coders.use(coder)
    documents = {document.name: document.id for document in study.documents.list()}
    codes = {row.code: study.codebook.find(row.code).id for row in rows}
    texts = {name: study.documents.text(key) for name, key in documents.items()}
    with study.one_action(f"took in the codings of {coder}"):
        wanted = []
        for row in rows:
            if row.document not in documents:
                raise ReadError(f"The codings name a document '{row.document}' that is not there.")
            start, end = _place(texts[row.document], row)
            key = documents[row.document]
            wanted.append(NewCoding(key, start, end, codes[row.code], study.coder.id))
        study.codings.apply_many(wanted)
        made = {
            (c.document_id, c.start, c.end, c.code_id): c.id
            for c in study.codings.all(coder_id=study.coder.id)
        }
        for row, new in zip(rows, wanted, strict=True):
            if row.memo:
                coding = made[new.document_id, new.start, new.end, new.code_id]
                study.memos.add("coding", coding, row.memo)


def _place(text: str, row: _Coded) -> tuple[int, int]:
    """Where the quoted words stand; line ends in the transcript count as blanks.

    Raises:
        ReadError: if they do not stand there exactly once.
    """
    pattern = r"\s+".join(re.escape(word) for word in row.quote.split())
    found = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    if len(found) != 1:
        raise ReadError(
            f"A quote coded '{row.code}' stands {len(found)} times in '{row.document}', not once."
        )
    return found[0]
