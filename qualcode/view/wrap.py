"""Breaking one turn's speech into rows, and measuring it in cells.

Two ways that give the same rows: :func:`wrap_one_cell` for turns whose every character is
one grapheme of one cell (nearly all of a European transcript; it works by ``str.rfind`` at
the speed of C), and :func:`wrap_cells` over a turn measured once by :func:`measure`.

A row is a half-open span; the rows of a turn follow each other without gaps, so the blank
or new line at which a row was broken belongs to it and hangs over its edge by one cell.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from qualcode.view.shown import grapheme_starts, shown_grapheme

NOT_FIRST = frozenset("、。，．・：；？！）」』】〕〉》…ー々ゝ,.!?:;)]}’”")
"""Characters that do not begin a row where ideographs allow a break before them."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The graphemes of one turn.

    ``starts`` are their offsets in the document, the turn's end last; ``sums[i]`` is the
    number of cells before grapheme ``i``; ``breaks`` are the graphemes before which a row
    may be broken, ``blanks`` those that may hang over the edge, ``lines`` those that follow
    a new line.
    """

    starts: array[int]
    sums: array[int]
    breaks: array[int]
    blanks: frozenset[int]
    lines: array[int]

    def index(self, offset: int) -> int:
        """The grapheme that ``offset`` lies in; the number of graphemes at the turn's end."""
        return bisect_right(self.starts, offset) - 1


def measure(text: str, start: int, end: int) -> Measured:
    """Measure ``text[start:end]`` once; rows of any width can then be cut from it."""
    starts = grapheme_starts(text, start, end)
    bounds = array("I", [*starts, end])
    sums, breaks, lines = array("I", [0]), array("I"), array("I")
    blanks: set[int] = set()
    cells = 0
    for i, begin in enumerate(starts):
        grapheme = text[begin : bounds[i + 1]]
        width = shown_grapheme(grapheme)[1]
        cells += width
        sums.append(cells)
        following = text[bounds[i + 1]] if i + 1 < len(starts) else " "
        if grapheme in (" ", "\t"):
            blanks.add(i)
            breaks.append(i + 1)
        elif grapheme in ("\n", "\r\n"):
            lines.append(i + 1)
        elif (width == 2 or (following > "\u2e7f" and shown_grapheme(following)[1] == 2)) and (
            following not in NOT_FIRST
        ):
            breaks.append(i + 1)
    return Measured(bounds, sums, breaks, frozenset(blanks), lines)


def wrap_cells(turn: Measured, width: int) -> list[int]:
    """Where the rows of a measured turn start, as offsets; no row is wider than ``width``.

    The blank or new line that ends a row is not counted. A grapheme wider than ``width``
    gets a row of its own.
    """
    starts, sums = turn.starts, turn.sums
    count = len(starts) - 1
    rows: list[int] = []
    here = 0
    while here < count:
        rows.append(starts[here])
        fits = min(bisect_right(sums, sums[here] + width) - 1, count)
        fits = max(fits, here + 1)
        line = bisect_right(turn.lines, here)
        if line < len(turn.lines) and turn.lines[line] - 1 <= fits:
            here = turn.lines[line]
        elif fits >= count:
            break
        elif fits in turn.blanks and fits > here:
            here = fits + 1
        else:
            found = bisect_right(turn.breaks, fits) - 1
            best = turn.breaks[found] if found >= 0 else 0
            here = best if best > here + 1 else fits
    return rows or [starts[0]]


def wrap_one_cell(text: str, start: int, end: int, width: int) -> list[int]:
    """The same for ``text[start:end]`` where each character is one grapheme of one cell."""
    rows: list[int] = []
    here = start
    has_lines = text.find("\n", start, end) >= 0
    while here < end:
        rows.append(here)
        reach = here + width + 1
        if has_lines and (line := text.find("\n", here, min(end, reach))) >= 0:
            here = line + 1
        elif end - here <= width:
            break
        else:
            blank = text.rfind(" ", here + 1, reach)
            here = blank + 1 if blank > 0 else here + width
    return rows or [start]


def grapheme_at_cell(turn: Measured, first: int, cell: int) -> int:
    """The grapheme that covers ``cell`` in a row beginning with grapheme ``first``."""
    return max(first, bisect_left(turn.sums, turn.sums[first] + cell + 1) - 1)
