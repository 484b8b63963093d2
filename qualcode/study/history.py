"""What was done, by whom and when; undo and redo."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from qualcode.errors import Refused
from qualcode.store import queries
from qualcode.store.past import PastDatabase
from qualcode.store.recorder import replay, steps_of
from qualcode.study import soundness
from qualcode.study.marks import new_guid, now
from qualcode.study.part import Part
from qualcode.study.types import HistoryEntry, RowChange

if TYPE_CHECKING:
    from qualcode.study.core import Study

MOST = 1_000
"""Rows from which on all of a study is read again rather than what has changed of it."""
LONGEST = 500_000
"""Characters of one change that are read for that; a row has about a thousand."""


class History(Part):
    """The study's history: an audit trail, and the way back. Undo and redo are by coder."""

    def list(
        self,
        limit: int | None = None,
        *,
        before: int | None = None,
        coder: str | None = None,
        actions: Sequence[str] = (),
        words: str = "",
    ) -> builtins.list[HistoryEntry]:
        """Changes, undos and redos, newest first.

        Args:
            limit: at most so many.
            before: only those before the entry with this id, to read on from there.
            coder: only those of the coder of this name.
            actions: only these, such as ``code``, ``codebook``, ``memo``; all, where empty.
            words: only those whose label holds each of these words.
        """
        with self._study.reading() as connection:
            rows = queries.history(
                connection,
                limit,
                before=before,
                coder=coder,
                actions=actions,
                words=words.split(),
            )
        return [HistoryEntry(*row) for row in rows]

    def since(self, version: int) -> tuple[int, builtins.list[RowChange]] | None:
        """What has become of which rows since a version of the study, by anybody, in order.

        For whoever shows a study: so only what differs need be read and shown again.

        Returns:
            The version up to which this is, and the rows; None where so much has changed that
            all should be read again.
        """
        changes: builtins.list[RowChange] = []
        with self._study.reading() as connection:
            entries = queries.entries_since(connection, version, LONGEST)
        for _, kind, kept in entries:
            if kept is None:
                return None
            try:
                changes += [RowChange(*step) for step in steps_of(kind, kept)]
            except ValueError:
                return None  # what is damaged is for `qualcode check` to say
            if len(changes) > MOST:
                return None
        return (entries[-1][0] if entries else version), changes

    def as_of(self, history_id: int, *, going: Callable[[str], bool] | None = None) -> Study:
        """The study as it was just after an entry of its history, for reading only.

        It is a :class:`~qualcode.study.Study` of its own, to be closed by the caller, and may be
        made in one thread and used in another. Settings are those of now. Nothing of it is
        written to the disk: it is put together in memory, and what was imported is read from
        the study file.

        Args:
            history_id: the entry.
            going: called again and again with what is being done, in words; where it answers
                False, the study is not put together.

        Raises:
            NotFound: if the history has no such entry.
            Stopped: if ``going`` said so.
            Refused: in the middle of an action, or where what the history kept is damaged.
        """
        self._refuse_within_action("look back")
        past = PastDatabase(self._study._database, history_id, going)
        try:
            return type(self._study)(past)
        except BaseException:
            past.close()
            raise

    def can_undo(self) -> str | None:
        """What undo would undo, in words; None where there is nothing."""
        with self._study.reading() as connection:
            return queries.next_label(connection, self._study.coder.id, undone=False)

    def undo_point(self) -> int | None:
        """The id of the change that undo would take back; None where there is nothing."""
        with self._study.reading() as connection:
            row = queries.next_undo(connection, self._study.coder.id)
        return None if row is None else int(row.id)

    def can_redo(self) -> str | None:
        """What redo would redo, in words; None where there is nothing."""
        with self._study.reading() as connection:
            return queries.next_label(connection, self._study.coder.id, undone=True)

    def undo(self) -> HistoryEntry | None:
        """Take back the coder's last change that still stands; None where there is none.

        Raises:
            Refused: if somebody has since changed what would be put back, or something
                made later rests on it.
        """
        return self._go("undo")

    def redo(self) -> HistoryEntry | None:
        """Do again what the coder undid last; None where there is nothing to redo.

        Raises:
            Refused: as for :meth:`undo`.
        """
        return self._go("redo")

    def _go(self, kind: Literal["undo", "redo"]) -> HistoryEntry | None:
        coder = self._study.coder
        self._refuse_within_action(kind)
        find = queries.next_undo if kind == "undo" else queries.next_redo
        with self._study._database.write() as connection:
            row = find(connection, coder.id)
            if row is None:
                return None
            try:
                steps = replay(connection, row.changes, back=kind == "undo")
                soundness.refuse_unsound(connection, steps)
            except Refused as error:
                raise Refused(
                    f"Cannot {kind} '{row.label}': {error.message[0].lower()}{error.message[1:]}",
                    hint=error.hint,
                ) from None
            queries.mark_history(connection, row.id, undone=kind == "undo")
            at = now()
            values: dict[str, Any] = {
                "guid": new_guid(),
                "at": at,
                "coder_id": coder.id,
                "kind": kind,
                "action": row.action,
                "label": row.label,
                "target_id": row.id,
                "changes": None,
                "undone": False,
                "closed": False,
            }
            key = queries.add_history(connection, values)
        self._study.forget()
        return HistoryEntry(key, at, coder.name, kind, row.action, row.label, False)

    def _refuse_within_action(self, what: str) -> None:
        if self._study._recorder is not None:
            raise Refused(
                f"Cannot {what} in the middle of an action.", hint="Finish the action first."
            )
