"""The layout: a document's turns as rows of a given width, and the way between row and text.

Only what was spoken is laid out; the text between turns (labels, time stamps) is not shown,
since the view draws labels from the turns themselves. Everything here counts code points of
the stored text and cells of what is drawn for it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from qualcode.view.shown import has_rtl, is_one_cell, shown_text
from qualcode.view.wrap import Measured, grapheme_at_cell, measure, wrap_cells, wrap_one_cell

SPEECH, LABEL, GAP = 0, 1, 2
"""Kinds of row: words spoken; the line with the speaker's name; the empty line between turns."""

NARROWEST = 8
"""The narrowest column, in cells, that text is wrapped to."""


class Bounds(Protocol):
    """Anything with the offsets of a turn's speech."""

    @property
    def start(self) -> int:
        """Offset of its first code point."""
        ...

    @property
    def end(self) -> int:
        """Offset after its last code point."""
        ...


class Place(NamedTuple):
    """Where something is drawn: a row of the layout and a cell from the row's beginning."""

    row: int
    cell: int


class Layout:
    """Rows of a document at one width.

    ``row_start``, ``row_end`` and ``row_turn`` are arrays over all rows, ``row_kind`` says
    what each row is. The rows of a turn that are :data:`SPEECH` partition its speech. A
    label or gap row stands before the turn it belongs to, with start and end at its start.

    Args:
        text: the document's text.
        turns: its turns in order; they do not overlap. Without any, the text is one turn.
        width: cells of the text column.
        labels: whether each turn begins with a row for its speaker.
        gaps: whether an empty row stands between turns.
        measured: measurements of a former layout of the same text, to save doing them again.
    """

    def __init__(
        self,
        text: str,
        turns: Sequence[Bounds],
        width: int,
        *,
        labels: bool = True,
        gaps: bool = True,
        measured: dict[int, Measured | None] | None = None,
    ) -> None:
        self.text = text
        self.turn_start = array("I", (t.start for t in turns) if turns else (0,))
        self.turn_end = array("I", (t.end for t in turns) if turns else (len(text),))
        self.width = max(width, NARROWEST)
        self.row_start = array("I")
        self.row_end = array("I")
        self.row_turn = array("I")
        self.row_kind = bytearray()
        self.turn_row = array("I")
        self._measured: dict[int, Measured | None] = {} if measured is None else measured
        for turn in range(len(self.turn_start)):
            if gaps and turn:
                self._add_rows(turn, [self.turn_start[turn]], self.turn_start[turn], GAP)
            if labels:
                self._add_rows(turn, [self.turn_start[turn]], self.turn_start[turn], LABEL)
            self.turn_row.append(len(self.row_start))
            self._add_rows(turn, self._wrap(turn), self.turn_end[turn], SPEECH)

    def _add_rows(self, turn: int, starts: list[int], end: int, kind: int) -> None:
        self.row_start.extend(starts)
        self.row_end.extend(starts[1:])
        self.row_end.append(end)
        self.row_turn.extend([turn] * len(starts))
        self.row_kind.extend([kind] * len(starts))

    def _wrap(self, turn: int) -> list[int]:
        measured = self._measure(turn)
        if measured is None:
            start, end = self.turn_start[turn], self.turn_end[turn]
            return wrap_one_cell(self.text, start, end, self.width)
        return wrap_cells(measured, self.width)

    def _measure(self, turn: int) -> Measured | None:
        if turn not in self._measured:
            start, end = self.turn_start[turn], self.turn_end[turn]
            plain = is_one_cell(self.text, start, end)
            self._measured[turn] = None if plain else measure(self.text, start, end)
        return self._measured[turn]

    def rewrap(self, width: int, *, labels: bool = True, gaps: bool = True) -> Layout:
        """The same document at another width, without measuring its characters again."""
        turns = [_Turn(*bounds) for bounds in zip(self.turn_start, self.turn_end, strict=True)]
        return Layout(self.text, turns, width, labels=labels, gaps=gaps, measured=self._measured)

    def __len__(self) -> int:
        return len(self.row_start)

    @property
    def turns(self) -> int:
        """How many turns there are; at least one."""
        return len(self.turn_start)

    @property
    def start(self) -> int:
        """The first offset at which the cursor can stand."""
        return self.turn_start[0]

    @property
    def end(self) -> int:
        """The last offset at which the cursor can stand: after the last word spoken."""
        return self.turn_end[-1]

    # -- turns ---------------------------------------------------------------

    def turn_at(self, offset: int) -> int:
        """The turn whose speech holds ``offset``, or the last one that begins before it."""
        return max(0, bisect_right(self.turn_start, offset) - 1)

    def turn_span(self, turn: int) -> tuple[int, int]:
        """The speech of a turn, counted from 0."""
        return self.turn_start[turn], self.turn_end[turn]

    def turn_rows(self, turn: int) -> range:
        """All rows of a turn: its gap and label as well as its speech."""
        low = bisect_left(self.row_turn, turn)
        return range(low, bisect_right(self.row_turn, turn))

    def is_rtl(self, turn: int) -> bool:
        """Whether a turn has letters that are written from right to left."""
        return has_rtl(self.text, self.turn_start[turn], self.turn_end[turn])

    # -- rows ----------------------------------------------------------------

    def row_at(self, offset: int) -> int:
        """The row of speech in which ``offset`` is drawn.

        An offset between two turns is drawn at the end of the earlier one.
        """
        row = max(0, bisect_right(self.row_start, offset) - 1)
        while self.row_kind[row] != SPEECH:
            row += 1
        return row

    def row_span(self, row: int) -> tuple[int, int]:
        """The offsets of a row, the blank or new line at which it was broken included."""
        return self.row_start[row], self.row_end[row]

    def shown(self, start: int, end: int) -> str:
        """What is drawn for ``text[start:end]``, within one turn and between graphemes."""
        if self._measure(self.turn_at(start)) is None:
            piece = self.text[start:end]
            return piece[:-1] if piece.endswith("\n") else piece
        return shown_text(self.text, start, end)

    def cells(self, start: int, end: int) -> int:
        """How many cells ``shown(start, end)`` takes."""
        measured = self._measure(self.turn_at(start))
        if measured is None:
            return end - start - (end > start and self.text[end - 1] == "\n")
        return measured.sums[measured.index(end)] - measured.sums[measured.index(start)]

    def place(self, offset: int) -> Place:
        """Where ``offset`` is drawn. Between two turns: at the end of the earlier one."""
        offset = self.snap(offset)
        row = self.row_at(offset)
        return Place(row, self.cells(self.row_start[row], offset))

    def offset_at(self, row: int, cell: int, *, after: bool = False) -> int:
        """The grapheme drawn at a place.

        Args:
            row: a row of the layout; outside it the nearest one counts.
            cell: cells from the beginning of the row; outside it the nearest one counts.
            after: give the offset after that grapheme instead of its start.

        Returns:
            An offset between graphemes. On a label or gap it is the start of the turn. Right
            of a turn's last row it is the turn's end; right of another row its last grapheme.
        """
        row = min(max(row, 0), len(self) - 1)
        start, end = self.row_start[row], self.row_end[row]
        if self.row_kind[row] != SPEECH or start == end:
            return start
        turn = self.row_turn[row]
        offset = self._in_row(turn, start, max(cell, 0))
        if offset >= end:
            offset = end if end == self.turn_end[turn] else self.previous(end)
        return self.next(offset) if after and offset < end else offset

    def _in_row(self, turn: int, start: int, cell: int) -> int:
        measured = self._measure(turn)
        if measured is None:
            return start + cell
        found = grapheme_at_cell(measured, measured.index(start), cell)
        return measured.starts[min(found, len(measured.starts) - 1)]

    # -- graphemes -------------------------------------------------------------

    def snap(self, offset: int) -> int:
        """The nearest place at or before ``offset`` where the cursor can stand.

        That is the start of a grapheme that was spoken, or the end of a turn; before the
        first turn it is the first offset of all.
        """
        turn = self.turn_at(offset)
        offset = min(max(offset, self.turn_start[turn]), self.turn_end[turn])
        measured = self._measure(turn)
        return offset if measured is None else measured.starts[measured.index(offset)]

    def next(self, offset: int) -> int:
        """The place after the grapheme at ``offset``; from a turn's end, the next turn's start."""
        offset = self.snap(offset)
        turn = self.turn_at(offset)
        if offset >= self.turn_end[turn]:
            return (
                self.turn_start[min(turn + 1, self.turns - 1)] if turn + 1 < self.turns else offset
            )
        measured = self._measure(turn)
        return offset + 1 if measured is None else measured.starts[measured.index(offset) + 1]

    def previous(self, offset: int) -> int:
        """The place of the grapheme before ``offset``; from a turn's start, the end before it."""
        offset = self.snap(offset)
        turn = self.turn_at(offset)
        if offset <= self.turn_start[turn]:
            return self.turn_end[turn - 1] if turn else offset
        measured = self._measure(turn)
        return offset - 1 if measured is None else measured.starts[measured.index(offset) - 1]


class _Turn(NamedTuple):
    start: int
    end: int
