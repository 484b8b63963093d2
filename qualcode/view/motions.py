"""Where the cursor goes, and how a selection grows and shrinks. No step splits a grapheme."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from qualcode.view.layout import SPEECH, Layout
from qualcode.view.spans import SpanIndex
from qualcode.view.units import LADDER, Units

COUNTED = ("word", "clause", "sentence", "turn")
"""Units that a selection takes in, or lets go, one after another."""
_TEXT_UNITS = (*COUNTED, "document")


def move(
    layout: Layout,
    units: Units,
    offset: int,
    unit: str,
    count: int,
    *,
    cell: int | None = None,
    page: int = 20,
) -> int:
    """The offset ``count`` units away; negative counts go backwards.

    Args:
        layout: the rows.
        units: the document's words and sentences.
        offset: where the cursor is.
        unit: ``grapheme`` (or ``char``), ``word``, ``clause``, ``sentence``, ``turn``,
            ``document``, ``row`` or ``page``.
        count: how many; 0 stays.
        cell: for rows and pages, the cell to keep to; without it the cursor's own.
        page: how many rows a page has.

    Raises:
        ValueError: if there is no such unit.
    """
    if unit == "page":
        return move_rows(layout, offset, count * page, cell=cell)
    if unit == "row":
        goal = layout.place(offset).cell if cell is None else cell
        for _ in range(abs(count)):
            offset = move_rows(layout, offset, 1 if count > 0 else -1, cell=goal)
        return offset
    step = _stepper(layout, units, unit, forward=count > 0)
    for _ in range(abs(count)):
        offset = step(offset)
    return offset


def _stepper(layout: Layout, units: Units, unit: str, *, forward: bool) -> Callable[[int], int]:
    if unit in ("grapheme", "char"):
        return layout.next if forward else layout.previous
    if unit == "document":
        return lambda _: layout.end if forward else layout.start
    if unit not in _TEXT_UNITS:
        raise ValueError(f"not a unit of text: {unit}")
    if forward:
        return lambda offset: units.next_start(offset, unit)
    return lambda offset: units.previous_start(offset, unit)


def move_rows(layout: Layout, offset: int, count: int, *, cell: int | None = None) -> int:
    """The offset ``count`` rows down (negative: up), in the same cell if it can be.

    Labels and gaps are counted, as on a screen; the speech after or before them is reached.
    """
    place = layout.place(offset)
    goal = place.cell if cell is None else cell
    if count == 0:
        return layout.snap(offset)
    row = place.row + count
    step = 1 if count > 0 else -1
    if not 0 <= row < len(layout):
        row = 0 if count < 0 else len(layout) - 1
        step = -step
    while layout.row_kind[row] != SPEECH:
        nearer = row + step
        if not 0 <= nearer < len(layout):
            step = -step
        row += step
    if row == place.row:
        return layout.start if count < 0 else layout.end
    return layout.offset_at(row, goal)


def row_edge(layout: Layout, offset: int, direction: int) -> int:
    """The first place of the cursor's row, or (direction above 0) its last."""
    row = layout.row_at(layout.snap(offset))
    return layout.offset_at(row, layout.width * 2 + 1 if direction > 0 else 0)


def extend(
    layout: Layout,
    units: Units,
    anchor: int,
    offset: int,
    unit: str,
    count: int,
    *,
    cell: int | None = None,
    page: int = 20,
) -> int:
    """Where the moving end of a selection goes when it is extended or shrunk.

    Behind the anchor the moving end stops where words (clauses, sentences, turns) start, after
    it where they end, so a selection never ends in the blank between two of them.

    Args:
        layout: the rows.
        units: the document's words and sentences.
        anchor: the end of the selection that stays.
        offset: the end that moves.
        unit: as for :func:`move`.
        count: units towards the end of the document, or if negative its beginning.
        cell: the cell to keep to in rows and pages.
        page: rows of a page.
    """
    if unit not in COUNTED:
        return move(layout, units, offset, unit, count, cell=cell, page=page)
    for _ in range(abs(count)):
        offset = _extended(units, anchor, offset, unit, forward=count > 0)
    return offset


def _extended(units: Units, anchor: int, offset: int, unit: str, *, forward: bool) -> int:
    if forward:
        if offset >= anchor:
            return units.next_end(offset, unit)
        return min(units.next_start(offset, unit), anchor)
    if offset > anchor:
        return max(units.previous_end(offset, unit), anchor)
    return units.previous_start(offset, unit)


def larger(layout: Layout, units: Units, start: int, end: int) -> tuple[int, int] | None:
    """What a selection grows to: the next unit of the ladder that is larger than it.

    Where it lies in several units, it grows to all of them; nothing selected grows to the
    word there. None if it is the whole document already.
    """
    last = layout.previous(end) if end > start else end
    for unit in LADDER:
        low, high = units.at(start, unit)[0], units.at(last, unit)[1]
        if low <= start and end <= high and high - low > end - start:
            return low, high
    return None


def smaller(units: Units, start: int, end: int, at: int) -> tuple[int, int] | None:
    """What a selection shrinks to: the largest unit at an offset that is smaller than it."""
    for unit in reversed(LADDER):
        low, high = units.at(at, unit)
        if start <= low < high <= end and high - low < end - start:
            return low, high
    return None


def whole_words(layout: Layout, units: Units, one: int, other: int) -> tuple[int, int]:
    """From the word at one place to the word at another, both with; in either order.

    What stands at a place and is no word, such as a full stop, is taken in, too.
    """
    low, high = min(one, other), max(one, other)
    start, stop = units.at(low, "word")
    if not start <= low < stop:
        start = low
    end = layout.next(high) if high < layout.turn_end[layout.turn_at(high)] else high
    after, stop = units.at(high, "word")
    if after <= high < stop:
        end = stop
    return start, end


def next_start(starts: Sequence[int], offset: int, direction: int) -> int | None:
    """The next of some sorted starts after ``offset``, or before it; None if there is none."""
    if direction > 0:
        found = bisect_right(starts, offset)
        return starts[found] if found < len(starts) else None
    found = bisect_left(starts, offset)
    return starts[found - 1] if found else None


def next_uncoded(
    layout: Layout,
    units: Units,
    spans: SpanIndex,
    offset: int,
    *,
    unit: str = "sentence",
    direction: int = 1,
    wanted: Callable[[int], bool] | None = None,
) -> tuple[int, int] | None:
    """The next sentence or turn that no coding touches.

    Args:
        layout: the rows.
        units: the document's sentences.
        spans: the codings.
        offset: where to begin; the unit there is not looked at.
        unit: ``sentence`` or ``turn``.
        direction: 1 for onwards, -1 for backwards.
        wanted: which turns count, by their number from 0 (to leave out interviewers).

    Returns:
        Its span, or None if all to the end (or beginning) is coded.
    """
    for turn in _turns(layout, offset, direction):
        if wanted is not None and not wanted(turn):
            continue
        for start, end in units.in_turn(turn, unit)[::direction]:
            beyond = start > offset if direction > 0 else end <= offset and start < offset
            if beyond and start < end and not spans.window(start, end):
                return start, end
    return None


def _turns(layout: Layout, offset: int, direction: int) -> Iterator[int]:
    here = layout.turn_at(offset)
    return iter(range(here, layout.turns) if direction > 0 else range(here, -1, -1))
