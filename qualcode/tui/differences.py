"""What a change of the study means for what the desk shows, so that only that is read again.

Whatever changed the study (a key, an undo, another program), the history says which rows are not
as they were; from these it follows what of a screen is no longer true.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from qualcode.study.types import CodingRow, RowChange

_MOVED = frozenset({"name", "kind", "position"})
"""Columns of a document that may change without its text, turns or speakers."""


@dataclass
class Touched:
    """What some changes touched.

    Attributes:
        codings: ids of codings that came, went, or are no longer as they were; of those, too,
            whose memos came or went.
        codes_counted, documents_counted: ids of what has more codings now, or fewer.
        codes, coders, documents, people, passages: whether any code, coder, document, speaker or
            participant, or any memo on a passage is not as it was.
        texts: ids of documents that came, went, or have another text.
    """

    codings: set[int] = field(default_factory=set)
    codes_counted: set[int] = field(default_factory=set)
    documents_counted: set[int] = field(default_factory=set)
    texts: set[int] = field(default_factory=set)
    codes: bool = False
    coders: bool = False
    documents: bool = False
    people: bool = False
    passages: bool = False


@dataclass
class Differences:
    """What a session had before it and has no longer, or has otherwise.

    Attributes:
        codings: those of the open document by id, as they are now; None where one is gone.
        codes, people, passages: as in :class:`Touched`.
    """

    codings: dict[int, CodingRow | None] = field(default_factory=dict)
    codes: bool = False
    people: bool = False
    passages: bool = False


def touched(changes: Iterable[RowChange]) -> Touched:
    """What these changes touched."""
    found = Touched()
    for change in changes:
        match change.table:
            case "coding":
                found.codings.add(change.id)
                for row in _rows(change):
                    found.codes_counted.update(_values(row, "code_id"))
                    found.documents_counted.update(_values(row, "document_id"))
            case "memo":
                _memo(change, found)
            case "document":
                found.documents = True
                if None in (change.before, change.after) or not _MOVED.issuperset(
                    change.after or ()
                ):
                    found.texts.add(change.id)
            case "speaker" | "participant" | "attribute":
                found.people = True
            case "code" | "question":
                found.codes = True
            case "coder":
                found.coders = True
    return found


def _memo(change: RowChange, found: Touched) -> None:
    """Where a memo stands counts, not what it says. One may move, as when two codings merge."""
    for row in _rows(change):
        if row.get("target") != "passage":
            found.codings.update(_values(row, "target_id"))
        if row.get("target") in ("passage", None) and not row.keys().isdisjoint(
            ("target", "target_id", "start", "end")
        ):
            found.passages = True


def _rows(change: RowChange) -> Iterable[dict[str, Any]]:
    return (row for row in (change.before, change.after) if row is not None)


def _values(row: dict[str, Any], column: str) -> list[int]:
    value = row.get(column)
    return [] if value is None else [value]
