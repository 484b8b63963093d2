"""A retrieved passage in one line: nothing of it is lost, and every word is what it is."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place
from hypothesis import given, settings
from hypothesis import strategies as st

import qualcode
from qualcode.study.query import Condition, Query
from qualcode.view.passage import CUT, pieces


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    """A study with one document, to code at will."""
    with qualcode.create(tmp_path_factory.mktemp("view") / "s.qualcode", coder="Ruth") as study:
        study.documents.add(make_transcript())
        study.codebook.add("One")
        study.codebook.add("Other")
        yield study


def clean(study):
    study.codings.remove_all([row.id for row in study.codings.all()])


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(1, 200), st.integers(0, 300), st.integers(1, 60))
def test_the_words_are_those_of_the_document(talk, start, size, other, length):
    clean(talk)
    text = talk.documents.text(1)
    start, other = start % (len(text) - 2), other % (len(text) - 2)
    end, until = min(len(text), start + size), min(len(text), other + length)
    if not text[start:end].strip() or not text[other:until].strip():
        return
    talk.codings.apply(1, start, end, 1)
    talk.codings.apply(1, other, until, 2)
    for conditions in ((), (Condition("with", (2,)),)):
        for found in talk.retrieve(Query((1,), conditions=conditions), context=3):
            made = pieces(found)
            around = f"… {found.before}" if found.before else ""
            after = f"{found.after} …" if found.after else ""
            whole = " ".join(f"{around}{text[start:end]}{after}".split())
            assert "".join(p.text for p in made).strip() == whole
            shared = "".join(p.text for p in made if p.kind == "shared").split()
            spoken = {n for p in found.passage.parts for n in range(p.start, p.end)}
            both = set(range(start, end)) & set(range(other, until))
            assert "".join(shared) == "".join(
                text[n] for n in sorted(both & spoken if spoken else both) if conditions
            ).replace(" ", "").replace("\n", "")


def test_labels_between_turns_are_told_from_words(talk):
    clean(talk)
    start, _ = place(talk, "Teachers were")
    _, end = place(talk, "And the students?")
    talk.codings.apply(1, start, end, 1)
    [found] = talk.retrieve(Query())
    assert [(p.text, p.kind) for p in pieces(found)] == [
        ("Teachers were teaching together, I think.", "words"),
        (" Interviewer: ", "label"),
        ("And the students?", "words"),
    ]


def test_of_a_long_passage_the_ends_are_shown(talk):
    clean(talk)
    text = talk.documents.text(1).rstrip()
    talk.codings.apply(1, 0, len(text), 1)
    [found] = talk.retrieve(Query())
    shown = "".join(p.text for p in pieces(found, 100))
    assert shown.count(CUT.strip()) == 1
    head, tail = (part.strip() for part in shown.split(CUT.strip()))
    plain = " ".join(text.split())
    assert plain.startswith(head) and plain.endswith(tail) and 60 < len(head) + len(tail) <= 100
