"""Which participant a speaker label belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from qualcode.study.types import ParticipantInfo

_TITLES = re.compile(r"^(?:dr|mr|mrs|ms|miss|prof|professor|sir|dame)\.?\s+", re.IGNORECASE)
HEARD_AS = "heard_as"
"""The attribute that lists other labels a participant is heard under, separated by ``;``."""


def match_label(label: str, participants: Sequence[ParticipantInfo]) -> int | None:
    """The id of the one participant a label can mean, or None.

    Compared without letter case, titles and what stands in brackets: with the names and the
    labels listed in ``heard_as``; else, where just one participant can be meant, with the first
    and the last name (after a title, with the last name only).
    """
    wanted = _plain(label)
    if not wanted:
        return None
    titled = wanted != _plain(label, titles=True)
    exact = named(label, participants)
    if exact:
        return exact[0] if len(set(exact)) == 1 else None
    part = {
        p.id
        for p in participants
        if (name := _plain(p.name).split())
        and (wanted == name[-1] or (wanted == name[0] and not titled))
    }
    return part.pop() if len(part) == 1 else None


def known_labels(participants: Iterable[ParticipantInfo]) -> set[str]:
    """The labels that :func:`match_label` would match, as far as they can be listed.

    Numbers are left out: '07:' before words is more often a time or a list than a person.
    """
    found: set[str] = set()
    for participant in participants:
        name = _plain(participant.name).split()
        found |= {participant.name, *_labels(participant), *name[:1], *name[-1:]}
    return {label for label in found if any(c.isalpha() for c in label)}


def named(label: str, participants: Sequence[ParticipantInfo]) -> list[int]:
    """The ids of the participants who have this name, or are listed as heard under it."""
    wanted = _plain(label)
    return [p.id for p in participants if wanted and wanted in _labels(p)]


def _labels(participant: ParticipantInfo) -> set[str]:
    listed = participant.attributes.get(HEARD_AS, "").split(";")
    return {_plain(label) for label in (participant.name, *listed)} - {""}


def _plain(label: str, *, titles: bool = False) -> str:
    """A name to compare by; ``titles`` leaves 'Mrs' and the like where they are."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", unicodedata.normalize("NFC", label))
    if "," in bare:
        last, first = bare.split(",", 1)
        bare = f"{first} {last}"
    bare = bare.strip() if titles else _TITLES.sub("", bare.strip())
    return " ".join(bare.split()).casefold()
