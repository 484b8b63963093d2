"""The layout: rows partition the speech, fit the column, and places lead back to offsets."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.view.layout import GAP, LABEL, SPEECH, Layout
from qualcode.view.wrap import measure, wrap_cells, wrap_one_cell


class Turn(NamedTuple):
    start: int
    end: int


PIECES = [
    "word", "a", " ", "  ", "\n", "\t", "long-" * 9, "é", "e\u0301", "日本語", "。", "한국어",
    "👩\u200d👩\u200d👧", "👍🏽", "❤\ufe0f", "🇬🇧", "\u200b", "שלום", "مرحبا", "नमस्ते", "\x1b[31m",
    "\x9b",
    "\u202e", "\u0301", "\r\n", "“quoted”", "–", "\ud800", "🏳\ufe0f\u200d🌈",
]  # fmt: skip
speech = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Turn]]:
    text, turns = "", []
    for said in draw(st.lists(speech, min_size=1, max_size=5)):
        text += "Name: "
        turns.append(Turn(len(text), len(text) + len(said)))
        text += said + "\n\n"
    return text, turns


def speech_rows(layout: Layout, turn: int) -> list[int]:
    return [r for r in layout.turn_rows(turn) if layout.row_kind[r] == SPEECH]


@settings(max_examples=150, deadline=None)
@given(documents(), st.integers(8, 60), st.booleans())
def test_rows_partition_every_turn_and_fit_the_column(document, width, labels):
    text, turns = document
    layout = Layout(text, turns, width, labels=labels)
    for n, turn in enumerate(turns):
        rows = speech_rows(layout, n)
        assert layout.row_start[rows[0]] == turn.start
        assert layout.row_end[rows[-1]] == turn.end
        for row, following in pairwise(rows):
            assert layout.row_end[row] == layout.row_start[following] > layout.row_start[row]
        for row in rows:
            start, end = layout.row_span(row)
            hanging = text[start:end].removesuffix("\n").removesuffix("\r")  # one grapheme
            hanging = hanging.removesuffix(" ").removesuffix("\t")
            drawn = layout.shown(start, start + len(hanging))
            assert cell_len(drawn) <= width
            assert cell_len(layout.shown(start, end)) == layout.cells(start, end)


@settings(max_examples=150, deadline=None)
@given(documents(), st.integers(8, 60))
def test_a_place_leads_back_to_its_offset_for_every_grapheme(document, width):
    text, turns = document
    layout = Layout(text, turns, width)
    for turn in turns:
        for found in regex.finditer(r"\X", text, pos=turn.start, endpos=turn.end):
            offset = found.start()
            row, cell = layout.place(offset)
            assert layout.row_start[row] <= offset < layout.row_end[row]
            if layout.cells(offset, found.end()):
                assert layout.offset_at(row, cell) == offset


@settings(max_examples=100, deadline=None)
@given(documents(), st.integers(8, 60))
def test_steps_visit_every_grapheme_once_and_nothing_else(document, width):
    text, turns = document
    layout = Layout(text, turns, width)
    wanted = []
    for turn in turns:
        wanted += [m.start() for m in regex.finditer(r"\X", text, pos=turn.start, endpos=turn.end)]
        wanted.append(turn.end)
    seen = [layout.start]
    while (after := layout.next(seen[-1])) != seen[-1]:
        seen.append(after)
    assert seen == sorted(set(wanted))
    back = [layout.end]
    while (before := layout.previous(back[-1])) != back[-1]:
        back.append(before)
    assert back[::-1] == seen


@given(st.text("ab -\n…é", max_size=200), st.integers(8, 40))
def test_the_fast_way_gives_the_same_rows_as_the_measured_way(text, width):
    fast = wrap_one_cell(text, 0, len(text), width)
    assert fast == wrap_cells(measure(text, 0, len(text)), width)


@settings(deadline=None)
@given(documents(), st.integers(8, 60), st.integers(8, 60))
def test_wrapping_again_is_the_same_as_wrapping_anew(document, first, second):
    text, turns = document
    again, anew = Layout(text, turns, first).rewrap(second), Layout(text, turns, second)
    assert again.row_start == anew.row_start
    assert again.row_end == anew.row_end


def test_words_are_kept_whole_and_the_blank_hangs():
    layout = Layout("we took the bus", [Turn(0, 15)], 8, labels=False)
    rows = [layout.shown(*layout.row_span(r)) for r in range(len(layout))]
    assert rows == ["we took ", "the bus"]


def test_an_ideographic_text_breaks_anywhere_but_before_its_full_stop():
    text = "日本語の文。日本"
    layout = Layout(text, [Turn(0, len(text))], 10, labels=False)
    assert [layout.shown(*layout.row_span(r)) for r in range(len(layout))] == [
        "日本語の",
        "文。日本",
    ]


def test_each_turn_has_gap_label_and_speech_and_text_between_turns_is_not_shown():
    text = "A: one\n\nB: two"
    layout = Layout(text, [Turn(3, 6), Turn(11, 14)], 20)
    assert list(layout.row_kind) == [LABEL, SPEECH, GAP, LABEL, SPEECH]
    assert layout.place(8) == layout.place(6)  # in the label of B: the end of A
    assert layout.offset_at(3, 5) == 11
    assert "".join(layout.shown(*layout.row_span(r)) for r in range(5)) == "onetwo"


def test_an_empty_document_and_an_empty_turn_have_one_row():
    assert len(Layout("", [], 20, labels=False)) == 1
    layout = Layout("A: \n\nB: x", [Turn(3, 3), Turn(8, 9)], 20)
    assert layout.place(3) == (1, 0)
    assert layout.next(3) == 8


def test_a_line_of_ten_thousand_characters_is_wrapped():
    text = "x" * 10_000
    layout = Layout(text, [Turn(0, 10_000)], 79, labels=False)
    assert len(layout) == -(-10_000 // 79)
    assert layout.place(9_999) == (126, 9_999 - 126 * 79)


def test_right_of_a_broken_row_is_its_last_grapheme_and_of_the_last_row_the_end():
    layout = Layout("we took the bus", [Turn(0, 15)], 8, labels=False)
    assert layout.offset_at(0, 50) == 7
    assert layout.offset_at(1, 50) == 15
