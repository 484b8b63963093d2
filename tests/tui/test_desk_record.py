"""The record of suggestions at the desk: what is decided is kept, what is only looked at is not."""

from __future__ import annotations

from conftest import place

from qualcode.tui.screens.picker import NewName


def record(study):
    """Outcome, codes shown and code chosen, by name, of each decision."""
    names = {code.id: code.name for code in study.codebook.codes()}
    return [
        (
            decision.outcome,
            [(names[o.code_id], o.rank) for o in decision.shown.offered],
            [names[c.code_id] for c in decision.chosen],
        )
        for decision in study.suggestions.record.decisions()
    ]


BOTH = [("Asking", 1), ("Capacity", 2)]


async def test_taken_changed_and_undone(study, sit, learned):
    async with sit(study, suggestions=True) as seat:
        for _ in range(3):
            await seat.press("J", "s")
            await seat.pilot.pause(0.2)
        assert record(study) == []
        await seat.press("2")
        assert record(study) == [("other shown", BOTH, ["Capacity"])]
        # a second code on the same words: what is there already was not suggested again, and the
        # numbers are those of when the words were first shown
        start, end = place(study, "We built capacity in the school.")
        study.codings.apply(1, start, end, study.codebook.find("Asking").id)
        await seat.press("g", "J", "s")
        await seat.pilot.pause(0.3)
        await seat.press("c")
        await seat.write("trans")
        await seat.press("enter")
        assert record(study)[1] == ("another", [("Capacity", 2)], ["Transport"])
        await seat.press("u")
        assert [outcome for outcome, _, _ in record(study)] == ["other shown", "undone"]
        [*_, last] = study.suggestions.record.decisions()
        assert last.shown.model.learned_from == 1 and len(last.shown.model.mark) == 8


async def test_a_pinned_code_that_is_not_suggested_is_another_and_hides_none(study, sit, learned):
    study.favourites.pin(1, study.codebook.find("Transport").id)
    study.favourites.pin(2, study.codebook.find("Capacity").id)
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        await seat.press("1")
        assert record(study) == [("another", BOTH, ["Transport"])]
        await seat.press("P", "J", "s")
        await seat.pilot.pause(0.3)
        await seat.press("2")
        assert len(record(study)) == 1, "what was hidden was not suggested"


async def test_a_new_code_and_several_at_once_are_chosen_instead(study, sit, learned):
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        seat.desk.coding._picked(seat.desk.transcript.selection, NewName("Lateness"))
        await seat.pilot.pause()
        await seat.press("enter")
        assert record(study) == [("another", BOTH, ["Lateness"])]
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        span = seat.desk.transcript.selection
        several = tuple(study.codebook.find(name).id for name in ("Transport", "Capacity"))
        seat.desk.coding._picked(span, several)
        assert record(study)[1] == ("other shown", BOTH, ["Transport", "Capacity"])
        await seat.press("u")
        assert record(study)[1][0] == "undone"


async def test_the_quick_round_keeps_what_is_skipped_and_what_enter_takes(study, sit, learned):
    async with sit(study, suggestions=True) as seat:
        await seat.pilot.pause(0.3)
        await seat.press("Q", "enter")
        await seat.pilot.pause(0.5)
        await seat.press("n")
        assert record(study) == [("refused", BOTH, [])]
        await seat.pilot.pause(0.3)
        await seat.press("enter")
        assert record(study)[1:] == [("first", BOTH, ["Asking"])]
        await seat.press("p", "n")
        assert len(record(study)) == 2, "going past what was coded refuses nothing"


async def test_off_for_me_is_kept_and_nothing_is_suggested(study, sit, learned):
    title = "Suggestions: off for me, or on"
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        await seat.choose(title)
        assert "off: switched off" in seat.screen() and "1 ┃" not in seat.screen()
        assert "Suggestions for Ruth are off" in seat.said()
        await seat.press("1")
        assert study.codings.all() == []
    async with sit(study, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        assert "off: switched off" in seat.screen() and "1 ┃" not in seat.screen()
        await seat.choose(title)
        await seat.pilot.pause(0.3)
        await seat.press("escape", "J", "s")
        await seat.pilot.pause(0.3)
        assert "1 ┃ " in seat.screen()
    assert [change.on for change in study.suggestions.record.switches()] == [False, True]
