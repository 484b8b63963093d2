from __future__ import annotations

import pytest
from conftest import make_transcript, place

from qualcode.errors import NotFound, Refused, UsageError
from qualcode.study import Study


def test_a_passage_keeps_its_words_speakers_and_code(study: Study) -> None:
    capacity = study.codebook.find("Capacity")
    start, end = place(study, "We built capacity in the school.")
    study.codings.apply(1, start, end, capacity.id)
    [passage] = study.codings.passages(capacity.id)
    assert passage.text == "We built capacity in the school."
    assert passage.spoken == passage.text
    assert [part.label for part in passage.parts] == ["Anna Reed"]
    assert passage.coder == "Ruth"


def test_a_passage_over_several_turns_leaves_labels_and_the_interviewer_out(study: Study) -> None:
    start = place(study, "Teachers were teaching together, I think.")[0]
    end = place(study, "They ask questions now.")[1]
    study.codings.apply(1, start, end, study.codebook.find("Asking").id)
    [passage] = study.codings.passages()
    assert "Interviewer" in passage.text
    assert passage.spoken == ("Teachers were teaching together, I think. They ask questions now.")


def test_a_theme_gathers_the_passages_of_its_codes(study: Study) -> None:
    theme = study.codebook.find("Leading")
    study.codings.apply(1, *place(study, "Well, the bus"), study.codebook.find("Transport").id)
    assert [p.spoken for p in study.codings.passages(theme.id)] == ["Well, the bus"]
    assert study.codings.passages(theme.id, subtree=False) == []


def test_the_same_code_again_makes_nothing_new(study: Study) -> None:
    code = study.codebook.find("Capacity")
    where = place(study, "built capacity")
    first = study.codings.apply(1, *where, code.id)
    version = study.version()
    assert study.codings.apply(1, *where, code.id).id == first.id
    assert study.version() == version
    assert len(study.codings.all()) == 1


def test_two_coders_may_code_the_same(study: Study) -> None:
    code = study.codebook.find("Capacity")
    where = place(study, "built capacity")
    study.codings.apply(1, *where, code.id)
    study.coders.add("Daniel")
    daniel = study.coders.use("daniel")
    study.codings.apply(1, *where, code.id)
    assert {c.coder_id for c in study.codings.all()} == {1, daniel.id}
    assert len(study.codings.of_document(1, daniel.id)) == 1


@pytest.mark.parametrize(("start", "end"), [(5, 5), (8, 4), (-1, 4), (0, 10_000)])
def test_a_passage_must_lie_in_the_text(study: Study, start: int, end: int) -> None:
    with pytest.raises(UsageError, match="empty or outside"):
        study.codings.apply(1, start, end, study.codebook.find("Capacity").id)
    assert study.codings.all() == []


def test_blank_space_cannot_be_coded(study: Study) -> None:
    end = place(study, "So what has changed since the partnership began?")[1]
    with pytest.raises(UsageError):
        study.codings.apply(1, end, end + 2, study.codebook.find("Capacity").id)


def test_a_folder_cannot_be_applied(study: Study) -> None:
    folder = study.codebook.add("Folder", codable=False)
    with pytest.raises(Refused, match="only holds other codes"):
        study.codings.apply(1, *place(study, "built capacity"), folder.id)


def test_recoding_and_resizing_keep_memos(study: Study) -> None:
    capacity, asking = study.codebook.find("Capacity"), study.codebook.find("Asking")
    coding = study.codings.apply(1, *place(study, "built capacity"), capacity.id)
    study.memos.add("coding", coding.id, "a first example")
    study.codings.recode(coding.id, asking.id)
    study.codings.resize(coding.id, *place(study, "We built capacity"))
    [passage] = study.codings.passages(asking.id)
    assert (passage.text, passage.memo) == ("We built capacity", "a first example")
    assert study.codings.get(coding.id).has_memo


def test_recoding_onto_what_is_there_is_refused(study: Study) -> None:
    capacity, asking = study.codebook.find("Capacity"), study.codebook.find("Asking")
    where = place(study, "built capacity")
    coding = study.codings.apply(1, *where, capacity.id)
    study.codings.apply(1, *where, asking.id)
    with pytest.raises(Refused):
        study.codings.recode(coding.id, asking.id)
    assert len(study.codings.all()) == 2


def test_removing_a_coding_removes_its_memo_and_undo_brings_both_back(study: Study) -> None:
    coding = study.codings.apply(
        1, *place(study, "built capacity"), study.codebook.find("Capacity").id
    )
    study.memos.add("coding", coding.id, "keep me")
    study.codings.remove(coding.id)
    assert study.memos.list() == []
    with pytest.raises(NotFound):
        study.codings.get(coding.id)
    study.history.undo()
    assert study.codings.get(coding.id).has_memo
    assert study.memos.list()[0].body == "keep me"


def test_a_memo_on_what_is_not_there_is_refused(study: Study) -> None:
    with pytest.raises(NotFound):
        study.memos.add("coding", 77, "lost")
    with pytest.raises(UsageError):
        study.memos.add("study", None, "  ")


def test_codings_are_counted_by_document(study: Study) -> None:
    other = study.documents.add(make_transcript("other", (("Ana", "We met on Tuesdays."),)))
    study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
    study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Capacity").id)
    assert study.codings.counts_by_document() == {1: 2, other.document.id: 0}


def test_all_that_a_speaker_says_is_one_action(study: Study) -> None:
    code = study.codebook.find("Capacity")
    anna = next(s for s in study.documents.speakers(1) if s.label == "Anna Reed")
    turns = [t for t in study.documents.turns(1) if t.speaker_id == anna.id]
    first = study.codings.apply(1, turns[0].start, turns[0].end, code.id)
    assert study.codings.apply_to_speaker(anna.id, code.id) == 1
    assert study.codings.apply_to_speaker(anna.id, code.id) == 0
    assert [(c.start, c.end) for c in study.codings.all()] == [(t.start, t.end) for t in turns]
    study.history.undo()
    assert study.codings.all() == [first]
    with pytest.raises(NotFound, match="no speaker"):
        study.codings.apply_to_speaker(99, code.id)
    folder = study.codebook.add("Folder", codable=False)
    with pytest.raises(Refused):
        study.codings.apply_to_speaker(anna.id, folder.id)
