"""How wide the columns of a printed table are: no word is broken while there is room.

Word processors break a word that is wider than its column. How wide words print hangs on the
fonts at hand, so they are measured here by the letters of the widest that may be put in the place
of Calibri (DejaVu Sans).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rich.cells import cell_len

LETTER_CM, BOLD_CM, HEAD_CM = 0.208, 0.235, 0.21
"""How wide an 'n' is in a cell's text (9.5 points), in the row's name and in a heading (8.5)."""
_NARROW, _SLIM, _WIDE = (
    frozenset("ijlI.,:;'’|!()[] \u00a0"),
    frozenset("frt-"),
    frozenset("mwMW@%…"),
)
INDENT_CM = 0.4
_MARGINS_CM = 0.32
_READABLE_CM = 7.0
"""Texts wider than this are as well read in several lines."""

_BREAK = re.compile(r"(?<=[-\u2010\u2013/]) *| +|\n")
"""Where a line may end; not at a non-breaking blank."""


def least_widths(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, indents: Sequence[int] = ()
) -> list[float]:
    """The widths in cm at which no word of a table is broken."""
    return [
        max(0.8, _word(heading) * HEAD_CM, *_printed(rows, n, indents, _word)) + _MARGINS_CM
        for n, heading in enumerate(headings)
    ]


def best_widths(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, indents: Sequence[int] = ()
) -> list[float]:
    """The widths in cm at which a table reads well: texts in one line, if they are not long."""
    least = least_widths(headings, rows, indents=indents)
    whole = _whole_widths(headings, rows, indents)
    return [max(low, min(_READABLE_CM, text)) for low, text in zip(least, whole, strict=True)]


def column_widths(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: float,
    *,
    indents: Sequence[int] = (),
) -> list[float]:
    """The widths of a table's columns that together fill ``room`` (in cm).

    Every column has what its longest word needs, and of what is left over those with the longest
    texts get most. Where not even the words have room, all are narrowed alike.
    """
    widths = least_widths(headings, rows, indents=indents)
    best = best_widths(headings, rows, indents=indents)
    lack = [
        max(0.0, text - width)
        for text, width in zip(_whole_widths(headings, rows, indents), widths, strict=True)
    ]
    spare = room - sum(widths)
    missing = sum(lack)
    if spare > 0 and missing:
        widths = [
            min(high, width + spare * one / missing)
            for high, width, one in zip(best, widths, lack, strict=True)
        ]
    return [width * room / sum(widths) for width in widths]


def _whole_widths(
    headings: Sequence[str], rows: Sequence[Sequence[str]], indents: Sequence[int]
) -> list[float]:
    """What the longest text of each column takes in one line."""
    return [
        max([0.0, *_printed(rows, n, indents, _letters)]) + _MARGINS_CM
        for n in range(len(headings))
    ]


def _letters(text: str) -> float:
    """How wide a text is, in the letter 'n'."""
    narrow = sum(letter in _NARROW for letter in text)
    slim = sum(letter in _SLIM for letter in text)
    wide = sum(letter in _WIDE for letter in text)
    return cell_len(text) - 0.5 * narrow - 0.3 * slim + 0.5 * wide


def _word(text: str) -> float:
    """How wide the longest word is."""
    return max(_letters(word) for word in _BREAK.split(text))


def _printed(
    rows: Sequence[Sequence[str]],
    column: int,
    indents: Sequence[int],
    letters: Callable[[str], float],
) -> list[float]:
    """What each row's cell takes in cm, its words or its whole text."""
    if column:
        return [letters(row[column]) * LETTER_CM for row in rows]
    steps = indents or [0] * len(rows)
    return [
        letters(row[0]) * BOLD_CM + step * INDENT_CM for row, step in zip(rows, steps, strict=True)
    ]
