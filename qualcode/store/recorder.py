"""Changes that remember themselves: rows before and after, and how to go back and forth.

Every change of a tracked table goes through a :class:`Recorder`. What it collects becomes one
row of the history, and undo and redo replay it: no action needs an inverse of its own, so none
can have a wrong one. Rows are put back only where they still are as the change left them;
where somebody else has changed them since, going back is refused.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Table, bindparam, select

from qualcode.errors import Refused
from qualcode.store.plainly import Clash
from qualcode.store.tables import TRACKED

AT_ONCE = 500
"""Rows that are changed by one statement where many are changed alike."""

Row = dict[str, Any]
Change = tuple[str, int, Row | None, Row | None]


class Recorder:
    """Inserts, updates and deletes rows of tracked tables within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.label = ""
        """What is being done, in words that hold nothing of a transcript."""
        self.noted = False
        """Whether it goes into the history although it changes no row."""
        self.changes: list[Change] = []
        self.touched: Counter[str] = Counter()

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Add a row; returns its id."""
        result = self.connection.execute(_inserts(table), dict(values))
        assert result.inserted_primary_key is not None
        key = int(result.inserted_primary_key[0])
        whole = {"id": key, **values}
        if len(whole) < len(TRACKED[table].c):
            whole = _row(self.connection, TRACKED[table], key)
        self._keep(table, key, None, whole)
        return key

    def insert_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows with all their columns but the id given."""
        if not rows:
            return
        target = TRACKED[table]
        last = self.connection.execute(select(target.c.id).order_by(target.c.id.desc())).scalar()
        self.connection.execute(target.insert(), [dict(row) for row in rows])
        query = select(target).where(target.c.id > (last or 0)).order_by(target.c.id)
        for made in self.connection.execute(query).mappings():
            self._keep(table, int(made["id"]), None, dict(made))

    def update(self, table: str, key: int, values: Mapping[str, Any]) -> bool:
        """Change columns of a row; returns whether anything differs from before."""
        if not values:
            return False
        target = TRACKED[table]
        columns = [target.c[name] for name in values]
        found = self.connection.execute(select(*columns).where(target.c.id == key)).mappings()
        row = found.one_or_none()
        if row is None:
            raise _gone(table)
        old = dict(row)
        new = {name: value for name, value in values.items() if old[name] != value}
        if not new:
            return False
        self.connection.execute(target.update().where(target.c.id == key).values(**new))
        self._keep(table, key, {name: old[name] for name in new}, new)
        return True

    def update_all(self, table: str, keys: Sequence[int], values: Mapping[str, Any]) -> None:
        """Give many rows, which must all be there, the same values in some columns."""
        target = TRACKED[table]
        columns = [target.c[name] for name in values]
        for low in range(0, len(keys), AT_ONCE):
            some = target.c.id.in_(keys[low : low + AT_ONCE])
            rows = self.connection.execute(select(target.c.id, *columns).where(some)).mappings()
            for row in rows.all():
                new = {name: value for name, value in values.items() if row[name] != value}
                if new:
                    self._keep(table, row["id"], {name: row[name] for name in new}, new)
            self.connection.execute(target.update().where(some).values(**values))

    def delete(self, table: str, key: int) -> None:
        """Remove a row."""
        target = TRACKED[table]
        old = _row(self.connection, target, key)
        self.connection.execute(target.delete().where(target.c.id == key))
        self._keep(table, key, old, None)

    def delete_all(self, table: str, keys: Iterable[int]) -> None:
        """Remove several rows, none of which stands on another of them."""
        target, wanted = TRACKED[table], list(dict.fromkeys(keys))
        for low in range(0, len(wanted), AT_ONCE):
            some = target.c.id.in_(wanted[low : low + AT_ONCE])
            query = select(target).where(some).order_by(target.c.id)
            rows = self.connection.execute(query).mappings().all()
            if len(rows) < len(wanted[low : low + AT_ONCE]):
                raise _gone(table)
            self.connection.execute(target.delete().where(some))
            for row in rows:
                self._keep(table, row["id"], dict(row), None)

    @contextlib.contextmanager
    def part(self) -> Iterator[None]:
        """A part of the transaction: where it fails, just what it has done is taken back.

        The whole keeps its label, whatever the part is called.
        """
        kept, label = len(self.changes), self.label
        with self.connection.begin_nested():
            try:
                yield
            except BaseException:
                del self.changes[kept:]
                raise
            finally:
                self.label = label

    def _keep(self, table: str, key: int, before: Row | None, after: Row | None) -> None:
        self.changes.append((table, key, before, after))
        self.touched[table] += 1

    def to_json(self) -> str:
        """The changes as the history keeps them."""
        return json.dumps(self.changes, ensure_ascii=False, separators=(",", ":"))


def steps_of(kind: str, changes: str | None) -> list[Change]:
    """What an entry of the history did to which row, in the order in which it was done.

    Args:
        kind: of the entry. An undo has put back what its change found, the last first; undo and
            redo leave coders alone.
        changes: as kept with the entry, or with the change that it undid or did again.

    Raises:
        ValueError: if they cannot be read.
    """
    steps: list[Change] = [tuple(step) for step in json.loads(changes or "")]
    if kind in ("undo", "redo"):
        steps = [step for step in steps if step[0] != "coder"]
    if kind == "undo":
        return [(table, key, after, before) for table, key, before, after in reversed(steps)]
    return steps


def replay(connection: Connection, changes: str, *, back: bool) -> list[Change]:
    """Undo (``back``) or redo recorded changes; returns what became of which row.

    Coders stay: what they and others did since is signed by them.

    Raises:
        Refused: if a row is no longer as the change left it, or another row rests on it.
    """
    try:
        steps = steps_of("undo" if back else "redo", changes)
    except ValueError:
        raise Refused("The study's record of it is damaged.", hint="See: qualcode check") from None
    for table, key, old, new in steps:
        try:
            _put(connection, TRACKED[table], key, old, new)
        except Clash:
            if new is None:
                said = f"Something made later rests on this {table}."
            else:
                said = f"Another {table} has taken its place, or what it was in is gone."
            raise Refused(said, hint="Undo or remove what was done later first.") from None
    return steps


def _put(connection: Connection, table: Table, key: int, old: Row | None, new: Row | None) -> None:
    """Bring one row from ``old`` to ``new``; None stands for no row."""
    now = connection.execute(_row_of(table.name), {"key": key}).mappings().one_or_none()
    same = now is None if old is None else now is not None and all(now[c] == old[c] for c in old)
    if not same:
        raise Refused(
            f"This {table.name} has been changed since.",
            hint="Undo the later change first.",
        )
    if new is None:
        connection.execute(_deletes(table.name), {"key": key})
    elif old is None:
        connection.execute(_inserts(table.name), new)
    else:
        connection.execute(table.update().where(table.c.id == key).values(**new))


# Put together once: SQLAlchemy takes longer for that than SQLite for the statement.
@cache
def _inserts(table: str) -> Insert:
    return TRACKED[table].insert()


@cache
def _deletes(table: str) -> Delete:
    return TRACKED[table].delete().where(TRACKED[table].c.id == bindparam("key"))


@cache
def _row_of(table: str) -> Select[Any]:
    return select(TRACKED[table]).where(TRACKED[table].c.id == bindparam("key"))


def _row(connection: Connection, table: Table, key: int) -> Row:
    found = connection.execute(_row_of(table.name), {"key": key}).mappings().one_or_none()
    if found is None:
        raise _gone(table.name)
    return dict(found)


def _gone(table: str) -> Refused:
    return Refused(
        f"Somebody else has removed this {table} in the meantime.",
        hint="Look at the study as it is now.",
    )
