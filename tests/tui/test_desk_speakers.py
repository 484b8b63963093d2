"""A wrong guess at who is speaking is put right at the desk."""

from __future__ import annotations


def kind_of(study, label):
    return next(s for s in study.documents.speakers(1) if s.label == label)


async def test_a_speaker_becomes_an_interviewer_and_undo_takes_it_back(study, sit):
    async with sit(study) as seat:
        await seat.press("J", "I")  # the second turn is Anna's
        assert "Who is “Anna Reed”?" in seat.screen()
        await seat.write("interviewer")
        await seat.press("enter")
        assert "“Anna Reed” is an interviewer" in seat.said()
        assert kind_of(study, "Anna Reed").kind == "interviewer"
        await seat.press("u")
        assert kind_of(study, "Anna Reed").kind == "participant"


async def test_a_speaker_is_matched_with_a_participant(study, sit):
    person = study.participants.add("Benjamin [b]Stone", {"role": "Student"})
    async with sit(study) as seat:
        await seat.press("J", "J", "J", "I")
        assert "Who is “Ben”?" in seat.screen()
        await seat.write("benja")
        await seat.press("enter")
        assert "“Ben” is Benjamin [b]Stone" in seat.said()
        assert kind_of(study, "Ben").participant_id == person.id


async def test_leaving_changes_nothing(study, sit):
    async with sit(study) as seat:
        version = study.version()
        await seat.press("I", "escape")
        assert study.version() == version
