"""What is not coded yet, by sentence, turn and answer."""

from __future__ import annotations

import pytest
from conftest import TALK, make_transcript, place
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import NotFound, UsageError
from qualcode.study import Study
from qualcode.study.types import TurnRow
from qualcode.study.uncoded import units_of
from qualcode.transcripts import Transcript, Turn


def words(study: Study, **options: object) -> list[str]:
    return [
        study.documents.text(found.document_id)[found.start : found.end]
        for found in study.codings.uncoded(**options)
    ]


def test_sentences_of_participants_in_order(study: Study) -> None:
    found = words(study, document_id=1)
    assert found[0] == "We built capacity in the school."
    assert found[-1] == "Every single day of the first term."
    assert not any("partnership began" in sentence for sentence in found)


def test_what_a_coding_touches_is_left_out_whole(study: Study) -> None:
    code = study.codebook.find("Capacity").id
    study.codings.apply(1, *place(study, "capacity"), code)
    assert words(study)[0] == "Teachers were teaching together, I think."
    assert words(study, unit="turn")[0].startswith("They ask questions")


def test_an_answer_runs_up_to_the_next_question(study: Study) -> None:
    first, second = words(study, unit="answer")
    assert first == TALK[1][1]
    assert second.startswith("They ask") and "Yes." in second and second.endswith("first term.")


def test_without_anybody_who_asks_each_turn_is_an_answer(new_study) -> None:
    study = new_study()
    study.documents.add(make_transcript("meeting", (("Ana", "We met."), ("Ben", "We ate."))))
    assert words(study, unit="answer") == ["We met.", "We ate."]


def test_each_answer_of_a_survey_stands_alone(new_study) -> None:
    study, text = new_study(), "Good.\nBad."
    turns = (Turn(0, 5, "R1", question="How was it?"), Turn(6, 10, "R1", question="And the food?"))
    study.documents.add(
        Transcript(name="s", format="csv", text=text, turns=turns, original=text.encode())
    )
    assert words(study, unit="answer") == ["Good.", "Bad."]


def test_my_codings_or_anybodys(study: Study) -> None:
    code = study.codebook.find("Capacity").id
    study.codings.apply(1, *place(study, "We built capacity in the school."), code)
    ruth, daniel = study.coder.id, study.coders.add("Daniel").id
    assert "We built capacity in the school." in words(study, coder_id=daniel)
    assert "We built capacity in the school." not in words(study, coder_id=ruth)
    assert "We built capacity in the school." not in words(study)


def test_all_documents_in_the_order_of_the_study(study: Study) -> None:
    study.documents.add(make_transcript("other", (("Ana", "We met on Tuesdays. — … !"),)))
    assert words(study)[-1] == "We met on Tuesdays."
    assert words(study, document_id=1)[-1] == "Every single day of the first term."


def test_what_is_not_there_is_said(study: Study) -> None:
    with pytest.raises(UsageError, match="sentence, turn, answer"):
        study.codings.uncoded(unit="page")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        study.codings.uncoded(77)


def test_codings_that_touch_a_stretch(study: Study) -> None:
    code = study.codebook.find("Capacity").id
    start, end = place(study, "capacity in the school")
    row = study.codings.apply(1, start, end, code)
    assert study.codings.touching(1, end - 1, end + 5) == [row]
    assert study.codings.touching(1, end, end + 5) == []
    assert study.codings.touching(1, start - 5, start) == []
    assert study.codings.touching(1, start, end, study.coders.add("Daniel").id) == []


@pytest.fixture(scope="module")
def one_document(tmp_path_factory):
    import qualcode

    with qualcode.create(tmp_path_factory.mktemp("uncoded") / "s", coder="Ruth") as study:
        study.documents.add(make_transcript())
        yield study, study.codebook.add("Capacity").id


@given(
    st.lists(st.tuples(st.integers(0, 380), st.integers(1, 90)), max_size=6),
    st.sampled_from(["sentence", "turn", "answer"]),
)
def test_a_unit_is_uncoded_where_no_character_of_it_is_coded(one_document, spans, unit):
    study, code = one_document
    text = study.documents.text(1)
    made = []
    for start, size in spans:
        start, end = start % (len(text) - 1), min(len(text), start % (len(text) - 1) + size)
        if text[start:end].strip():
            made.append(study.codings.apply(1, start, end, code))
    coded = {at for row in made for at in range(row.start, row.end)}
    turns = study.documents.turns(1)
    asking = {s.id for s in study.documents.speakers(1) if s.kind == "interviewer"}
    expected = [
        span for span in units_of(text, turns, asking, unit) if coded.isdisjoint(range(*span))
    ]
    found = [(one.start, one.end) for one in study.codings.uncoded(1, unit=unit)]
    for row in {row.id: row for row in made}.values():
        study.codings.remove(row.id)
    assert found == expected


@given(st.lists(st.sampled_from("qab"), max_size=12))
def test_answers_are_all_the_talk_that_is_data_and_no_question(kinds):
    turns = [
        TurnRow(n, n * 10, n * 10 + 9, 1 if kind == "q" else 2, kind, None, None, None)
        for n, kind in enumerate(kinds)
    ]
    found = list(units_of("w" * 200, turns, {1}, "answer"))
    covered = {turn.n for turn in turns for s, e in found if s <= turn.start and turn.end <= e}
    assert covered == {turn.n for turn in turns if turn.speaker_id == 2}
    assert found == sorted(found)
