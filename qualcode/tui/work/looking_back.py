"""The history, and the study as it was."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from qualcode.errors import QualcodeError
from qualcode.study.types import HistoryEntry
from qualcode.tui.screens.history import HistoryList
from qualcode.tui.shown import name
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.app import DeskApp


class LookingBack(Part):
    """Shows what was done, and the study as it was after any of it."""

    def history(self) -> None:
        """List what was done, newest first; Enter shows the study as it was then."""
        seen = self.desk.present is not self.study
        at = self.study.version() if seen else None
        screen = HistoryList(self.desk.present, at=at, own=self.session.blind)
        self.desk.ask(screen, self._look_back)

    def to_now(self) -> None:
        """Leave the study as it was."""
        self.desk.leave()

    def _look_back(self, entry: HistoryEntry) -> None:
        self.desk.say(f"Putting together the study as it was after “{name(entry.label, 40)}” …")
        self.desk.run_worker(self._open(entry), group="past", exclusive=True)

    async def _open(self, entry: HistoryEntry) -> None:
        """Put the state together in a thread: a large study takes a moment."""
        try:
            past = await asyncio.to_thread(self.desk.present.history.as_of, entry.id)
        except QualcodeError as error:
            self.desk.problem(error)
            return
        self.desk.say("")
        cast("DeskApp", self.desk.app).look_back(past, entry, beside=self.desk)
