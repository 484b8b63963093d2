"""What was done when: the history, and whether the file is sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from qualcode.store.tables import (
    CodeRow,
    CoderRow,
    Coding,
    Document,
    HistoryRow,
    Memo,
    Participant,
    Source,
    TurnTable,
)

Rows = Sequence[Any]

# What every single change runs is put together once: SQLAlchemy takes longer for that than
# SQLite for the statement.
_LAST_CHANGE = select(func.coalesce(func.max(HistoryRow.id), 0))
_ADD_HISTORY = insert(HistoryRow.__table__)  # type: ignore[arg-type]
_CLOSE_UNDONE = (
    update(HistoryRow)
    .where(
        HistoryRow.coder_id == bindparam("of_coder"),
        HistoryRow.kind == literal("do"),
        HistoryRow.undone.is_(True),
        HistoryRow.closed.is_(False),
    )
    .values(closed=True)
)
_CHANGE = select(HistoryRow.id, HistoryRow.action, HistoryRow.label, HistoryRow.changes).where(
    HistoryRow.coder_id == bindparam("of_coder"),
    HistoryRow.kind == "do",
    HistoryRow.closed.is_(False),
)
_NEXT_UNDO = _CHANGE.where(HistoryRow.undone.is_(False)).order_by(HistoryRow.id.desc()).limit(1)
_NEXT_REDO = _CHANGE.where(HistoryRow.undone.is_(True)).order_by(HistoryRow.id).limit(1)
_DONE = aliased(HistoryRow)
_CHANGES = func.coalesce(_DONE.changes, HistoryRow.changes)
_SINCE = (
    select(
        HistoryRow.id,
        HistoryRow.kind,
        case((func.length(_CHANGES) <= bindparam("longest"), _CHANGES)),
    )
    .outerjoin(_DONE, _DONE.id == HistoryRow.target_id)
    .where(HistoryRow.id > bindparam("after"))
    .order_by(HistoryRow.id)
)
_MEMO_ON = {
    ("document", "passage"): Document.id,
    ("code",): CodeRow.id,
    ("coding",): Coding.id,
    ("participant",): Participant.id,
}
_LOOSE_MEMOS = select(Memo.id, Memo.target, Memo.target_id).where(
    or_(
        *(
            and_(Memo.target.in_(targets), ~exists().where(key == Memo.target_id))
            for targets, key in _MEMO_ON.items()
        )
    )
)
_SHARED = (
    select(Source.sha256)
    .join(Document, Document.source_id == Source.id)
    .group_by(Source.sha256)
    .having(func.count() > 1)
)
_DOUBLED = (
    select(Document.id, Source.sha256, Document.name)
    .join(Source, Source.id == Document.source_id)
    .where(Source.sha256.in_(_SHARED))
    .order_by(Document.id)
)


def last_change(connection: Connection) -> int:
    """The id of the newest row of the history, 0 where there is none."""
    return int(connection.execute(_LAST_CHANGE).scalar_one())


def add_history(connection: Connection, values: dict[str, Any]) -> int:
    """Add a row to the history; returns its id."""
    made = connection.execute(_ADD_HISTORY, values)
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def mark_history(connection: Connection, history_id: int, *, undone: bool) -> None:
    """Mark a change as undone, or as done again."""
    connection.execute(update(HistoryRow).where(HistoryRow.id == history_id).values(undone=undone))


def close_undone(connection: Connection, coder_id: int) -> None:
    """After a new action, what this coder had undone can no longer be redone."""
    connection.execute(_CLOSE_UNDONE, {"of_coder": coder_id})


def next_undo(connection: Connection, coder_id: int) -> Any:
    """The change that undo would undo: id, action, label, changes; or None."""
    return _one_change(connection, coder_id, undone=False)


def next_redo(connection: Connection, coder_id: int) -> Any:
    """The change that redo would redo: id, action, label, changes; or None."""
    return _one_change(connection, coder_id, undone=True)


def next_label(connection: Connection, coder_id: int, *, undone: bool) -> str | None:
    """In words, the change that undo (``undone``: redo) would go to; without reading it."""
    statement = _NEXT_REDO if undone else _NEXT_UNDO
    label: str | None = connection.execute(
        statement.with_only_columns(HistoryRow.label), {"of_coder": coder_id}
    ).scalar()
    return label


def _one_change(connection: Connection, coder_id: int, *, undone: bool) -> Any:
    statement = _NEXT_REDO if undone else _NEXT_UNDO
    return connection.execute(statement, {"of_coder": coder_id}).one_or_none()


def history(
    connection: Connection,
    limit: int | None = None,
    *,
    before: int | None = None,
    coder: str | None = None,
    actions: Sequence[str] = (),
    words: Sequence[str] = (),
) -> Rows:
    """The history, newest first: id, at, coder, kind, action, label, undone.

    Those before an entry, of one coder, of some actions, whose labels hold all ``words``.
    """
    query = (
        select(
            HistoryRow.id,
            HistoryRow.at,
            CoderRow.name,
            HistoryRow.kind,
            HistoryRow.action,
            HistoryRow.label,
            HistoryRow.undone,
        )
        .join(CoderRow, CoderRow.id == HistoryRow.coder_id)
        .order_by(HistoryRow.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(HistoryRow.id < before)
    if coder is not None:
        query = query.where(CoderRow.name == coder)
    if actions:
        query = query.where(HistoryRow.action.in_(actions))
    for word in words:
        query = query.where(HistoryRow.label.icontains(word, autoescape=True))
    return connection.execute(query).all()


def entries_since(connection: Connection, history_id: int, longest: int) -> Rows:
    """The entries after one, oldest first: id, kind, changes (its own, or its target's).

    Changes that are longer than ``longest`` are not read; None stands for them.
    """
    return connection.execute(_SINCE, {"after": history_id, "longest": longest}).all()


def notes(connection: Connection, coder_id: int, actions: Sequence[str]) -> Rows:
    """What cannot be undone of some actions by a coder, oldest first: at, action."""
    return connection.execute(
        select(HistoryRow.at, HistoryRow.action)
        .where(
            HistoryRow.coder_id == coder_id,
            HistoryRow.kind == "note",
            HistoryRow.action.in_(actions),
        )
        .order_by(HistoryRow.id)
    ).all()


def changes_since(connection: Connection, coder_id: int, since: str) -> Rows:
    """What a coder has done since a time and not undone, oldest first: at, changes."""
    return connection.execute(
        select(HistoryRow.at, HistoryRow.changes)
        .where(
            HistoryRow.coder_id == coder_id,
            HistoryRow.kind == "do",
            HistoryRow.undone.is_(False),
            HistoryRow.at >= since,
            HistoryRow.changes.is_not(None),
        )
        .order_by(HistoryRow.id)
    ).all()


def history_changes(connection: Connection) -> Rows:
    """For checking: history id and changes of every change kept."""
    return connection.execute(
        select(HistoryRow.id, HistoryRow.changes).where(HistoryRow.changes.is_not(None))
    ).all()


def loose_memos(connection: Connection) -> Rows:
    """Memos on what is not there: memo id, kind of thing, its id."""
    return connection.execute(_LOOSE_MEMOS).all()


def doubled_documents(connection: Connection) -> Rows:
    """Documents made from the same bytes as another: id, SHA-256, name."""
    return connection.execute(_DOUBLED).all()


def source_marks(connection: Connection) -> Rows:
    """For checking: id and SHA-256 of everything imported."""
    return connection.execute(select(Source.id, Source.sha256).order_by(Source.id)).all()


def source(connection: Connection, source_id: int) -> Any:
    """For checking: the text and the original bytes of a source."""
    return connection.execute(
        select(Source.text, Source.original).where(Source.id == source_id)
    ).one()


def source_turns(connection: Connection, source_id: int) -> Rows:
    """For checking: start, end and words of the turns of a source."""
    return connection.execute(
        select(TurnTable.start, TurnTable.end, TurnTable.text).where(
            TurnTable.source_id == source_id
        )
    ).all()


def document_lengths(connection: Connection, source_id: int) -> Rows:
    """For checking: id and length of the documents made from a source."""
    return connection.execute(
        select(Document.id, Document.length).where(Document.source_id == source_id)
    ).all()


def integrity(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file; empty where it is sound."""
    said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check").all()]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [s for s in said if s != "ok"] + [f"a row of {row[0]} points nowhere" for row in loose]
