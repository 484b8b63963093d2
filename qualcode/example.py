"""The example study: made from the transcripts and the codebook that come with qualcode."""

from __future__ import annotations

from pathlib import Path

from qualcode import codebook
from qualcode.errors import QualcodeError, Refused
from qualcode.exchange.codings_in import read_codings
from qualcode.files import data_dir
from qualcode.study import create
from qualcode.study.populations import read_numbers
from qualcode.transcripts import FORMATS

FILE = "example.qualcode"
CODEBOOK = "leadership-teaching-learning"
CODER = "Ruth Calloway"
_TABLES = frozenset({"participants.csv", "population.csv", "survey.csv"})


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
    book = codebook.read(data_dir("codebooks") / f"{CODEBOOK}.yaml")
    study = create(target, name=book.name, codebook=book, coder=CODER)
    with study:
        with study.one_action("made the example study"):
            for file in _transcripts(source):
                study.documents.import_file(file)
            study.participants.import_file(source / "participants.csv")
            study.analyses.set_population(read_numbers(source / "population.csv"))
            study.survey.import_file(source / "survey.csv")
        for file in sorted(source.glob("codings*.csv")):
            read_codings(study, file)
        study.settings.set("desk.tour", True)
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
