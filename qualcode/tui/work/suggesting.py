"""Suggestions for the passage at hand, learned in a child process while the person reads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import qualcode
from qualcode.errors import QualcodeError
from qualcode.study import Study
from qualcode.suggest import Suggestion
from qualcode.suggest.client import SuggestionClient, SuggestionsFailed, Superseded
from qualcode.tui.widgets.suggestions import Proposed, SuggestionsPanel
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from textual.timer import Timer

    from qualcode.tui.screens.desk import Desk

LEARN_AFTER = 1.0
"""Seconds of quiet after a coding before the suggestions learn from it."""
ASK_AFTER = 0.15
"""Seconds of quiet after a movement before suggestions for the new passage are asked for."""
MOST = 9

Answer = TypeVar("Answer")
Span = tuple[int, int]


class Reader:
    """A second look into the study, for reading in a thread of its own.

    What the suggestions learn from is too much to be read between two keys.
    """

    def __init__(self, study: Study) -> None:
        self._path = study.path
        self._study: Study | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="study-reader")

    async def read(self, ask: Callable[[Study], Answer]) -> Answer:
        """Ask the study something."""

        def work() -> Answer:
            if self._study is None:
                self._study = qualcode.open(self._path, read_only=True)
            return ask(self._study)

        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Let the study go; waits for what is being read."""
        if self._study is not None:
            self._thread.submit(self._study.close)
        self._thread.shutdown(wait=True, cancel_futures=False)


class Suggesting(Part):
    """Asks the child process, and shows what it says. Without it, coding goes on."""

    def __init__(self, desk: Desk, *, enabled: bool) -> None:
        super().__init__(desk)
        self.state = "learning" if enabled else "off"
        self._client = SuggestionClient() if enabled else None
        self._reader = Reader(desk.session.study) if enabled else None
        self._learn: Timer | None = None
        self._ask: Timer | None = None
        self._shown_for: tuple[int, Span] | None = None

    @property
    def panel(self) -> SuggestionsPanel:
        """Where they are shown."""
        return self.desk.query_one(SuggestionsPanel)

    def start(self) -> None:
        """Begin to learn."""
        if self.state == "off":
            self.panel.say("off", final=True)
        else:
            self.panel.say("reading the codings …")
            self.desk.run_worker(self._teach(), group="suggest", exit_on_error=False)

    def learn_soon(self) -> None:
        """Learn from what was coded, once there is a moment's quiet."""
        if self.state != "off":
            self._learn = self._later(self._learn, LEARN_AFTER, self._teach)

    def ask_soon(self) -> None:
        """Ask for suggestions for the passage at hand, once there is a moment's quiet."""
        if self.state == "ready":
            self._ask = self._later(self._ask, ASK_AFTER, self._rank)

    def proposed_for(self, span: Span | None) -> tuple[Proposed, ...]:
        """The suggestions on the screen, if they are for this passage."""
        document = self.session.document
        if span is None or document is None or self._shown_for != (document.id, span):
            return ()
        return self.panel.proposed

    async def stop(self) -> None:
        """End the child process."""
        if self._client is not None:
            await self._client.close()
        if self._reader is not None:
            self._reader.close()

    def _later(self, timer: Timer | None, seconds: float, work: Callable[[], object]) -> Timer:
        if timer is not None:
            timer.stop()

        def run() -> None:
            self.desk.run_worker(work(), group="suggest", exit_on_error=False)  # type: ignore[arg-type]

        return self.desk.set_timer(seconds, run)

    async def _teach(self) -> None:
        if self._client is None or self._reader is None:
            return
        try:
            data = await self._reader.read(lambda study: study.suggestions.training_data())
            if not data.names:
                self.panel.say("none yet: the codebook is empty", final=True)
                return
            await self._client.fit(
                data.codebook, data.passages, data.codes, language=self.study.language
            )
        except Superseded:
            return
        except QualcodeError as error:
            self._fail(error.message)
            return
        except OSError:
            self._fail("the program that makes them could not be started")
            return
        self.state = "ready"
        await self._rank()

    async def _rank(self) -> None:
        span, document = self.desk.coding.passage(), self.session.document
        if self._client is None or self._reader is None or span is None or document is None:
            return
        try:
            passage = await self._reader.read(
                lambda study: study.suggestions.passage(document.id, *span)
            )
            ranked = await self._client.rank([passage], MOST, explain=True)
        except Superseded:
            return
        except (SuggestionsFailed, OSError) as error:
            self._fail(error.message if isinstance(error, QualcodeError) else "they stopped")
            return
        except QualcodeError:
            return  # the document is gone; the next movement asks again
        found = self._to_show(ranked[0], span)
        if self.desk.coding.passage() == span and self.session.document == document:
            self._shown_for = (document.id, span)
            self.panel.show(found, note=_note(self.view.selection is not None, bool(found)))

    def _to_show(self, ranked: Sequence[Suggestion], span: Span) -> list[Proposed]:
        """Suggestions as they are shown, without codes that the coder has put there already."""
        mine = self.study.coder.id
        there = {
            coding.code_id
            for coding in self.session.codings_at(*span)
            if coding.coder_id == mine and coding.start <= span[0] and coding.end >= span[1]
        }
        codes = self.session.codes
        found = [(int(s.code), s) for s in ranked if s.code.isdigit() and int(s.code) in codes]
        return [
            Proposed(codes[key], suggestion.score, suggestion.reasons)
            for key, suggestion in found
            if codes[key].codable and key not in there
        ]

    def _fail(self, why: str) -> None:
        self.state = "off"
        self._shown_for = None
        if self.desk.is_attached:
            self.panel.say(f"off: {why}", final=True)


def _note(selected: bool, found: bool) -> str:
    if not found:
        return "none for this passage"
    what = "the selected words" if selected else "the sentence at the cursor"
    return f"for {what}: a number codes it"
