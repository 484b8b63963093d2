"""The numbers at the desk: pinned codes beside suggestions, and what a digit does."""

from __future__ import annotations

import asyncio

import qualcode

FIRST = "We built capacity in the school."
SECOND = "Teachers were teaching together, I think."


async def test_a_code_is_pinned_from_the_transcript_and_used_at_once(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s", "4")
        assert "Nothing stands at 4: 0 pins a code to it" in seat.said()
        await seat.press("0", "4")
        assert "Which code for 4?" in seat.screen()
        await seat.write("trans")
        await seat.press("enter")
        assert "4 codes with Transport from now on" in seat.said()
        assert "4•┃ Transport" in seat.screen()
        await seat.press("4")
        assert "Coded Transport" in seat.said()
        await seat.press("full_stop", "4")
    assert sorted(coded(study)) == sorted([(FIRST, "Transport"), (SECOND, "Transport")])
    assert [row.origin for row in study.codings.all()] == ["hand", "hand"]
    path = study.path
    study.close()
    with qualcode.open(path) as again:
        async with sit(again) as seat:
            assert "4•┃ Transport" in seat.screen()


async def test_from_the_codebook_the_highlighted_code_is_pinned_moved_and_freed(study, sit):
    asking = study.codebook.find("Asking").id
    async with sit(study) as seat:
        seat.desk.codebook_tree.choose(asking)
        await seat.press("B", "0")
        assert "Pin Asking to which number?" in seat.screen()
        await seat.press("enter")
        assert study.favourites.list() == {1: asking}
        await seat.press("0", "7")
        assert study.favourites.list() == {7: asking}
        assert "7•┃ Asking" in seat.screen() and "1•" not in seat.screen()
        await seat.press("0")
        assert "7  ┃ Asking" in seat.screen()
        await seat.press("x")
        assert "7 is free again" in seat.said()
    assert study.favourites.list() == {}


async def test_a_pinned_digit_needs_no_waiting_and_no_panel(study, sit, coded, monkeypatch):
    study.favourites.pin(2, study.codebook.find("Transport").id)
    async with sit(study, (80, 18)) as seat:
        assert "Transport" not in seat.screen()
        await seat.press("J", "s", "2")
        assert "Coded Transport" in seat.said()
        await seat.press("full_stop", "2")
    assert len(coded(study)) == 2


async def test_pinned_codes_keep_their_numbers_beside_suggestions(
    study, sit, learned, coded, monkeypatch
):
    transport, asking = (study.codebook.find(n).id for n in ("Transport", "Asking"))
    study.favourites.pin(1, transport)
    study.favourites.pin(5, asking)
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        shown = [row for row in seat.rows() if "┃" in row][-3:]
        assert "1•┃ Transport" in shown[0] and "%" not in shown[0]
        assert "2 ┃ Capacity" in shown[1] and "20 %" in shown[1]
        assert "5•┃ Asking" in shown[2] and "70 %" in shown[2] and "It says [b]ask[/b]." in shown[2]
        await seat.press("5")
        assert [row.origin for row in study.codings.all()] == ["hand"]
        monkeypatch.setattr(learned, "suggest", lambda *_, **__: asyncio.sleep(60))
        await seat.press("full_stop", "2")
        assert "no suggestion 2 for this passage yet" in seat.said()
        assert "for another passage" in seat.screen()
        await seat.press("P", "2")
        assert "Suggestions are hidden: P shows them" in seat.said()
        await seat.press("1")
        assert "Coded Transport" in seat.said()
    assert sorted(coded(study)) == sorted([(FIRST, "Asking"), (SECOND, "Transport")])


async def test_all_nine_are_shown_and_can_be_clicked_in_a_small_window(study, sit, coded):
    theme = study.codebook.find("Leading").id
    for number in range(1, 10):
        study.favourites.pin(number, study.codebook.add(f"Code {number}", theme).id)
    for size in ((120, 36), (80, 24)):
        async with sit(study, size) as seat:
            for number in range(1, 10):
                assert f"{number}•┃ Code {number}" in seat.screen()
            await seat.press("J", "s")
            row = next(n for n, line in enumerate(seat.rows()) if "8•┃" in line)
            await seat.pilot.click(offset=(seat.rows()[row].index("8•┃") + 3, row))
            await seat.pilot.pause()
            assert "Coded Code 8" in seat.said() or "on this passage already" in seat.said()
            await seat.press(*"123456789")
    assert sorted(coded(study)) == [(FIRST, f"Code {number}") for number in range(1, 10)]


async def test_each_coder_has_numbers_of_their_own(study, sit):
    study.favourites.pin(1, study.codebook.find("Asking").id)
    study.coders.add("Daniel")
    async with sit(study) as seat:
        assert "1•┃ Asking" in seat.screen()
        await seat.press("C", "j", "enter")
        assert "Daniel is coding now" in seat.said()
        assert "1•" not in seat.screen()
