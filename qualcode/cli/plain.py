"""``qualcode code --plain``: coding line by line, from a keyboard or a pipe."""

from __future__ import annotations

import contextlib
import sys

from qualcode.cli import out
from qualcode.cli.common import StudyPath, reading, writing


def run_plain(path: StudyPath, coder: str | None) -> None:
    """Take lines until they end or the person leaves; for reading where it must be."""
    from qualcode.errors import StudyReadOnly
    from qualcode.plain import Loop

    try:
        study = writing(path, coder)
    except StudyReadOnly as error:
        out.note(f"{error.message} It is opened for reading only.")
        study = reading(path)
    with study:
        loop = Loop(study, _say)
        loop.begin()
        asked = "> " if out.at_terminal() else ""
        if asked:
            _without_escapes()
        with contextlib.suppress(EOFError):
            while not loop.over:
                loop.take(input(asked))
        loop.end()


def _say(line: str) -> None:
    out.say(line)
    out.flush()


def _without_escapes() -> None:
    """Lines can be edited, and readline sends the terminal no sequences of its own accord."""
    if sys.platform != "win32":
        import readline

        readline.parse_and_bind("set enable-bracketed-paste off")
        readline.parse_and_bind("set enable-meta-key off")
