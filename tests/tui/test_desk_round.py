"""The quick round at the desk: one passage after the other, with one key each."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place

FIRST = "We built capacity in the school."
SECOND = "Teachers were teaching together, I think."
THIRD = "They ask questions now."


def banner(seat) -> str:
    line = seat.desk.query_one("#round")
    return line.render().plain if line.display else ""


def selected(seat) -> str:
    start, end = seat.desk.transcript.selection
    return seat.desk.session.text[start:end]


async def begin(seat, *keys: str) -> None:
    """Ask for a round, change what is asked with some keys, and wait until it is there."""
    await seat.press("Q", *keys, "enter")
    for _ in range(40):
        await seat.pilot.pause(0.05)
        if banner(seat) or "Q asks" in seat.said():
            break


async def test_passages_are_taken_skipped_and_taken_back(study, sit, coded):
    study.favourites.pin(1, study.codebook.find("Transport").id)
    async with sit(study) as seat:
        await begin(seat)
        assert "1 of 8 · 0 coded" in banner(seat)
        assert selected(seat) == FIRST
        await seat.press("1")
        assert coded(study) == [(FIRST, "Transport")]
        assert selected(seat) == SECOND and "2 of 8 · 1 coded · 0 skipped" in banner(seat)
        await seat.press("n", "space")
        assert "4 of 8 · 1 coded · 2 skipped" in banner(seat)
        await seat.press("u")
        assert selected(seat) == THIRD and "3 of 8 · 1 coded · 1 skipped" in banner(seat)
        await seat.press("u")
        assert selected(seat) == SECOND and "2 of 8 · 1 coded · 0 skipped" in banner(seat)
        await seat.press("u")
        assert "Undone: coded Transport" in seat.said()
        assert selected(seat) == FIRST and "1 of 8 · 0 coded · 0 skipped" in banner(seat)
        assert coded(study) == []
        await seat.press("escape")
        assert "0 coded, 0 skipped, 8 not looked at" in seat.said()
        assert banner(seat) == "" and seat.desk.transcript.selection is None
        await seat.press("n")
        assert "No coding after this place" in seat.said()


async def test_the_selection_can_be_changed_and_what_it_takes_in_does_not_come(study, sit, coded):
    async with sit(study) as seat:
        await begin(seat)
        await seat.press("s", "enter")
        assert "Code this passage" in seat.screen()
        await seat.write("cap")
        await seat.press("enter")
        assert coded(study) == [(f"{FIRST} {SECOND}", "Capacity")]
        assert selected(seat) == THIRD and "2 of 7 · 1 coded" in banner(seat)
        await seat.press("p")
        assert selected(seat) == FIRST and "(coded)" in banner(seat)
        await seat.press("a")
        assert (FIRST, "Capacity") in coded(study) and selected(seat) == THIRD
        await seat.press("u", "u")
        assert coded(study) == [] and "1 of 8 · 0 coded" in banner(seat)


async def test_elsewhere_enter_comes_back_and_coding_there_leaves_the_round_alone(
    study, sit, coded
):
    async with sit(study) as seat:
        await begin(seat)
        start, end = place(study, "the bus was late")
        seat.desk.transcript.go_to(start, end)
        await seat.pilot.pause()
        assert "back to the passage" in banner(seat)
        await seat.press("c")
        await seat.write("trans")
        await seat.press("enter")
        assert coded(study) == [("the bus was late", "Transport")]
        assert "1 of 8 · 0 coded" in banner(seat)
        await seat.press("enter")
        assert selected(seat) == FIRST


async def test_a_memo_written_on_the_way_is_undone_before_the_step(study, sit):
    async with sit(study) as seat:
        await begin(seat)
        await seat.press("n", "m")
        await seat.write("hm")
        await seat.press("ctrl+s", "u")
        assert study.memos.list() == [] and "2 of 8 · 0 coded · 1 skipped" in banner(seat)
        await seat.press("u")
        assert "1 of 8 · 0 coded · 0 skipped" in banner(seat)


async def test_resizing_keeps_its_keys_in_a_round(study, sit, coded):
    study.codings.apply(1, *place(study, FIRST), study.codebook.find("Capacity").id)
    async with sit(study) as seat:
        await begin(seat)
        await seat.press("K", "n")
        seat.desk.transcript.go_to(place(study, FIRST)[0])
        await seat.press("z", "W", "W", "W", "enter")
        assert coded(study) == [("We built capacity in", "Capacity")]
        assert banner(seat)
        await seat.press("z", "escape", "escape")
        assert "Quick round ended" in seat.said()


async def test_after_the_last_passage_one_can_still_go_back(study, sit):
    study.favourites.pin(1, study.codebook.find("Transport").id)
    async with sit(study) as seat:
        await begin(seat, "down", "right", "right")
        assert "1 of 2" in banner(seat)
        await seat.press("1", "n")
        assert "all 2 seen · 1 coded · 1 skipped" in banner(seat)
        await seat.press("p", "1", "enter")
        assert "2 coded, 0 skipped, 0 not looked at" in seat.said()
        await begin(seat)
        assert "All is coded" in seat.said() and banner(seat) == ""


async def test_all_documents_and_the_choices_are_kept(study, sit):
    study.documents.add(make_transcript("other", (("Ana", "We met on Tuesdays."),)))
    async with sit(study) as seat:
        await begin(seat, "j", "l", "j", "l")
        assert "1 of 5" in banner(seat)
        await seat.press("n", "n", "n", "n")
        assert selected(seat) == "We met on Tuesdays." and seat.desk.session.document.id == 2
        await seat.press("p", "escape", "Q")
        assert "● turn" in seat.screen() and "● all documents" in seat.screen()
        await seat.press("escape")


async def test_it_begins_at_the_cursor(study, sit):
    async with sit(study) as seat:
        seat.desk.transcript.go_to(place(study, "the bus was late")[0])
        await begin(seat)
        assert selected(seat) == "Well, the bus was late." and "1 of 2" in banner(seat)
        await begin(seat, "k", "k", "l")
        assert selected(seat) == FIRST and "1 of 8" in banner(seat)


async def test_the_best_suggestions_come_first_and_enter_takes_them(
    study, sit, learned, coded, monkeypatch
):
    def likely(document_id, start, end):
        words = study.documents.text(document_id)[start:end]
        share = 0.6 if "ask" in words else 0.9 if "bus" in words else 0.1
        top = learned.answers[0]
        return [type(top)(top.code, share, top.reasons)]

    async def likeliest(places, n):
        return [likely(*place) for place in places]

    async def suggest(document_id, start, end, n):
        return likely(document_id, start, end)

    monkeypatch.setattr(learned, "likeliest", likeliest)
    monkeypatch.setattr(learned, "suggest", suggest)
    async with sit(study, suggestions=True) as seat:
        await seat.pilot.pause(0.3)
        await begin(seat, "right")
        assert "1 of 2" in banner(seat) and "Enter: ┃ Asking  90 %" in banner(seat)
        assert selected(seat) == "Well, the bus was late."
        await seat.press("enter")
        assert selected(seat) == THIRD and "Enter: ┃ Asking  60 %" in banner(seat)
        await seat.press("s", "enter")
    assert sorted(coded(study)) == [
        (f"{THIRD} They never used to!", "Asking"),
        ("Well, the bus was late.", "Asking"),
    ]
    assert {row.origin for row in study.codings.all()} == {"suggestion"}


async def test_without_suggestions_it_says_why(study, sit):
    async with sit(study) as seat:
        await seat.press("Q", "right", "enter")
        assert "The suggestions are off" in seat.said()


async def test_another_coder_ends_the_round(study, sit):
    study.coders.add("Daniel")
    async with sit(study) as seat:
        await begin(seat)
        await seat.press("C", "j", "enter")
        assert "Daniel" in seat.said() and banner(seat) == ""


@pytest.mark.parametrize("kept", [None, "nonsense", {"unit": "page", "where": "all", "x": 1}])
def test_choices_that_are_not_known_are_as_at_first(kept):
    from qualcode.tui.screens.round import Choices

    choices = Choices.kept(kept)
    assert choices.unit == "sentence"
    assert choices.where == ("all" if isinstance(kept, dict) else "this")
