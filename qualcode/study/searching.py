"""Full-text search, with a little of what stands around each match."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from qualcode.errors import NotFound
from qualcode.store import fulltext
from qualcode.study.matching import match_label, named
from qualcode.study.types import SearchHit

if TYPE_CHECKING:
    from qualcode.study.core import Study

CONTEXT = 60
"""Characters shown either side of a match."""


def search(
    study: Study,
    query: str,
    *,
    speaker: str | None,
    document_id: int | None,
    limit: int | None,
) -> list[SearchHit]:
    """See :meth:`qualcode.study.core.Study.search`."""
    heard = None if speaker is None else _heard_as(study, speaker)
    with study.reading() as connection:
        found = fulltext.search(
            connection, query, document_id=document_id, speaker=heard, limit=limit
        )
    hits: list[SearchHit] = []
    for match in found:
        text = match.text
        for low, high in match.spans:
            hits.append(
                SearchHit(
                    match.document_id,
                    match.document,
                    match.n,
                    match.label,
                    match.start + low,
                    match.start + high,
                    text[max(0, low - CONTEXT) : low],
                    text[low:high],
                    text[high : high + CONTEXT],
                )
            )
    return hits


def _heard_as(study: Study, speaker: str) -> fulltext.Heard:
    """The labels and the participants that a name stands for.

    Compared here, because the database's ``lower()`` knows the letters A to Z only.
    """
    wanted = " ".join(speaker.split()).casefold()
    every = dict.fromkeys(s.label for s in study.documents.all_speakers())
    people = study.participants.list()
    labels = [label for label in every if " ".join(label.split()).casefold() == wanted]
    ids = named(speaker, people)
    if not labels and not ids and (one := match_label(speaker, people)) is not None:
        ids = [one]
    if not labels and not ids:
        names = {name.casefold(): name for name in (*every, *(p.name for p in people))}
        near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
        raise NotFound(
            f"Nobody is heard as '{speaker}' in this study.",
            hint=f"Did you mean: {', '.join(names[name] for name in near)}?"
            if near
            else "See: qualcode speakers STUDY",
        )
    return fulltext.Heard(labels, ids)
