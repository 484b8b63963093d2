"""What the pictures in text leave out: what lies below a dialogue, and screens without colours."""

from __future__ import annotations

import pytest
from conftest import place

from qualcode.tui.app import DeskApp

FIRST = "We built capacity in the school."


@pytest.fixture
def coded_study(study):
    """A study with two overlapping codings and a definition."""
    capacity, asking = (study.codebook.find(n).id for n in ("Capacity", "Asking"))
    study.codebook.describe(capacity, definition="What a school can do now that it could not.")
    start, end = place(study, FIRST)
    study.codings.apply(1, start, end, capacity)
    study.codings.apply(1, *place(study, "capacity in the school. Teachers were teaching"), asking)
    return study


def test_a_dialogue_lies_over_the_dimmed_desk(coded_study, snap_compare):
    app = DeskApp(coded_study, suggestions=False)
    assert snap_compare(app, press=("J", "s", "c", "c", "a", "p"), terminal_size=(100, 30))


async def test_without_colours_what_is_highlighted_is_turned_round(study, sit, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit(study) as seat:
        await seat.press("B", "down")
        rows = seat.app.screen._compositor.render_strips()
        code = next(row for row in rows if "Capacity" in row.text)
        assert any("Capacity" in s.text and s.style.reverse for s in code if s.style)
        await seat.press("escape", "c", *"cap")
        picker = seat.app.screen._compositor.render_strips()
        found = [s.style for row in picker for s in row if s.text == "Capacity" and s.style]
        light = [(style.bgcolor.triplet[0] > 150, style.color.triplet[0] > 150) for style in found]
        assert (True, False) in light
