"""What suggestions are made from: participants' words, what they were asked, who they are."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import NotFound, UsageError
from qualcode.example import make_example
from qualcode.study import Study
from qualcode.study.suggestions import _latest_of_each

ASKED = "So what has changed since the partnership began?"


@pytest.fixture
def known(study: Study) -> Study:
    study.participants.add("Anna Reed", {"role": "Head teacher"})
    return study


def code(study: Study, words: str, name: str = "Capacity") -> None:
    study.codings.apply(1, *place(study, words), study.codebook.find(name).id)


def test_training_data_has_the_words_the_question_and_the_role(known: Study) -> None:
    code(known, "We built capacity")
    code(known, "We built capacity", "Asking")
    code(known, "the bus was late")
    data = known.suggestions.training_data()
    capacity, asking = (str(known.codebook.find(n).id) for n in ("Capacity", "Asking"))
    assert data.codes == [[capacity, asking], [capacity]]
    first, second = data.passages
    assert (first.text, first.question, first.role) == ("We built capacity", ASKED, "Head teacher")
    assert (second.question, second.speaker) == ("And the students?", "Anna Reed")
    assert data.names[capacity] == "Capacity"
    assert {c.name for _, c in data.codebook.walk()} == set(data.names)


def test_what_two_coders_gave_a_code_is_learned_from_once(known: Study) -> None:
    code(known, "We built capacity")
    code(known, "We built capacity", "Asking")
    known.coders.add("Daniel")
    known.coders.use("Daniel")
    code(known, "built capacity in the school.")
    code(known, "We built capacity in the", "Transport")
    data = known.suggestions.training_data()
    names = [[data.names[key] for key in keys] for keys in data.codes]
    assert [p.text for p in data.passages] == [
        "built capacity in the school.",
        "We built capacity in the",
    ]
    assert names == [["Capacity", "Asking"], ["Transport"]]


def test_the_interviewer_teaches_nothing(known: Study) -> None:
    code(known, "what has changed since the partnership")
    code(known, "Interviewer: And")
    start, end = place(known, "Anna Reed: Well")
    known.codings.apply(1, start, start + 9, known.codebook.find("Capacity").id)
    assert known.suggestions.training_data().passages == []
    known.codings.apply(1, 0, end, known.codebook.find("Asking").id)
    [passage] = known.suggestions.training_data().passages
    assert "changed since" not in passage.text and "students" not in passage.text
    assert passage.speaker == "Anna Reed"


def test_one_coders_data(known: Study) -> None:
    code(known, "We built capacity")
    known.coders.add("Daniel")
    known.coders.use("Daniel")
    assert known.suggestions.training_data(coder_id=known.coder.id).passages == []
    assert len(known.suggestions.training_data().passages) == 1


def test_a_passage_over_turns(known: Study) -> None:
    start, end = place(known, "I think.")[0], place(known, "They ask questions")[1]
    passage = known.suggestions.passage(1, start, end)
    assert passage.text == "I think. They ask questions"
    assert (passage.question, passage.role) == (ASKED, "Head teacher")
    passage = known.suggestions.passage(1, *place(known, "They never used to!"))
    assert (passage.question, passage.role, passage.speaker) == ("And the students?", None, "Ben")


def test_a_passage_must_be_there(known: Study) -> None:
    for span in ((5, 5), (-1, 5), (0, 10**6)):
        with pytest.raises(UsageError):
            known.suggestions.passage(1, *span)
    with pytest.raises(NotFound):
        known.suggestions.passage(9, 0, 5)


def test_uncoded_turns_are_participants_turns_of_some_length(known: Study) -> None:
    def turns(**only: int) -> list[int]:
        return [t.turn for t in known.suggestions.uncoded_turns(**only)]

    assert turns() == [2, 4, 6]
    assert turns(least=1) == [2, 4, 5, 6]
    code(known, "They never used to!")
    assert turns() == [2, 6]
    assert turns(coder_id=99) == [2, 4, 6]
    known.documents.add(make_transcript("b", (("Cara", "a b c d e f g h"),)))
    assert [t.document for t in known.suggestions.uncoded_turns()] == ["talk", "talk", "b"]
    assert turns(document_id=2) == [1]
    first = known.suggestions.uncoded_turns()[0]
    assert (first.passage.question, first.passage.role) == (ASKED, "Head teacher")
    assert known.documents.text(1)[first.start :].startswith(first.passage.text)


def test_a_corrected_speaker_counts_at_once(known: Study) -> None:
    for speaker in known.documents.speakers(1):
        kind = "participant" if speaker.kind == "interviewer" else "interviewer"
        known.documents.set_speaker(speaker.id, kind=kind)  # type: ignore[arg-type]
    assert {t.passage.speaker for t in known.suggestions.uncoded_turns(least=1)} == {"Interviewer"}


def test_the_example_study_keeps_its_interviewers_out(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    import qualcode

    with qualcode.open(make_example(tmp_path_factory.mktemp("example"))) as study:
        asking = [s for s in study.documents.all_speakers() if s.kind == "interviewer"]
        labels = {s.label for s in asking}
        assert labels
        uncoded = study.suggestions.uncoded_turns(least=1)
        trained = study.suggestions.training_data().passages
        assert uncoded and trained
        assert not labels & {t.passage.speaker for t in uncoded}
        assert not labels & {p.speaker for p in trained}
        roles = {p.role for p in study.participants.list()}
        assert {p.role for p in trained} - {None} <= roles
        assert study.check() == []


@given(st.lists(st.integers(1, 5), max_size=60), st.integers(0, 40))
def test_of_too_many_codings_rare_codes_keep_all_and_others_share(codes, most):
    pairs = list(enumerate(codes, start=1))
    chosen = _latest_of_each(pairs, most)
    assert len(chosen) <= most or not codes
    left = {code: [k for k, c in pairs if c == code] for code in set(codes)}
    kept = {code: [k for k in keys if k in set(chosen)] for code, keys in left.items()}
    share = max(map(len, kept.values()), default=0)
    for code, keys in left.items():
        assert kept[code] == keys[len(keys) - len(kept[code]) :], "the latest ones"
        assert len(kept[code]) in (len(keys), share) and len(kept[code]) <= share
    if len(codes) <= most:
        assert len(chosen) == len(codes)


def test_training_data_can_be_limited(known: Study) -> None:
    code(known, "We built capacity")
    code(known, "the bus was late")
    code(known, "the bus was late", "Asking")
    data = known.suggestions.training_data(most=2)
    [passage] = data.passages
    assert passage.text == "the bus was late" and len(data.codes[0]) == 2
