"""Looking a study over for anything that does not hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.errors import Refused, StudyError
from qualcode.store import fulltext, queries
from qualcode.study import soundness

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.core import Study


def check(study: Study) -> list[str]:
    """A sentence for each thing that does not hold: file, links, spans, quotes, index, history.

    Reads the whole study, originals included; a large one takes seconds.
    """
    problems: list[str] = []
    try:
        with study.reading() as connection:
            problems += [f"The file itself: {said}." for said in queries.integrity(connection)]
            for look in (_sources, _codings, _codes, _memos, _history, _suggested):
                problems += look(connection)
    except StudyError as error:
        return [*problems, f"The study cannot be read to its end: {error.message}"]
    if not study.read_only:
        with study.change("check", "checked the study") as recorder:
            if not fulltext.is_sound(recorder.connection):
                problems.append("The search index does not agree with the documents.")
    return problems


def _sources(connection: Connection) -> Iterator[str]:
    """What was imported: bytes, text and turns agree with each other."""
    for source_id, sha256 in queries.source_marks(connection):
        text, original = queries.source(connection, source_id)
        if hashlib.sha256(original).hexdigest() != sha256:
            yield f"The original of source {source_id} is not the file that was imported."
        turns = queries.source_turns(connection, source_id)
        wrong = sum(text[start:end] != words for start, end, words in turns)
        if wrong:
            yield f"In source {source_id}, {wrong} turns do not stand where they should."
        for document_id, length in queries.document_lengths(connection, source_id):
            if length != len(text):
                yield f"Document {document_id} is not as long as it was when it was imported."
    for document_id, _, _ in queries.doubled_documents(connection):
        yield f"The file of document {document_id} is in the study more than once."


def _codings(connection: Connection) -> Iterator[str]:
    kept: tuple[int, str | None] = (0, None)
    for key, document_id, start, end, quote, first, last in queries.coding_quotes(connection):
        if kept[0] != document_id:
            kept = document_id, queries.document_text(connection, document_id)
        text = kept[1]
        if text is None:
            yield f"Coding {key} is on a document that is not there."
        elif not 0 <= start < end <= len(text):
            yield f"Coding {key} lies outside its document."
        elif text[start:end] != quote:
            yield f"Coding {key} does not cover the words it was made on."
        elif tuple(queries.turns_touched(connection, document_id, start, end)) != (first, last):
            yield f"Coding {key} does not know whose words it is on."


def _codes(connection: Connection) -> Iterator[str]:
    try:
        soundness.refuse_broken_tree(connection)
    except Refused as error:
        yield f"The codebook is no sound tree: {error.message}"
    for row in queries.codes(connection):
        if not (_is_list(row["examples"]) and _is_list(row["near_misses"])):
            yield f"The examples of code {row['id']} cannot be read."


def _memos(connection: Connection) -> Iterator[str]:
    for memo_id, target, _ in queries.loose_memos(connection):
        yield f"Memo {memo_id} is on a {target} that is not there."


def _history(connection: Connection) -> Iterator[str]:
    for key, kept in queries.history_changes(connection):
        if not _is_list(kept):
            yield f"History {key} cannot be read, so it can be neither undone nor redone."


def _suggested(connection: Connection) -> Iterator[str]:
    for row in queries.suggestion_record(connection):
        if not (_is_list(row.shown) and _is_list(row.chosen)):
            yield f"Entry {row.id} of the record of suggestions cannot be read."


def _is_list(kept: str) -> bool:
    try:
        return isinstance(json.loads(kept), list)
    except ValueError:
        return False
