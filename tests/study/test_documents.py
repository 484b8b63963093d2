"""Documents and speakers: taken in, corrected, moved, removed and brought back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import make_transcript, place

from qualcode.errors import NotFound, QualcodeError, ReadError, Refused, UsageError
from qualcode.study import Study
from qualcode.transcripts import Turn


def names(study: Study) -> list[str]:
    return [document.name for document in study.documents.list()]


def add(study: Study, *wanted: str) -> list[int]:
    return [
        study.documents.add(make_transcript(n, (("A", f"Words of {n}."),))).document.id
        for n in wanted
    ]


def test_the_same_file_twice_is_refused_and_says_where_it_is(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("Interviewer: Why?\n\nAnna: Because.\n", encoding="utf-8")
    report = study.documents.import_file(file)
    (tmp_path / "two.txt").write_bytes(file.read_bytes())
    version = study.version()
    with pytest.raises(Refused, match="already, as one"):
        study.documents.import_file(tmp_path / "two.txt")
    assert (names(study), study.version()) == (["talk", "one"], version)
    study.documents.remove(report.document.id)
    assert study.documents.import_file(tmp_path / "two.txt").document.name == "two"


def test_documents_of_one_name_are_told_apart(study: Study) -> None:
    study.documents.add(make_transcript("talk", (("A", "Other words."),)))
    assert names(study) == ["talk", "talk (2)"]
    with pytest.raises(Refused):
        study.documents.rename(2, "talk")


@pytest.mark.parametrize("name", ["talk", "TALK", "talk.txt", "Talk.DOCX", 1])
def test_a_document_is_found_by_name_with_or_without_its_ending(
    study: Study, name: str | int
) -> None:
    assert study.documents.get(name).id == 1


def test_a_dot_in_a_name_is_no_ending(study: Study) -> None:
    add(study, "St. Anne")
    with pytest.raises(NotFound):
        study.documents.get("St. Bride")
    assert study.documents.get("st. anne.txt").name == "St. Anne"


def test_a_name_that_may_mean_two_is_asked_about(study: Study) -> None:
    add(study, "Talk")
    assert study.documents.get("Talk").id == 2
    with pytest.raises(NotFound, match="several"):
        study.documents.get("TALK")


@pytest.mark.parametrize("wanted", ["none", "", 99, 0, -1, 10**30, "\ud800", "a\x00b"])
def test_what_is_not_there_is_not_found(study: Study, wanted: str | int) -> None:
    with pytest.raises(QualcodeError):
        study.documents.get(wanted)


def test_a_name_stays_on_one_line(study: Study) -> None:
    study.documents.rename(1, " a\nb\x1b[31m\x00 ")
    assert names(study) == ["a b [31m"]
    with pytest.raises(UsageError):
        study.documents.rename(1, "\x00 \n")
    with pytest.raises(UsageError, match="no Unicode"):
        study.documents.rename(1, "\ud800")
    assert names(study) == ["a b [31m"]


def test_documents_are_moved_any_number_of_times(study: Study) -> None:
    add(study, "b", "c")
    for _ in range(70):  # more often than a float can be halved
        study.documents.move(3, 2)
        study.documents.move(2, 3)
    assert names(study) == ["talk", "b", "c"]
    study.documents.move(1, None)
    assert names(study) == ["b", "c", "talk"]
    study.documents.move(2, 2)
    assert names(study) == ["b", "c", "talk"]
    with pytest.raises(NotFound):
        study.documents.move(2, 77)
    study.history.undo()
    assert names(study) == ["talk", "b", "c"]


def test_kinds(study: Study) -> None:
    study.documents.set_kind(1, "focus group")
    assert study.documents.get(1).kind == "focus group"
    with pytest.raises(UsageError):
        study.documents.set_kind(1, "chat")  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        study.documents.add(make_transcript("x"), kind="chat")  # type: ignore[arg-type]
    assert names(study) == ["talk"]


def test_turns_leave_the_labels_out(study: Study) -> None:
    text = study.documents.text(1)
    turns = study.documents.turns(1)
    assert [t.n for t in turns] == list(range(1, 7))
    assert text[turns[1].start : turns[1].end].startswith("We built capacity")
    assert [t.label for t in turns][:2] == ["Interviewer", "Anna Reed"]
    speakers = {s.id: s for s in study.documents.speakers(1)}
    assert [speakers[t.speaker_id or 0].kind for t in turns] == [
        "interviewer",
        "participant",
        "interviewer",
        "participant",
        "nobody",
        "participant",
    ]
    assert [s.label for s in speakers.values()] == ["Interviewer", "Anna Reed", "Ben", "Several"]


def test_speakers_are_corrected(study: Study) -> None:
    anna = study.participants.add("Anna Reed")
    [label] = [s for s in study.documents.speakers(1) if s.label == "Anna Reed"]
    assert label.participant_id == anna.id
    study.documents.set_speaker(label.id, kind="interviewer")
    assert kinds(study)["Anna Reed"] == ("interviewer", None)
    study.documents.set_speaker(label.id, participant_id=anna.id)
    assert kinds(study)["Anna Reed"] == ("participant", anna.id)
    version = study.version()
    study.documents.set_speaker(label.id)
    assert study.version() == version
    for wrong in ({"kind": "boss"}, {"kind": "nobody", "participant_id": anna.id}):
        with pytest.raises(UsageError):
            study.documents.set_speaker(label.id, **wrong)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        study.documents.set_speaker(label.id, participant_id=99)
    with pytest.raises(NotFound):
        study.documents.set_speaker(99, kind="nobody")
    assert kinds(study)["Anna Reed"] == ("participant", anna.id)


def kinds(study: Study) -> dict[str, tuple[str, int | None]]:
    return {s.label: (s.kind, s.participant_id) for s in study.documents.speakers(1)}


def test_removed_undone_redone(study: Study) -> None:
    coding = study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
    study.memos.add("coding", coding.id, "late again")
    study.memos.add("passage", 1, "why?", start=0, end=4)
    study.memos.add("document", 1, "the first")
    text = study.documents.text(1)
    everything = study.memos.list(), study.codings.passages(), study.documents.all_speakers()
    study.documents.remove(1)
    assert study.documents.list() == study.memos.list() == study.codings.all() == []
    assert study.search("bus") == []
    for gone in (study.documents.text, study.documents.original, study.documents.get):
        with pytest.raises(NotFound):
            gone(1)
    study.history.undo()
    assert study.documents.text(1) == text
    assert everything == (
        study.memos.list(),
        study.codings.passages(),
        study.documents.all_speakers(),
    )
    assert [h.match for h in study.search("bus")] == ["bus"]
    study.history.redo()
    with pytest.raises(NotFound):
        study.documents.text(1)
    assert study.check() == []


def test_a_text_is_never_taken_for_another_ones(study: Study) -> None:
    with pytest.raises(RuntimeError), study.one_action("half an import"):
        [first] = add(study, "first")
        assert "first" in study.documents.text(first)
        raise RuntimeError
    [second] = add(study, "second")
    assert first == second, "the number is given again"
    assert "Words of second." in study.documents.text(second)


def test_the_bytes_are_kept_as_they_came(study: Study, tmp_path: Path) -> None:
    data = "Anna: Schön.\r\n\r\nBen: So £5?\r\n".encode("cp1252")
    (tmp_path / "w.txt").write_bytes(data)
    report = study.documents.import_file(tmp_path / "w.txt", name="Windows")
    assert study.documents.original(report.document.id) == data
    assert "\r" not in study.documents.text(report.document.id)
    assert report.document.name == "Windows"


@pytest.mark.parametrize("text", ["A: nul\x00nul", "A: half \ud83d"])
def test_what_is_no_text_is_refused_whole(study: Study, text: str) -> None:
    transcript = dataclasses.replace(make_transcript("odd"), text=text, turns=(Turn(3, 8, "A"),))
    before = study.version(), names(study)
    with pytest.raises(UsageError), study.one_action("two imports"):
        add(study, "good")
        study.documents.add(transcript)
    assert (study.version(), names(study)) == before
    assert study.check() == []


def test_a_part_that_fails_leaves_nothing_of_itself(study: Study) -> None:
    turns = (Turn(13, 19, "Interviewer"), Turn(20, 25, "half \ud83d"))
    transcript = dataclasses.replace(make_transcript("odd"), turns=turns)
    with study.one_action("what can be read"):
        with pytest.raises(UsageError):
            study.documents.add(transcript)
        add(study, "good")
    assert names(study) == ["talk", "good"]
    assert study.check() == []
    study.history.undo()
    assert names(study) == ["talk"]


def test_no_reader_gets_a_file_that_is_none(study: Study, tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "none.txt", tmp_path / "a\x00b.txt"):
        with pytest.raises(ReadError):
            study.documents.import_file(file)
    assert names(study) == ["talk"]


def test_a_race_of_two_imports_is_told_in_words(
    study: Study, new_study: Callable[[], Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is free when it is looked up and taken when it is written."""
    monkeypatch.setattr(study.documents, "_free_name", lambda wanted: wanted)
    with pytest.raises(Refused, match="in the meantime"):
        study.documents.add(make_transcript("talk", (("A", "Others."),)))
    assert names(study) == ["talk"]
