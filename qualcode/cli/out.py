"""All that the command line prints goes through here, so that no text acts on the terminal."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qualcode.text.safe import for_terminal

_ESCAPED_IN_JSON = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def say(text: str = "") -> None:
    """Print text to standard output; control characters become visible marks."""
    sys.stdout.write(for_terminal(text) + "\n")


def note(text: str) -> None:
    """Print text to standard error: warnings and what happens meanwhile."""
    sys.stdout.flush()
    sys.stderr.write(for_terminal(text) + "\n")


def notes(said: Iterable[str]) -> None:
    """Print what somebody should look at to standard error, a line each."""
    for one in said:
        note(f"Note: {one_line(one)}")


def warn(what: str, warnings: Iterable[str]) -> None:
    """Print warnings about a file or document to standard error, a line each."""
    for warning in warnings:
        note(f"{name(what)}: {one_line(warning)}")


def name(text: str) -> str:
    """A name, made safe to stand within a line: nothing in it is invisible."""
    return for_terminal(text, name=True)


def one_line(text: str) -> str:
    """A text in one line."""
    return name(" ".join(text.split()))


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 document``, ``1,200 documents``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def data(value: Any) -> None:
    """Print a value as JSON; characters that could act on a terminal are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    safe = _ESCAPED_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    sys.stdout.write(safe + "\n")


def written(path: Path, *, as_json: bool) -> None:
    """Say which file was written."""
    if as_json:
        data({"file": str(path)})
    else:
        say(f"Wrote {name(str(path))}.")


def table(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    """Print a table: numbers to the right, the last column as long as it needs."""
    from rich.cells import cell_len

    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    right = {n for n in range(len(headings)) if rows and all(_numeric(r[n]) for r in rows)}
    widths = [
        max(cell_len(row[n]) for row in [list(headings), *cells]) for n in range(len(headings))
    ]
    for row in [list(headings), *cells]:
        parts = []
        for n, cell in enumerate(row):
            blanks = " " * (widths[n] - cell_len(cell))
            parts.append(blanks + cell if n in right else cell + blanks)
        sys.stdout.write("  ".join(parts).rstrip() + "\n")


def _numeric(cell: str | int) -> bool:
    return isinstance(cell, int)


def at_terminal() -> bool:
    """Whether a person sits before both input and output."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def at_browser() -> bool:
    """Whether ``qualcode serve`` started this, and carries the screen to a browser."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def flush() -> None:
    """Let what was printed be seen now, also through a pipe."""
    sys.stdout.flush()


@contextlib.contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show on standard error, if that is a terminal, that work goes on.

    Yields a function to call once for each of the ``total`` steps that is done.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns: list[Any] = [SpinnerColumn(), TextColumn("{task.description}", markup=False)]
    if total is not None:
        columns += [BarColumn(), MofNCompleteColumn()]
    shown = Progress(*columns, console=Console(stderr=True, markup=False), transient=True)
    with shown:
        task = shown.add_task(name(what), total=total)
        yield lambda: shown.advance(task)
