"""Unusual text at all widths: rows keep to their columns, and places lead back to the text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from qualcode.study.types import CodeInfo, CodingRow, SpeakerInfo, TurnRow
from qualcode.tui.widgets.transcript import TranscriptView
from qualcode.tui.widgets.transcript_paint import Look, Painter
from qualcode.tui.widgets.transcript_sheet import Sheet
from qualcode.view.columns import columns
from qualcode.view.lanes import Lanes
from qualcode.view.layout import Layout

PIECES = [
    "word ", "a", " ", "\n", "\t", "\t\t", "long-" * 30, "e\u0301", "日本語。", "한국어 ", "नमस्ते ",
    "👩\u200d👩\u200d👧", "👍🏽", "❤\ufe0f", "🇬🇧", "\u200b", "שלום ", "مرحبا ", "\x1b[31m", "\x9b",
    "\u202e", "\u0301", "\r\n", "\ud800", "\x00", "\x7f", "z\u0335\u0321\u0489" * 3, "\u2028",
]  # fmt: skip
SPEAKERS = [
    SpeakerInfo(1, 1, "Interviewer", "interviewer", None),
    SpeakerInfo(2, 1, "日本 \x1b[2J שלום 👩\u200d👧 Margaret", "participant", None),
]
CODES = [
    CodeInfo(n, str(n), None, float(n), name, (name,), "#e69f00")
    for n, name in enumerate(["Time", "Vision beyond own institution", "日本語 \x1b[2J", "👍🏽"])
]
WIDTHS = (10, 23, 40, 54, 62, 66, 79, 102, 134, 199)
speech = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def document(said: list[str]) -> tuple[str, list[TurnRow]]:
    text, turns = "", []
    for n, words in enumerate(said):
        speaker = SPEAKERS[n % 2]
        text += "Name: "
        turns.append(
            TurnRow(
                n + 1, len(text), len(text) + len(words), speaker.id, None, 3_661_000, None, None
            )
        )
        text += words + "\n\n"
    return text, turns


def graphemes(text: str, turns: list[TurnRow]) -> list[int]:
    """Where the cursor can stand: before each grapheme that was spoken, and at each turn's end."""
    found = set()
    for turn in turns:
        found |= {m.start() for m in regex.finditer(r"\X", text, pos=turn.start, endpos=turn.end)}
        found.add(turn.end)
    return sorted(found)


spans = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 300), st.integers(0, 3)), max_size=14
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(speech, min_size=1, max_size=4),
    spans,
    st.sampled_from(WIDTHS),
    st.booleans(),
    st.data(),
)
def test_a_painted_row_fills_its_columns_and_moves_nothing(said, coded, width, plain, data):
    text, turns = document(said)
    sheet = Sheet(turns=turns, speakers={s.id: s for s in SPEAKERS})
    sheet.put_codes(CODES)
    places = [(start % len(text), size, code) for start, size, code in coded]
    sheet.put_codings(
        CodingRow(n, 1, code, 1, start, min(len(text), start + size), "", n % 2 == 0)
        for n, (start, size, code) in enumerate(places)
    )
    cols = columns(width, len(turns))
    layout = Layout(text, turns, cols.words, labels=not cols.speaker)
    look = Look("#101010", "#e0e0e0", "#0178d4", plain)
    painter = Painter(sheet, layout, Lanes(layout, sheet.spans), cols, look)
    stops = graphemes(text, turns)
    cursor, anchor = data.draw(st.sampled_from(stops)), data.draw(st.sampled_from(stops))
    sheet.mark = anchor
    selected = (min(cursor, anchor), max(cursor, anchor))
    for row in range(len(layout)):
        here = cursor if layout.row_at(cursor) == row else None
        start, end = layout.row_span(row)
        part = (max(start, selected[0]), min(end, selected[1]))
        strip = painter.paint(row, part if part[0] < part[1] else None, here)
        drawn = "".join(segment.text for segment in strip)
        assert cell_len(drawn) == cols.total == width
        assert not [c for c in drawn if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
        assert "\u202e" not in drawn


class Reader(App[None]):
    def compose(self) -> ComposeResult:
        yield TranscriptView()


HOSTILE = [
    "How was it?",
    "".join(PIECES),
    "x" * 10_000,
    "tab\tbed " * 12 + "שלום עולם " * 8,
    "",
    "👩\u200d👩\u200d👧" * 60,
]


@pytest.mark.parametrize("width", [20, 54, 79, 120])
async def test_every_grapheme_is_reached_once_by_key_and_by_mouse(width):
    text, turns = document(HOSTILE)
    app = Reader()
    async with app.run_test(size=(width, 20)) as pilot:
        await pilot.pause()
        view = app.query_one(TranscriptView)
        view.load(text, turns, SPEAKERS, [], CODES)
        stops = graphemes(text, turns)
        for here, after in pairwise(stops):
            if len(stops) > 400 and text[here - 3 : here + 4] == "xxxxxxx":
                continue  # one x is like another
            view.put_cursor(here, follow=False)
            view.action_cursor("grapheme", 1)
            assert view.cursor == after
            view.action_cursor("grapheme", -1)
            assert view.cursor == here
            row, cell = view.rows.place(here)
            if view.rows.cells(here, after) or here in {turn.end for turn in turns}:
                assert view._mouse._offset(view.cols.words_at + cell, row) == here
        assert view.cols.total == width - 1
