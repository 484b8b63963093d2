"""Memos: what they are on, and links from them to passages."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import NotFound
from qualcode.study import Study

SAME_STUDY = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)


def note(study: Study, text: str) -> int:
    return study.memos.add("study", None, text).id


def only(study: Study, text: str):  # type: ignore[no-untyped-def]
    [link] = study.memos.links_in(text)
    return link


def words(study: Study, text: str) -> str:
    link = only(study, text)
    assert link.problem == "", link.problem
    assert link.place is not None
    return study.documents.text(link.document_id)[slice(*link.place)]


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("[[talk 5]]", "Yes."),
        ("[[Talk.txt 5]]", "Yes."),
        ("[[talk, turn 5]]", "Yes."),
        ("[[talk turn 5]]", "Yes."),
        ("[[ talk  5 ]]", "Yes."),
        ("[[talk, turn 2 (3-8)]]", "built"),
        ("[[talk 6 (6)]]", "the bus was late. Every single day of the first term."),
        ("[[talk 5-6 (4)]]", "Yes.\n\nAnna Reed: Well"),
        ("[[talk, turns 5 (1) to 6 (4)]]", "es.\n\nAnna Reed: Well"),
    ],
)
def test_what_a_person_types_leads_to_the_words(study: Study, written: str, leads_to: str) -> None:
    assert words(study, f"See {written}, there.") == leads_to


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("[[nobody 3]]", "no document is called so"),
        ("[[talk 7]]", "that document has 6 turns"),
        ("[[talk 0]]", "that document has 6 turns"),
        ("[[talk 5-4]]", "that document has 6 turns"),
        ("[[talk 5 (3-3)]]", "there are no such characters in that turn"),
        ("[[talk 5 (3-99)]]", "there are no such characters in that turn"),
        ("[[talk 5 (99)]]", "there are no such characters in that turn"),
        ("[[talk 12 #00000000]]", "the document is gone"),
        ("[[Capacity: talk, turn 2 #000000000000]]", "the coding is gone"),
        ("[[]]", None),
        ("[[a\nb]]", None),
        ("`[[talk 5]]`", None),
        ("```\n[[talk 5]]\n```", None),
        ("\\[[talk 5]]", None),
    ],
)
def test_a_dead_link_says_why(study: Study, written: str, problem: str | None) -> None:
    found = study.memos.links_in(written)
    assert [link.problem for link in found] == ([] if problem is None else [problem])
    assert all(link.document_id is None and link.place is None for link in found)
    memo = study.memos.add("study", None, f"x {written}")
    assert memo.body == f"x {written}"


def test_links_keep_when_documents_are_renamed(study: Study) -> None:
    study.documents.add(make_transcript("talk 2", (("Cy", "One."), ("Dee", "Two."))))
    memo = note(study, "[[talk 2]] and [[talk 5]] and [[talk 2 2]] and [[nobody]] and [[talk]]")
    before = study.memos.links(memo)
    assert [(link.document, link.turn) for link in before] == [
        ("talk 2", None), ("talk", 5), ("talk 2", 2), ("", None), ("talk", None),
    ]  # fmt: skip
    study.documents.rename(1, "renamed 1")
    study.documents.rename(2, "talk")
    after = study.memos.links(memo)
    assert [(link.document_id, link.place) for link in after] == [
        (link.document_id, link.place) for link in before
    ]
    assert [link.document for link in after] == ["talk", "renamed 1", "talk", "", "renamed 1"]
    body = study.memos.get(memo).body
    study.memos.change(memo, body=body)
    assert study.memos.get(memo).body == body, "marks are put once"


def test_a_link_to_a_coding_follows_it(study: Study) -> None:
    coding = study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
    written = study.memos.link_to_coding(coding.id)
    assert written.startswith("[[Transport: talk, turn 6 #")
    memo = note(study, f"Why here? {written}")
    study.codings.resize(coding.id, *place(study, "the bus was late"))
    study.codings.recode(coding.id, study.codebook.find("Asking").id)
    [link] = study.memos.links(memo)
    assert (link.coding_id, link.code_id) == (coding.id, study.codebook.find("Asking").id)
    assert (link.words, link.turn) == ("the bus was late", 6)
    study.codings.remove(coding.id)
    assert study.memos.links(memo)[0].problem == "the coding is gone"
    study.history.undo()
    assert study.memos.links(memo)[0].problem == ""
    with pytest.raises(NotFound):
        study.memos.link_to_coding(99)


def test_a_document_that_is_gone_leaves_a_dead_link(study: Study) -> None:
    memo = note(study, "[[talk 5]]")
    study.documents.remove(1)
    assert study.memos.links(memo)[0].problem == "the document is gone"
    study.history.undo()
    assert study.memos.links(memo)[0].words == "Yes."


@pytest.mark.parametrize("name", ["a]] [[b", "talk 5", "x, turn 3", "a #1f3a9c2e", "'ü' 👩‍🏫, all"])
def test_links_to_strange_names(study: Study, name: str) -> None:
    study.documents.rename(1, name)
    start, end = place(study, "the bus")
    assert words(study, study.memos.link_to(1, start, end)) == "the bus"
    study.documents.rename(1, "plain")
    assert only(study, study.memos.link_to(1, 0, 0)).turn == 1
    study.documents.rename(1, name)
    by_name = study.memos.link_by_name(1)
    assert only(study, by_name).document == name
    assert words(study, by_name.replace(" ]]", " 5]]")) == "Yes."
    memo = note(study, by_name)
    study.documents.rename(1, "other")
    assert study.memos.links(memo)[0][3:7] == (1, "other", None, None)


@SAME_STUDY
@given(
    a=st.integers(0, 400), b=st.integers(0, 400), renamed=st.sampled_from(["x", "talk 3", "y, all"])
)
def test_a_link_made_leads_back(study: Study, a: int, b: int, renamed: str) -> None:
    length = study.documents.get(1).length
    start, end = sorted((a % length, b % length))
    link = only(study, f"so: {study.memos.link_to(1, start, end)}!")
    study.documents.rename(1, renamed)
    again = only(study, f"so: {study.memos.link_to(1, start, end)}!")
    study.documents.rename(1, "talk")
    assert link.problem == again.problem == ""
    assert link.place == again.place
    turns = study.documents.turns(1)
    if any(turn.start <= start < end <= turn.end for turn in turns):
        assert link.place == (start, end)


@given(st.text(alphabet="[]#`\\\n talk5(-)0:,é", max_size=60))
@SAME_STUDY
def test_no_text_breaks_the_search_for_links(study: Study, text: str) -> None:
    for link in study.memos.links_in(text):
        assert text[link.start : link.start + 2] == "[["
        assert (link.document_id is None) == bool(link.problem)


def test_what_memos_are_on_is_said(study: Study) -> None:
    person = study.participants.add("Anna Reed")
    code = study.codebook.find("Capacity").id
    coding = study.codings.apply(1, *place(study, "the bus"), code)
    for target, key, said in (
        ("study", None, "the study"),
        ("document", 1, "the document talk"),
        ("code", code, "the code Capacity"),
        ("coding", coding.id, "a coding of Capacity"),
        ("participant", person.id, "a participant"),
    ):
        study.memos.add(target, key, f"on {target}")  # type: ignore[arg-type]
        assert study.history.can_undo() == f"wrote a memo on {said}"
    start, end = place(study, "Yes.")
    memo = study.memos.add("passage", 1, "on words", start=start, end=end)
    places = study.memos.places()
    assert [place.what for place in places.values()] == [
        "the study", "the document talk", "the code Capacity", "a coding of Capacity in talk",
        "the participant Anna Reed", "a passage of talk",
    ]  # fmt: skip
    assert places[memo.id][1:] == (1, start, end)
    assert places[4][1:] == (1, coding.start, coding.end)
    study.memos.change(memo.id, title="A title")
    assert study.history.can_undo() == "changed a memo on a passage of talk"
    study.memos.remove(memo.id)
    assert study.history.can_undo() == "removed a memo on a passage of talk"
    with pytest.raises(NotFound):
        study.memos.get(memo.id)
