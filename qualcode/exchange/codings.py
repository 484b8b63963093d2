"""All codings as plain rows, one a coding: the form that every export shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.study import Study
    from qualcode.study.types import CodeInfo, ParticipantInfo, PassageRow

Cell = str | int
FIXED = (
    "coding",
    "document",
    "document_kind",
    "coder",
    "question",
    "theme",
    "code",
    "path",
    "start",
    "end",
    "turn",
    "speaker",
    "participant",
)
LAST = ("asked", "spoken", "text", "memo", "created_at")


def coding_rows(
    study: Study, *, coder_id: int | None = None, passages: Sequence[PassageRow] | None = None
) -> list[dict[str, Cell]]:
    """Every coding as a row, in the order of documents and passages.

    ``start`` and ``end`` are half-open code-point offsets in the document's text, ``turn`` the
    number of the first turn. ``participant`` and the attributes (a column each, as
    ``attribute role``) hold all participants heard in the passage, separated by ``; ``.
    ``asked`` is what the first of them answers (:meth:`Documents.asked`),
    ``spoken`` are their own words, ``text`` the passage as it stands in the document.

    Args:
        study: the study; it is not changed.
        coder_id: only this coder's codings.
        passages: just these, in this order, as :meth:`Study.retrieve` finds them.
    """
    codes = {code.id: code for code in study.codebook.codes()}
    people = {person.id: person for person in study.participants.list()}
    attributes = study.participants.attributes()
    answered = {code.path[0]: code.question for code in codes.values() if not code.depth}
    texts = {question.key: question.text for question in study.codebook.questions()}
    asked = study.documents.asked()
    rows = []
    for passage in study.codings.passages(coder_id=coder_id) if passages is None else passages:
        code = codes[passage.code_id]
        key = answered.get(code.path[0]) or ""
        row = _row(passage, code, texts.get(key, key))
        heard = [people[key] for key in passage.participant_ids if key in people]
        row["participant"] = "; ".join(person.name for person in heard)
        row |= {f"attribute {name}": _values(heard, name) for name in attributes}
        answers = (asked.get((passage.document_id, part.turn)) for part in passage.parts)
        row |= {
            "asked": next((question for question in answers if question), ""),
            "spoken": passage.spoken,
            "text": passage.text,
            "memo": passage.memo,
            "created_at": passage.created_at,
        }
        rows.append(row)
    return rows


def columns(study: Study) -> list[str]:
    """The columns of :func:`coding_rows`, also where nothing is coded."""
    attributes = [f"attribute {name}" for name in study.participants.attributes()]
    return [*FIXED, *attributes, *LAST]


def code_rows(study: Study) -> list[Mapping[str, Cell]]:
    """The codebook as rows, with how often each code was given."""
    counts = study.codebook.counts()
    return [
        {
            "path": code.label,
            "code": code.name,
            "short": code.short,
            "definition": code.definition,
            "inclusion": code.inclusion,
            "exclusion": code.exclusion,
            "colour": code.colour,
            "codings": counts[code.id],
            "guid": code.guid,
        }
        for code in study.codebook.codes()
    ]


def document_rows(study: Study) -> list[Mapping[str, Cell]]:
    """The documents as rows, without their texts."""
    return [
        {
            "document": document.name,
            "kind": document.kind,
            "format": document.format,
            "words": document.words,
            "imported_at": document.imported_at,
            "guid": document.guid,
        }
        for document in study.documents.list()
    ]


def _row(passage: PassageRow, code: CodeInfo, question: str) -> dict[str, Cell]:
    speakers = dict.fromkeys(part.label for part in passage.parts if part.label)
    return {
        "coding": passage.coding_guid,
        "document": passage.document,
        "document_kind": passage.document_kind,
        "coder": passage.coder,
        "question": question,
        "theme": code.path[0],
        "code": code.name,
        "path": code.label,
        "start": passage.start,
        "end": passage.end,
        "turn": passage.parts[0].turn if passage.parts else "",
        "speaker": "; ".join(speakers),
    }


def _values(people: list[ParticipantInfo], name: str) -> str:
    values = dict.fromkeys(person.attributes.get(name, "") for person in people)
    return "; ".join(value for value in values if value)
