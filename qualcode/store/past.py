"""A study as it was after an entry of its history, put together in memory.

What is tracked is copied into a database in memory, and every change since is taken back there.
What was imported never changes, so it is read from the study file, which is attached for reading
only: nothing of an interview comes to lie on the disk anywhere else, and a study of ten million
words needs no memory for them.
See https://sqlite.org/lang_attach.html: a table that the first database lacks is looked for in
the attached one.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn, cast

from sqlalchemy import Connection, Table, bindparam, create_engine, event, select
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.pool import StaticPool

from qualcode.errors import NotFound, Refused, Stopped, StudyError, StudyReadOnly
from qualcode.store.database import BUSY_MS, Database
from qualcode.store.plainly import plainly
from qualcode.store.recorder import Row
from qualcode.store.tables import TRACKED, Base, HistoryRow

PRESENT = "present"
"""The name under which the study file is attached."""

_HISTORY = cast(Table, HistoryRow.__table__)
_AT_ONCE = 500
_STEPS = 100_000
"""Steps of SQLite between two looks at whether anybody still waits."""
_SPAN = 10**9
"""More rows than one change can touch."""

Going = Callable[[str], bool]
"""Is told what is being done, and says whether to go on; called from the thread that does it."""
_KEPT = [column.name for column in _HISTORY.c if column.name != "changes"]


class PastDatabase(Database):
    """A study file's state after one entry of its history. It can only be read.

    It may be made in one thread and used in another. While it is open, the study may go on.

    Raises:
        NotFound: if there is no such entry.
        Refused: if what the history kept is damaged.
    """

    def __init__(self, present: Database, history_id: int, going: Going | None = None) -> None:
        self.path = present.path
        self.read_only = True
        self._closed = self._logging = False
        self._place = present._place
        self.engine = _engine(present)
        try:
            with self.engine.connect() as connection, _Watch(connection, going) as watch:
                _go_back(connection, history_id, watch)
        except BaseException:
            self.close()
            raise

    def write(self) -> NoReturn:
        """What has been cannot be changed.

        Raises:
            StudyReadOnly: always.
        """
        raise StudyReadOnly(
            "This is the study as it was, so nothing can be changed in it.",
            hint="Go back to the study as it is now.",
        )


def _engine(present: Database) -> Engine:
    """One connection that stays open: closing it would end the database in memory.

    It begins no transactions (all it reads stands still), so that readings may be nested.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: sqlite3.connect(
            ":memory:", uri=True, isolation_level=None, check_same_thread=False
        ),
        poolclass=StaticPool,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA temp_store=MEMORY")
        address = present._place.as_uri() + "?mode=ro"
        connection.execute(f"ATTACH DATABASE ? AS {PRESENT}", (address,))

    @event.listens_for(engine, "handle_error")
    def _say(context: ExceptionContext) -> None:
        plain = plainly(present.path, context.original_exception)
        if plain is not None:
            raise plain from context.original_exception

    return engine


class _Watch:
    """Tells how far it is, and stops where nobody waits for it any more.

    It is asked after some thousand steps of SQLite, which is about every hundredth of a second,
    and works without holding up other threads of Python in between.
    """

    def __init__(self, connection: Connection, going: Going | None) -> None:
        self._driver: Any = connection.connection.driver_connection
        self._going = going
        self._doing = ""
        self._stopped = False

    def __enter__(self) -> _Watch:
        if self._going is not None:
            self._driver.set_progress_handler(self._ask, _STEPS)
        return self

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        self._driver.set_progress_handler(None, 0)
        if self._stopped and isinstance(error, Exception):
            raise Stopped("The study as it was has not been put together.") from None

    def now(self, doing: str) -> None:
        """Something else is being done now."""
        self._doing = doing
        if self._going is not None and self._ask():
            raise Stopped("The study as it was has not been put together.")

    def _ask(self) -> bool:
        self._stopped = self._going is not None and not self._going(self._doing)
        return self._stopped


def _go_back(connection: Connection, history_id: int, watch: _Watch) -> None:
    tables = [*TRACKED.values(), _HISTORY]
    Base.metadata.create_all(connection, tables=tables, checkfirst=False)
    connection.exec_driver_sql("BEGIN")  # so that rows and history are of one moment
    _copy(connection, "history", _KEPT, f"WHERE id <= {int(history_id)}")
    there = select(_HISTORY.c.id).where(_HISTORY.c.id == history_id)
    if connection.execute(there).first() is None:
        raise NotFound(f"There is no entry {history_id} in the history.")
    _mark_undone(connection)
    watch.now("reading what was done since")
    _read_later(connection, history_id)
    for table in TRACKED.values():
        watch.now(f"copying what stays: {table.name}s")
        not_made_later = f"WHERE id NOT IN (SELECT id FROM temp.made WHERE name = '{table.name}')"
        _copy(connection, table.name, [column.name for column in table.c], not_made_later)
    watch.now("putting back what was changed")
    _put_back(connection, _as_it_was(_since(connection)))
    connection.exec_driver_sql("DROP TABLE temp.later")
    connection.exec_driver_sql("DROP TABLE temp.made")
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("PRAGMA query_only=ON")


def _copy(connection: Connection, table: str, columns: list[str], which: str = "") -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    connection.exec_driver_sql(
        f"INSERT INTO main.{table} ({names}) SELECT {names} FROM {PRESENT}.{table} {which}"
    )


def _mark_undone(connection: Connection) -> None:
    """A change was undone then if the last undo or redo of it by then was an undo."""
    connection.exec_driver_sql(
        "UPDATE main.history SET undone = id IN (SELECT target_id FROM "
        "(SELECT target_id, kind, max(id) FROM main.history WHERE target_id IS NOT NULL "
        "GROUP BY target_id) WHERE kind = 'undo')"
    )


def _read_later(connection: Connection, history_id: int) -> None:
    """Take the changes since apart, in SQL, so that a change of 200,000 rows holds up nobody.

    ``later`` has what each change found, ``n`` growing with time; ``made`` the rows that were not
    there then. An undo has put the rows back that its change found, the last first, so before it
    they were as the change left them; undo and redo have left coders alone.
    """
    connection.exec_driver_sql(
        "CREATE TEMP TABLE later (n INTEGER PRIMARY KEY, name TEXT, id INTEGER, row TEXT)"
    )
    changes = f"FROM {PRESENT}.history h LEFT JOIN {PRESENT}.history done ON done.id = h.target_id"
    lost = f"SELECT 1 {changes} WHERE h.id > ? AND coalesce(done.changes, h.changes) IS NULL"
    try:
        if connection.exec_driver_sql(lost, (history_id,)).first() is not None:
            raise _damaged()
        connection.exec_driver_sql(
            "INSERT INTO temp.later "
            f"SELECT h.id * {_SPAN} + iif(h.kind = 'undo', -step.key, step.key), "
            "json_extract(step.value, '$[0]'), json_extract(step.value, '$[1]'), "
            "json_extract(step.value, iif(h.kind = 'undo', '$[3]', '$[2]')) "
            f"{changes}, json_each(coalesce(done.changes, h.changes)) step WHERE h.id > ? "
            "AND NOT (h.kind <> 'do' AND h.kind <> 'note' "
            "AND json_extract(step.value, '$[0]') = 'coder')",
            (history_id,),
        )
    except StudyError as error:
        if "malformed JSON" in str(error.__cause__):
            raise _damaged() from None
        raise
    connection.exec_driver_sql(
        "CREATE TEMP TABLE made AS SELECT name, id FROM "
        "(SELECT name, id, row, min(n) FROM temp.later GROUP BY name, id) WHERE row IS NULL"
    )
    connection.exec_driver_sql("CREATE INDEX temp.made_id ON made (name, id)")


def _damaged() -> Refused:
    return Refused("What the study kept of a later change is damaged.", hint="See: qualcode check")


def _since(connection: Connection) -> Iterator[tuple[str, int, Row | None]]:
    """What each later change found of rows that were there then, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT name, id, row FROM temp.later "
        "WHERE (name, id) NOT IN (SELECT name, id FROM temp.made) ORDER BY n DESC"
    )
    return ((name, key, row and json.loads(row)) for name, key, row in rows)


def _as_it_was(
    found: Iterable[tuple[str, int, Row | None]],
) -> dict[tuple[str, int], Row | None]:
    """For each row that changed since, what differs from now; None where it was not there."""
    was: dict[tuple[str, int], Row | None] = {}
    for table, key, row in found:
        was[table, key] = None if row is None else {**(was.get((table, key)) or {}), **row}
    return was


def _put_back(connection: Connection, was: dict[tuple[str, int], Row | None]) -> None:
    """Take all changed rows out first, so that none is in the way of another, then put back."""
    rows: dict[str, dict[int, Row | None]] = defaultdict(dict)
    for (name, key), row in was.items():
        rows[name][key] = row
    for name, changed in rows.items():
        table = TRACKED[name]
        now = _rows_now(connection, table, list(changed))
        gone = table.delete().where(table.c.id == bindparam("gone"))
        connection.execute(gone, [{"gone": key} for key in changed])
        by_columns: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for key, row in changed.items():
            if row is not None:
                whole = {**now.get(key, {}), **row, "id": key}
                by_columns[tuple(whole)].append(whole)
        for alike in by_columns.values():
            connection.execute(table.insert(), alike)


def _rows_now(connection: Connection, table: Table, keys: list[int]) -> dict[int, Row]:
    found: dict[int, Row] = {}
    for low in range(0, len(keys), _AT_ONCE):
        query = select(table).where(table.c.id.in_(keys[low : low + _AT_ONCE]))
        found.update((row["id"], dict(row)) for row in connection.execute(query).mappings())
    return found
