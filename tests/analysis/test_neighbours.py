"""Overlaps and nearness by halving agree with comparing every pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.neighbours import Neighbours, Placed

TURN = 7
"""Code points of a turn; one more lies between two turns."""


def placed(start: int, size: int) -> Placed:
    touched = [n for n in range(12) if n * 8 < start + size and start < n * 8 + TURN]
    return Placed(start, start + size, *((touched[0], touched[-1]) if touched else (None, None)))


passages = st.builds(placed, st.integers(0, 80), st.integers(1, 30))
crowds = st.lists(passages, max_size=10)


def share(one: Placed, other: Placed) -> bool:
    return one.start < other.end and other.start < one.end


@given(crowds, passages)
def test_overlaps_are_counted(crowd, passage):
    assert Neighbours(crowd).overlapping(passage) == sum(share(passage, o) for o in crowd)


@given(crowds, passages, st.integers(0, 4), st.sampled_from(("either", "before", "after")))
def test_nearness_is_that_of_every_pair(crowd, passage, turns, side):
    def near(other: Placed) -> bool:
        if None in (passage.turn_first, other.turn_first):
            return False
        before = other.end <= passage.start and passage.turn_first - other.turn_last <= turns
        after = other.start >= passage.end and other.turn_first - passage.turn_last <= turns
        return (before and side != "after") or (after and side != "before")

    assert Neighbours(crowd).within(passage, turns, side) == any(near(o) for o in crowd)


@given(crowds, passages, st.integers(0, 2))
def test_shared_stretches_hold_just_the_shared_places(crowd, passage, besides):
    found = Neighbours(crowd).shared(passage, besides=besides)
    assert list(found) == sorted(found)
    assert {n for start, end in found for n in range(start, end)} == {
        n
        for n in range(passage.start, passage.end)
        if sum(other.start <= n < other.end for other in crowd) > besides
    }
    assert all(start < end for start, end in found)
