"""Reading codings from a table in which each passage is given by its own words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.files import read_limited
from qualcode.study import Study
from qualcode.study.bulk import NewCoding
from qualcode.text.rows import csv_rows

COLUMNS = ("document", "coder", "code", "quote", "memo")
_LIMIT = 50_000_000


@dataclass(frozen=True, slots=True)
class CodingsReport:
    """What reading a table of codings did: codings made, memos written, names of the coders."""

    codings: int
    memos: int
    coders: tuple[str, ...]


class _Placed(NamedTuple):
    document_id: int
    start: int
    end: int
    code_id: int
    memo: str


def read_codings(study: Study, path: str | Path) -> CodingsReport:
    """Take in codings from a CSV with the columns document, coder, code, quote and memo.

    ``quote`` is a passage as it stands in the document, where it occurs just once (blanks and
    line ends count as the same);
    ``code`` a name or path; ``memo`` may be empty or missing. Coders are added as needed. All
    rows are looked at before anything is changed; each coder's become one action of theirs.

    Raises:
        ReadError: if a row names no document, code or passage of the study; it names the line.
    """
    source = Path(path)
    rows = _rows(source)
    placed: dict[str, list[_Placed]] = defaultdict(list)
    for line, row in rows:
        placed[" ".join(row["coder"].split())].append(_place(study, source, line, row))
    if "" in placed:
        raise ReadError(f"A row of {source.name} names no coder.")
    before = study.coder
    memos = made = 0
    for coder, codings in placed.items():
        study.coders.use(study.coders.add(coder).id)
        with study.one_action(f"took in {len(codings)} codings", action="code"):
            made += study.codings.apply_many(
                NewCoding(c.document_id, c.start, c.end, c.code_id, study.coder.id) for c in codings
            )
            memos += _memos(study, codings)
    study.coders.use(before.id)
    return CodingsReport(made, memos, tuple(placed))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = read_limited(path, limit=_LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"{path.name} is not in UTF-8.", hint="Save it as CSV in UTF-8.") from None
    rows = [(line, cells) for line, cells in csv_rows(text, ",", path.name) if any(cells)]
    header = rows[0][1] if rows else []
    missing = [name for name in COLUMNS[:4] if name not in header]
    if missing:
        raise ReadError(
            f"{path.name} has no column '{missing[0]}'.",
            hint=f"It needs the columns {', '.join(COLUMNS[:4])}; memo is optional.",
        )
    empty = dict.fromkeys(COLUMNS, "")
    return [(line, empty | dict(zip(header, cells, strict=False))) for line, cells in rows[1:]]


def _place(study: Study, path: Path, line: int, row: dict[str, str]) -> _Placed:
    document = study.documents.get(row["document"])
    code = study.codebook.find(row["code"])
    words = row["quote"].split()
    pattern = r"\s+".join(map(re.escape, words))
    text = study.documents.text(document.id)
    found = [match.span() for match in re.finditer(pattern, text)] if words else []
    if not found:
        raise ReadError(
            f"Line {line} of {path.name}: its quote does not stand in {document.name}.",
            hint="Give the words exactly as they stand in the document.",
        )
    if len(found) > 1:
        raise ReadError(
            f"Line {line} of {path.name}: its quote stands in {document.name} more than once.",
            hint="Make it longer until it is the only one.",
        )
    return _Placed(document.id, *found[0], code.id, row["memo"].strip())


def _memos(study: Study, codings: list[_Placed]) -> int:
    """Write the memos of codings just made, none twice."""
    there = {memo.body for memo in study.memos.list("coding")}
    ids = {
        (row.document_id, row.start, row.end, row.code_id): row.id
        for row in study.codings.all(study.coder.id)
    }
    written = 0
    for coding in codings:
        if coding.memo and coding.memo not in there:
            key = (coding.document_id, coding.start, coding.end, coding.code_id)
            study.memos.add("coding", ids[key], coding.memo)
            written += 1
    return written
