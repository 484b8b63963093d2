"""Margin stripes: which lane each coding's stripe runs in, and where its name is written."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush
from typing import NamedTuple

from qualcode.view.layout import SPEECH, Layout
from qualcode.view.spans import SpanIndex

_ROWS = 16  # rows a bucket of the index covers: a screen touches three or four
_NAME_ROWS = 20  # a name farther from where its coding begins would not be found


class Stripe(NamedTuple):
    """The stripe of one coding: the rows it runs along, ends included, and its lane."""

    key: int
    first: int
    last: int
    lane: int


class Lanes:
    """Stripes for all codings of a layout, so that no two in one lane share a row.

    Lanes are given by greedy colouring in order of the first row (longer first), which uses
    as few lanes as the most crowded row needs. A coding added later takes the lowest lane
    that is free on its own rows and moves no other stripe; one removed leaves its lane free.

    Args:
        layout: the rows.
        spans: the codings, by id.
    """

    def __init__(self, layout: Layout, spans: SpanIndex) -> None:
        self._layout = layout
        self._stripes: dict[int, Stripe] = {}
        self._by_row = SpanIndex(bucket=_ROWS)
        self._names: dict[int, list[int]] = {}
        self._named: dict[int, int] = {}
        rows = ((*self._rows(*spans[key]), key) for key in spans)
        self._colour(sorted(rows, key=lambda r: (r[0], -r[1], r[2])))
        for stripe in sorted(self._stripes.values(), key=lambda s: (s.last, s.first, s.key)):
            self._name(stripe)

    def _rows(self, start: int, end: int) -> tuple[int, int]:
        layout = self._layout
        first = layout.row_at(start)
        if start >= layout.turn_end[layout.row_turn[first]] and end > start + 1:
            # It begins in what is not shown, before the next turn.
            first = min(first + 1, len(layout) - 1)
            while layout.row_kind[first] != SPEECH:
                first += 1
        return first, max(first, layout.row_at(max(start, end - 1)))

    def _colour(self, rows: Iterable[tuple[int, int, int]]) -> None:
        busy: list[tuple[int, int]] = []
        free: list[int] = []
        lanes = 0
        for first, last, key in rows:
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            if free:
                lane = heappop(free)
            else:
                lane, lanes = lanes, lanes + 1
            heappush(busy, (last, lane))
            self._put(Stripe(key, first, last, lane))

    def _put(self, stripe: Stripe) -> None:
        self._stripes[stripe.key] = stripe
        self._by_row.add(stripe.key, stripe.first, stripe.last + 1)

    def _name(self, stripe: Stripe) -> None:
        """Find a row for the name. The codings that end first choose first: most get one."""
        rows = range(stripe.first, min(stripe.last, stripe.first + _NAME_ROWS) + 1)
        row = next((r for r in rows if r not in self._names), stripe.first)
        self._names.setdefault(row, []).append(stripe.key)
        self._named[stripe.key] = row

    def __len__(self) -> int:
        return len(self._stripes)

    def __getitem__(self, key: int) -> Stripe:
        return self._stripes[key]

    def add(self, key: int, start: int, end: int) -> Stripe:
        """Give a coding the lowest lane free on its rows."""
        if key in self._stripes:
            self.remove(key)
        first, last = self._rows(start, end)
        taken = {self._stripes[k].lane for k in self._by_row.window(first, last + 1)}
        lane = next(n for n in range(len(taken) + 1) if n not in taken)
        stripe = Stripe(key, first, last, lane)
        self._put(stripe)
        self._name(stripe)
        return stripe

    def remove(self, key: int) -> Stripe:
        """Take a coding's stripe away and return it.

        Raises:
            KeyError: if it has none.
        """
        stripe = self._stripes.pop(key)
        self._by_row.remove(key)
        row = self._named.pop(key)
        self._names[row].remove(key)
        if not self._names[row]:
            del self._names[row]
        return stripe

    def at(self, row: int) -> list[Stripe]:
        """The stripes that run along a row, by lane."""
        found = [self._stripes[key] for key in self._by_row.window(row, row + 1)]
        return sorted(found, key=lambda stripe: stripe.lane)

    def names(self, row: int) -> list[int]:
        """The codings whose names are written beside a row.

        A name stands on the first row of its coding that has no other name yet; where there
        is none, on its first row.
        """
        return self._names.get(row, [])


def shared(stripes: list[Stripe], lanes: int) -> tuple[list[Stripe | None], int]:
    """What fits in so many lanes: one stripe or None a lane, and how many are left over."""
    cells: list[Stripe | None] = [None] * lanes
    over = 0
    for stripe in stripes:
        if stripe.lane < lanes:
            cells[stripe.lane] = stripe
        else:
            over += 1
    return cells, over
