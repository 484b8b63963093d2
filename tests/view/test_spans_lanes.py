"""The index of spans against a search of all of them; stripes that never share a cell."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.view.lanes import Lanes, shared
from qualcode.view.layout import Layout
from qualcode.view.spans import SpanIndex, differing


class Turn(NamedTuple):
    start: int
    end: int


TEXT = "".join(f"Name: {'word ' * n}end.\n\n" for n in (30, 3, 0, 80, 12))


def turns() -> list[Turn]:
    found, at = [], 0
    for part in TEXT.split("\n\n")[:-1]:
        found.append(Turn(at + 6, at + len(part)))
        at += len(part) + 2
    return found


spans = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 300)).map(
    lambda s: (s[0], min(len(TEXT), s[0] + s[1]))
)
steps = st.lists(st.tuples(st.sampled_from(["add", "remove"]), st.integers(0, 12), spans))


@given(steps, spans)
def test_a_window_finds_what_a_search_of_all_finds(changes, window):
    index, plain = SpanIndex(), {}
    for what, key, span in changes:
        if what == "add":
            index.add(key, *span)
            plain[key] = span
        elif key in plain:
            assert index.remove(key) == plain.pop(key)
    start, end = window
    wanted = sorted((s, k) for k, (s, e) in plain.items() if s < end and e > start)
    assert index.window(start, end) == [k for _, k in wanted]
    assert len(index) == len(plain)


def test_removing_what_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        SpanIndex().remove(1)


@settings(max_examples=60, deadline=None)
@given(st.lists(spans, max_size=20), steps)
def test_no_two_stripes_share_a_lane_on_a_row(first, changes):
    layout = Layout(TEXT, turns(), 30)
    index = SpanIndex((100 + n, *span) for n, span in enumerate(first))
    lanes = Lanes(layout, index)
    widest = max((len(lanes.at(r)) for r in range(len(layout))), default=0)
    assert max((lanes[k].lane + 1 for k in index), default=0) == widest
    there = set(index)
    for what, key, span in changes:
        if what == "add":
            lanes.add(key, *span)
            there.add(key)
        elif key in there:
            lanes.remove(key)
            there.discard(key)
    for row in range(len(layout)):
        used = [stripe.lane for stripe in lanes.at(row)]
        assert len(used) == len(set(used))
    named = [key for row in range(len(layout)) for key in lanes.names(row)]
    assert sorted(named) == sorted(there)


def test_a_stripe_runs_over_the_rows_of_its_passage_only():
    layout = Layout(TEXT, turns(), 30)
    start, end = turns()[0]
    lanes = Lanes(layout, SpanIndex([(1, start, end)]))
    rows = [row for row in range(len(layout)) if lanes.at(row)]
    assert rows == list(layout.turn_rows(0))[1:]


def test_stripes_that_do_not_fit_are_counted():
    layout = Layout(TEXT, turns(), 30)
    start = turns()[0].start
    lanes = Lanes(layout, SpanIndex((n, start, start + 4) for n in range(5)))
    cells, over = shared(lanes.at(1), 2)
    assert [c is not None for c in cells] == [True, True]
    assert over == 3


@given(spans, spans)
def test_differing_pieces_are_those_in_one_span_only(one, other):
    pieces = {o for low, high in differing(one, other) for o in range(low, high)}
    wanted = set(range(*one)) ^ set(range(*other))
    assert wanted <= pieces
    if one[0] < other[1] and other[0] < one[1]:
        assert pieces == wanted
