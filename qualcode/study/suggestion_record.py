"""The record of suggestions: what was shown when a passage was decided upon, and by whom.

It is bookkeeping: written in the transaction of the coding it is about, never changed, left alone
by undo. So that nothing of an interview stays in it when a document goes, it holds ids, places and
figures, and no words. What became of a coding is read from the codings when the record is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.acceptance import Chosen, Decision, ModelState, Offered, Shown
from qualcode.errors import StudyError
from qualcode.store import queries
from qualcode.study.marks import now
from qualcode.study.part import Part
from qualcode.study.types import Stretch

if TYPE_CHECKING:
    from sqlalchemy import Connection

OFF, ON = "suggestions off", "suggestions on"
"""The actions of the history by which a coder switches suggestions off and on."""


class Switch(NamedTuple):
    """That a coder switched suggestions on or off, and when."""

    at: str
    coder_id: int
    on: bool


class SuggestionRecord(Part):
    """What was suggested, with which model state, and taken, changed or refused by whom.

    A decision is written when a passage is coded, or skipped in a quick round, while suggestions
    for it are on the screen: :meth:`qualcode.study.Codings.apply` and ``apply_together`` with
    ``shown``, and :meth:`refuse`. See :mod:`qualcode.analysis.acceptance` for what can be counted.
    """

    def refuse(self, place: Stretch, shown: Shown) -> None:
        """Note that the coder at work skipped a passage, suggestions and all."""
        with self._study.change("settings") as recorder:
            note(recorder.connection, self._study.coder.id, place, shown, ())

    def decisions(self, coder_id: int | None = None) -> list[Decision]:
        """All decisions (of one coder), oldest first.

        Whether what was chosen is still there, and with which code, is as of now: undone and
        removed codings are told by ``Chosen.now``.

        Raises:
            StudyError: if the record is damaged.
        """
        with self._study.reading() as connection:
            rows = queries.suggestion_record(connection)
            pairs = queries.coding_codes(connection, None) if rows else ()
        codes: dict[int, int] = dict(tuple(pair) for pair in pairs)
        try:
            return [
                Decision(
                    row.at,
                    row.coder_id,
                    row.document_id,
                    row.start,
                    row.end,
                    Shown(
                        tuple(Offered(*offered) for offered in json.loads(row.shown)),
                        ModelState(row.learned_from, row.mark),
                    ),
                    tuple(
                        Chosen(coding, code, codes.get(coding))
                        for coding, code in json.loads(row.chosen)
                    ),
                )
                for row in rows
                if coder_id in (None, row.coder_id)
            ]
        except (TypeError, ValueError):
            raise StudyError(
                "The record of suggestions is damaged.", hint="See: qualcode check"
            ) from None

    def are_on(self, coder_id: int | None = None) -> bool:
        """Whether codes are to be suggested to a coder (the one at work)."""
        with self._study.reading() as connection:
            key = self._study.coder.id if coder_id is None else coder_id
            rows = queries.notes(connection, key, (OFF, ON))
        return not rows or rows[-1].action == ON

    def switch(self, *, on: bool) -> None:
        """Let codes be suggested to the coder at work, or no longer; noted in the history.

        It is kept for the coder. Coding blind hides suggestions too, whatever is set here.
        """
        if self.are_on() == on:
            return
        action, label = (ON, "switched suggestions on") if on else (OFF, "switched suggestions off")
        with self._study.change(action, label, undoable=False) as recorder:
            recorder.noted = True

    def switches(self) -> list[Switch]:
        """When which coder switched suggestions off or on, oldest first."""
        with self._study.reading() as connection:
            found = [
                Switch(row.at, coder.id, row.action == ON)
                for coder in self._study.coders.list()
                for row in queries.notes(connection, coder.id, (OFF, ON))
            ]
        return sorted(found)


def note(
    connection: Connection,
    coder_id: int,
    place: Stretch,
    shown: Shown,
    chosen: Sequence[tuple[int, int]],
) -> None:
    """Write a decision, within the transaction that it belongs to; none where nothing was shown.

    Args:
        connection: of the transaction.
        coder_id: who decided.
        place: the passage.
        shown: what was suggested for it.
        chosen: the codings that were made, with their codes.
    """
    if not shown.offered:
        return
    offered = [(one.code_id, one.rank, round(one.score, 4)) for one in shown.offered]
    queries.add_suggestion(
        connection,
        {
            "at": now(),
            "coder_id": coder_id,
            "document_id": place.document_id,
            "start": place.start,
            "end": place.end,
            "shown": json.dumps(offered, separators=(",", ":")),
            "chosen": json.dumps([list(pair) for pair in chosen], separators=(",", ":")),
            "learned_from": shown.model.learned_from,
            "mark": shown.model.mark,
        },
    )
