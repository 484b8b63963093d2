"""The full-text index: SQLite's FTS5 over the words of each turn.

English is stemmed (Porter, as FTS5 has it); other languages are matched by whole words without
regard to case and accents. This module and :mod:`qualcode.store.database` are the only ones with
SQL that another database would not understand.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy import Connection, text

from qualcode.errors import UsageError

OPEN, CLOSE = "\x02", "\x03"
"""What FTS5 puts around a match; control characters that speech does not hold."""


class Match(NamedTuple):
    """A turn that matches, and where: ``spans`` are offsets in the turn's own text."""

    document_id: int
    document: str
    n: int
    start: int
    label: str | None
    text: str
    spans: tuple[tuple[int, int], ...]


def create(connection: Connection, language: str) -> None:
    """Make the empty index of a new study."""
    stemmed = "porter " if language.split("-")[0] == "en" else ""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE turn_words USING fts5(text, content='turn', content_rowid='id', "
        f"tokenize='{stemmed}unicode61 remove_diacritics 2')"
    )


def add_source(connection: Connection, source_id: int) -> None:
    """Index the turns of a source that has just been stored."""
    connection.execute(
        text("INSERT INTO turn_words(rowid, text) SELECT id, text FROM turn WHERE source_id = :id"),
        {"id": source_id},
    )


def is_sound(connection: Connection) -> bool:
    """Whether the index agrees with the turns it was made from."""
    from sqlalchemy.exc import DatabaseError

    try:
        connection.exec_driver_sql("INSERT INTO turn_words(turn_words) VALUES ('integrity-check')")
    except DatabaseError:
        return False
    return True


def match_expression(query: str) -> str:
    """A researcher's query in FTS5's language.

    Words must all occur in the turn; ``"two words"`` is a phrase; ``teach*`` a beginning;
    ``OR`` between words means either; ``-word`` excludes. Everything else is quoted, so that
    nothing typed can be taken for an operator.

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
    return f"({found})" + "".join(f" NOT {u}" for u in unwanted)


def _term(words: str, *, prefix: bool) -> str:
    bare = words.rstrip("*").replace("\x00", "")
    if not re.search(r"\w", bare):
        return ""
    return '"' + bare.replace('"', '""') + '"' + ("*" if prefix else "")


def search(
    connection: Connection,
    query: str,
    *,
    document_id: int | None = None,
    speaker: str | None = None,
    limit: int | None = None,
) -> list[Match]:
    """The turns that match, in the order of the study.

    ``speaker`` is a label as heard or the name of a participant; letter case does not matter.
    """
    sql = (
        "SELECT d.id, d.name, t.n, t.start, t.label, t.text, "
        f"highlight(turn_words, 0, char({ord(OPEN)}), char({ord(CLOSE)})) "
        "FROM turn_words JOIN turn t ON t.id = turn_words.rowid "
        "JOIN document d ON d.source_id = t.source_id "
        "LEFT JOIN speaker s ON s.document_id = d.id AND s.label = t.label "
        "LEFT JOIN participant p ON p.id = s.participant_id "
        "WHERE turn_words MATCH :query"
    )
    values: dict[str, object] = {"query": match_expression(query)}
    if document_id is not None:
        sql += " AND d.id = :document"
        values["document"] = document_id
    if speaker is not None:
        sql += " AND (lower(t.label) = :speaker OR lower(p.name) = :speaker)"
        values["speaker"] = speaker.lower()
    sql += " ORDER BY d.position, d.id, t.n"
    if limit is not None:
        sql += " LIMIT :limit"
        values["limit"] = limit
    rows = connection.execute(text(sql), values)
    return [
        Match(row[0], row[1], row[2], row[3], row[4], row[5], _spans(row[5], row[6]))
        for row in rows.all()
    ]


def _spans(plain: str, marked: str) -> tuple[tuple[int, int], ...]:
    if OPEN in plain or CLOSE in plain:
        return _spans_beside_marks(plain, marked)
    spans: list[tuple[int, int]] = []
    at = taken = 0
    while (opened := marked.find(OPEN, at)) >= 0:
        closed = marked.index(CLOSE, opened)
        start = opened - taken
        spans.append((start, start + closed - opened - 1))
        at, taken = closed + 1, taken + 2
    return tuple(spans)


def _spans_beside_marks(plain: str, marked: str) -> tuple[tuple[int, int], ...]:
    """The same where the text itself holds the marks: walk both and see which were put in."""
    spans: list[tuple[int, int]] = []
    here, start = 0, 0
    for character in marked:
        if here < len(plain) and plain[here] == character:
            here += 1
        elif character == OPEN:
            start = here
        elif character == CLOSE:
            spans.append((start, here))
    return tuple(spans)
