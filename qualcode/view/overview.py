"""The whole document in one column: what is coded, found and noted where, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from qualcode.view.layout import Layout
from qualcode.view.spans import SpanIndex

FULL = 6
"""The level of a cell whose every word is coded; any coding at all makes it at least 1."""


class Cell(NamedTuple):
    """What lies behind a cell: how much of it is coded, 0 to :data:`FULL`, and what else."""

    coded: int
    hit: bool
    memo: bool


class Overview:
    """A strip of cells over all rows of a document, of as many rows each as it takes.

    A document of fewer rows than cells has a cell for each row, so that the strip stands
    beside the text. A cell is worked out when it is asked for and kept until it changes.

    Args:
        layout: the rows.
        cells: how many cells there are; at least one.
        spans: the codings.
        hits: what was found.
        memo_in: whether a memo begins between two offsets.
    """

    def __init__(
        self,
        layout: Layout,
        cells: int,
        spans: SpanIndex,
        hits: SpanIndex,
        memo_in: Callable[[int, int], bool],
    ) -> None:
        self._layout, self._spans, self._hits, self._memo_in = layout, spans, hits, memo_in
        self.cells = cells
        self._rows = max(len(layout), cells)
        self._kept: dict[int, Cell] = {}

    def cell_of(self, row: int) -> int:
        """The cell that stands for a row."""
        return min(max(row, 0), self._rows - 1) * self.cells // self._rows

    def row_of(self, cell: int) -> int:
        """The first row that a cell stands for."""
        return -(-cell * self._rows // self.cells)

    def at(self, cell: int) -> Cell:
        """What lies behind a cell; nothing below the end of a short document."""
        if cell not in self._kept:
            self._kept[cell] = self._look(cell)
        return self._kept[cell]

    def forget(self, start: int, end: int) -> None:
        """Work out anew the cells of ``[start, end)`` of the text: a coding came or went."""
        first = self.cell_of(self._layout.row_at(start))
        for cell in range(first, self.cell_of(self._layout.row_at(end)) + 1):
            self._kept.pop(cell, None)

    def _look(self, cell: int) -> Cell:
        first, last = self.row_of(cell), min(self.row_of(cell + 1), len(self._layout)) - 1
        if first > last:
            return Cell(0, False, False)
        start, end = self._layout.row_start[first], self._layout.row_end[last]
        coded = self._coded(start, end)
        level = -(-coded * FULL // (end - start)) if coded else 0
        return Cell(level, bool(self._hits.window(start, end)), self._memo_in(start, end))

    def _coded(self, start: int, end: int) -> int:
        """How many code points of ``[start, end)`` have a coding."""
        coded, reached = 0, start
        for key in self._spans.window(start, end):
            low, high = self._spans[key]
            low, high = max(low, reached), min(high, end)
            coded += max(0, high - low)
            reached = max(reached, high)
        return coded
