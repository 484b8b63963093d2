"""``qualcode code``: the coding desk."""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, StudyPath, reading

EXAMPLES = (
    "qualcode heads.qualcode",
    "qualcode code heads --coder 'Daniel Mensah'",
    "qualcode code heads --plain",
)


def run(
    study: StudyPath,
    coder: Coder = None,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="Line by line, for screen readers and slow lines."),
    ] = False,
) -> None:
    """Open a study in the terminal and code it.

    'qualcode STUDY' does the same. Everything is saved as it is done; press ? for help.
    """
    from qualcode.errors import UsageError

    if plain:
        from qualcode.cli.plain import run_plain

        run_plain(study, coder)
        return
    if not (out.at_terminal() or out.at_browser()):
        reading(study).close()  # a file that is no study is the first thing to say
        raise UsageError(
            "The coding desk needs a terminal to open in.",
            hint="Run it in a terminal, without a pipe or a redirection.",
        )
    open_desk(study, coder)


def open_desk(study: StudyPath, coder: str | None) -> None:
    """Open the study at the desk and stay until it is left; for reading where it must be."""
    # A sixth of the time to the first screen would go into looking for garbage among what is
    # just being loaded. The desk lets the collector work again once it is on the screen.
    gc.disable()
    from qualcode.cli.common import checked_coder
    from qualcode.errors import StudyReadOnly
    from qualcode.tui import run as run_desk

    try:
        run_desk(study, coder=checked_coder(coder))
    except StudyReadOnly as error:
        out.note(f"{error.message} It is opened for reading only.")
        run_desk(study, read_only=True)
