"""Coding blind: nothing of what others did is to be seen anywhere, until it is ended."""

from __future__ import annotations

import pytest
from conftest import place

import qualcode


@pytest.fixture
def two(study):
    """Ruth has coded the first answer; Daniel has coded, noted and left more."""
    codes = {code.name: code.id for code in study.codebook.codes()}
    study.codings.apply(1, *place(study, "We built capacity in the school."), codes["Capacity"])
    study.coders.use(study.coders.add("Daniel").id)
    theirs = study.codings.apply(1, *place(study, "They ask questions now."), codes["Asking"])
    study.codings.apply(1, *place(study, "the bus was late"), codes["Transport"])
    study.memos.add("coding", theirs.id, "Secret thought one.")
    study.memos.add("coding", 1, "Secret thought two.")
    study.memos.add("code", codes["Capacity"], "Secret thought three.")
    start, end = place(study, "It's a different place.")
    study.memos.add("passage", 1, "Secret thought four.", start=start, end=end)
    study.coders.use("Ruth")
    study.memos.add("document", 1, "My own thought.")
    return study


async def test_what_others_did_is_seen_nowhere(two, sit):
    async with sit(two) as seat:
        session = seat.desk.session
        before = sum(session.counts_all.values()), session.counts_documents
        assert before == (3, {1: 3})
        await seat.press("Y")
        assert "Coding blind" in seat.said() and "blind" in seat.rows()[-2]
        assert sum(session.counts_all.values()) == sum(session.counts_here.values()) == 1
        assert session.counts_documents == {1: 1}
        # stripes, codings at the cursor, and from coding to coding
        assert [c.coder_id for c in seat.desk.transcript.sheet.codings.values()] == [1]
        await seat.press("g", "n", "enter")
        assert "Capacity" in seat.screen() and "Secret" not in seat.screen()
        await seat.press("escape", "n")
        assert "No coding after" in seat.said()
        # the next uncoded sentence is one that Daniel has coded
        seat.desk.transcript.go_to(place(two, "They ask questions")[0] - 3)
        await seat.press("o")
        assert seat.desk.transcript.selection == place(two, "They ask questions now.")
        # memos, also those on what is one's own; the history; all passages of a code
        await seat.press("escape", "M")
        assert "My own thought" in seat.screen() and "Secret" not in seat.screen()
        await seat.press("escape", "H")
        assert "coded Capacity" in seat.screen() and "coded Asking" not in seat.screen()
        await seat.press("ctrl+o")
        assert "coded Asking" not in seat.screen()
        await seat.press("escape", "B")
        seat.desk.codebook_tree.choose(two.codebook.find("Asking").id)
        await seat.press("R")
        assert "No passage meets" in seat.screen()
        await seat.press("escape")
        seat.desk.codebook_tree.choose(two.codebook.find("Capacity").id)
        await seat.press("R")
        assert "1 passage" in seat.screen() and "Secret" not in seat.screen()
        await seat.press("escape", "escape", "O")
        assert "Y ends it" in seat.said()
        assert not any(memo for memo in seat.desk.transcript.sheet.memos)
        # the study as it was before, too
        await seat.press("H", "down", "enter")
        await seat.pilot.pause(0.5)
        past = seat.app.screen
        assert past is not seat.desk and past.session.blind
        assert {c.coder_id for c in past.session.codings.values()} <= {1}
        assert sum(past.session.counts_all.values()) <= 1
        await seat.press("escape")
        # another side of the desk
        await seat.press("|")
        await seat.pilot.pause(0.2)
        assert [len(side.session.codings) for side in seat.desk.sides.all] == [1, 1]
    assert two.coders.is_blind()


async def test_it_is_kept_until_it_is_ended_and_the_history_says_when(two, sit):
    path = two.path
    two.coders.set_blind(True)
    two.close()
    with qualcode.open(path) as study:
        async with sit(study) as seat:
            assert len(seat.desk.session.codings) == 1 and "blind" in seat.rows()[-2]
            await seat.press("Y", "escape")
            assert study.coders.is_blind()
            await seat.press("Y", "enter")
            assert "with sight" in seat.said() and len(seat.desk.session.codings) == 3
            assert "blind" not in seat.rows()[-2]
            assert sum(seat.desk.session.counts_all.values()) == 3
            await seat.press("u")  # what can be undone was done before it
            assert "Undone: wrote a memo" in seat.said()
            # Daniel is not blind, Ruth again is
            study.coders.set_blind(True)
            await seat.press("C", "down", "enter")
            assert "Daniel is coding now" in seat.said() and len(seat.desk.session.codings) == 3
            await seat.press("C", "up", "enter")
            assert "blind" in seat.said() and len(seat.desk.session.codings) == 1
        labels = [entry.label for entry in study.history.list() if entry.action != "memo"]
        assert labels[:3] == ["began to code blind", "ended coding blind", "began to code blind"]


async def test_suggestions_are_not_even_asked_for(two, sit, learned):
    two.coders.set_blind(True)
    async with sit(two, suggestions=True) as seat:
        await seat.press("J", "s")
        await seat.pilot.pause(0.3)
        assert "off: blind coding" in seat.screen() and learned.taught == []
        await seat.press("1", "Q")
        assert len(two.codings.all(two.coder.id)) == 1
        await seat.press("escape", "Y", "enter")
        await seat.pilot.pause(0.5)
        assert "It says [b]ask[/b]." in seat.screen() and learned.taught
        taught = len(learned.taught)
        await seat.press("Y")
        await seat.pilot.pause(0.3)
        assert "off: blind coding" in seat.screen() and "It says" not in seat.screen()
        await seat.press("J", "s", "1")
        assert len(two.codings.all(two.coder.id)) == 1 and len(learned.taught) == taught


async def test_what_would_change_others_codings_is_refused(two, sit):
    before = two.codings.all()
    async with sit(two) as seat:
        await seat.press("Y", "B")
        seat.desk.codebook_tree.choose(two.codebook.find("Transport").id)
        for key in ("g", "s", "x"):
            await seat.press(key)
            assert "You code blind" in seat.said() and "Y ends it" in seat.said()
            assert len(seat.app.screen_stack) == 1
    assert two.codings.all() == before
