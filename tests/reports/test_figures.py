"""Figures counted by hand beside figures counted by the program."""

from __future__ import annotations

from conftest import make_transcript, place

from qualcode.reports.figures import count_codes
from qualcode.reports.model import Count
from qualcode.study import Study

GROUP = (
    ("Interviewer", "What was it like?"),
    ("Ben", "Better than I thought it would be."),
    ("Cara", "I was lost at first, honestly."),
    ("Several", "Me too."),
    ("Dan", "Nobody told us anything."),
)


def person(study: Study, name: str, **attributes: str) -> None:
    made = study.participants.add(name, attributes)
    for speaker in study.documents.all_speakers():
        if speaker.label == name:
            study.documents.set_speaker(speaker.id, kind="participant", participant_id=made.id)


def told(study: Study) -> Study:
    """An interview with Anna and Ben, a focus group with Ben, Cara and Dan."""
    second = study.documents.add(make_transcript("group", GROUP), kind="focus group")
    for speaker in study.documents.all_speakers():
        if speaker.label == "Several":
            study.documents.set_speaker(speaker.id, kind="nobody", participant_id=None)
    person(study, "Anna Reed", role="Head", group="staff", institution="North")
    for name in ("Ben", "Cara", "Dan"):
        person(study, name, role="Student", group="students", institution="South")
    for words, code, document in (
        ("We built capacity in the school.", "Capacity", 1),
        ("They ask questions now.", "Asking", 1),
        ("I was lost at first, honestly.", "Asking", second.document.id),
        ("Me too.", "Asking", second.document.id),
        ("What was it like?", "Asking", second.document.id),
    ):
        start, end = place(study, words, document)
        study.codings.apply(document, start, end, study.codebook.find(code).id)
    return study


def test_people_sources_and_passages_are_counted_once(study: Study) -> None:
    told(study)
    start, end = place(study, "They ask questions now.")
    study.coders.use(study.coders.add("Second").id)
    study.codings.apply(1, start, end, study.codebook.find("Asking").id)
    found = count_codes(study, k=1)
    assert (found.base.participants, found.interviews, found.base.groups) == (4, 1, 1)
    asking = found.by_code[study.codebook.find("Asking").id]
    assert asking.participants == Count(2, 4)  # Ben and Cara; 'Several' is nobody
    assert asking.in_interviews == Count(1, 2)
    assert asking.in_groups == Count(1, 3)
    assert (asking.interviews, asking.groups) == (Count(1, 1), Count(1, 1))
    assert asking.passages == 3  # Ben's once for two coders; the moderator's is not data


def test_a_theme_holds_its_codes(study: Study) -> None:
    told(study)
    found = count_codes(study, k=1)
    theme = found.by_code[study.codebook.find("Learning").id]
    code = found.by_code[study.codebook.find("Asking").id]
    assert theme == code
    assert found.by_code[study.codebook.find("Transport").id].passages == 0


def test_rows_by_role_and_institution(study: Study) -> None:
    told(study)
    asking = count_codes(study, k=1).by_code[study.codebook.find("Asking").id]
    roles = {g.label: (g.participants, g.passages) for g in asking.by_role}
    assert roles == {"Head": (Count(0, 1), 0), "Student": (Count(2, 3), 2)}
    places = {g.label: g.participants for g in asking.by_institution}
    assert places == {"North": Count(0, 1), "South": Count(2, 3)}


def test_a_single_head_does_not_get_a_row(study: Study) -> None:
    told(study)
    asking = count_codes(study, k=3).by_code[study.codebook.find("Asking").id]
    assert [(g.label, g.participants) for g in asking.by_role] == [("Head or Student", Count(2, 4))]


def test_kind_of_institution_is_preferred_to_its_name(study: Study) -> None:
    told(study)
    for one in study.participants.list():
        study.participants.set_attributes(one.id, {"institution_type": "special school"})
    asking = count_codes(study).by_code[study.codebook.find("Asking").id]
    assert [g.label for g in asking.by_institution] == ["Special school"]


def test_documents_that_are_neither_stand_apart(study: Study) -> None:
    told(study)
    study.documents.set_kind(1, "other")
    found = count_codes(study, k=1)
    asking = found.by_code[study.codebook.find("Asking").id]
    assert (found.interviews, found.other) == (0, 1)
    assert asking.interviews == Count(0, 0) and asking.other == Count(1, 1)


def test_one_coder_alone(study: Study) -> None:
    told(study)
    second = study.coders.add("Second")
    nothing = count_codes(study, coder_id=second.id)
    assert all(f.passages == 0 for f in nothing.by_code.values())
    assert nothing.base.participants == 4


def test_study_without_participants_or_codings(study: Study) -> None:
    found = count_codes(study)
    assert found.base.participants == 0
    assert all(f.by_role == () and f.passages == 0 for f in found.by_code.values())
