"""Choosing quotations from a study: what stands as one passage, and what is said of the choice."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import make_transcript

import qualcode
from qualcode.study import Study

TALK = (
    ("Interviewer", "What was the first term like for you?"),
    (
        "Anna",
        "Well, the bus was late every single day of the first term, and nobody told us why. "
        "The teachers thought we were skiving and they started the lessons without us again.",
    ),
    (
        "Ben",
        "I sat by the window for five weeks and not one of them asked me what I was called. "
        "I used to go to the library at dinner so nobody would see that I was eating on my own. "
        "My mum rang the school twice and they told her that I would settle in by half term. "
        "Then somebody needed a goalkeeper one Thursday and from that day on they knew my name.",
    ),
)


@pytest.fixture
def coded(study: Study) -> Study:
    """Two coders coded the same two answers, each from where it seemed right to them."""
    study.documents.add(make_transcript("term", TALK))
    for name in ("Anna", "Ben"):
        made = study.participants.add(name, {"role": "Student"})
        for speaker in study.documents.speakers(2):
            if speaker.label == name:
                study.documents.set_speaker(speaker.id, participant_id=made.id)
    for coder, begins in (("Ruth", ("Well,", "I sat")), ("Sam", ("the bus", "for five"))):
        if coder != "Ruth":
            study.coders.use(study.coders.add(coder).id)
        text = study.documents.text(2)
        for words in begins:
            start = text.index(words)
            code = study.codebook.find("Transport" if "bus" in words else "Capacity")
            study.codings.apply(2, start, text.index("\n", start), code.id)
    return study


def test_what_two_coders_coded_is_one_passage_to_quote(coded: Study) -> None:
    found = coded.quotations.choose("Leading", 9, k=1)
    assert sorted("bus" in q.shown or "skiving" in q.shown for q in found) == [False, True]
    assert all("of the 2 passages" in q.reason or "no other passage" in q.reason for q in found)


def test_a_passage_quoted_as_one_coder_had_it_is_not_quoted_as_another_did(coded: Study) -> None:
    (own,) = [r for r in coded.codings.passages() if r.coder == "Sam" and "goalkeeper" in r.text]
    first = coded.quotations.choose("Leading", 1, k=1)[0]
    second_sentence = (coded.documents.text(2).index("Then somebody"), own.end)
    kept = replace(first, coding_id=own.coding_id, spans=(second_sentence,))
    again = coded.quotations.choose("Leading", 9, k=1, beside=[kept])
    assert [q.attribution for q in again] == ["Student"]
    assert "bus" in again[0].shown or "skiving" in again[0].shown


def test_reasons_name_nobody(example_file: Path) -> None:
    names = {"Harcourt", "Millbrook", "Fernlea", "Ashdown", "Weyford"}
    with qualcode.open(example_file, read_only=True) as study:
        for person in study.participants.list():
            names |= {word for word in person.name.split() if word not in ("Mr", "Mark", "Grange")}
        mask = study.quotations.mask()
        chosen = [q for c in study.codebook.codes() for q in study.quotations.choose(c.id, 5)]
    masked = [q for q in chosen if "[one of the institutions]" in q.shown]
    assert masked and all("‘institutions’" not in q.reason for q in masked)
    for quotation in chosen:
        told = set(re.findall(r"‘(.*?)’", quotation.reason))
        assert not told & {name.casefold() for name in names}
        assert mask(quotation.shown) == quotation.shown
