"""The caret: where the cursor is, what is selected, and how motions change both."""

from __future__ import annotations

from qualcode.view import motions
from qualcode.view.layout import Layout
from qualcode.view.units import Units


class Caret:
    """Cursor and selection on a laid-out document.

    The cursor stands between graphemes. A selection runs between it and the anchor, which
    stays where it is while the cursor moves on.

    Args:
        rows: the layout; it may be exchanged for one of another width.
        language: of the document.
    """

    def __init__(self, rows: Layout, language: str = "") -> None:
        self.rows = rows
        self.units = Units(rows, language)
        self.cursor = rows.start
        self.anchor: int | None = None
        self._goal: int | None = None
        self._grown: list[tuple[int | None, int]] = []

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected passage as half-open offsets, or None."""
        if self.anchor is None or self.anchor == self.cursor:
            return None
        return min(self.anchor, self.cursor), max(self.anchor, self.cursor)

    @property
    def passage(self) -> tuple[int, int]:
        """What a code would be put on: the selection, else the sentence at the cursor."""
        return self.selection or self.units.at(self.cursor, "sentence")

    @property
    def begin(self) -> int:
        """Where the selection begins, or the cursor."""
        return self.selection[0] if self.selection else self.cursor

    @property
    def under(self) -> int:
        """What the cursor is drawn on: of a selection the last grapheme, not the one after."""
        if self.selection and self.cursor == self.selection[1]:
            return self.rows.previous(self.cursor)
        return self.cursor

    def put(self, offset: int) -> None:
        """Put the cursor somewhere and select nothing."""
        self._set(None, self.rows.snap(offset))

    def span(self, anchor: int, cursor: int) -> None:
        """Select between two offsets, moved outwards to whole graphemes that were spoken."""
        low, high = min(anchor, cursor), max(anchor, cursor)
        begin, stop = self.rows.snap(low), self.rows.snap(high)
        if stop < high and stop < self.rows.turn_end[self.rows.turn_at(stop)]:
            stop = self.rows.next(stop)
        self._set(*((begin, stop) if anchor <= cursor else (stop, begin)))

    def clear(self) -> None:
        """Select nothing; the cursor goes to where the selection began."""
        self._set(None, self.begin)

    def select(self, unit: str) -> None:
        """Select a unit at the cursor, one of :data:`qualcode.view.units.LADDER`."""
        self._set(*self.units.at(self.under, unit))

    def between(self, mark: int) -> None:
        """Select from the word at a mark to the word at the cursor, both with."""
        self._set(*motions.whole_words(self.rows, self.units, mark, self.under))

    def grow(self) -> bool:
        """Select the next larger unit that holds what is selected; whether there is one."""
        start, end = self.selection or (self.cursor, self.cursor)
        found = motions.larger(self.rows, self.units, start, end)
        if found is not None:
            way = [*self._grown, (self.anchor, self.cursor)]
            self._set(*found)
            self._grown = way
        return found is not None

    def shrink(self) -> bool:
        """Go back the way the selection grew; else select the next smaller unit at the cursor.

        Where nothing is smaller, select nothing. Returns whether anything was selected.
        """
        if self._grown:
            *way, before = self._grown
            self._set(*before)
            self._grown = way
            return True
        if self.selection is None:
            return False
        found = motions.smaller(self.units, *self.selection, self.under)
        if found is None:
            self.clear()
        else:
            self._set(*found)
        return True

    def move(self, unit: str, count: int, *, page: int = 20) -> None:
        """Move the cursor by units and select nothing; see :func:`motions.move`."""
        cell = self._cell(unit)
        to = motions.move(self.rows, self.units, self.cursor, unit, count, cell=cell, page=page)
        self._set(None, to, cell)

    def extend(self, unit: str, count: int, *, page: int = 20) -> None:
        """Extend or shrink the selection; see :func:`motions.extend`.

        With nothing selected, words, clauses, sentences and turns begin with the one at the
        cursor.
        """
        if self.selection is None and unit in motions.COUNTED and count > 0:
            self.select(unit)
            count -= 1
        anchor = self.cursor if self.anchor is None else self.anchor
        cell = self._cell(unit)
        to = motions.extend(
            self.rows, self.units, anchor, self.cursor, unit, count, cell=cell, page=page
        )
        self._set(anchor, to, cell)

    def row_edge(self, direction: int, *, extend: bool = False) -> None:
        """Go to the beginning (-1) or end (1) of the row, selecting on the way if asked."""
        anchor = (self.cursor if self.anchor is None else self.anchor) if extend else None
        self._set(anchor, motions.row_edge(self.rows, self.cursor, direction))

    def _cell(self, unit: str) -> int | None:
        if unit not in ("row", "page"):
            return None
        return self.rows.place(self.cursor).cell if self._goal is None else self._goal

    def _set(self, anchor: int | None, cursor: int, goal: int | None = None) -> None:
        self.anchor, self.cursor, self._goal = anchor, cursor, goal
        self._grown = []
