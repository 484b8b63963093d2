"""The strip at the right edge: what it shows, where a click goes, how little is drawn again."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place

TURNS = 120


@pytest.fixture
def long_study(new_study):
    """A document of 120 turns; some of it is coded."""
    study = new_study()
    talk = tuple(
        (("Ann", "Ben")[n % 2], f"This is turn {n}, it says little.") for n in range(TURNS)
    )
    study.documents.add(make_transcript("long", talk))
    code = study.codebook.add("Time").id
    study.codings.apply(1, place(study, "turn 30,")[0], place(study, "turn 90,")[1], code)
    return study


def bar_of(seat):
    return seat.desk.transcript.vertical_scrollbar


def strip(seat) -> str:
    """The strip from top to bottom, as it stands on the screen."""
    region = bar_of(seat).region
    assert region.width == 1
    rows = seat.app.screen._compositor.render_strips()
    return "".join(
        rows[y].crop(region.x, region.right).text for y in range(region.y, region.bottom)
    )


async def test_it_shows_what_is_coded_found_and_noted(long_study, sit):
    at = place(long_study, "turn 10,")
    long_study.memos.add("passage", 1, "look again", start=at[0], end=at[1])
    async with sit(long_study, (80, 24)) as seat:
        shown = strip(seat)
        height = len(shown)
        assert shown[0] == " "
        assert shown.count("✎") == 1 and abs(shown.index("✎") - height * 10 // TURNS) <= 1
        full = [n for n, cell in enumerate(shown) if cell == "▊"]
        assert abs(full[0] - height * 30 / TURNS) <= 1.5
        assert abs(full[-1] - height * 90 / TURNS) <= 1.5
        assert shown[-1] == " "
        start, end = place(long_study, "turn 118,")
        long_study.codings.apply(1, start, end, 1)
        seat.desk.following.catch_up()
        await seat.pilot.pause()
        assert strip(seat)[-1] == "▏"
        await seat.press("slash")
        await seat.write("119")
        await seat.pilot.pause(0.3)
        await seat.press("enter", "g")
        assert strip(seat)[-1] == "•"


async def test_without_colours_the_window_is_reversed_and_the_cursor_a_mark(
    long_study, sit, monkeypatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit(long_study, (80, 24)) as seat:
        shown = strip(seat)
        assert shown[0] == "◂" and "≡" in shown and set(shown) <= set("◂ -=≡")
        bar = bar_of(seat)
        reversed_ = [y for y in range(len(shown)) if bar.render_line(y)._segments[0].style.reverse]
        assert reversed_ == list(range(len(reversed_))) and 1 <= len(reversed_) <= 4


async def test_a_click_goes_there_and_a_drag_goes_on(long_study, sit):
    async with sit(long_study, (80, 24)) as seat:
        bar, view = bar_of(seat), seat.desk.transcript
        cursor = view.cursor
        middle = bar.size.height // 2
        await seat.pilot.mouse_down(bar, offset=(0, middle))
        await seat.pilot.pause()
        rows = len(view.rows)
        there = rows * middle // bar.size.height
        assert view.scroll_offset.y <= there < view.scroll_offset.y + view.size.height
        await seat.pilot.hover(bar, offset=(0, bar.size.height - 1))
        assert view.scroll_offset.y == rows - view.size.height
        await seat.pilot.mouse_up(bar, offset=(0, bar.size.height - 1))
        await seat.pilot.hover(bar, offset=(0, 1))
        assert view.scroll_offset.y == rows - view.size.height
        assert view.cursor == cursor
        # In the window already: held, not moved.
        top = view.scroll_offset.y
        await seat.pilot.click(bar, offset=(0, bar.size.height - 1))
        assert view.scroll_offset.y == top


async def test_a_short_document_has_a_cell_for_each_row(study, sit):
    study.codings.apply(1, *place(study, "And the students?"), study.codebook.find("Asking").id)
    async with sit(study, (80, 24)) as seat:
        row = next(n for n, line in enumerate(seat.rows()) if "And the students?" in line)
        assert seat.rows()[row].endswith("▊")
        assert strip(seat).strip() == "▊"


async def test_a_step_draws_a_cell_again_only_where_it_looks_different(
    long_study, sit, monkeypatch
):
    async with sit(long_study, (80, 24)) as seat:
        bar = bar_of(seat)
        drawn: list[int] = []
        paint = bar.render_line
        monkeypatch.setattr(bar, "render_line", lambda y: drawn.append(y) or paint(y))
        await seat.press("l", "l", "w", "escape")
        assert drawn == []
        for _ in range(12):
            await seat.press("J")
            assert len(set(drawn)) <= 6 < bar.size.height
            drawn.clear()
        for theme in ("desk-light", "desk-dark"):
            seat.app.theme = theme
            await seat.pilot.pause()
            assert set(drawn) == set(range(bar.size.height))
            drawn.clear()
