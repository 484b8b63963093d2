"""The record of suggestions: what was suggested when something was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table, inspect, select

from qualcode.store.tables import SuggestionRow

Rows = Sequence[Any]

_TABLE = cast(Table, SuggestionRow.__table__)
_ADD = _TABLE.insert()


def add_suggestion(connection: Connection, values: dict[str, Any]) -> None:
    """Add a row to the record; see :class:`SuggestionRow`."""
    connection.execute(_ADD, values)


def suggestion_record(connection: Connection) -> Rows:
    """The record, oldest first, with all columns of :class:`SuggestionRow`.

    Nothing where a study of an older form is open for reading only: it has no such table yet.
    """
    if not inspect(connection).has_table(_TABLE.name):
        return ()
    return connection.execute(select(_TABLE).order_by(_TABLE.c.id)).all()
