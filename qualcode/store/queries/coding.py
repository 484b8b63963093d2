"""What was made of it: codes, coders, codings, memos, quotations, decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, exists, func, select
from sqlalchemy.orm import aliased

from qualcode.store.tables import (
    CodeRow,
    CoderRow,
    Coding,
    DecisionRow,
    Document,
    Memo,
    QuestionRow,
    QuotationRow,
    Speaker,
    TurnTable,
)

Rows = Sequence[Any]


def questions(connection: Connection) -> Rows:
    """Research questions in order: id, key, text, audience."""
    return connection.execute(
        select(QuestionRow.id, QuestionRow.key, QuestionRow.text, QuestionRow.audience).order_by(
            QuestionRow.position, QuestionRow.id
        )
    ).all()


def codes(connection: Connection) -> Rows:
    """All codes by position, as mappings of all their columns."""
    table = CodeRow.__table__
    query = select(table).order_by(table.c.position, table.c.id)
    return connection.execute(query).mappings().all()


def coders(connection: Connection) -> Rows:
    """Coders by id: id, guid, name."""
    return connection.execute(
        select(CoderRow.id, CoderRow.guid, CoderRow.name).order_by(CoderRow.id)
    ).all()


def busy_coders(connection: Connection, document_id: int | None) -> list[int]:
    """The ids of the coders who have coded anything (in a document)."""
    query = select(Coding.coder_id).distinct().order_by(Coding.coder_id)
    if document_id is not None:
        query = query.where(Coding.document_id == document_id)
    return list(connection.execute(query).scalars())


def _coding_columns() -> Select[Any]:
    memoed = exists().where(Memo.target == "coding", Memo.target_id == Coding.id)
    return select(
        Coding.id,
        Coding.document_id,
        Coding.code_id,
        Coding.coder_id,
        Coding.start,
        Coding.end,
        Coding.created_at,
        case((memoed, True), else_=False),
        Coding.origin,
    )


# Put together once, as every key that codes runs them.
_CODING = _coding_columns().where(Coding.id == bindparam("wanted"))
_CODING_AT = select(Coding.id).where(
    Coding.document_id == bindparam("document_id"),
    Coding.start == bindparam("start"),
    Coding.end == bindparam("end"),
    Coding.code_id == bindparam("code_id"),
    Coding.coder_id == bindparam("coder_id"),
)


def codings(
    connection: Connection,
    *,
    document_id: int | None = None,
    coder_id: int | None = None,
    touching: tuple[int, int] | None = None,
    coding_ids: Sequence[int] | None = None,
) -> Rows:
    """Codings by place (those that touch a span), in the column order of ``CodingRow``."""
    query = _coding_columns().order_by(Coding.document_id, Coding.start, Coding.end, Coding.id)
    if document_id is not None:
        query = query.where(Coding.document_id == document_id)
    if coder_id is not None:
        query = query.where(Coding.coder_id == coder_id)
    if touching is not None:
        query = query.where(Coding.start < touching[1], Coding.end > touching[0])
    if coding_ids is not None:
        query = query.where(Coding.id.in_(coding_ids))
    return connection.execute(query).all()


def coding(connection: Connection, coding_id: int) -> Any:
    """One coding, or None."""
    return connection.execute(_CODING, {"wanted": coding_id}).one_or_none()


def coding_at(
    connection: Connection, *, document_id: int, start: int, end: int, code_id: int, coder_id: int
) -> int | None:
    """The id of exactly this coding, if it is there."""
    values = {
        "document_id": document_id,
        "start": start,
        "end": end,
        "code_id": code_id,
        "coder_id": coder_id,
    }
    found: int | None = connection.execute(_CODING_AT, values).scalar()
    return found


def coding_ids(
    connection: Connection, *, code_ids: Sequence[int] = (), document_id: int | None = None
) -> list[int]:
    """The ids of the codings with one of these codes, or in this document."""
    query = select(Coding.id).order_by(Coding.id)
    if document_id is not None:
        query = query.where(Coding.document_id == document_id)
    else:
        query = query.where(Coding.code_id.in_(code_ids))
    return list(connection.execute(query).scalars())


def _has_twin(code_id: int) -> ColumnElement[bool]:
    """Whether this code, too, was put on the same words by the same coder."""
    other = aliased(Coding)
    return exists().where(
        other.document_id == Coding.document_id,
        other.start == Coding.start,
        other.end == Coding.end,
        other.code_id == code_id,
        other.coder_id == Coding.coder_id,
    )


def shared_codings(connection: Connection, code_id: int, other_id: int) -> tuple[int, int]:
    """How many codings a code has, and on how many of their passages another code is, too."""
    both = func.count(case((_has_twin(other_id), 1)))
    query = select(func.count(), both).where(Coding.code_id == code_id)
    found = connection.execute(query).one()
    return int(found[0]), int(found[1])


def places_and_twins(connection: Connection, coding_ids: Sequence[int], code_id: int) -> Rows:
    """Codings by id: id, whether this code is there, too; document, coder, start, end."""
    where = Coding.document_id, Coding.coder_id, Coding.start, Coding.end
    query = select(Coding.id, case((_has_twin(code_id), True), else_=False), *where)
    return connection.execute(query.where(Coding.id.in_(coding_ids)).order_by(Coding.id)).all()


def coding_codes(connection: Connection, coder_id: int | None) -> Rows:
    """Coding id and code id of all codings (of one coder), oldest first."""
    query = select(Coding.id, Coding.code_id).order_by(Coding.id)
    if coder_id is not None:
        query = query.where(Coding.coder_id == coder_id)
    return connection.execute(query).all()


def coding_places(
    connection: Connection,
    code_ids: Sequence[int],
    *,
    document_id: int | None = None,
    coder_id: int | None = None,
) -> Rows:
    """Where some codes were put, in the order of the study, in the columns of ``CodingPlace``."""
    columns = Coding.id, Coding.document_id, Coding.code_id, Coding.coder_id
    query = (
        select(*columns, Coding.start, Coding.end)
        .join(Document, Document.id == Coding.document_id)
        .where(Coding.code_id.in_(code_ids))
        .order_by(Document.position, Document.id, Coding.start, Coding.end, Coding.id)
    )
    if document_id is not None:
        query = query.where(Coding.document_id == document_id)
    if coder_id is not None:
        query = query.where(Coding.coder_id == coder_id)
    return connection.execute(query).all()


def code_counts(
    connection: Connection,
    document_id: int | None,
    coder_id: int | None,
    *,
    code_ids: Collection[int] | None = None,
) -> Rows:
    """Code id and number of codings (of some codes)."""
    query = select(Coding.code_id, func.count()).group_by(Coding.code_id)
    if code_ids is not None:
        query = query.where(Coding.code_id.in_(code_ids))
    if document_id is not None:
        query = query.where(Coding.document_id == document_id)
    if coder_id is not None:
        query = query.where(Coding.coder_id == coder_id)
    return connection.execute(query).all()


def document_counts(
    connection: Connection,
    *,
    code_ids: Sequence[int] | None = None,
    coder_id: int | None = None,
    document_ids: Collection[int] | None = None,
) -> Rows:
    """Document id and number of codings (of some codes), of the documents that have any."""
    query = select(Coding.document_id, func.count()).group_by(Coding.document_id)
    if document_ids is not None:
        query = query.where(Coding.document_id.in_(document_ids))
    if code_ids is not None:
        query = query.where(Coding.code_id.in_(code_ids))
    if coder_id is not None:
        query = query.where(Coding.coder_id == coder_id)
    return connection.execute(query).all()


def passages(
    connection: Connection,
    *,
    code_ids: Sequence[int] | None = None,
    document_id: int | None = None,
    coder_id: int | None = None,
    coding_ids: Sequence[int] | None = None,
) -> tuple[Rows, Rows]:
    """Coded passages, and the turns that they touch; all of them, or by any of these.

    The first rows are one a coding: id, guid, document id, code id, coder id, start, end, quote,
    created_at. The second are one a coding and turn, in the same order: coding id, turn n, turn
    start, turn end, label, speaker id, kind, participant id.
    """
    table = Coding.__table__.c
    wanted: list[Any] = []
    if code_ids is not None:
        wanted.append(Coding.code_id.in_(code_ids))
    if document_id is not None:
        wanted.append(Coding.document_id == document_id)
    if coder_id is not None:
        wanted.append(Coding.coder_id == coder_id)
    if coding_ids is not None:
        wanted.append(Coding.id.in_(coding_ids))
    order = (Document.position, Document.id, table.start, table.end, table.id)
    base = select(
        Coding.id,
        Coding.guid,
        Coding.document_id,
        Coding.code_id,
        Coding.coder_id,
        Coding.start,
        Coding.end,
        Coding.quote,
        Coding.created_at,
    )
    rows = base.join(Document, Document.id == Coding.document_id).where(*wanted).order_by(*order)
    touched = (
        select(
            Coding.id,
            TurnTable.n,
            TurnTable.start,
            TurnTable.end,
            TurnTable.label,
            Speaker.id,
            Speaker.kind,
            Speaker.participant_id,
        )
        .select_from(Coding)
        .join(Document, Document.id == Coding.document_id)
        .join(
            TurnTable,
            (TurnTable.source_id == Document.source_id)
            & TurnTable.n.between(Coding.turn_first, Coding.turn_last),
        )
        .outerjoin(
            Speaker, (Speaker.document_id == Document.id) & (Speaker.label == TurnTable.label)
        )
        .where(*wanted)
        .order_by(Coding.id, TurnTable.n)
    )
    return connection.execute(rows).all(), connection.execute(touched).all()


def coding_quotes(connection: Connection) -> Rows:
    """For checking: coding id, document id, start, end, quote, first and last turn."""
    return connection.execute(
        select(
            Coding.id,
            Coding.document_id,
            Coding.start,
            Coding.end,
            Coding.quote,
            Coding.turn_first,
            Coding.turn_last,
        ).order_by(Coding.document_id)
    ).all()


def coding_memos(connection: Connection, coding_ids: Sequence[int] | None = None) -> Rows:
    """Coding id and memo body of every memo on a coding, or on any of these."""
    query = select(Memo.target_id, Memo.body).where(Memo.target == "coding").order_by(Memo.id)
    if coding_ids is not None:
        query = query.where(Memo.target_id.in_(coding_ids))
    return connection.execute(query).all()


def memo_ids_on(connection: Connection, coding_ids: Sequence[int]) -> list[int]:
    """The ids of the memos on some codings, oldest first."""
    query = select(Memo.id).where(Memo.target == "coding", Memo.target_id.in_(coding_ids))
    return list(connection.execute(query.order_by(Memo.id)).scalars())


def coding_with_mark(connection: Connection, beginning: str) -> Any:
    """The coding whose GUID begins so: id, document, code, start, end; or None."""
    return connection.execute(
        select(Coding.id, Coding.document_id, Coding.code_id, Coding.start, Coding.end)
        .where(Coding.guid >= beginning, Coding.guid < f"{beginning}~")
        .limit(1)
    ).one_or_none()


def coding_guid(connection: Connection, coding_id: int) -> str | None:
    """The GUID of a coding; None where it is gone."""
    return connection.execute(select(Coding.guid).where(Coding.id == coding_id)).scalar()


def coding_guids(connection: Connection, document_id: int) -> Rows:
    """Coding id and GUID of all codings of a document."""
    query = select(Coding.id, Coding.guid).where(Coding.document_id == document_id)
    return connection.execute(query).all()


def memoed_codings(connection: Connection) -> Rows:
    """The codings that have memos: id, document, code, start, end."""
    memoed = select(Memo.target_id).where(Memo.target == "coding")
    return connection.execute(
        select(Coding.id, Coding.document_id, Coding.code_id, Coding.start, Coding.end).where(
            Coding.id.in_(memoed)
        )
    ).all()


def memos(
    connection: Connection,
    target: str | None = None,
    target_id: int | None = None,
    *,
    memo_id: int | None = None,
) -> Rows:
    """Memos by time, in the column order of ``MemoInfo``."""
    query = select(
        Memo.id,
        Memo.guid,
        Memo.target,
        Memo.target_id,
        Memo.start,
        Memo.end,
        Memo.title,
        Memo.body,
        Memo.coder_id,
        Memo.created_at,
        Memo.changed_at,
    ).order_by(Memo.id)
    if target is not None:
        query = query.where(Memo.target == target)
    if target_id is not None:
        query = query.where(Memo.target_id == target_id)
    if memo_id is not None:
        query = query.where(Memo.id == memo_id)
    return connection.execute(query).all()


def quotations(connection: Connection) -> Rows:
    """Quotations by id.

    Columns: id, guid, coding id, theme id, code id, shown, attribution, reason, spans, document id.
    """
    return connection.execute(
        select(
            QuotationRow.id,
            QuotationRow.guid,
            QuotationRow.coding_id,
            QuotationRow.theme_id,
            QuotationRow.code_id,
            QuotationRow.shown,
            QuotationRow.attribution,
            QuotationRow.reason,
            QuotationRow.spans,
            Coding.document_id,
        )
        .join(Coding, Coding.id == QuotationRow.coding_id)
        .order_by(QuotationRow.id)
    ).all()


def decisions(connection: Connection) -> Rows:
    """Decisions by id.

    Columns: id, quotation id, quotation guid, reviewer, verdict, comment, decided_at, read_at,
    pack.
    """
    return connection.execute(
        select(
            DecisionRow.id,
            DecisionRow.quotation_id,
            QuotationRow.guid,
            DecisionRow.reviewer,
            DecisionRow.verdict,
            DecisionRow.comment,
            DecisionRow.decided_at,
            DecisionRow.read_at,
            DecisionRow.pack,
        )
        .join(QuotationRow, QuotationRow.id == DecisionRow.quotation_id)
        .order_by(DecisionRow.id)
    ).all()
