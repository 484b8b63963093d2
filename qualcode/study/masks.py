"""What stands in the place of names in everything that the study shows to others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.analysis.attribution import PARTICIPANT, attribute
from qualcode.analysis.masking import (
    REMOVED,
    Form,
    Masker,
    bracketed,
    forms_of_institution,
    forms_of_person,
)
from qualcode.study.populations import people_of, population_of

if TYPE_CHECKING:
    from qualcode.study.core import Study

INSTITUTION = "[one of the institutions]"
"""An institution's kind is not said: with the speaker's role it could point to one person."""

INTERVIEWER = "[the interviewer]"
_INSTITUTIONS = ("institution", "school", "college", "organisation", "organization")


def make_mask(study: Study, *, k: int = 3) -> Callable[[str], str]:
    """A function that masks every name the study knows.

    Participants read as their role, where at least ``k`` share it (``[a head teacher]``);
    their institutions and the interviewers as such. Names are those of the participants'
    table, which may hold people who are only spoken of, and the labels heard in the
    transcripts; a name that stands in neither stays.
    """
    masker = make_masker(study, k=k)
    known: dict[str, str] = {}

    def mask(text: str) -> str:
        if text not in known:
            known[text] = masker.mask(text, strict=True).text
        return known[text]

    return mask


def make_masker(study: Study, *, k: int = 3) -> Masker:
    """The masker behind :func:`make_mask`, which also tells what it replaced and where."""

    def weigh(word: str) -> float | None:
        from qualcode.suggest.frequencies import nameness

        return nameness(word, study.language)

    return Masker([*_participants(study, k), *_others(study)], nameness=weigh)


def _participants(study: Study, k: int) -> list[Form]:
    people = people_of(study)
    population = population_of(study)
    heard: dict[int, list[str]] = {}
    for speaker in study.documents.all_speakers():
        if speaker.participant_id is not None:
            heard.setdefault(speaker.participant_id, []).append(speaker.label)
    forms: list[Form] = []
    for person in people:
        shown = attribute(person, population, k=k, most="role").label
        label = REMOVED if shown == PARTICIPANT else bracketed(shown)
        also = [*heard.get(person.id, ()), *person.attributes.get("heard_as", "").split(";")]
        forms += forms_of_person(person.name, label, also=filter(None, map(str.strip, also)))
        for attribute_name in _INSTITUTIONS:
            if place := person.attributes.get(attribute_name, "").strip():
                forms += forms_of_institution(place, INSTITUTION)
    return forms


def _others(study: Study) -> list[Form]:
    """Interviewers, and speakers who have not been matched with a participant."""
    forms: list[Form] = []
    for speaker in study.documents.all_speakers():
        if speaker.kind == "interviewer":
            forms += forms_of_person(speaker.label, INTERVIEWER)
        elif speaker.kind == "participant" and speaker.participant_id is None:
            forms += forms_of_person(speaker.label, REMOVED)
    return forms
