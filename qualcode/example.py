"""The example study: made anew from ``transcripts_example/`` and ``codebooks/``."""

from __future__ import annotations

from pathlib import Path

import qualcode
from qualcode import codebook
from qualcode.errors import StudyError
from qualcode.exchange.codings_in import read_codings
from qualcode.files import data_dir

FILE = "example.qualcode"
NAME = "Learning together: five institutions in partnership"
TRANSCRIPTS = (
    "head-special-school.txt",
    "head-sports-college.docx",
    "head-deaf-grammar.srt",
    "principal-fe-college.vtt",
    "senior-leader-arts.md",
    "focus-group-teachers.txt",
    "focus-group-students.docx",
)
CODINGS = ("codings-interviews.csv", "codings-focus-groups.csv")
CODER = "Ruth Calloway"


def make_example(folder: str | Path, *, replace: bool = False) -> Path:
    """Make the example study in ``folder`` (made where it is missing); returns its path.

    It does what a researcher would do by hand: imports the transcripts, the codebook, the
    participants, the survey and the codings of two coders.

    Args:
        folder: where the study file goes.
        replace: whether an example study that is there already is made anew.

    Raises:
        StudyError: if a study of that name is there and is not to be replaced.
    """
    target = Path(folder) / FILE
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(
            f"The folder for the example study cannot be made ({error.strerror}).",
            hint="Name another folder: qualcode demo FOLDER",
        ) from None
    if replace:
        target.unlink(missing_ok=True)
    material, books = data_dir("transcripts_example"), data_dir("codebooks")
    book = codebook.read(books / "leadership-teaching-learning.yaml")
    with qualcode.create(target, name=NAME, codebook=book, coder=CODER) as study:
        for name in TRANSCRIPTS:
            study.documents.import_file(material / name)
        study.participants.import_file(material / "participants.csv")
        study.survey.import_file(material / "survey.csv")
        for name in CODINGS:
            read_codings(study, material / name)
    return target
