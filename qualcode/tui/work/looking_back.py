"""The history, and the study as it was."""

from __future__ import annotations

import asyncio
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, cast

from qualcode.study import Study
from qualcode.study.types import HistoryEntry
from qualcode.tui.screens.history import HistoryList
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
        said = "Looking back"
        self.desk.fetching.wait(
            partial(self._as_of, entry, said),
            lambda past: cast("DeskApp", self.desk.app).look_back(past, entry, beside=self.desk),
            doing=said,
        )

    async def _as_of(self, entry: HistoryEntry, said: str) -> Study:
        """Put the state together in a thread, which ends soon where nobody waits for it."""
        stopped = Event()
        loop = asyncio.get_running_loop()
        told = ""

        def going(doing: str) -> bool:
            nonlocal told
            if doing != told and not stopped.is_set():
                told = doing
                loop.call_soon_threadsafe(self.desk.fetching.tell, f"{said}: {doing}")
            return not stopped.is_set()

        work = asyncio.ensure_future(
            asyncio.to_thread(self.desk.present.history.as_of, entry.id, going=going)
        )
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            stopped.set()
            work.add_done_callback(_close)
            raise


def _close(work: asyncio.Future[Study]) -> None:
    """Let a study go that was ready just when nobody waited for it any more."""
    if not work.cancelled() and work.exception() is None:
        work.result().close()
