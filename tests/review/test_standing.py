"""Kept quotations when the people in the study have changed since they were put forward."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import make_transcript, place
from review.reviewing import AT

from qualcode.analysis.attribution import Known
from qualcode.errors import Refused
from qualcode.reports import build_theme_summary
from qualcode.review import build_pack
from qualcode.review.model import Pack
from qualcode.study import Study

LATER = "2024-03-02T09:00:00.000Z"
TALK = (
    ("Interviewer", "How did it begin?"),
    ("Anna Reed", "Cara and I built capacity together, and it took us two long years to do so."),
)


@pytest.fixture
def led(study: Study) -> Study:
    """Anna, one of three heads, is quoted; she speaks of Cara, whom the table does not hold."""
    made = study.documents.add(make_transcript("heads", TALK)).document
    anna = study.participants.add("Anna Reed", {"role": "Head teacher"})
    for name in ("Dora Vale", "Ella Moss"):
        study.participants.add(name, {"role": "Head teacher"})
    for speaker in study.documents.all_speakers():
        if speaker.label == "Anna Reed":
            study.documents.set_speaker(speaker.id, participant_id=anna.id)
    span = place(study, TALK[1][1], made.id)
    study.codings.apply(made.id, *span, study.codebook.find("Capacity").id)
    return study


def only(pack: Pack) -> tuple[str, str, str]:
    ((quotation,),) = [theme.quotations for theme in pack.themes]
    return quotation.guid, quotation.shown, quotation.attribution


def decide(study: Study, guid: str, verdict: str, at: str = AT, who: str = "Pat") -> None:
    study.quotations.record_decisions(who, [(guid, verdict, "", at)])  # type: ignore[list-item]


def quoted_in_report(study: Study, *, approved: bool = False) -> list[tuple[str, str, str]]:
    summary = build_theme_summary(study, approved_only=approved)
    return [
        (q.shown, q.attribution, q.status)
        for _, theme in summary.themes()
        for q in theme.quotations
    ]


def test_an_approval_ends_when_the_label_has_changed(led: Study) -> None:
    guid, shown, label = only(build_pack(led))
    assert label == "Head teacher"
    decide(led, guid, "approve")
    assert quoted_in_report(led, approved=True) == [(shown, "Head teacher", "approved")]
    ella = led.participants.list()[-1]
    led.participants.set_attributes(ella.id, {"role": "Teacher"})
    assert led.quotations.status() == {guid: ""} and led.quotations.approved() == []
    assert quoted_in_report(led, approved=True) == []
    assert quoted_in_report(led) == [(shown, "Participant", "")]
    again, words, now = only(build_pack(led))
    assert again != guid and (words, now) == (shown, "Participant")
    decide(led, again, "approve", LATER)
    assert quoted_in_report(led, approved=True) == [(shown, "Participant", "approved")]
    led.participants.set_attributes(ella.id, {"role": "Head teacher"})
    assert quoted_in_report(led, approved=True) == [(shown, "Head teacher", "approved")]


def test_a_name_entered_later_is_masked_and_asked_about_again(led: Study) -> None:
    guid, shown, _ = only(build_pack(led))
    assert shown.startswith("Cara and I")
    decide(led, guid, "approve")
    led.participants.add("Cara Holt", {"role": "Bursar"})
    again, words, _ = only(build_pack(led))
    assert again != guid and "Cara" not in words and "capacity" in words
    assert quoted_in_report(led, approved=True) == []
    assert quoted_in_report(led) == [(words, "Head teacher", "")]


def test_a_stricter_k_is_another_label(led: Study) -> None:
    guid, _, _ = only(build_pack(led))
    decide(led, guid, "approve")
    assert [q.guid for q in led.quotations.approved()] == [guid]
    assert led.quotations.approved(k=4) == []
    summary = build_theme_summary(led, approved_only=True, k=4)
    assert [q for _, theme in summary.themes() for q in theme.quotations] == []


def test_an_objection_outlives_the_change_until_its_reviewer_answers(led: Study) -> None:
    first, _, _ = only(build_pack(led))
    decide(led, first, "query")
    led.participants.add("Cara Holt", {"role": "Bursar"})
    assert quoted_in_report(led) == []
    second, words, _ = only(build_pack(led))
    assert second != first and quoted_in_report(led) == []
    decide(led, second, "approve", LATER, who="Sam")
    assert quoted_in_report(led) == []
    decide(led, second, "approve", LATER)
    assert quoted_in_report(led) == [(words, "Head teacher", "approved")]


def test_declined_words_are_not_asked_about_under_another_label(led: Study) -> None:
    guid, _, _ = only(build_pack(led))
    decide(led, guid, "decline")
    led.participants.set_attributes(led.participants.list()[-1].id, {"role": "Teacher"})
    assert quoted_in_report(led) == []
    with pytest.raises(Refused, match="nothing to review"):
        build_pack(led)


def test_words_that_turn_out_to_be_the_interviewers_are_dropped(led: Study) -> None:
    guid, _, _ = only(build_pack(led))
    decide(led, guid, "approve")
    for speaker in led.documents.all_speakers():
        if speaker.label == "Anna Reed":
            led.documents.set_speaker(speaker.id, kind="interviewer", participant_id=None)
    assert led.quotations.standing() == [] and quoted_in_report(led) == []


def test_words_no_longer_within_their_passage_are_dropped(led: Study) -> None:
    only(build_pack(led))
    (coding,) = led.codings.all()
    led.codings.resize(coding.id, coding.start + 5, coding.end)
    assert led.quotations.standing() == []


def test_a_recoded_passage_speaks_for_its_new_theme(led: Study) -> None:
    guid, _, _ = only(build_pack(led))
    (coding,) = led.codings.all()
    led.codings.recode(coding.id, led.codebook.find("Asking").id)
    (now,) = led.quotations.standing()
    learning = led.codebook.find("Learning").id
    assert (now.quotation.guid, now.quotation.theme_id) == (guid, learning)
    (theme,) = build_pack(led).themes
    assert theme.name == "Learning"


def test_special_schools_one_head_steps_up_and_their_fourteen_teachers_do_not(
    study: Study,
) -> None:
    head = {"role": "Head teacher", "institution_type": "special school"}
    one = study.participants.add("Anna Reed", head)
    two = study.participants.add("Ben", {**head, "role": "Teacher"})
    assert set(study.quotations.attributions().values()) == {"Participant"}
    study.analyses.set_population(
        [Known("Head teacher", "special school", 1), Known("Teacher", "special school", 14)]
    )
    labels = study.quotations.attributions()
    assert labels[two.id] == "Teacher, special school"
    assert labels[one.id] == "Participant"


def test_the_sender_is_told_of_words_that_may_be_names(led: Study, tmp_path: Path) -> None:
    assert build_pack(led).warnings == ()
    talk = (
        ("Anna Reed", "Will you come in May, she asked me, and I said it would be a pleasure."),
    )
    made = led.documents.add(make_transcript("may", talk)).document
    (speaker,) = led.documents.speakers(made.id)
    led.documents.set_speaker(speaker.id, participant_id=led.participants.list()[0].id)
    led.participants.add("Will Marsh", {"role": "Bursar"})
    learning = led.codebook.find("Asking").id
    led.codings.apply(made.id, *place(led, talk[0][1], made.id), learning)
    (warning,) = build_pack(led).warnings
    assert "quotation 2" in warning and "Marsh" not in warning
