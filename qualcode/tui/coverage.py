"""How much of a document's talk is coded, kept up to date coding by coding."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.study.types import TurnRow
from qualcode.view.spans import SpanIndex


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was said is coded, in code points of talk that is data."""

    talk: int
    coded: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down so that 100 means all; 0 where nobody spoke."""
        return self.coded * 100 // self.talk if self.talk else 0


class Covered:
    """Counts, for each turn that is data, how much of it some coding covers.

    One coding more costs only the turns it touches, however long the document is.

    Args:
        turns: the turns that count, in order.
        codings: the codings by place; the caller keeps it up to date.
    """

    def __init__(self, turns: Iterable[TurnRow], codings: SpanIndex) -> None:
        spans = [(turn.start, turn.end) for turn in turns]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._codings = codings
        self._talk = sum(end - start for start, end in spans)
        merged = _merged(codings[key] for key in codings)
        self._coded = _shared(spans, merged)
        self._sum = sum(self._coded)

    @property
    def all(self) -> Coverage:
        """Over the whole document."""
        return Coverage(self._talk, self._sum)

    def changed(self, start: int, end: int) -> None:
        """Count again where a coding was added or taken away."""
        low, high = bisect_right(self._ends, start), bisect_left(self._starts, end)
        for turn in range(low, high):
            begin, stop = self._starts[turn], self._ends[turn]
            touching = (self._codings[key] for key in self._codings.window(begin, stop))
            [now] = _shared([(begin, stop)], _merged(touching))
            self._sum += now - self._coded[turn]
            self._coded[turn] = now


def _shared(spans: Sequence[tuple[int, int]], merged: Sequence[tuple[int, int]]) -> list[int]:
    """How much of each span the merged spans cover; both are in order."""
    found, at = [], 0
    for start, end in spans:
        while at < len(merged) and merged[at][1] <= start:
            at += 1
        look, covered = at, 0
        while look < len(merged) and merged[look][0] < end:
            covered += min(merged[look][1], end) - max(merged[look][0], start)
            look += 1
        found.append(covered)
    return found


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
