"""What the verbs share: their arguments, and opening the study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualcode.study import Study

StudyPath = Annotated[
    Path,
    typer.Argument(
        metavar="STUDY", help="The study file; .qualcode may be left out.", readable=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the data as JSON.")]
Coder = Annotated[
    str | None, typer.Option("--coder", metavar="NAME", help="Who is at work; else as last time.")
]
Output = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FILE", help="The file to write; replaced if there."),
]
Smallest = Annotated[
    int,
    typer.Option("-k", min=1, metavar="K", help="The fewest people that a label may stand for."),
]


def reading(path: Path) -> Study:
    """The study, opened for reading only: nothing a reading verb does can change it."""
    import qualcode

    return qualcode.open(path, read_only=True)


def writing(path: Path, coder: str | None = None) -> Study:
    """The study, opened for changing it.

    Raises:
        UsageError: if the coder's name is empty.
    """
    import qualcode

    return qualcode.open(path, coder=checked_coder(coder))


def checked_coder(coder: str | None) -> str | None:
    """The coder named on the command line.

    Raises:
        UsageError: if the name is empty.
    """
    from qualcode.errors import UsageError

    if coder is not None and not coder.strip():
        raise UsageError("The coder's name is empty.", hint="Write --coder 'Ruth Calloway'.")
    return coder
