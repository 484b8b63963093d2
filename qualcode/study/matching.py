"""Which participant a speaker label belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.study.types import ParticipantInfo

_TITLES = re.compile(r"^(?:dr|mr|mrs|ms|miss|prof|professor|sir|dame)\.?\s+", re.IGNORECASE)
HEARD_AS = "heard_as"
"""The attribute that lists other labels a participant is heard under, separated by ``;``."""


def match_label(label: str, participants: Sequence[ParticipantInfo]) -> int | None:
    """The id of the one participant a label can mean, or None.

    Compared without letter case, titles and what stands in brackets: with the names and the
    labels listed in ``heard_as``; else, where just one participant has it, with the first name
    or with the last name.
    """
    wanted = _plain(label)
    if not wanted:
        return None
    exact = [p.id for p in participants if wanted in _labels(p)]
    if exact:
        return exact[0] if len(set(exact)) == 1 else None
    for place in (0, -1):
        part = [
            p.id
            for p in participants
            if (name := _plain(p.name).split())[place:] and wanted == name[place]
        ]
        if len(part) == 1:
            return part[0]
    return None


def _labels(participant: ParticipantInfo) -> set[str]:
    listed = participant.attributes.get(HEARD_AS, "").split(";")
    return {_plain(label) for label in (participant.name, *listed)} - {""}


def _plain(label: str) -> str:
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", label)
    if "," in bare:
        last, first = bare.split(",", 1)
        bare = f"{first} {last}"
    return " ".join(_TITLES.sub("", bare.strip()).split()).casefold()
