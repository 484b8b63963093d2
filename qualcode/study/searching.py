"""Full-text search, with a little of what stands around each match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.store import fulltext
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
    with study.reading() as connection:
        found = fulltext.search(
            connection, query, document_id=document_id, speaker=speaker, limit=limit
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
