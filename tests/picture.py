"""Pictures of a screen as text: small, readable in a difference, and with all its colours.

A picture is the rows of the screen; below them the same rows with a letter for the style of each
cell; below those, what each letter means in every theme. ``.`` is the style that most cells
have; a row goes on as it ends, and ``"`` is a row like the one above. So a word that changes
changes one row, a colour of a theme one line, and what moves or gets another style can be seen
where it stands.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.app import App

from qualcode.view.palette import contrast

THEMES = ("desk-dark", "desk-light", "desk-contrast")
WORDS, LINES = 4.5, 3.0
"""Contrast of words (WCAG 2.1, 1.4.3) and of lines, stripes and swatches (1.4.11)."""

_LETTERS = string.ascii_letters + string.digits + "!#$%&*+-/:;<=>?@^_~|"
_MARKS = ("bold", "italic", "underline", "reverse", "strike", "blink", "dim")
_MARKUP = re.compile(r"\[/|\[(?:bold|italic|dim|reverse|\$|#)")
_WAY_OUT = re.compile(r"\bEsc\b|\bq quit\b")


class Look(NamedTuple):
    """Colours of a character and behind it, as ``#rrggbb`` (or none), and attributes."""

    fore: str
    back: str
    marks: str


Row = list[tuple[str, Look]]
"""Runs of characters that look the same."""


class Picture(NamedTuple):
    """A screen of some size (columns, rows) in each of the themes."""

    name: str
    size: tuple[int, int]
    rows: dict[str, list[Row]]

    @property
    def text(self) -> list[str]:
        """What can be read, row by row."""
        return ["".join(text for text, _ in row) for row in self.rows[THEMES[0]]]

    def __str__(self) -> str:
        themes = (map(_cells, self.rows[theme]) for theme in THEMES)
        looks = [list(zip(*row, strict=True)) for row in zip(*themes, strict=True)]
        letters = {Counter(chain.from_iterable(looks)).most_common(1)[0][0]: "."}
        for look in chain.from_iterable(looks):
            letters.setdefault(look, _LETTERS[len(letters) - 1])
        styles = ["".join(letters[look] for look in row) for row in looks]
        line = "─" * self.size[0]
        return "\n".join(
            (
                *(row.rstrip() for row in self.text),
                line,
                *(
                    '"' if row == above else row.rstrip(row[-1]) + row[-1]
                    for above, row in zip(["", *styles], styles, strict=False)
                ),
                line,
                f"   {'   '.join(f'{theme:<15}' for theme in THEMES)}".rstrip(),
                *(f"{letter}  {_told(looks)}" for looks, letter in letters.items()),
                "",
            )
        )

    def faults(self) -> Iterator[str]:
        """What must hold of every screen and does not hold of this one."""
        text = "\n".join(self.text)
        if not _WAY_OUT.search(text):
            yield f"{self.name}: does not say how to leave it"
        if found := _MARKUP.search(text):
            yield f"{self.name}: shows markup: {text[found.start() :][:20]!r}"
        for theme, rows in self.rows.items():
            if [len(rows), *{len(_cells(row)) for row in rows}] != [self.size[1], self.size[0]]:
                yield f"{self.name}: is not as large as the screen in {theme}"
            for (words, look), ratio in dict.fromkeys(_faint(rows)):
                yield f"{self.name}: {words!r} has {ratio:.1f}:1 in {theme} {look}"


def rows_of(app: App[Any]) -> list[Row]:
    """The screen as it is now."""
    strips = app.screen._compositor.render_strips()
    return [[(s.text, _look(s.style)) for s in strip if not s.control] for strip in strips]


@lru_cache(maxsize=8192)
def _look(style: Style | None) -> Look:
    style = style or Style()
    fore, back = (
        colour.triplet.hex if colour is not None and colour.triplet is not None else "#      "
        for colour in (style.color, style.bgcolor)
    )
    return Look(fore, back, " ".join(mark for mark in _MARKS if getattr(style, mark)))


def _cells(row: Row) -> list[Look]:
    return [look for text, look in row for _ in range(cell_len(text))]


def _told(looks: Sequence[Look]) -> str:
    """A style as the themes have it; attributes once, where all have the same."""
    colours = "   ".join(f"{look.fore[1:]}/{look.back[1:]}  " for look in looks)
    return f"{colours} {' / '.join(dict.fromkeys(look.marks for look in looks))}".rstrip()


def _faint(rows: list[Row]) -> Iterator[tuple[tuple[str, Look], float]]:
    """What does not stand out enough from what is behind it."""
    for run in chain.from_iterable(rows):
        text, look = run
        if wanted := _wanted(text):
            ratio = contrast(look.fore, look.back)
            if ratio < wanted:
                yield run, ratio


@lru_cache(maxsize=8192)
def _wanted(text: str) -> float:
    """The contrast that a text needs; none where nothing is seen.

    Parts of cells do not count: they are the edges of scroll bars, of buttons and of the bar
    that stands for the document, which are seen by what is beside them.
    """
    seen = {c for c in text if c != " " and not ("▀" <= c <= "▟" and c != "█")}
    if not seen:
        return 0
    return LINES if all("─" <= c <= "█" for c in seen) else WORDS
