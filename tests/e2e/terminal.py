"""A program in a pseudo-terminal, driven by keys and a mouse, and read from its screen."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pexpect
import pyte
import pytest

# Sequences that pyte prints as text because it does not know them.
_UNKNOWN = re.compile(r"\x1b\[[<>=?][0-9;]*[$a-zA-Z]+|\x1b\[\d*\$p")
_PATIENCE = 30.0


class Cell(NamedTuple):
    """A place on the screen, counted from 0."""

    x: int
    y: int

    def right(self, cells: int) -> Cell:
        return Cell(self.x + cells, self.y)


class Terminal:
    """A program in a terminal of a given size."""

    def __init__(self, *command: str, columns: int = 100, rows: int = 30, **env: str) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.bytes = ""
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            encoding="utf-8",
            codec_errors="replace",
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env},
        )

    def read(self, seconds: float = 0.1) -> str:
        """Take in what the program wrote; the screen as it is then."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                got = self._child.read_nonblocking(65536, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
            self.bytes += got
            self._stream.feed(_UNKNOWN.sub("", got))
        return "\n".join(self.screen.display)

    def wait(self, wanted: str | Callable[[str], bool]) -> str:
        """Wait until the screen shows something."""
        until = time.monotonic() + _PATIENCE
        shown = self.read()
        while not (wanted in shown if isinstance(wanted, str) else wanted(shown)):
            if time.monotonic() > until:
                raise AssertionError(f"never came: {wanted}\n{shown}")
            shown = self.read()
        return shown

    def press(self, keys: str) -> None:
        self._child.send(keys)

    # -- the mouse, as terminals tell of it (SGR) --------------------------------------

    def every(self, words: str) -> list[Cell]:
        """The cells where words begin that stand on one line of the screen."""
        return [
            Cell(at.start(), y)
            for y, row in enumerate(self.wait(words).splitlines())
            for at in re.finditer(re.escape(words), row)
        ]

    def find(self, words: str, nth: int = 0) -> Cell:
        """One of these cells."""
        return self.every(words)[nth]

    def click(self, at: Cell, times: int = 1, *, shift: bool = False, right: bool = False) -> None:
        """Press and let go a button on a cell, several times quickly if asked."""
        button = 2 * right + 4 * shift
        self.press((_mouse(button, at) + _mouse(button, at, up=True)) * times)

    def drag(self, start: Cell, end: Cell) -> None:
        """Move the pointer from one cell to another while the button is held."""
        half = Cell((start.x + end.x) // 2, (start.y + end.y) // 2)
        moves = "".join(_mouse(32, at) for at in (half, end))
        self.press(_mouse(0, start) + moves + _mouse(0, end, up=True))

    def resize(self, columns: int, rows: int) -> None:
        self._child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    def ended(self) -> int:
        """Wait for the program to end; its exit code."""
        until = time.monotonic() + _PATIENCE
        while self._child.isalive() and time.monotonic() < until:
            self.read()
        self.read(0.3)
        self._child.close()
        return self._child.exitstatus

    def kill(self) -> None:
        self._child.close(force=True)


def _mouse(button: int, at: Cell, *, up: bool = False) -> str:
    return f"\x1b[<{button};{at.x + 1};{at.y + 1}{'m' if up else 'M'}"


Open = Callable[..., Terminal]


@pytest.fixture
def desk() -> Iterator[Open]:
    """Opens a study with the installed program."""
    opened: list[Terminal] = []
    script = shutil.which("qualcode", path=str(Path(sys.executable).parent))

    def open_desk(study: Path, *, delay: float = 0, **kwargs: object) -> Terminal:
        command = [script] if script else [sys.executable, "-m", "qualcode"]
        if delay:
            line = str(Path(__file__).with_name("slow_line.py"))
            command = [sys.executable, line, str(delay), *command]
        terminal = Terminal(*command, str(study), **kwargs)
        opened.append(terminal)
        return terminal

    yield open_desk
    for terminal in opened:
        terminal.kill()
