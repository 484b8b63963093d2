"""Two sides: two documents beside each other, or one document in two places."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place

FIRST = "We built capacity in the school."


@pytest.fixture
def two_documents(study):
    study.documents.add(make_transcript("other", (("Ben Hall", "The canteen was loud."),)))
    return study


async def test_one_document_in_two_places(study, sit, coded):
    async with sit(study, (160, 36)) as seat:
        await seat.press("J", "vertical_line", "backslash", "G")
        left, right = seat.desk.sides.all
        assert seat.desk.transcript is right.view and right.view.cursor > left.view.cursor
        assert sum(row.count("turn 2 of") for row in seat.rows()) == 1
        await seat.press("g", "J", "s", "c")
        await seat.write("cap")
        await seat.press("enter")
        for side in (left, right):
            assert [c.code_id for c in side.view.codings_at(place(study, FIRST)[0])]
        assert seat.screen().count("┃ Capacity") == 1, "in the codebook"
        await seat.press("u")
        for side in (left, right):
            assert side.view.codings_at(place(study, FIRST)[0]) == []
    assert coded(study) == []


async def test_two_documents_beside_each_other(two_documents, sit, coded):
    async with sit(two_documents, (160, 36)) as seat:
        await seat.press("vertical_line", "backslash", "right_square_bracket")
        shown = seat.screen()
        assert "canteen was loud" in shown and "We built capacity" in shown
        assert [s.session.document.name for s in seat.desk.sides.all] == ["talk", "other"]
        await seat.press("s", "c")
        await seat.write("cap")
        await seat.press("enter")
        left, right = seat.desk.sides.all
        assert left.session.counts_here.get(2, 0) == 0 and len(right.session.codings) == 1
        assert left.session.counts_all == right.session.counts_all
        await seat.press("backslash", "J", "s", "a")
        assert "Coded Capacity" in seat.said()
        await seat.pilot.pause(1.2)
        assert "Somebody else" not in seat.said()
    assert coded(two_documents) == [(FIRST, "Capacity"), ("The canteen was loud.", "Capacity")]


async def test_a_click_goes_to_the_other_side_and_ending_keeps_the_one_worked_on(
    two_documents, sit
):
    async with sit(two_documents, (160, 36)) as seat:
        await seat.press("vertical_line", "backslash", "right_square_bracket")
        left, right = seat.desk.sides.all
        await seat.pilot.click(left.view, offset=(12, 3))
        await seat.pilot.pause()
        assert seat.desk.transcript is left.view
        assert seat.rows()[0].split()[0] == "talk"
        await seat.pilot.click(right.view, offset=(12, 3))
        await seat.pilot.pause()
        await seat.press("vertical_line")
        assert [s.session.document.name for s in seat.desk.sides.all] == ["other"]
        assert "We built capacity" not in seat.screen()
        await seat.press("q")
    assert two_documents.settings.get("desk.document") == right.session.document.guid


async def test_in_a_small_window_one_stands_above_the_other(study, sit):
    async with sit(study, (80, 30)) as seat:
        await seat.press("vertical_line")
        left, right = seat.desk.sides.all
        assert left.region.y < right.region.y and left.region.width == right.region.width == 80
        await seat.pilot.resize_terminal(160, 30)
        await seat.pilot.pause()
        assert left.region.y == right.region.y and left.region.right <= right.region.x


async def test_a_document_removed_by_another_program_leaves_both_sides_whole(two_documents, sit):
    async with sit(two_documents, (160, 36)) as seat:
        await seat.press("vertical_line", "backslash", "right_square_bracket")
        two_documents.history.undo()
        await seat.pilot.pause(1.3)
        assert [s.session.document.name for s in seat.desk.sides.all] == ["talk", "talk"]
        assert "canteen" not in seat.screen()
