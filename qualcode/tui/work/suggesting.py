"""Suggestions for the passage at hand, learned in a child process while the person reads."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.study.suggest_worker import StudySuggestions
from qualcode.suggest import Suggestion
from qualcode.suggest.client import SuggestionsFailed, Superseded
from qualcode.tui.widgets.suggestions import Proposed, SuggestionsPanel
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from textual.timer import Timer

    from qualcode.tui.screens.desk import Desk

LEARN_AFTER = 1.0
"""Seconds after a coding before the suggestions learn from it; more where that takes longer."""
ASK_AFTER = 0.15
"""Seconds of quiet after a movement before suggestions for the new passage are asked for."""
MOST = 9

Span = tuple[int, int]


class Suggesting(Part):
    """Asks the child process, and shows what it says. Without it, coding goes on."""

    def __init__(self, desk: Desk, *, enabled: bool) -> None:
        super().__init__(desk)
        self.state = "learning" if enabled else "off"
        self._client = StudySuggestions(desk.session.study.path) if enabled else None
        self._learn: Timer | None = None
        self._learning = 0.0
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
        """Learn from what was coded, once there is a moment's quiet.

        Where learning takes long, it is not begun at every pause but once in a while: half of
        the time of one core is enough.
        """
        if self.state == "off":
            return
        if self._learning > LEARN_AFTER and self._learn is not None:
            return
        self._learn = self._later(self._learn, max(LEARN_AFTER, self._learning), self._teach)

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

    def _later(self, timer: Timer | None, seconds: float, work: Callable[[], object]) -> Timer:
        if timer is not None:
            timer.stop()

        def run() -> None:
            self.desk.run_worker(work(), group="suggest", exit_on_error=False)  # type: ignore[arg-type]

        return self.desk.set_timer(seconds, run)

    async def _teach(self) -> None:
        self._learn = None
        if self._client is None:
            return
        begun = time.monotonic()
        try:
            learned = await self._client.learn()
        except Superseded:
            return
        except QualcodeError as error:
            self._fail(error.message)
            return
        except OSError:
            self._fail("the program that makes them could not be started")
            return
        self._learning = time.monotonic() - begun
        if learned is None:
            self.panel.say("none yet: the codebook is empty", final=True)
            return
        self.state = "ready"
        await self._rank()

    async def _rank(self) -> None:
        span, document = self.desk.coding.passage(), self.session.document
        if self._client is None or span is None or document is None:
            return
        try:
            ranked = await self._client.suggest(document.id, *span, MOST)
        except Superseded:
            return
        except (SuggestionsFailed, OSError) as error:
            self._fail(error.message if isinstance(error, QualcodeError) else "they stopped")
            return
        found = self._to_show(ranked, span)
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
