"""What stands on, before and after a passage: overlaps, and the turns that lie between.

Every question is answered by halving sorted lists, so that a thousand passages beside a thousand
others in one document cost a thousand look-ups and not a million comparisons.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Literal, NamedTuple

Side = Literal["either", "before", "after"]
Stretch = tuple[int, int]


class Placed(NamedTuple):
    """A passage of a document: half-open offsets, and the first and last turn it touches.

    The turns are None where it touches none, as a passage of a heading does.
    """

    start: int
    end: int
    turn_first: int | None = None
    turn_last: int | None = None


class Neighbours:
    """The passages of one document that others are compared with; none of them is empty.

    Turns are numbered in the order of the text, so that the next passage in the text is also
    the next by turns.
    """

    def __init__(self, passages: Iterable[Placed]) -> None:
        placed = list(passages)
        self._starts = sorted(p.start for p in placed)
        self._ends = sorted(p.end for p in placed)
        turned = [
            (p.start, p.end, p.turn_first, p.turn_last)
            for p in placed
            if p.turn_first is not None and p.turn_last is not None
        ]
        self._by_start = sorted((start, first) for start, _, first, _ in turned)
        self._by_end = sorted((end, last) for _, end, _, last in turned)
        self._covered: dict[int, list[Stretch]] = {}

    def overlapping(self, passage: Placed) -> int:
        """How many share at least one code point with a passage."""
        # All that end before it also start before it, so one count can be taken off the other.
        begun = bisect_left(self._starts, passage.end)
        over = bisect_right(self._ends, passage.start)
        return begun - over

    def within(self, passage: Placed, turns: int, side: Side = "either") -> bool:
        """Whether one stands wholly before or after a passage, so many turns away at most.

        0 is the same turn, 1 the next one. What overlaps stands neither before nor after.
        """
        if passage.turn_first is None or passage.turn_last is None:
            return False
        if side != "before":
            at = bisect_left(self._by_start, (passage.end, -1))
            if at < len(self._by_start) and self._by_start[at][1] - passage.turn_last <= turns:
                return True
        if side != "after":
            at = bisect_right(self._by_end, passage.start, key=_offset)
            if at and passage.turn_first - self._by_end[at - 1][1] <= turns:
                return True
        return False

    def shared(self, passage: Placed, *, besides: int = 0) -> tuple[Stretch, ...]:
        """The stretches of a passage that more than ``besides`` of them cover."""
        covered = self._runs(besides + 1)
        at = bisect_right(covered, passage.start, key=_end)
        found = []
        while at < len(covered) and covered[at][0] < passage.end:
            start, end = covered[at]
            found.append((max(start, passage.start), min(end, passage.end)))
            at += 1
        return tuple(found)

    def _runs(self, depth: int) -> list[Stretch]:
        """The stretches that at least ``depth`` of them cover, in order."""
        if depth not in self._covered:
            runs: list[Stretch] = []
            borders = sorted([*((s, 1) for s in self._starts), *((e, -1) for e in self._ends)])
            deep = opened = 0
            for offset, step in borders:  # at one offset, ends come first: touching is no overlap
                if step > 0 and deep == depth - 1:
                    opened = offset
                elif step < 0 and deep == depth:
                    runs.append((opened, offset))
                deep += step
            self._covered[depth] = runs
        return self._covered[depth]


def _offset(pair: tuple[int, int]) -> int:
    return pair[0]


def _end(stretch: Stretch) -> int:
    return stretch[1]
