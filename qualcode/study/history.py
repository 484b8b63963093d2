"""What was done, by whom and when; undo and redo."""

from __future__ import annotations

import builtins
from typing import Any, Literal

from qualcode.errors import Refused
from qualcode.store import queries
from qualcode.store.recorder import replay
from qualcode.study import soundness
from qualcode.study.marks import new_guid, now
from qualcode.study.part import Part
from qualcode.study.types import HistoryEntry


class History(Part):
    """The study's history: an audit trail, and the way back. Undo and redo are by coder."""

    def list(self, limit: int | None = None) -> builtins.list[HistoryEntry]:
        """Changes, undos and redos, newest first."""
        with self._study.reading() as connection:
            return [HistoryEntry(*row) for row in queries.history(connection, limit)]

    def can_undo(self) -> str | None:
        """What undo would undo, in words; None where there is nothing."""
        with self._study.reading() as connection:
            row = queries.next_undo(connection, self._study.coder.id)
        return None if row is None else str(row.label)

    def undo_point(self) -> int | None:
        """The id of the change that undo would take back; None where there is nothing."""
        with self._study.reading() as connection:
            row = queries.next_undo(connection, self._study.coder.id)
        return None if row is None else int(row.id)

    def can_redo(self) -> str | None:
        """What redo would redo, in words; None where there is nothing."""
        with self._study.reading() as connection:
            row = queries.next_redo(connection, self._study.coder.id)
        return None if row is None else str(row.label)

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
        if self._study._recorder is not None:
            raise Refused(
                f"Cannot {kind} in the middle of an action.", hint="Finish the action first."
            )
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
