"""What memos are on, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.store import queries
from qualcode.study.types import MemoInfo, MemoPlace, MemoTarget

if TYPE_CHECKING:
    from qualcode.study.core import Study


def of_all(study: Study, memos: Iterable[MemoInfo]) -> dict[int, MemoPlace]:
    """What each memo is on, by the memo's id; all of them in a handful of queries."""
    documents = {document.id: document.name for document in study.documents.list()}
    codes = {code.id: code.name for code in study.codebook.codes()}
    people = {person.id: person.name for person in study.participants.list()}
    with study.reading() as connection:
        codings = {row[0]: row for row in queries.memoed_codings(connection)}

    def place(memo: MemoInfo) -> MemoPlace:
        key = memo.target_id or 0
        match memo.target:
            case "study":
                return MemoPlace("the study")
            case "document":
                return MemoPlace(f"the document {documents.get(key, '?')}", key)
            case "code":
                return MemoPlace(f"the code {codes.get(key, '?')}")
            case "participant":
                return MemoPlace(f"the participant {people.get(key, '?')}")
            case "passage":
                name = documents.get(key, "?")
                return MemoPlace(f"a passage of {name}", key, memo.start, memo.end)
            case "coding":
                _, document, code, start, end = codings[key]
                return MemoPlace(
                    f"a coding of {codes[code]} in {documents[document]}", document, start, end
                )

    return {memo.id: place(memo) for memo in memos}


def said(study: Study, target: MemoTarget, target_id: int | None) -> str:
    """What a memo is on, as the history says it: participants, as always there, by no name."""
    key = target_id or 0
    match target:
        case "document":
            return f"the document {study.documents.get(key).name}"
        case "passage":
            return f"a passage of {study.documents.get(key).name}"
        case "code":
            return f"the code {study.codebook.get(key).name}"
        case "coding":
            coding = study.codings.get(key)
            return f"a coding of {study.codebook.get(coding.code_id).name}"
        case "participant":
            return "a participant"
        case "study":
            return "the study"
