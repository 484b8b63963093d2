"""Which codings answer to a question, without their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from qualcode.store.tables import Coding, Document, Memo, Speaker, TurnTable

Rows = Sequence[Any]


def matches(
    connection: Connection,
    *,
    code_ids: Sequence[int] | None,
    document_ids: Sequence[int] | None = None,
    coder_id: int | None = None,
    since: str | None = None,
    until: str | None = None,
    origin: str | None = None,
    memoed: bool | None = None,
) -> Rows:
    """Codings, in no order, by what is known of each by itself.

    Columns: id, document id, code id, coder id, start, end, first turn, last turn, origin.

    Args:
        connection: to the study.
        code_ids: any of these codes; all, where None.
        document_ids: any of these documents; all, where None.
        coder_id: by this coder.
        since: made at this time (as the study keeps times) or later.
        until: made before this time.
        origin: made in this way.
        memoed: with a memo, or without one.
    """
    wanted: list[ColumnElement[bool]] = []
    if code_ids is not None:
        wanted.append(Coding.code_id.in_(code_ids))
    if document_ids is not None:
        wanted.append(Coding.document_id.in_(document_ids))
    if coder_id is not None:
        wanted.append(Coding.coder_id == coder_id)
    if since is not None:
        wanted.append(Coding.created_at >= since)
    if until is not None:
        wanted.append(Coding.created_at < until)
    if origin is not None:
        wanted.append(Coding.origin == origin)
    if memoed is not None:
        has = exists().where(Memo.target == "coding", Memo.target_id == Coding.id)
        wanted.append(has if memoed else ~has)
    columns = Coding.id, Coding.document_id, Coding.code_id, Coding.coder_id
    place = Coding.start, Coding.end, Coding.turn_first, Coding.turn_last
    return connection.execute(select(*columns, *place, Coding.origin).where(*wanted)).all()


def places(connection: Connection, code_ids: Sequence[int], document_ids: Sequence[int]) -> Rows:
    """Where codes were put: document id, coder id, start, end, first turn, last turn."""
    return connection.execute(
        select(
            Coding.document_id,
            Coding.coder_id,
            Coding.start,
            Coding.end,
            Coding.turn_first,
            Coding.turn_last,
        ).where(Coding.code_id.in_(code_ids), Coding.document_id.in_(document_ids))
    ).all()


def quotes(connection: Connection, code_ids: Sequence[int] | None) -> Rows:
    """Coding id and words of the codings with any of these codes; of all, where None."""
    query = select(Coding.id, Coding.quote)
    if code_ids is not None:
        query = query.where(Coding.code_id.in_(code_ids))
    return connection.execute(query).all()


def heard(connection: Connection, document_ids: Sequence[int]) -> Rows:
    """Who speaks where in some documents, in order; turns without a label are left out.

    Columns: document id, turn n, speaker id, kind, participant id.
    """
    return connection.execute(
        select(Document.id, TurnTable.n, Speaker.id, Speaker.kind, Speaker.participant_id)
        .join(TurnTable, TurnTable.source_id == Document.source_id)
        .join(Speaker, (Speaker.document_id == Document.id) & (Speaker.label == TurnTable.label))
        .where(Document.id.in_(document_ids))
        .order_by(Document.id, TurnTable.n)
    ).all()
