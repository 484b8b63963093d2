"""Suggestions at the desk: shown, taken by number, and never in the way."""

from __future__ import annotations

import asyncio

import pytest
from conftest import place

from qualcode.errors import QualcodeError
from qualcode.tui.work import suggesting


async def test_suggestions_are_shown_with_share_and_reason(study, sit, learned):
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        shown = seat.screen()
        assert "1 ┃ Asking" in shown and "70 %" in shown and "It says [b]ask[/b]." in shown
        assert "2 ┃ Capacity" in shown and "gone" not in shown
    assert learned.closed


async def test_a_number_codes_and_says_where_the_coding_came_from(study, sit, learned, coded):
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        await seat.press("2")
        assert "Coded Capacity" in seat.said()
        await seat.press("7")
        assert "There is no suggestion 7" in seat.said()
    assert [code for _, code in coded(study)] == ["Capacity"]
    with study.reading() as connection:
        from sqlalchemy import text

        assert connection.execute(text("select origin from coding")).scalar() == "suggestion"


async def test_a_number_never_codes_with_suggestions_for_another_passage(
    study, sit, learned, coded, monkeypatch
):
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        monkeypatch.setattr(suggesting, "ASK_AFTER", 30.0)
        await seat.press("escape", "J", "s", "1")
        assert "There is no suggestion 1" in seat.said()
    assert coded(study) == []


async def test_a_code_that_is_there_is_not_suggested_again(study, sit, learned):
    start, end = place(study, "We built capacity in the school.")
    study.codings.apply(1, start, end, study.codebook.find("Asking").id)
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        assert "1 ┃ Capacity" in seat.screen()


async def test_it_learns_from_each_coding(study, sit, learned):
    async with sit(study, suggestions=True) as seat:
        await seat.pilot.pause(0.3)
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        await seat.press("1")
        await seat.pilot.pause(0.3)
        assert (learned.taught[0], learned.taught[-1]) == (0, 1)


async def test_a_number_means_the_same_code_as_long_as_the_passage_stays(
    study, sit, learned, coded
):
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        await seat.press("1")
        await seat.pilot.pause(0.3)
        assert len(learned.taught) > 1, "it has learned from the coding"
        await seat.press("2")
    assert [code for _, code in coded(study)] == ["Asking", "Capacity"]


@pytest.mark.parametrize("fault", [QualcodeError("It broke."), OSError("no such program")])
async def test_without_the_child_process_coding_goes_on(
    study, sit, learned, coded, fault, monkeypatch
):
    async def fail(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr(learned, "learn", fail)
    async with sit(study, suggestions=True) as seat:
        await seat.pilot.pause(0.3)
        assert "Suggestions  off" in seat.screen()
        await seat.press("J", "s", "c")
        await seat.write("cap")
        await seat.press("enter")
        assert "Coded Capacity" in seat.said()
    assert [code for _, code in coded(study)] == ["Capacity"]


async def test_keys_are_not_held_up_by_a_slow_answer(study, sit, learned, monkeypatch):
    async def slow(*_args, **_kwargs):
        await asyncio.sleep(60)

    monkeypatch.setattr(learned, "learn", slow)
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        assert seat.desk.transcript.selection is not None
        assert "reading the codings" in seat.screen()


async def test_the_real_child_process_answers(study, sit, quick):
    study.codings.apply(
        1, *place(study, "They ask questions now."), study.codebook.find("Asking").id
    )
    async with sit(study, suggestions=True) as seat:
        await seat.press("J")
        for _ in range(200):
            await seat.pilot.pause(0.1)
            if seat.desk.suggesting.proposed_for(seat.desk.coding.passage()):
                break
        assert seat.desk.suggesting.state == "ready"
        assert "1 ┃ " in seat.screen()
