"""Looking a study over for anything that does not hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.store import fulltext, queries

if TYPE_CHECKING:
    from qualcode.study.core import Study


def check(study: Study) -> list[str]:
    """A sentence for each thing that does not hold: file, links, spans, quotes, index, history."""
    with study.reading() as connection:
        problems = [f"The file itself: {said}." for said in queries.integrity(connection)]
        changes = queries.history_changes(connection)
    problems += _spans(study)
    for key, kept in changes:
        try:
            json.loads(kept)
        except ValueError:
            problems.append(
                f"History {key} cannot be read, so it can be neither undone nor redone."
            )
    if not study.read_only:
        with study._database.write() as connection:
            if not fulltext.is_sound(connection):
                problems.append("The search index does not agree with the documents.")
    return problems


def _spans(study: Study) -> list[str]:
    with study.reading() as connection:
        rows = queries.coding_quotes(connection)
    problems: list[str] = []
    for key, document_id, start, end, quote in rows:
        text = study.documents.text(document_id)
        if not 0 <= start < end <= len(text):
            problems.append(f"Coding {key} lies outside its document.")
        elif text[start:end] != quote:
            problems.append(f"Coding {key} does not cover the words it was made on.")
    return problems
