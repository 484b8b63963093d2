"""What was collected: documents, turns, speakers, participants, survey scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from qualcode.store import fulltext
from qualcode.store.tables import (
    Attribute,
    Document,
    Participant,
    Source,
    Speaker,
    StudyRow,
    SurveyScore,
    TurnTable,
)

Rows = Sequence[Any]

# Put together once, as every key that codes runs them.
_DOCUMENTS = (
    select(
        Document.id,
        Document.guid,
        Document.name,
        Document.kind,
        Source.format,
        Source.encoding,
        Document.words,
        Document.length,
        Document.imported_at,
        Document.position,
    )
    .join(Source, Source.id == Document.source_id)
    .order_by(Document.position, Document.id)
)
_DOCUMENT = _DOCUMENTS.where(Document.id == bindparam("wanted"))
_TURNS_TOUCHED = (
    select(func.min(TurnTable.n), func.max(TurnTable.n))
    .join(Document, Document.source_id == TurnTable.source_id)
    .where(
        Document.id == bindparam("wanted"),
        TurnTable.start < bindparam("high"),
        TurnTable.end > bindparam("low"),
    )
)


def study_row(connection: Connection) -> Any:
    """The study's own row: guid, name, language, created_at, settings."""
    return connection.execute(
        select(
            StudyRow.guid,
            StudyRow.name,
            StudyRow.language,
            StudyRow.created_at,
            StudyRow.settings,
        )
    ).one()


def insert_study(connection: Connection, values: dict[str, Any]) -> None:
    """Write the study's own row, once."""
    connection.execute(insert(StudyRow).values(id=1, **values))


def update_study(connection: Connection, values: dict[str, Any]) -> None:
    """Change columns of the study's own row."""
    connection.execute(update(StudyRow).where(StudyRow.id == 1).values(**values))


def documents(connection: Connection, document_id: int | None = None) -> Rows:
    """Documents (all, or one), in the researcher's order and ``DocumentInfo``'s column order."""
    if document_id is not None:
        return connection.execute(_DOCUMENT, {"wanted": document_id}).all()
    return connection.execute(_DOCUMENTS).all()


def document_text(connection: Connection, document_id: int) -> str | None:
    """The normalised text of a document."""
    return connection.execute(
        select(Source.text)
        .join(Document, Document.source_id == Source.id)
        .where(Document.id == document_id)
    ).scalar()


def original(connection: Connection, document_id: int) -> bytes | None:
    """The bytes that a document was imported from."""
    return connection.execute(
        select(Source.original)
        .join(Document, Document.source_id == Source.id)
        .where(Document.id == document_id)
    ).scalar()


def document_with_sha(connection: Connection, sha256: str) -> str | None:
    """The name of the document made from these bytes, if there is one."""
    return connection.execute(
        select(Document.name)
        .join(Source, Source.id == Document.source_id)
        .where(Source.sha256 == sha256)
    ).scalar()


def add_source(
    connection: Connection, values: dict[str, Any], turns: Sequence[dict[str, Any]]
) -> int:
    """Store what was imported and index its words; returns the source's id."""
    made = connection.execute(insert(Source).values(**values))
    assert made.inserted_primary_key is not None
    source_id = int(made.inserted_primary_key[0])
    if turns:
        rows = [{"source_id": source_id, **turn} for turn in turns]
        connection.execute(insert(TurnTable.__table__), rows)  # type: ignore[arg-type]
        fulltext.add_source(connection, source_id)
    return source_id


def turns(connection: Connection, document_id: int) -> Rows:
    """The turns of a document, in the column order of ``TurnRow``."""
    return connection.execute(
        select(
            TurnTable.n,
            TurnTable.start,
            TurnTable.end,
            Speaker.id,
            TurnTable.label,
            TurnTable.start_ms,
            TurnTable.end_ms,
            TurnTable.question,
        )
        .join(Document, Document.source_id == TurnTable.source_id)
        .outerjoin(
            Speaker, (Speaker.document_id == Document.id) & (Speaker.label == TurnTable.label)
        )
        .where(Document.id == document_id)
        .order_by(TurnTable.n)
    ).all()


def turns_touched(connection: Connection, document_id: int, start: int, end: int) -> Any:
    """The numbers of the first and the last turn that a span touches, None where none."""
    values = {"wanted": document_id, "low": start, "high": end}
    return connection.execute(_TURNS_TOUCHED, values).one()


def spoken_turns(connection: Connection, document_id: int | None = None) -> Rows:
    """Every turn with its words, in the order of the study.

    Columns: document id, document name, n, start, label, question, kind, participant id, text.
    """
    query = (
        select(
            Document.id,
            Document.name,
            TurnTable.n,
            TurnTable.start,
            TurnTable.label,
            TurnTable.question,
            Speaker.kind,
            Speaker.participant_id,
            TurnTable.text,
        )
        .join(Document, Document.source_id == TurnTable.source_id)
        .outerjoin(
            Speaker, (Speaker.document_id == Document.id) & (Speaker.label == TurnTable.label)
        )
        .order_by(Document.position, Document.id, TurnTable.n)
    )
    if document_id is not None:
        query = query.where(Document.id == document_id)
    return connection.execute(query).all()


def speakers(connection: Connection, document_id: int | None = None) -> Rows:
    """Speakers in order of first being named, in the column order of ``SpeakerInfo``."""
    query = select(
        Speaker.id, Speaker.document_id, Speaker.label, Speaker.kind, Speaker.participant_id
    ).order_by(Speaker.document_id, Speaker.id)
    if document_id is not None:
        query = query.where(Speaker.document_id == document_id)
    return connection.execute(query).all()


def participants(connection: Connection) -> Rows:
    """Participants by id: id, guid, name."""
    return connection.execute(
        select(Participant.id, Participant.guid, Participant.name).order_by(Participant.id)
    ).all()


def attributes(connection: Connection) -> Rows:
    """All attributes: id, participant id, name, value."""
    return connection.execute(
        select(Attribute.id, Attribute.participant_id, Attribute.name, Attribute.value).order_by(
            Attribute.id
        )
    ).all()


def scores(connection: Connection) -> Rows:
    """Survey scores: id, participant id, wave, factor, value."""
    return connection.execute(
        select(
            SurveyScore.id,
            SurveyScore.participant_id,
            SurveyScore.wave,
            SurveyScore.factor,
            SurveyScore.value,
        ).order_by(SurveyScore.id)
    ).all()
