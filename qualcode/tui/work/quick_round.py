"""The quick round at the desk: one passage after the other, with one key each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.errors import QualcodeError
from qualcode.study.types import CodingRow, Stretch
from qualcode.tui.numbers import Proposed
from qualcode.tui.round import Item, Round
from qualcode.tui.screens.panels import WIDE
from qualcode.tui.screens.picker import swatch
from qualcode.tui.screens.round import AskRound, Choices
from qualcode.tui.shown import counted, name
from qualcode.tui.widgets.lines import Line
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

KEPT = "desk.round"
HOW = (
    "Take, change or skip each passage; {select-sentence} {select-turn} {select-word} "
    "{shrink-sentence} {shrink-turn} {shrink-word} change what is selected"
)


class QuickRound(Part):
    """Brings passages, and goes on when they are coded or skipped."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._round: Round | None = None
        self._choices = Choices()

    @property
    def has_keys(self) -> bool:
        """Whether the keys of the round count in the transcript; not while one resizes."""
        return self._round is not None and self.desk.reading.resizing is None

    # -- beginning and ending -----------------------------------------------------------

    def begin(self) -> None:
        """Ask what to bring, and bring it."""
        kept = Choices.kept(self.study.settings.get(KEPT))
        self.desk.ask(AskRound(kept), self._chosen)

    def _chosen(self, choices: Choices) -> None:
        if choices.bring == "suggestions" and self.desk.suggesting.state != "ready":
            state = self.desk.suggesting.state
            why = "are off" if state == "off" else "are still learning: try again in a moment"
            self.desk.say(f"The suggestions {why}", warning=True)
            return
        self.study.settings.set(KEPT, choices.to_keep())
        self.desk.say(f"Looking for {choices.unit}s that are not coded …")
        self.desk.run_worker(self._gather(choices), group="round", exclusive=True)

    async def _gather(self, choices: Choices) -> None:
        here = self.document.id if choices.where == "this" else None
        whose = self._whose(choices)
        try:
            places = await self.desk.reader.read(
                lambda study: study.codings.uncoded(here, unit=choices.unit, coder_id=whose)
            )
            if choices.bring == "suggestions":
                items = await self._suggested(places, choices.least / 100)
            else:
                items = [Item(place) for place in self._onwards(places, choices)]
        except QualcodeError as error:
            self.desk.problem(error)
            return
        if items:
            self._start(items, choices)
        else:
            found = bool(places)
            why = "Nothing that is not coded has so sure a suggestion" if found else "All is coded"
            self.desk.say(f"{why}; {self.key('round')} asks for another round")

    async def _suggested(self, places: Sequence[Stretch], least: float) -> list[Item]:
        def tell(seen: int) -> None:
            self.desk.say(f"Looking at suggestions: {seen:,} of {counted(len(places), 'passage')}")

        likeliest = await self.desk.suggesting.likeliest(places, least, tell)
        return [Item(place, best.code_id, best.score) for place, best in likeliest]

    def _onwards(self, places: Sequence[Stretch], choices: Choices) -> Sequence[Stretch]:
        """What comes from where the round is to begin; all, where nothing does."""
        document = self.session.document
        if choices.begin == "beginning" or document is None:
            return places
        order = {known.id: n for n, known in enumerate(self.session.documents)}
        here = order[document.id], self.view.caret.begin
        after = [p for p in places if (order.get(p.document_id, -1), p.end - 1) >= here]
        return after or places

    def _start(self, items: Sequence[Item], choices: Choices) -> None:
        self._choices = choices
        self._round = Round(items, self._still)
        self.desk.query_one("#round").display = True
        self.desk.reading.marking = False
        self.desk.say(self.desk.keymap.fill(HOW, "round"))
        self._show()

    def leave(self) -> None:
        """End marking, or else the round."""
        if self.desk.reading.marking:
            self.desk.reading.clear()
        else:
            self.end()

    def end(self) -> None:
        """End the round and say what came of it."""
        if self._round is None:
            return
        did = self._round.progress
        left = did.total - did.coded - did.skipped
        self._round = None
        self.desk.query_one("#round").display = False
        self.view.clear_selection()
        self.desk.show_keys()
        self.desk.say(
            f"Quick round ended: {did.coded} coded, {did.skipped} skipped, {left} not looked at"
        )

    # -- one passage after the other ----------------------------------------------------

    def take(self) -> None:
        """Code the passage with what is suggested for it, or ask for a code.

        Somewhere else, come back to the passage; after the last one, end.
        """
        if self._round is None:
            return
        if self._round.current is None:
            self.end()
        elif not self._at_hand():
            self._show()
        elif (offered := self.offer()) is not None and (span := self.view.selection):
            self.desk.coding.put(span, offered.code_id, origin="suggestion")
        else:
            self.desk.coding.pick()

    def skip(self) -> None:
        """Go on to the next passage."""
        if self._round is not None and self._round.current is None:
            self.end()
        elif self._round is not None:
            self._note_refused()
            self._round.skip(self.study.history.undo_point())
            self._show()

    def back(self) -> None:
        """Go back to the passage before."""
        if self._round is not None and self._round.back():
            self._show()
        else:
            self.desk.say("This is the first passage of the round")

    def coded(self, rows: Sequence[CodingRow], *, changed: bool) -> None:
        """Go on, if what was coded is the passage at hand."""
        if self._round is None or self._round.current is None:
            return
        place = self._round.current.place
        if any(
            row.document_id == place.document_id and row.start < place.end and row.end > place.start
            for row in rows
        ):
            self._round.take(self.study.history.undo_point(), changed=changed)
            self._show()

    def takes_back(self) -> bool:
        """Take back the last step, if it changed nothing in the study; whether it did so."""
        step = self._round.last if self._round else None
        if self._round is None or step is None or step.changed:
            return False
        if step.point != self.study.history.undo_point():
            return False
        self._round.undo()
        self._show()
        self.desk.say("Back at the passage")
        return True

    def undone(self) -> None:
        """Bring back the passages whose codings have been undone."""
        point = self.study.history.undo_point() or 0
        back = False
        while (
            self._round is not None
            and (step := self._round.last) is not None
            and (step.point or 0) > point
        ):
            self._round.undo()
            back = True
        if back:
            self._show()

    def tell(self) -> None:
        """Show how far the round is, and what Enter would do."""
        if self._round is None or not self.desk.is_attached:
            return
        did = self._round.progress
        done = f"{did.coded} coded · {did.skipped} skipped"
        if self._round.current is None:
            left = Content(f"all {did.total} seen · {done}")
            right = Content(f"{self.key('round-take')}: end")
        else:
            mark = f"  ({self._round.mark})" if self._round.mark else ""
            left = Content(f"{did.number} of {did.total}{mark} · {done}")
            right = self._enter()
        if self.desk.reading.resizing is not None:
            right = Content(f"{self.key('codings-here')}: keep the ends")
        title = Content.styled("Quick round  ", "bold")
        self.desk.query_one("#round", Line).show(title + left, right)

    # -- what it rests on ---------------------------------------------------------------

    def _show(self) -> None:
        """Bring the passage at hand before one."""
        item = self._round.current if self._round else None
        if item is not None:
            self.desk.open(item.place.document_id, at=item.place.start, end=item.place.end)
            self.view.focus()
        else:
            self.view.clear_selection()
        self.desk.show_keys()

    def _enter(self) -> Content:
        take = self.key("round-take")
        if not self._at_hand():
            return Content(f"{take}: back to the passage")
        offered = self.offer()
        if offered is None:
            return Content(f"{take}: pick a code")
        code = self.session.codes[offered.code_id]
        label = name(code.name, 30 if self.desk.app.size.width >= WIDE else 14)
        share = f"  {offered.score * 100:.0f} %"
        return Content.assemble(f"{take}: ", swatch(code), (label, "bold"), share)

    def offer(self) -> Proposed | None:
        """What Enter would put on the passage at hand; None where there is nothing, or elsewhere.

        The code that the passage came for, else the best suggestion on the screen.
        """
        item = self._round.current if self._round else None
        if item is None or not self._at_hand():
            return None
        proposed = self.desk.suggesting.proposed_for(self.desk.coding.passage())
        if item.code_id:
            came_for = Proposed(item.code_id, item.score, ())
            proposed = (*(p for p in proposed if p.code_id == item.code_id), came_for)
        code = self.session.codes.get(proposed[0].code_id) if proposed else None
        return proposed[0] if code is not None and code.codable else None

    def _note_refused(self) -> None:
        """Keep for the record what was suggested for the passage that is skipped."""
        span = self.view.selection if self._at_hand() else None
        shown = self.desk.suggesting.shown_for(span) if span else None
        if span and shown and self._round and not self._round.mark and not self.study.read_only:
            self.study.suggestions.record.refuse(Stretch(self.document.id, *span), shown)

    def _at_hand(self) -> bool:
        """Whether what is selected is of the passage that the round brought."""
        item = self._round.current if self._round else None
        span, document = self.view.selection, self.session.document
        if item is None or span is None or document is None:
            return False
        place = item.place
        return place.document_id == document.id and span[0] < place.end and span[1] > place.start

    def _still(self, item: Item) -> bool:
        place = item.place
        known = any(document.id == place.document_id for document in self.session.documents)
        return known and not self.study.codings.touching(*place, self._whose(self._choices))

    def _whose(self, choices: Choices) -> int | None:
        return self.study.coder.id if choices.whose == "me" or self.session.blind else None
