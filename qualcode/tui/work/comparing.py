"""Comparing two coders: their disagreements one by one, and what they agree on."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.errors import QualcodeError
from qualcode.study.agreeing import Review, Verdict
from qualcode.study.types import CoderInfo
from qualcode.tui.compared import Compared
from qualcode.tui.screens.ask import AskLine
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.compare import VERDICTS, Compare
from qualcode.tui.screens.figures import Figures
from qualcode.tui.screens.picker import Picked
from qualcode.tui.shown import counted, name
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.analysis.agreement import Agreement
    from qualcode.study import Study
    from qualcode.tui.screens.desk import Desk

KEPT = (
    "Kept with what comes next: {compare-a} {compare-b} {compare-both} {compare-neither} or "
    "{compare-other}"
)


class Comparing(Part):
    """Opens the view of two coders and works in it.

    Attributes:
        kept: what was compared last; the same two are taken up again where one was.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kept: Compared | None = None

    def open(self) -> None:
        """Compare two coders of the open document; asks which, where there are more."""
        if self.session.blind:
            self.desk.say(f"You are coding blind: {self.key('blind')} ends it")
            return
        coders = self.study.coders.who_coded(self.document.id)
        if len(coders) < 2:
            who = name(coders[0].name, 30) if coders else "nobody"
            self.desk.say(f"Only {who} has coded this document: two coders can be compared")
        elif len(coders) == 2:
            self._open((coders[0].id, coders[1].id))
        else:
            self._choose(coders)

    def _choose(self, coders: list[CoderInfo]) -> None:
        rows = [
            Row(
                (one.id, other.id),
                Content(f"{name(one.name, 30)} and {name(other.name, 30)}"),
                (one.name, other.name),
            )
            for one, other in combinations(coders, 2)
        ]
        start = self.kept.coders if self.kept else None
        choose: Choose[tuple[int, int]] = Choose("Compare which two?", rows, start=start)
        self.desk.ask(choose, self._open)

    def _open(self, coders: tuple[int, int]) -> None:
        document_id = self.document.id
        self.desk.fetching.fetch(
            lambda study: study.agreeing.review(document_id, *coders),
            self._show,
            size=len(self.session.codings),
            what="what the two coded",
        )

    def _show(self, review: Review) -> None:
        kept, coders = self.kept, (review.a.id, review.b.id)
        if kept is not None and (kept.document_id, kept.coders) == (review.document_id, coders):
            kept.take(review)
        else:
            kept = Compared(self.study, review)
        self.kept = kept
        self.desk.say("")
        self.desk.ask(Compare(self.desk, kept), self._left)

    def _left(self, go: bool) -> None:
        row = self._at.current
        if go and row is not None:
            where = row.difference.start, row.difference.end
            self.desk.places.jump(self._at.document_id, *where)
            self.view.focus()
            self.desk.say(f"{self.key('compare')} comes back to the two coders")

    @property
    def _at(self) -> Compared:
        assert self.kept is not None, "the action was called without two coders"
        return self.kept

    @property
    def _screen(self) -> Compare:
        return next(screen for screen in self.desk.over if isinstance(screen, Compare))

    # -- going through them ---------------------------------------------------------------

    def step(self, step: int) -> None:
        """The next disagreement, or the one before; past the last, how far the two agree."""
        if self._at.go(self._at.at + step):
            self.desk.say("")
            self._screen.show_place()
        elif step > 0:
            self.figures()

    def page(self, step: int) -> None:
        """A page further."""
        self._to(self._at.at + step * self._screen.a_page)

    def edge(self, direction: int) -> None:
        """The first, or the last."""
        self._to(len(self._at.rows) if direction > 0 else 0)

    def _to(self, number: int) -> None:
        if self._at.go(number):
            self.desk.say("")
            self._screen.show_place()

    def onwards(self) -> None:
        """The next one that is not settled."""
        if self._at.onwards():
            self.desk.say("")
            self._screen.show_place()
        else:
            self.desk.say(self._all_settled())

    def extend(self, unit: str, step: int) -> None:
        """Change the words that another code would be put on."""
        self._screen.view.action_extend(unit, step)

    def go(self) -> None:
        """Go to the place in the document."""
        self._screen.dismiss(True)

    def leave(self) -> None:
        """Go back to where one was."""
        self._screen.dismiss(False)

    # -- settling ------------------------------------------------------------------------

    def decide(self, verdict: Verdict) -> None:
        """Agree on the coding of one, of both, or of neither, and go on."""
        row = self._at.current
        if row is not None:
            self.study.agreeing.decide(row.difference, verdict, reason=self._reason())
            self._decided()

    def other(self) -> None:
        """Agree on a code of one's choice for the selected words, and go on."""
        row, span = self._at.current, self._screen.view.selection
        if row is None:
            return
        span = span or (row.difference.start, row.difference.end)
        keys = (*row.difference.a, *row.difference.b)
        first = self._at.review.codings[keys[0]].code_id
        picker = self.desk.coding.picker("Agree on which code?", span, start=first)

        def picked(answer: Picked) -> None:
            if isinstance(answer, int):
                reason = self._reason()
                self.study.agreeing.decide(
                    row.difference, "other", code_id=answer, span=span, reason=reason
                )
                self._decided()

        self.desk.ask(picker, picked)

    def reason(self) -> None:
        """Say why: of a decision that was made, or of the one that comes."""
        row = self._at.current
        if row is None:
            return
        settled = row.settled
        ask = AskLine(
            "Why is it so?",
            value=settled.reason if settled else self._at.reason,
            note="Kept with what is agreed on, for those who read the study later.",
        )

        def then(reason: str) -> None:
            if settled is None:
                self._at.reason = reason
                self._screen.show_decision()
                self.desk.say(self.desk.keymap.fill(KEPT))
            else:
                self.study.agreeing.give_reason(settled, reason)
                self.desk.following.catch_up()
                self.desk.done("Kept why")

        self.desk.ask(ask, then)

    def _reason(self) -> str:
        """Why it is decided so: as just said, or as it was said of the decision before."""
        row = self._at.current
        kept = row.settled.reason if row and row.settled else ""
        return self._at.reason or kept

    def _decided(self) -> None:
        self._at.reason = ""
        self.desk.following.catch_up()
        review, row = self._at.review, self._at.current
        said = f"Agreed: {VERDICTS[row.settled.verdict][1]}" if row and row.settled else "Agreed"
        more = self._at.onwards()
        self._screen.show_place()
        done = f"{review.settled} of {len(review.rows)} settled" if more else self._all_settled()
        self.desk.done(f"{said} · {done}")

    def _all_settled(self) -> str:
        review = self._at.review
        alike = len(review.alike) - review.taken
        rest = f", {self.key('compare-alike')} takes over {alike} alike" if alike else ""
        shows = f"{self.key('compare-figures')} shows how far the two agree"
        return f"All {len(review.rows)} are settled: {shows}{rest}"

    def take_over(self) -> None:
        """Take over all that both coded alike."""
        taken = self.study.agreeing.take_over(self._at.review)
        self.desk.following.catch_up()
        if taken:
            self.desk.done(f"Agreed on {counted(taken, 'coding')} that both made")
        else:
            self.desk.say("All that both coded alike is agreed on already")

    # -- how far they agree ---------------------------------------------------------------

    def figures(self) -> None:
        """Show how far the two agree in this document, as they coded."""
        self.desk.say("Counting …")
        self.desk.run_worker(self._figures(self._at), group="figures", exclusive=True)

    async def _figures(self, at: Compared) -> None:
        """Count in a thread: all turns of the study are looked at."""
        try:
            if self.desk.present is self.study:
                found, blind = await self.desk.reader.read(partial(_count, at))
            else:
                found, blind = _count(at, self.study)
        except QualcodeError as error:
            self.desk.problem(error)
            return
        self.desk.say("")
        if any(isinstance(screen, Compare) for screen in self.desk.over):
            coders = at.review.a, at.review.b
            self.desk.app.push_screen(Figures(found, coders, self.session.codes, blind=blind))


def _count(at: Compared, study: Study) -> tuple[Agreement, str]:
    """How far the two agree in the document, and a sentence on who coded blind."""
    found = study.analyses.agreement(*at.coders, document_ids=[at.document_id])
    told = [
        f"{study.coders.made_blind(coder, [at.document_id]).share} of {sign}'s"
        for sign, coder in zip("AB", at.coders, strict=True)
    ]
    return found, f"Coded blind: {' and '.join(told)} codings."
