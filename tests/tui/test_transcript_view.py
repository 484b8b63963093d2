"""The transcript view: what its rows say, and what keys and mouse do to it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.filter import Monochrome, NoColor
from textual.geometry import Region

from qualcode.study.types import CodeInfo, CodingRow, SpeakerInfo, TurnRow
from qualcode.tui.widgets.transcript import TranscriptView

SPEAKERS = [
    SpeakerInfo(1, 1, "Interviewer", "interviewer", None),
    SpeakerInfo(2, 1, "Margaret Osei", "participant", 1),
]
CODES = [
    CodeInfo(n, str(n), None, float(n), name, (name,), colour)
    for n, name, colour in [
        (1, "Building capacity", "#e69f00"),
        (2, "Timetabling and transport", "#56b4e9"),
        (3, "Doubts about partnership", "#009e73"),
    ]
]
SPEECH = [
    "How did it begin?",
    "We sat down together. I thought it would never work. But it did, and the bus came.",
    "And the timetable?",
    "Oh, the timetable! [pause] \x1b[31mred\x1b[0m and [/b]. 👩\u200d👩\u200d👧 came too.",
]


def dialogue(times: int = 1) -> tuple[str, list[TurnRow]]:
    text, turns = "", []
    for n in range(4 * times):
        speaker = SPEAKERS[n % 2]
        text += f"{speaker.label}: "
        start = len(text)
        text += SPEECH[n % 4]
        turns.append(
            TurnRow(n + 1, start, len(text), speaker.id, speaker.label, n * 61_000, None, None)
        )
        text += "\n\n"
    return text, turns


TEXT, TURNS = dialogue()


def coding(id: int, words: str, code: int = 1, memo: bool = False) -> CodingRow:
    start = TEXT.index(words)
    return CodingRow(id, 1, code, 1, start, start + len(words), "", memo)


class Desk(App[None]):
    BINDINGS = [  # noqa: RUF012
        ("right", "on('action_cursor', 'grapheme', 1)"), ("down", "on('action_cursor', 'row', 1)"),
        ("w", "on('select_word')"), ("s", "on('select_sentence')"), ("t", "on('select_turn')"),
        ("S", "on('action_extend', 'sentence', 1)"), ("W", "on('action_extend', 'word', -1)"),
        ("n", "on('next_coding', 1)"), ("p", "on('next_coding', -1)"), ("o", "on('next_uncoded')"),
        ("escape", "on('clear_selection')"), ("e", "on('action_row_edge', 1)"),
    ]  # fmt: skip
    AUTO_FOCUS = "TranscriptView"

    def __init__(self, codings: list[CodingRow] | None = None, times: int = 1) -> None:
        super().__init__()
        self.codings = codings or []
        self.document = dialogue(times)
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        yield TranscriptView()

    def on_mount(self) -> None:
        self.view = self.query_one(TranscriptView)
        self.call_after_refresh(self.show)

    def show(self) -> None:
        self.view.load(*self.document, SPEAKERS, self.codings, CODES)

    def action_on(self, method: str, first: object = None, second: object = None) -> None:
        args = [value for value in (first, second) if value is not None]
        getattr(self.view, method)(*args)

    def on_transcript_view_cursor_moved(self, message: TranscriptView.CursorMoved) -> None:
        self.heard.append(message.offset)

    def on_transcript_view_selection_changed(
        self, message: TranscriptView.SelectionChanged
    ) -> None:
        self.heard.append((message.start, message.end))

    def on_transcript_view_coding_clicked(self, message: TranscriptView.CodingClicked) -> None:
        self.heard.append(f"coding {message.id}")


def lines(view: TranscriptView, count: int) -> list[str]:
    strips = view.render_lines(Region(0, 0, view.cols.total, count))
    return [strip.text.rstrip() for strip in strips]


def chosen(app: Desk) -> str | None:
    selection = app.view.selection
    return None if selection is None else app.document[0][slice(*selection)]


def cell_of(app: Desk, words: str) -> tuple[int, int]:
    row, cell = app.view.rows.place(app.document[0].index(words))
    return app.view.cols.words_at + cell, row - app.view.scroll_offset.y


async def test_rows_show_number_name_time_words_stripe_and_code():
    app = Desk([coding(1, "I thought it would never work", 1, memo=True), coding(2, "the bus", 2)])
    async with app.run_test(size=(102, 12)) as pilot:
        await pilot.pause()
        shown = lines(app.view, 10)
        assert shown[0] == "1 Interviewer     How did it begin?"
        assert shown[2].startswith("2 Margaret Osei  ✎We sat down together. I thought it would")
        assert shown[3].startswith("  0:01:01         But it did, and the bus came.")
        assert "┃" in shown[2]
        assert shown[2].endswith("Building capacity")
        assert shown[3].count("┃") == 1
        assert shown[3].endswith("Timetabling and tra…")


async def test_a_narrow_window_has_names_on_rows_of_their_own():
    app = Desk()
    async with app.run_test(size=(62, 14)) as pilot:
        await pilot.pause()
        assert lines(app.view, 5) == [
            "1  Interviewer  0:00:00",
            "   How did it begin?",
            "",
            "2  Margaret Osei  0:01:01",
            "   We sat down together. I thought it would never",
        ]


async def test_where_no_names_fit_beside_the_words_they_stand_beside_the_speaker():
    codings = [coding(1, "sat down", 1), coding(2, "together", 1), coding(3, "the bus", 3)]
    app = Desk(codings[:2])
    async with app.run_test(size=(62, 14)) as pilot:
        await pilot.pause()
        label = next(row for row in lines(app.view, 5) if "Margaret" in row)
        assert label.endswith("0:01:01           Building capacity")
        app.view.add_coding(codings[2])
        await pilot.pause()
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        assert "Building capacity · Doubt…" in next(row for row in rows if "Margaret" in row)


async def test_markup_and_escapes_are_shown_as_they_were_said():
    app = Desk()
    async with app.run_test(size=(140, 12)) as pilot:
        await pilot.pause()
        row = app.view.rows.row_at(TURNS[3].start)
        shown = lines(app.view, row + 1)[row]
        assert "Oh, the timetable! [pause] ␛[31mred␛[0m and [/b]. 👩 came too." in shown


async def test_more_stripes_than_lanes_are_counted():
    many = [coding(n, "sat down", 1 + n % 3) for n in range(1, 9)]
    app = Desk(many)
    async with app.run_test(size=(62, 14)) as pilot:
        await pilot.pause()
        row = app.view.rows.row_at(many[0].start)
        assert lines(app.view, row + 1)[row].endswith("┃┃┃┃+4")


async def test_keys_select_extend_shrink_and_let_go():
    app = Desk()
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        app.view.go_to(TEXT.index("thought"))
        for key, wanted in [
            ("w", "thought"),
            ("s", "I thought it would never work."),
            ("S", "I thought it would never work. But it did, and the bus came."),
            ("W", "I thought it would never work. But it did, and the bus came"),
            ("t", SPEECH[1]),
            ("escape", None),
        ]:
            await pilot.press(key)
            assert chosen(app) == wanted
        assert app.view.cursor == TURNS[1].start
        assert app.heard[-2:] == [TURNS[1].start, (None, None)]
        assert (TURNS[1].start, TURNS[1].end) in app.heard


async def test_next_and_previous_coding_and_next_uncoded():
    app = Desk([coding(1, "We sat down together."), coding(2, "the bus", 2)])
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        await pilot.press("n", "n")
        assert app.view.cursor == TEXT.index("the bus")
        assert [c.id for c in app.view.codings_at()] == [2]
        await pilot.press("n")
        assert app.view.cursor == TEXT.index("the bus")
        await pilot.press("p")
        assert app.view.cursor == TURNS[1].start
        await pilot.press("o")
        assert chosen(app) == "I thought it would never work."
        await pilot.press("o")
        assert chosen(app) == "Oh, the timetable!"


async def test_a_double_click_takes_the_word_a_triple_the_sentence():
    app = Desk()
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        at = cell_of(app, "bus came")
        await pilot.click(TranscriptView, offset=at, times=2)
        assert chosen(app) == "bus"
        await pilot.click(TranscriptView, offset=at, times=3)
        assert chosen(app) == "But it did, and the bus came."


async def test_a_click_puts_the_cursor_and_shift_click_selects_up_to_it():
    app = Desk()
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        await pilot.click(TranscriptView, offset=cell_of(app, "sat"))
        assert (app.view.cursor, chosen(app)) == (TEXT.index("sat"), None)
        x, y = cell_of(app, "down")
        await pilot.click(TranscriptView, offset=(x + 3, y), shift=True)
        assert chosen(app) == "sat down"


async def test_dragging_takes_whole_graphemes_both_ways():
    app = Desk()
    async with app.run_test(size=(140, 20)) as pilot:
        await pilot.pause()
        start, end = cell_of(app, "👩"), cell_of(app, "came too")
        for begin, stop in [(start, end), (end, start)]:
            await pilot.mouse_down(TranscriptView, offset=begin)
            await pilot.hover(TranscriptView, offset=stop)
            await pilot.mouse_up(TranscriptView, offset=stop)
            assert chosen(app) == "👩\u200d👩\u200d👧 c"
        await pilot.hover(TranscriptView, offset=(30, 2))
        assert chosen(app) == "👩\u200d👩\u200d👧 c"


async def test_a_click_on_a_stripe_or_a_name_tells_of_the_coding():
    app = Desk([coding(7, "sat down")])
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        row = app.view.rows.row_at(TEXT.index("sat down"))
        before = app.view.cursor
        cols = app.view.cols
        for x in (cols.lanes_at, cols.lanes_at + cols.lanes + cols.over + 1):
            app.heard.clear()
            await pilot.click(TranscriptView, offset=(x, row))
            assert app.heard == ["coding 7"]
        assert app.view.cursor == before


async def test_codings_come_and_go_without_loading_again():
    app = Desk()
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        plain = lines(app.view, 12)
        app.view.select_span(TEXT.index("sat"), TEXT.index("together"))
        app.view.add_coding(coding(1, "sat down", 3))
        assert any(line.endswith("Doubts about partnership"[:17] + "…") or "Doubts" in line
                   for line in lines(app.view, 12))  # fmt: skip
        assert chosen(app) == "sat down "
        app.view.remove_coding(1)
        app.view.remove_coding(1)
        assert lines(app.view, 12) == plain
        app.view.set_codings([coding(2, "the bus", 2)])
        assert "Timetabling" in "".join(lines(app.view, 12))


async def test_only_rows_that_changed_are_drawn_again(monkeypatch):
    app = Desk(times=10)
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        app.view.go_to(TURNS[1].start)
        await pilot.pause()
        drawn: list[int] = []
        monkeypatch.setattr(app.view, "refresh_lines", lambda y, n=1: drawn.extend(range(y, y + n)))
        row = app.view.rows.row_at(app.view.cursor)
        app.view.action_cursor("grapheme", 1)
        assert set(drawn) == {row}
        drawn.clear()
        app.view.action_cursor("row", 1)
        assert set(drawn) == {row, row + 1}


async def test_a_change_of_width_keeps_the_place():
    app = Desk(times=60)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.pause()
        app.view.go_to(app.document[1][121].start)
        await pilot.pause()
        top = app.view.rows.row_turn[app.view.scroll_offset.y]
        for width in (60, 200, 120):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            assert app.view.cols.total == app.view.scrollable_content_region.width
            assert abs(app.view.rows.row_turn[app.view.scroll_offset.y] - top) <= 1
        assert app.view.cursor == app.document[1][121].start


async def test_the_cursor_stays_in_sight_going_down():
    app = Desk(times=30)
    async with app.run_test(size=(102, 12)) as pilot:
        await pilot.pause()
        for _ in range(40):
            app.view.action_cursor("row", 1)
            row = app.view.rows.row_at(app.view.cursor)
            assert 0 <= row - app.view.scroll_offset.y < 12
        assert app.view.scroll_offset.y > 0
        await pilot.pause()
        row, cell = app.view.rows.place(app.view.cursor)
        x, y = app.cursor_position
        assert (x, y) == (app.view.cols.words_at + cell, row - app.view.scroll_offset.y)


async def test_search_hits_and_memos_are_marked():
    app = Desk()
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        start = TEXT.index("bus")
        app.view.set_hits([(start, start + 3)])
        app.view.set_memos([(start, start + 3)])
        row = app.view.rows.row_at(start)
        strip = app.view.render_line(row)
        bold = [s.text for s in strip if s.style.bold and s.style.underline]
        assert bold == ["bus"]
        assert "✎" in strip.text
        app.view.set_hits([])
        assert not [s for s in app.view.render_line(row) if s.style.underline]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_every_segment_has_a_style_with_both_colours_and_survives_no_color(theme):
    app = Desk([coding(n, "sat down", 1 + n % 3, memo=True) for n in range(9)])
    async with app.run_test(size=(102, 20)) as pilot:
        app.theme = theme
        await pilot.pause()
        app.view.select_sentence()
        background = app.view.background_colors[1]
        for strip in app.view.render_lines(Region(0, 0, app.view.cols.total, 20)):
            assert strip.cell_length == app.view.cols.total
            assert all(s.style and s.style.color and s.style.bgcolor for s in strip)
            for line_filter in (Monochrome(), NoColor()):
                assert strip.apply_filter(line_filter, background).text == strip.text


async def test_without_colour_codings_have_letters_and_are_underlined(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = Desk([coding(1, "I thought it would never work", 3)])
    async with app.run_test(size=(62, 20)) as pilot:
        await pilot.pause()
        row = app.view.rows.row_at(TEXT.index("I thought"))
        strip = app.view.render_line(row)
        assert "C" in strip.text[app.view.cols.lanes_at :]
        assert [s.text for s in strip if s.style.underline] == ["I thought it would never "]


async def test_an_empty_document_can_be_shown_and_keys_do_nothing():
    app = Desk()
    async with app.run_test(size=(102, 20)) as pilot:
        await pilot.pause()
        app.view.load("", [], [], [], CODES)
        await pilot.press("down", "right", "w", "s", "S", "n", "o", "escape", "e")
        assert (app.view.cursor, app.view.selection, app.view.passage) == (0, None, (0, 0))


async def test_dragging_below_the_view_scrolls_on():
    app = Desk(times=30)
    async with app.run_test(size=(102, 12)) as pilot:
        await pilot.pause()
        await pilot.mouse_down(TranscriptView, offset=cell_of(app, "sat"))
        app.view._mouse._at = (20, 11)
        app.view._mouse._scroll(1)
        app.view._mouse._scroll(1)
        await pilot.mouse_up(TranscriptView, offset=(20, 11))
        assert app.view.scroll_offset.y == 2
        assert app.view.selection[0] == TEXT.index("sat")
        assert app.view.selection[1] > TURNS[3].start
