"""Asking the study what takes longer than a key may: in a thread, and it can be stopped."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from qualcode.errors import QualcodeError
from qualcode.study import Study
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from textual.worker import Worker

    from qualcode.tui.screens.desk import Desk

Answer = TypeVar("Answer")

MANY = 2_000
"""Codings from which on they are read in a thread: some 20 ms' worth."""


class Fetching(Part):
    """Fetches one thing at a time; what is asked for last is what counts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._worker: Worker[None] | None = None
        self._stopped: Callable[[], None] | None = None
        self._told = False

    @property
    def busy(self) -> bool:
        """Whether something is being fetched that the person waits for."""
        return self._worker is not None and self._told

    def fetch(
        self,
        ask: Callable[[Study], Answer],
        then: Callable[[Answer], None],
        *,
        size: int,
        what: str = "",
        stopped: Callable[[], None] | None = None,
    ) -> None:
        """Ask the study something, and go on with the answer.

        What is little is answered at once; of what is much, the desk says that it is being looked
        for, and goes on to answer keys meanwhile.

        Args:
            ask: asks; it is given a study that may be read in its thread.
            then: called with the answer, unless it has been stopped.
            size: how many codings are read for it.
            what: is looked for, safe to show; nothing is said of what needs no waiting for.
            stopped: called instead where it has been stopped, or could not be answered.
        """
        if size < MANY or self.desk.present is not self.study:
            self._let_go()
            then(ask(self.study))
            return
        doing = f"Looking for {what}" if what else ""
        self.wait(partial(self.desk.reader.read, ask), then, doing=doing, stopped=stopped)

    def wait(
        self,
        work: Callable[[], Awaitable[Answer]],
        then: Callable[[Answer], None],
        *,
        doing: str,
        stopped: Callable[[], None] | None = None,
    ) -> None:
        """Go on with what some work gives, and answer keys meanwhile.

        Args:
            work: is cancelled where it is stopped, or where something else is asked for.
            then: as for :meth:`fetch`.
            doing: says what is being done, safe to show; may be empty.
            stopped: as for :meth:`fetch`.
        """
        self._let_go()
        self._told, self._stopped = bool(doing), stopped
        run = partial(self._wait, work, then)
        self._worker = self.desk.run_worker(run, group="fetch", exclusive=True)
        self.tell(doing)

    def tell(self, doing: str) -> None:
        """Say how far it is."""
        if self.busy:
            stop = self.desk.keymap.key("clear", "transcript")
            self.desk.say(f"{doing} … {stop} stops")

    def stop(self) -> None:
        """Wait for it no longer."""
        stopped = self._let_go()
        self.desk.say("Stopped")
        if stopped is not None:
            stopped()

    def _let_go(self) -> Callable[[], None] | None:
        worker, self._worker = self._worker, None
        stopped, self._stopped = self._stopped, None
        if worker is not None:
            worker.cancel()
        return stopped

    async def _wait(
        self, work: Callable[[], Awaitable[Answer]], then: Callable[[Answer], None]
    ) -> None:
        try:
            answer = await work()
        except QualcodeError as error:
            if self.busy:
                self.desk.say("")
            self.desk.problem(error)
            stopped, self._worker, self._stopped = self._stopped, None, None
            if stopped is not None:
                stopped()
            return
        if self.busy:
            self.desk.say("")
        self._worker = self._stopped = None
        self.desk.guarded(lambda: then(answer))
