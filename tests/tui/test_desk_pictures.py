"""How the desk looks, pinned as pictures: few, and of what cannot be said in words."""

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


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((120, 36), ("J", "s")),
        ((80, 24), ("J", "s")),
        ((100, 30), ("J", "s", "c", "c", "a", "p")),
        ((100, 30), ("B", "down", "down", "g")),
    ],
    ids=["wide", "small", "picker", "merge"],
)
def test_the_desk_looks_as_it_did(coded_study, snap_compare, size, keys):
    app = DeskApp(coded_study, suggestions=False)
    assert snap_compare(app, press=keys, terminal_size=size)


def test_the_light_theme(coded_study, snap_compare):
    coded_study.settings.set("desk.theme", "desk-light")
    app = DeskApp(coded_study, suggestions=False)
    assert snap_compare(app, press=("J", "s"), terminal_size=(120, 36))


@pytest.mark.parametrize(
    ("size", "theme"), [((120, 36), "desk-dark"), ((80, 24), "desk-light")], ids=["wide", "small"]
)
def test_the_list_of_passages(coded_study, snap_compare, monkeypatch, size, theme):
    monkeypatch.setattr("qualcode.tui.widgets.passages.when", lambda _: "24 Nov 14:05")
    coded_study.settings.set("desk.theme", theme)
    asking = coded_study.codebook.find("Asking").id
    coded_study.memos.add("coding", coded_study.codings.passages(asking)[0].coding_id, "A memo")
    keys = ("R", *"lead", "enter", "f", *"with an", "enter", *"ask", "enter", "space")
    keys = tuple("space" if key == " " else key for key in keys)
    app = DeskApp(coded_study, suggestions=False)
    assert snap_compare(app, press=keys, terminal_size=size)


@pytest.mark.parametrize(
    ("size", "theme"), [((120, 36), "desk-dark"), ((80, 24), "desk-light")], ids=["wide", "small"]
)
def test_two_coders_compared(coded_study, snap_compare, size, theme):
    coded_study.settings.set("desk.theme", theme)
    codes = [coded_study.codebook.find(n).id for n in ("Capacity", "Learning", "Transport")]
    coded_study.coders.use(coded_study.coders.add("Daniel").id)
    for words, code in zip((FIRST, "teaching together, I think", "Yes."), codes, strict=True):
        coded_study.codings.apply(1, *place(coded_study, words), code)
    coded_study.memos.add("coding", coded_study.codings.all(2)[1].id, "Is it *learning*?")
    app = DeskApp(coded_study, suggestions=False)
    assert snap_compare(app, press=("X", "n", "a", "p"), terminal_size=size)


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
