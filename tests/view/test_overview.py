"""The overview against counting character by character."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.view.layout import Layout
from qualcode.view.overview import FULL, Cell, Overview
from qualcode.view.spans import SpanIndex


class Turn(NamedTuple):
    start: int
    end: int


def document(words: int) -> Layout:
    text = "A: " + "word " * words + "\n\nB: yes"
    turns = [Turn(3, 3 + 5 * words), Turn(len(text) - 3, len(text))]
    return Layout(text, turns, 20)


def overview(layout: Layout, cells: int, *, coded=(), hits=(), memos=()) -> Overview:
    spans = SpanIndex((n, *span) for n, span in enumerate(coded))
    found = SpanIndex((n, *span) for n, span in enumerate(hits))
    return Overview(
        layout, cells, spans, found, lambda start, end: any(start <= at < end for at in memos)
    )


@given(st.integers(0, 300), st.integers(1, 80))
def test_cells_share_out_the_rows_in_order(words, cells):
    layout = document(words)
    strip = overview(layout, cells)
    found = [strip.cell_of(row) for row in range(len(layout))]
    assert found == sorted(found)
    assert found[0] == 0 and found[-1] < cells
    for cell in range(cells):
        assert strip.cell_of(strip.row_of(cell)) == cell
    if len(layout) <= cells:
        assert found == list(range(len(layout)))  # beside the text
    else:
        assert set(found) == set(range(cells))
        sizes = [found.count(cell) for cell in range(cells)]
        assert max(sizes) - min(sizes) <= 1


spans = st.lists(
    st.tuples(st.integers(0, 800), st.integers(1, 400)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=8,
)


@settings(deadline=None)
@given(st.integers(0, 160), st.integers(1, 60), spans, spans, spans)
def test_each_cell_says_how_much_is_coded_and_what_is_there(words, cells, coded, hits, notes):
    layout = document(words)
    memos = [start for start, _ in notes]
    strip = overview(layout, cells, coded=coded, hits=hits, memos=memos)
    for cell in range(cells):
        rows = [row for row in range(len(layout)) if strip.cell_of(row) == cell]
        if not rows:
            assert strip.at(cell) == Cell(0, False, False)
            continue
        here = range(layout.row_start[rows[0]], layout.row_end[rows[-1]])
        share = sum(any(s <= at < e for s, e in coded) for at in here)
        level = strip.at(cell).coded
        assert (level > 0) == (share > 0)
        assert (level == FULL) == (share * FULL > len(here) * (FULL - 1))
        assert strip.at(cell).hit == any(s < here.stop and here.start < e for s, e in hits)
        assert strip.at(cell).memo == any(at in here for at in memos)


@given(spans, st.integers(1, 60))
def test_what_comes_and_goes_is_seen_where_it_is(coded, cells):
    layout = document(160)
    index = SpanIndex()
    strip = Overview(layout, cells, index, SpanIndex(), lambda start, end: False)
    for n, (start, end) in enumerate(coded):
        before = [strip.at(cell) for cell in range(cells)]
        end = min(end, len(layout.text))
        if start >= end:
            continue
        index.add(n, start, end)
        strip.forget(start, end)
        anew = Overview(layout, cells, index, SpanIndex(), lambda start, end: False)
        assert [strip.at(cell) for cell in range(cells)] == [anew.at(c) for c in range(cells)]
        if n % 2:
            index.remove(n)
            strip.forget(start, end)
            assert [strip.at(cell) for cell in range(cells)] == before
