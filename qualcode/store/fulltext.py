"""The full-text index: SQLite's FTS5 over the words of each turn.

There are two: ``turn_words`` stems English (Porter, as FTS5 has it) and takes other languages word
by word; ``turn_spellings`` has the words as they are spelt, without regard to case and accents. A
query with a beginning* goes to the second, since a stemmer cuts beginnings too: it makes 'bus' to
'bu', and ``bus*`` would find every 'but'.

This module, :mod:`qualcode.store.database` and :mod:`qualcode.store.past` are the only ones with
SQL that another database would not understand.
"""

from __future__ import annotations

import re
import secrets
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, text

from qualcode.errors import StudyError, UsageError

TABLES = ("turn_words", "turn_spellings")


class Match(NamedTuple):
    """A turn that matches, and where: ``spans`` are offsets in the turn's own text."""

    document_id: int
    document: str
    n: int
    start: int
    label: str | None
    text: str
    spans: tuple[tuple[int, int], ...]


class Heard(NamedTuple):
    """Whose turns are meant: the labels they are heard under, and the participants' ids."""

    labels: list[str]
    people: list[int]


def create(connection: Connection, language: str) -> None:
    """Make the empty indexes of a new study."""
    stemmed = "porter " if language.split("-")[0] == "en" else ""
    for table, stemmer in zip(TABLES, (stemmed, ""), strict=True):
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {table} USING fts5(text, content='turn', content_rowid='id', "
            f"tokenize='{stemmer}unicode61 remove_diacritics 2')"
        )


def add_source(connection: Connection, source_id: int) -> None:
    """Index the turns of a source that has just been stored."""
    for table in TABLES:
        turns = "SELECT id, text FROM turn WHERE source_id = :id"
        connection.execute(text(f"INSERT INTO {table}(rowid, text) {turns}"), {"id": source_id})


def is_sound(connection: Connection) -> bool:
    """Whether the indexes agree with the turns they were made from."""
    try:  # the 1 lets FTS5 look at the turns too, not only at the index itself
        for table in TABLES:
            connection.exec_driver_sql(
                f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)"
            )
    except StudyError:
        return False
    return True


def match_expression(query: str) -> str:
    """A researcher's query in FTS5's language.

    Words must all occur in the turn; ``"two words"`` is a phrase; ``teach*`` a beginning;
    ``OR`` between words means either; ``-word`` excludes. Everything else is quoted, so that
    nothing typed can be taken for an operator. Beside a beginning, words count as spelt.

    Raises:
        UsageError: if nothing is left to search for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for minus, phrase, word in re.findall(r'(-?)"([^"]*)"?|(\S+)', query):
        if word == "OR":
            either = bool(wanted)
            continue
        negative = minus == "-" or (not phrase and word.startswith("-"))
        term = _term(phrase or word.lstrip("-"), prefix=word.endswith("*"))
        if not term:
            continue
        if negative:
            unwanted.append(term)
        elif either:
            wanted[-1] = f"{wanted[-1]} OR {term}"
            either = False
        else:
            wanted.append(term)
    if not wanted:
        raise UsageError(
            "There is no word to search for.", hint='Give a word, a "phrase" or a beginning*.'
        )
    found = " AND ".join(f"({w})" for w in wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else f"({found})"


def _term(words: str, *, prefix: bool) -> str:
    bare = words.rstrip("*").replace("\x00", "")
    if not re.search(r"\w", bare):
        return ""
    return '"' + bare.replace('"', '""') + '"' + ("*" if prefix else "")


_BEGINNING = re.compile(r'"\*')
_SEARCH = (
    "SELECT d.id, d.name, t.n, t.start, t.label, t.text, "
    "highlight({table}, 0, :opened, :closed) "
    "FROM {table} JOIN turn t ON t.id = {table}.rowid "
    "JOIN document d ON d.source_id = t.source_id "
    "LEFT JOIN speaker s ON s.document_id = d.id AND s.label = t.label "
    "WHERE {table} MATCH :query"
)


def search(
    connection: Connection,
    query: str,
    *,
    document_id: int | None = None,
    speaker: Heard | None = None,
    limit: int | None = None,
) -> list[Match]:
    """The turns that match, in the order of the study; with ``speaker``, theirs only.

    Raises:
        UsageError: if there is nothing to search for, or too much at once.
    """
    mark = secrets.token_hex(8)  # not to be foreseen by any transcript
    wanted = match_expression(query)
    sql = _SEARCH.format(table=TABLES[_BEGINNING.search(wanted) is not None])
    values: dict[str, object] = {
        "query": wanted,
        "opened": f"<{mark}>",
        "closed": f"</{mark}>",
    }
    if document_id is not None:
        sql += " AND d.id = :document"
        values["document"] = document_id
    if speaker is not None:
        sql += " AND (t.label IN :labels OR s.participant_id IN :people)"
        values["labels"], values["people"] = speaker
    sql += " ORDER BY d.position, d.id, t.n"
    if limit is not None:
        sql += " LIMIT :limit"
        values["limit"] = max(0, limit)
    statement = text(sql)
    if speaker is not None:
        statement = statement.bindparams(
            bindparam("labels", expanding=True), bindparam("people", expanding=True)
        )
    rows = connection.execute(statement, values).all()
    return [
        Match(row[0], row[1], row[2], row[3], row[4], row[5], _spans(row[6], mark)) for row in rows
    ]


def _spans(marked: str, mark: str) -> tuple[tuple[int, int], ...]:
    opened, closed = f"<{mark}>", f"</{mark}>"
    spans: list[tuple[int, int]] = []
    at = taken = 0
    while (low := marked.find(opened, at)) >= 0:
        high = marked.index(closed, low)
        start = low - taken
        taken += len(opened)
        spans.append((start, high - taken))
        at = high + len(closed)
        taken += len(closed)
    return tuple(spans)
