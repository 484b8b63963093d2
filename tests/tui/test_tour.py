"""The tour, gone through as somebody would who has never seen the desk."""

from __future__ import annotations

from string import Formatter

from qualcode.tui.actions import ACTIONS
from qualcode.tui.tour import DONE, KEPT, STEPS


def shown(seat) -> str:
    panel = seat.desk.query_one("#tour")
    return panel.render().plain if panel.display else ""


def test_every_step_names_actions_that_there_are():
    for text in (*(step.asks for step in STEPS), DONE):
        assert all(field in ACTIONS for _, field, *_ in Formatter().parse(text) if field)
    for step in STEPS:
        for by in step.by:
            assert any(a == by or (by[-1] == "*" and a.startswith(by[:-1])) for a in ACTIONS)


async def test_the_tour_notices_what_was_done(study, sit, coded, learned):
    async with sit(study, suggestions=True) as seat:
        assert shown(seat) == ""
        await seat.press("f2")
        assert shown(seat).startswith("Step 1 of 6: ") and "Step 1 of 6" in seat.screen()
        await seat.press("t", "j")
        assert shown(seat).startswith("Step 1 of 6: ")
        await seat.press("s")
        assert shown(seat).startswith("Step 2 of 6: c codes")
        await seat.press("c", "escape", "c", *"cap")
        assert shown(seat).startswith("Step 2 of 6: ")
        await seat.press("enter")
        assert shown(seat).startswith("Step 3 of 6: ")
        await seat.press("9")
        assert shown(seat).startswith("Step 3 of 6: ")
        await seat.press("s")
        await seat.pilot.pause(0.3)
        await seat.press("1")
        assert shown(seat).startswith("Step 4 of 6: u undoes")
        await seat.press("u")
        assert len(coded(study)) == 1 and shown(seat).startswith("Step 5 of 6: / finds")
        await seat.press("slash", *"bus")
        await seat.pilot.pause(0.3)
        await seat.press("enter")
        assert shown(seat).startswith("Step 6 of 6: B goes")
        await seat.press("B")
        assert shown(seat).startswith("That was the tour. ? shows")
        await seat.press("escape", "escape", "escape", "escape")
        assert shown(seat) == ""


async def test_it_begins_with_the_example_study_until_it_was_left(study, sit):
    study.settings.set(KEPT, True)
    async with sit(study, (80, 24)) as seat:
        assert "Step 1 of 6: " in seat.screen()
        await seat.press("escape")
        assert shown(seat) == "" and study.settings.get(KEPT) is None
    async with sit(study) as seat:
        assert shown(seat) == ""


def test_the_example_study_wants_it(example_file):
    import qualcode

    with qualcode.open(example_file, read_only=True) as study:
        assert study.settings.get(KEPT) is True
