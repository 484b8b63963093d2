"""Suggestions for the passage at hand, learned in a child process while the person reads."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from qualcode.analysis.acceptance import ModelState, Offered, Shown
from qualcode.errors import QualcodeError
from qualcode.study.suggest_worker import StudySuggestions
from qualcode.study.types import Stretch
from qualcode.suggest import Suggestion
from qualcode.suggest.client import SuggestionsFailed, Superseded
from qualcode.tui.numbers import Proposed, Slot, slots
from qualcode.tui.widgets.suggestions import SuggestionsPanel
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from textual.timer import Timer

    from qualcode.tui.screens.desk import Desk

LEARN_AFTER = 1.0
"""Seconds after a coding before the suggestions learn from it; more where that takes longer."""
ASK_AFTER = 0.15
"""Seconds of quiet after a movement before suggestions for the new passage are asked for."""
MOST = 9
AT_ONCE = 200
"""Passages that are ranked at once where there are many, so that others get their turn."""

State = Literal["learning", "ready", "off"]
Span = tuple[int, int]


class Suggesting(Part):
    """Asks the child process, and shows what it says. Without it, coding goes on."""

    def __init__(self, desk: Desk, *, enabled: bool) -> None:
        super().__init__(desk)
        self._state: State = "learning" if enabled else "off"
        self._silent = ""
        self._client = StudySuggestions(desk.session.study.path) if enabled else None
        self._learn: Timer | None = None
        self._learning = 0.0
        self._ask: Timer | None = None
        self._found: tuple[Proposed, ...] = ()
        self._shown_for: tuple[int, Span] | None = None
        self._model: ModelState | None = None
        self._found_by: ModelState | None = None
        self._likeliest_by: ModelState | None = None
        self._note = "off"
        self._final = not enabled

    @property
    def state(self) -> State:
        """How they stand. To one who codes blind they are off: they know what others coded.

        So they are to a coder who has switched them off.
        """
        return "off" if self.session.blind or self._silent else self._state

    def start(self) -> None:
        """Begin to learn."""
        self._mind_silence()
        if self.state != "off":
            self._say("reading the codings …")
            self.desk.run_worker(self._teach(), group="suggest", exit_on_error=False)

    def _mind_silence(self) -> None:
        """Fall silent where one codes blind now or wants none; speak again where no longer."""
        if self._state == "off":
            return
        on = self.study.suggestions.record.are_on()
        why = "blind coding" if self.session.blind else "" if on else "switched off"
        if why == self._silent:
            return
        self._silent = why
        if why:
            self._say(f"off: {why}", final=True)
        else:
            self._say("reading the codings …")

    def learn_soon(self) -> None:
        """Learn from what was coded, once there is a moment's quiet.

        Where learning takes long, it is not begun at every pause but once in a while: half of
        the time of one core is enough.
        """
        self._mind_silence()
        if self.state == "off":
            return
        if self._learning > LEARN_AFTER and self._learn is not None:
            return
        self._learn = self._later(self._learn, max(LEARN_AFTER, self._learning), self._teach)

    def ask_soon(self) -> None:
        """Ask for suggestions for the passage at hand, once there is a moment's quiet."""
        if self.state == "ready":
            self.mind_passage()
            self._ask = self._later(self._ask, ASK_AFTER, self._rank)

    def mind_passage(self) -> None:
        """Say so where what is shown is for another passage than the one at hand."""
        if self._found and not self._is_shown_for(self.desk.coding.passage()):
            self._say("for another passage …", keep=True)

    def show(self) -> None:
        """Show what the numbers stand for, as pins and codes are now."""
        self._panel.show(
            slots(self.session.codes, self.session.pins, self._found),
            pin=self.desk.key("pin"),
            note=self._note,
            final=self._final,
        )

    def proposed_for(self, span: Span | None) -> tuple[Proposed, ...]:
        """The suggestions on the screen, if they are for this passage."""
        return self._found if self._is_shown_for(span) else ()

    def shown_for(self, span: Span) -> Shown | None:
        """What is suggested on the screen for a passage, for the record; None without any.

        What the quick round offers for Enter stands first. Codes that the coder has put on the
        passage already are left out.
        """
        seen = self.proposed_for(span) if self._panel.display else ()
        numbered = slots(self.session.codes, self.session.pins, seen).values()
        visible = {slot.code.id for slot in numbered if slot.score is not None}
        first = self.desk.round.offer()
        told = {first.code_id: first.score} if first else {}
        for proposed in seen:
            if proposed.code_id in visible:
                told.setdefault(proposed.code_id, proposed.score)
        ranked = [Offered(code, n, score) for n, (code, score) in enumerate(told.items(), start=1)]
        there = self._there(span)
        offered = tuple(one for one in ranked if one.code_id not in there)
        model = self._found_by if self._is_shown_for(span) else self._likeliest_by
        return Shown(offered, model) if offered and model else None

    def slots_for(self, span: Span | None) -> dict[int, Slot]:
        """What the numbers stand for at this passage; pinned codes need no waiting.

        A suggestion that cannot be seen is not taken.
        """
        seen = self.proposed_for(span) if self._panel.display else ()
        return slots(self.session.codes, self.session.pins, seen)

    def why_not(self, number: int) -> str:
        """Why a number does nothing here, and what can be done."""
        pins = f"{self.key('pin')} pins a code to"
        if self.state == "off":
            return f"Nothing stands at {number}: {pins} it"
        if not self._panel.display:
            shows = f"{self.key('suggestions')} shows them"
            return f"Suggestions are hidden: {shows}, {pins} {number}"
        yet = "" if self._is_shown_for(self.desk.coding.passage()) else " yet"
        return f"There is no suggestion {number} for this passage{yet}: {pins} {number}"

    async def likeliest(
        self, places: Sequence[Stretch], least: float, tell: Callable[[int], None]
    ) -> list[tuple[Stretch, Proposed]]:
        """The best suggestion for each of many passages, those of ``least`` or more; best first.

        Args:
            places: the passages.
            least: the smallest share of trust in 0..1.
            tell: called with how many passages have been looked at.

        Raises:
            SuggestionsFailed: if the child process could not do it.
        """
        found: list[tuple[Stretch, Proposed]] = []
        for first in range(0, len(places), AT_ONCE):
            tell(first)
            some = places[first : first + AT_ONCE]
            ranked = await self._rank_many(some)
            for place, suggestions in zip(some, ranked, strict=True):
                best = next(iter(self._to_show(suggestions, ())), None)
                if best is not None and best.score >= least:
                    found.append((place, best))
        found.sort(key=lambda row: -row[1].score)
        self._likeliest_by = self._model
        return found

    async def _rank_many(self, places: Sequence[Stretch]) -> list[list[Suggestion]]:
        if self._client is None or self.state == "off":
            raise SuggestionsFailed("Suggestions are off.")
        return await self._client.likeliest(places, MOST)

    async def stop(self) -> None:
        """End the child process."""
        if self._client is not None:
            await self._client.close()

    @property
    def _panel(self) -> SuggestionsPanel:
        return self.desk.query_one(SuggestionsPanel)

    def _is_shown_for(self, span: Span | None) -> bool:
        document = self.session.document
        return span is not None and document is not None and self._shown_for == (document.id, span)

    def _later(self, timer: Timer | None, seconds: float, work: Callable[[], object]) -> Timer:
        if timer is not None:
            timer.stop()

        def run() -> None:
            self.desk.run_worker(work(), group="suggest", exit_on_error=False)  # type: ignore[arg-type]

        return self.desk.set_timer(seconds, run)

    async def _teach(self) -> None:
        self._learn = None
        if self._client is None or self.state == "off":
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
        self._model = learned
        if self.session.blind or self._silent:
            return
        if learned is None:
            self._say("none yet: the codebook is empty", final=True)
            return
        self._state = "ready"
        await self._rank()

    async def _rank(self) -> None:
        span, document = self.desk.coding.passage(), self.session.document
        if self._client is None or self.state == "off" or span is None or document is None:
            return
        try:
            ranked = await self._client.suggest(document.id, *span, MOST)
        except Superseded:
            return
        except (SuggestionsFailed, OSError) as error:
            self._fail(error.message if isinstance(error, QualcodeError) else "they stopped")
            return
        if self.session.blind or self._silent:
            return
        if self.desk.coding.passage() == span and self.session.document == document:
            if not (self._found and self._is_shown_for(span)):
                self._found = tuple(self._to_show(ranked, self._there(span)))
                self._shown_for, self._found_by = (document.id, span), self._model
            # Else they stay: no number may come to mean another code under the finger.
            self._say(_note(self.view.selection is not None, bool(self._found)), keep=True)
            self.desk.round.tell()

    def _there(self, span: Span) -> set[int]:
        """The codes that the coder has put on a passage already."""
        mine = self.study.coder.id
        return {
            coding.code_id
            for coding in self.session.codings_at(*span)
            if coding.coder_id == mine and coding.start <= span[0] and coding.end >= span[1]
        }

    def _to_show(self, ranked: Sequence[Suggestion], there: Collection[int]) -> Iterator[Proposed]:
        codes = self.session.codes
        for suggestion in ranked:
            key = int(suggestion.code) if suggestion.code.isdigit() else 0
            if key in codes and codes[key].codable and key not in there:
                yield Proposed(key, suggestion.score, suggestion.reasons)

    def _say(self, note: str, *, keep: bool = False, final: bool = False) -> None:
        """Say how the suggestions stand; without ``keep``, there are none any more."""
        self._note, self._final = note, final
        if not keep:
            self._found, self._shown_for = (), None
        if self.desk.is_attached:
            self.show()

    def _fail(self, why: str) -> None:
        self._state = "off"
        self._say(f"off: {why}", final=True)


def _note(selected: bool, found: bool) -> str:
    if not found:
        return "none for this passage"
    what = "the selected words" if selected else "the sentence at the cursor"
    return f"for {what}: a number codes it"
