"""Selecting at the desk: clauses, speakers, answers, marks, places found, more and less."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place

GROUP = (
    ("Moderator", "How was it, and what would you change?"),
    ("Ann", "It was hard because we had no time."),
    ("Ann", "And the bus was late."),
    ("Bea", "I liked it."),
    ("Moderator", "And now?"),
    ("Ann", "Better, now that they all talk."),
)


@pytest.fixture
def group(new_study):
    """A focus group in which Ann has three turns, two of them in a row."""
    study = new_study()
    study.documents.add(make_transcript("group", GROUP))
    moderator = next(s for s in study.documents.speakers(1) if s.label == "Moderator")
    study.documents.set_speaker(moderator.id, kind="interviewer")
    study.codebook.add("Time")
    return study


def chosen(seat) -> str | None:
    selection = seat.desk.transcript.selection
    return None if selection is None else seat.desk.session.text[slice(*selection)]


def from_to(study, first: str, last: str) -> str:
    text = study.documents.text(1)
    return text[place(study, first)[0] : place(study, last)[1]]


async def test_clauses_one_more_and_one_less(study, sit):
    async with sit(study) as seat:
        await seat.press("J", "full_stop", "semicolon")
        assert chosen(seat) == "Teachers were teaching together,"
        seat.desk.transcript.put_cursor(place(study, "They ask")[0])
        for key, wanted in [
            ("semicolon", "They ask questions now."),
            ("semicolon", "They ask questions now. They never used to!"),
            ("colon", "They ask questions now."),
        ]:
            await seat.press(key)
            assert chosen(seat) == wanted


async def test_what_a_speaker_says_and_an_answer_with_its_question(group, sit):
    async with sit(group) as seat:
        await seat.press("J", "V")
        assert chosen(seat) == from_to(group, "It was hard", "bus was late.")
        assert "2 turns of Ann" in seat.said()
        await seat.press("A")
        assert chosen(seat) == from_to(group, "How was it", "I liked it.")
        assert "4 turns" in seat.said()
        await seat.press("escape", "G", "A")
        assert chosen(seat) == from_to(group, "And now?", "they all talk.")
        moderator = group.documents.speakers(1)[0]
        group.documents.set_speaker(moderator.id, kind="nobody")
        seat.desk.following.catch_up()
        await seat.press("escape", "A")
        assert chosen(seat) is None
        assert "I says who is an interviewer" in seat.said()


async def test_more_and_less_go_up_and_down_the_same_way(group, sit):
    async with sit(group) as seat:
        seat.desk.transcript.put_cursor(place(group, "no time")[0])
        seen = []
        for _ in range(6):
            await seat.press("plus")
            seen.append(chosen(seat))
        assert seen == [
            "no",
            "because we had no time.",
            "It was hard because we had no time.",
            from_to(group, "It was hard", "bus was late."),
            from_to(group, "How was it", "I liked it."),
            from_to(group, "How was it", "they all talk."),
        ]
        await seat.press("equals_sign")
        assert "whole document" in seat.said()
        for wanted in [*seen[-2::-1], None]:
            await seat.press("minus")
            assert chosen(seat) == wanted
        assert seat.desk.transcript.cursor == place(group, "no time")[0]


async def test_two_marks_select_what_lies_between(study, sit):
    async with sit(study) as seat:
        view = seat.desk.transcript
        view.put_cursor(place(study, "capacity in")[0] + 2)
        await seat.press("apostrophe")
        row = next(row for row in seat.rows() if "We built" in row)
        assert "»" in row
        view.put_cursor(place(study, "teaching together")[0] + 1)
        await seat.press("apostrophe")
        assert chosen(seat) == "capacity in the school. Teachers were teaching"
        assert "»" not in seat.screen()
        await seat.press("escape", "apostrophe", "apostrophe")
        assert "mark is gone" in seat.said()
        await seat.press("s", "apostrophe", "escape")
        assert "»" not in seat.screen() and chosen(seat) is not None
        await seat.press("apostrophe")
        seat.desk.open(study.documents.add(make_transcript("other", GROUP)).document.id)
        assert view.mark is None


async def test_the_place_found_is_selected(study, sit):
    study.documents.add(make_transcript("other", GROUP))
    third = study.documents.add(make_transcript("third", (("A", "No."),))).document.id
    async with sit(study) as seat:
        await seat.press("asterisk")
        assert "/ finds words" in seat.said()
        await seat.press("slash")
        await seat.write("bus")
        await seat.pilot.pause(0.3)
        await seat.press("enter", "K", "asterisk")
        assert chosen(seat) == "bus" and "of 2" in seat.said()
        await seat.press("f")
        assert seat.desk.session.document.name == "other"
        await seat.press("G", "asterisk")
        assert chosen(seat) == "bus"
        seat.desk.open(third)
        await seat.press("asterisk")
        assert chosen(seat) is None and "f goes to the next" in seat.said()


async def test_all_a_speaker_says_is_coded_in_one_action(group, sit, coded):
    code = group.codebook.find("Time")
    group.codings.apply(1, *place(group, GROUP[1][1]), code.id)
    async with sit(group) as seat:
        await seat.press("J")
        await seat.choose("Code all this speaker says here")
        assert "Code all Ann says here: 3 turns" in seat.screen()
        await seat.press("enter")
        assert "Coded Time: 2 turns of Ann" in seat.said()
        assert coded(group) == [(GROUP[n][1], "Time") for n in (1, 2, 5)]
        await seat.choose("Code all this speaker says here")
        await seat.press("enter")
        assert "already" in seat.said()
        await seat.press("u")
        assert coded(group) == [(GROUP[1][1], "Time")]
        await seat.choose("Code all this speaker says here")
        await seat.write("Ann")
        await seat.press("enter", "enter")
        assert [code for _, code in coded(group)].count("Ann") == 3
        await seat.press("u")
        assert coded(group) == [(GROUP[1][1], "Time")]
        assert [code.name for code in group.codebook.codes()] == ["Time"]
