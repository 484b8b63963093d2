"""The tables of a study, as typed SQLAlchemy models.

Three kinds of tables live side by side. *Content* (``source``, ``turn``) is what was imported;
it is written once and never changed, so it needs no history. *Tracked* tables are all that a
researcher changes; every change goes through :class:`qualcode.store.recorder.Recorder`, which
keeps the rows before and after. *Bookkeeping* (``study``, ``history``, ``suggestion_record``) is
about the rest.

Times are ISO 8601 in UTC with a trailing ``Z``. Offsets are half-open, in Unicode code points.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import (
    Boolean,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables share: naming of constraints, so that migrations can address them."""

    metadata = MetaData(naming_convention=NAMING)


class Keyed:
    """An integer id that is never used twice, so that undone and redone rows keep theirs."""

    __table_args__: object = {"sqlite_autoincrement": True}
    id: Mapped[int] = mapped_column(Integer, primary_key=True)


class StudyRow(Base):
    """The study itself; one row."""

    __tablename__ = "study"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    guid: Mapped[str] = mapped_column(String(36))
    name: Mapped[str] = mapped_column(String)
    language: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[str] = mapped_column(String(32))
    settings: Mapped[str] = mapped_column(Text, default="{}")


class Source(Keyed, Base):
    """The bytes of an imported file and the normalised text that offsets count in."""

    __tablename__ = "source"
    sha256: Mapped[str] = mapped_column(String(64))
    format: Mapped[str] = mapped_column(String(32))
    encoding: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    original: Mapped[bytes] = mapped_column(LargeBinary)
    details: Mapped[str] = mapped_column(Text, default="{}")


class TurnTable(Base):
    """One turn of a source; ``text`` repeats its words for the full-text index."""

    __tablename__ = "turn"
    __table_args__ = (Index("ix_turn_source_id_n", "source_id", "n", unique=True),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    n: Mapped[int] = mapped_column(Integer)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    label: Mapped[str | None] = mapped_column(String)
    start_ms: Mapped[int | None] = mapped_column(Integer)
    end_ms: Mapped[int | None] = mapped_column(Integer)
    question: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class Document(Keyed, Base):
    """A transcript or other source text in the study."""

    __tablename__ = "document"
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    name: Mapped[str] = mapped_column(String, unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    position: Mapped[float] = mapped_column(Float)
    words: Mapped[int] = mapped_column(Integer)
    length: Mapped[int] = mapped_column(Integer)
    imported_at: Mapped[str] = mapped_column(String(32))


class Participant(Keyed, Base):
    """A person of the study."""

    __tablename__ = "participant"
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(String, unique=True)


class Attribute(Keyed, Base):
    """One attribute of a participant, such as role or institution."""

    __tablename__ = "attribute"
    __table_args__ = (
        UniqueConstraint("participant_id", "name"),
        {"sqlite_autoincrement": True},
    )
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    name: Mapped[str] = mapped_column(String)
    value: Mapped[str] = mapped_column(Text)


class Speaker(Keyed, Base):
    """A label heard in a document, belonging to a participant or to nobody."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("document_id", "label"), {"sqlite_autoincrement": True})
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    label: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String(16))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)


class QuestionRow(Keyed, Base):
    """A research question."""

    __tablename__ = "question"
    key: Mapped[str] = mapped_column(String, unique=True)
    text: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(String, default="")
    position: Mapped[float] = mapped_column(Float)


class CodeRow(Keyed, Base):
    """A code of the codebook; themes have no parent. Lists are JSON arrays of strings."""

    __tablename__ = "code"
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"), index=True)
    position: Mapped[float] = mapped_column(Float)
    name: Mapped[str] = mapped_column(String)
    colour: Mapped[str] = mapped_column(String(7))
    short: Mapped[str] = mapped_column(Text, default="")
    definition: Mapped[str] = mapped_column(Text, default="")
    inclusion: Mapped[str] = mapped_column(Text, default="")
    exclusion: Mapped[str] = mapped_column(Text, default="")
    examples: Mapped[str] = mapped_column(Text, default="[]")
    near_misses: Mapped[str] = mapped_column(Text, default="[]")
    question: Mapped[str | None] = mapped_column(String)
    codable: Mapped[bool] = mapped_column(Boolean, default=True)
    frozen: Mapped[bool] = mapped_column(Boolean, default=False)


class CoderRow(Keyed, Base):
    """Somebody who codes."""

    __tablename__ = "coder"
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(String, unique=True)


class Coding(Keyed, Base):
    """A coder's application of a code to a passage.

    ``quote``, ``prefix`` and ``suffix`` are the anchor by which the coding finds its place again
    when the text is corrected; ``turn_first`` and ``turn_last`` the turns it touches.
    """

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("document_id", "start", "end", "code_id", "coder_id"),
        Index("ix_coding_code_id", "code_id", "document_id", "start"),
        {"sqlite_autoincrement": True},
    )
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    turn_first: Mapped[int | None] = mapped_column(Integer)
    turn_last: Mapped[int | None] = mapped_column(Integer)
    quote: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    suffix: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(32))
    origin: Mapped[str] = mapped_column(String(16), default="hand")


class Memo(Keyed, Base):
    """A memo on the study, a document, code, coding, participant or passage."""

    __tablename__ = "memo"
    __table_args__ = (
        Index("ix_memo_target_target_id", "target", "target_id"),
        {"sqlite_autoincrement": True},
    )
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    target: Mapped[str] = mapped_column(String(16))
    target_id: Mapped[int | None] = mapped_column(Integer)
    start: Mapped[int | None] = mapped_column(Integer)
    end: Mapped[int | None] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text)
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[str] = mapped_column(String(32))


class SurveyScore(Keyed, Base):
    """One participant's score on one factor in one wave of a survey; None where missing."""

    __tablename__ = "survey_score"
    __table_args__ = (
        UniqueConstraint("participant_id", "wave", "factor"),
        {"sqlite_autoincrement": True},
    )
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    wave: Mapped[str] = mapped_column(String(16))
    factor: Mapped[str] = mapped_column(String)
    value: Mapped[float | None] = mapped_column(Float)


class QuotationRow(Keyed, Base):
    """A passage chosen to be shown. ``spans`` are the kept pieces, JSON pairs of offsets."""

    __tablename__ = "quotation"
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    shown: Mapped[str] = mapped_column(Text)
    attribution: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    spans: Mapped[str] = mapped_column(Text, default="[]")
    created_at: Mapped[str] = mapped_column(String(32))


class DecisionRow(Keyed, Base):
    """What a reviewer said of a quotation, and from which pack it was read."""

    __tablename__ = "decision"
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    quotation_id: Mapped[int] = mapped_column(ForeignKey("quotation.id"), index=True)
    reviewer: Mapped[str] = mapped_column(String)
    verdict: Mapped[str] = mapped_column(String(8))
    comment: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[str] = mapped_column(String(32))
    read_at: Mapped[str] = mapped_column(String(32))
    pack: Mapped[str] = mapped_column(String(64), default="")


class HistoryRow(Keyed, Base):
    """One change, undo or redo.

    ``changes`` is a JSON list of ``[table, id, before, after]``, null where there was no row;
    for an undo or redo it is null and ``target_id`` names the change. A change that is
    ``undone`` may be redone until its coder does something else, which marks it ``closed``.
    """

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_coder_id", "coder_id", "kind", "undone"),
        {"sqlite_autoincrement": True},
    )
    guid: Mapped[str] = mapped_column(String(36))
    at: Mapped[str] = mapped_column(String(32))
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    kind: Mapped[str] = mapped_column(String(4))
    action: Mapped[str] = mapped_column(String(32))
    label: Mapped[str] = mapped_column(Text)
    target_id: Mapped[int | None] = mapped_column(ForeignKey("history.id"))
    changes: Mapped[str | None] = mapped_column(Text)
    undone: Mapped[bool] = mapped_column(Boolean, default=False)
    closed: Mapped[bool] = mapped_column(Boolean, default=False)


class SuggestionRow(Keyed, Base):
    """What was suggested for a passage when its coder decided, and what came of it.

    Written once, never changed, untouched by undo. It holds places, ids and figures and no word
    of a transcript or a name, and points at nothing that may go: documents, codes and codings come
    and go with undo. ``shown`` is a JSON list of ``[code, rank, score]``, ``chosen`` one of
    ``[coding, code]``, empty where nothing was; ``learned_from`` and ``mark`` are the state of the
    model.
    """

    __tablename__ = "suggestion_record"
    at: Mapped[str] = mapped_column(String(32))
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    document_id: Mapped[int] = mapped_column(Integer)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    shown: Mapped[str] = mapped_column(Text)
    chosen: Mapped[str] = mapped_column(Text)
    learned_from: Mapped[int] = mapped_column(Integer)
    mark: Mapped[str] = mapped_column(String(16))


TRACKED: dict[str, Table] = {
    model.__tablename__: cast(Table, model.__table__)
    for model in (
        Document,
        Participant,
        Attribute,
        Speaker,
        QuestionRow,
        CodeRow,
        CoderRow,
        Coding,
        Memo,
        SurveyScore,
        QuotationRow,
        DecisionRow,
    )
}
"""The tables whose every change is kept in the history, by name."""
