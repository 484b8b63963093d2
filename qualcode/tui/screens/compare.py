"""Two coders compared, over the whole screen: the list, the transcript, and both on one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.analysis.compare import Kind
from qualcode.study.agreeing import Open, Settled, Verdict
from qualcode.study.types import CoderInfo, CodingRow
from qualcode.text.words import count_words
from qualcode.tui.actions import Pane
from qualcode.tui.compared import Compared
from qualcode.tui.markdown import first_words
from qualcode.tui.screens.codings import ORIGINS
from qualcode.tui.screens.over import Over
from qualcode.tui.screens.picker import swatch
from qualcode.tui.shown import counted, line, name
from qualcode.tui.widgets.lines import Line
from qualcode.tui.widgets.transcript import TranscriptView

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

NARROW, LOW = 100, 30
"""Cells below which the list gets less room, and rows below which the codings do."""

KINDS: dict[Kind, str] = {
    "only a": "A  ",
    "only b": "  B",
    "boundary": "A↔B",
    "code": "A≠B",
    "parent": "A↕B",
}
TOLD: dict[Kind, str] = {
    "only a": "only A gave the code",
    "only b": "only B gave the code",
    "boundary": "the same code, other ends",
    "code": "another code on nearly the same words",
    "parent": "one code is above the other",
}
VERDICTS: dict[Verdict, tuple[str, str]] = {
    "a": ("A", "A's"),
    "b": ("B", "B's"),
    "both": ("+", "both"),
    "neither": ("-", "neither"),
    "other": ("c", "another"),
}
"""The sign of a verdict in the list, and its word."""

ALL_ALIKE = "The two do not differ in this document."


class Compare(Over[bool]):
    """Steps through the disagreements; the answer is whether to go to the place at hand.

    Args:
        desk: the desk.
        compared: the two coders' codings.
    """

    PANE: ClassVar[Pane] = "compare"

    def __init__(self, desk: Desk, compared: Compared) -> None:
        super().__init__(desk)
        self.compared = compared

    def body(self) -> Iterator[Widget]:
        """Who is compared; the list beside the transcript; both at the place; the verdict."""
        yield Line(id="about")
        with Horizontal(id="two"):
            differences = OptionList(id="differences", markup=False)
            differences.can_focus = False
            yield differences
            view = TranscriptView(id="compared")
            view.can_focus = False
            yield view
        yield Static(Content(ALL_ALIKE), id="nothing")
        with Horizontal(id="both"):
            yield Static(id="at-a")
            yield Static(id="at-b")
        yield Line(id="decision")

    def on_mount(self) -> None:
        """Show the document with the codings of the two."""
        session, review = self.desk.session, self.compared.review
        self.view.load(
            session.text,
            session.turns,
            session.speakers,
            review.codings.values(),
            session.codes.values(),
            language=session.study.language,
            signs={review.a.id: "A", review.b.id: "B"},
        )
        self.show()

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.query_one(TranscriptView)

    @property
    def a_page(self) -> int:
        """How many rows of the list a page is."""
        return max(1, self.query_one("#differences").size.height - 1)

    def on_resize(self, event: events.Resize) -> None:
        """Give each part what there is room for."""
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.height < LOW, "-low")
        self.call_after_refresh(self.show_place)

    def study_changed(self) -> None:
        """Read both coders' codings again."""
        self.compared.read()
        if self.query(TranscriptView):
            self.view.set_codes(self.desk.session.codes.values())
            self.view.set_codings(self.compared.review.codings.values())
            self.show()

    def place(self) -> Content:
        """Which disagreement of how many is at hand."""
        total = len(self.compared.rows)
        return Content(f"{self.compared.at + 1} of {total}" if total else "")

    def show(self) -> None:
        """Show the list and the place at hand as they are now."""
        rows = self.compared.rows
        self.query_one("#nothing").display = not rows
        self.query_one("#both").display = bool(rows)
        self.query_one("#decision").display = bool(rows)
        differences = self.query_one("#differences", OptionList)
        differences.display = bool(rows)
        differences.set_options(Option(self._look(row)) for row in rows)
        self._show_about()
        self.show_place()

    def show_place(self) -> None:
        """Show the disagreement at hand: in the list, in the text, and what each has there."""
        row, review = self.compared.current, self.compared.review
        self.show_said(self.desk.said)
        if row is None:
            return
        self.query_one("#differences", OptionList).highlighted = self.compared.at
        found = row.difference
        self.view.go_to(found.start, found.end)
        self.query_one("#at-a", Static).update(self._side("A", review.a, found.a))
        self.query_one("#at-b", Static).update(self._side("B", review.b, found.b))
        self.show_decision()

    def show_decision(self) -> None:
        """Show what was decided of the place at hand, or that nothing was."""
        row = self.compared.current
        if row is None:
            return
        kind = Content() if row.settled else Content.styled(TOLD[row.difference.kind], "bold")
        self.query_one("#decision", Line).show(self._decided(row.settled), kind)

    # -- what it looks like ---------------------------------------------------------------

    def _show_about(self) -> None:
        review = self.compared.review
        document = self.desk.session.document
        who = Content.assemble(
            ("A ┃ ", "bold $accent"),
            name(review.a.name, 16),
            ("  B ┇ ", "bold $accent"),
            name(review.b.name, 16),
            (f"   {name(document.name, 40)}" if document else "", "dim"),
        )
        taken = ", taken over" if review.alike and review.taken == len(review.alike) else ""
        settled = f"{review.settled} of {len(review.rows)} settled · " if review.rows else ""
        self.query_one("#about", Line).show(
            who, Content(f"{settled}{len(review.alike)} alike{taken}")
        )

    def _look(self, row: Open) -> Content:
        found, settled = row.difference, row.settled
        mark = f"✓{VERDICTS[settled.verdict][0]}" if settled else "· "
        turn = self.desk.session.turn_at(found.start)
        return Content.assemble(
            (mark, "$success" if settled else "$warning"),
            (f"{turn.n if turn else 0:>4} ", "dim"),
            (KINDS[found.kind], "bold"),
            " ",
            Content.styled(self._codes((*found.a, *found.b)), "dim" if settled else ""),
        )

    def _codes(self, keys: Sequence[int]) -> str:
        """The names of the codes of some codings, each once, in one line."""
        rows = (self.compared.review.codings[key] for key in keys)
        return " | ".join(dict.fromkeys(self._code(row) for row in rows))

    def _code(self, coding: CodingRow) -> str:
        code = self.desk.session.codes.get(coding.code_id)
        return name(code.name, 40) if code else "?"

    def _side(self, sign: str, coder: CoderInfo, keys: Sequence[int]) -> Content:
        """What one coder has at the place: codes, words and memos."""
        heading = Content.assemble((f"{sign}  ", "bold $accent"), (name(coder.name, 30), "bold"))
        rows = [self.compared.review.codings[key] for key in keys]
        if not rows:
            return Content.assemble(heading, ("\nnothing here", "dim"))
        return Content("\n").join([heading, *(part for row in rows for part in self._coding(row))])

    def _coding(self, coding: CodingRow) -> Iterator[Content]:
        session = self.desk.session
        width = max(20, self.app.size.width // 2 - 3)
        code = session.codes.get(coding.code_id)
        words = counted(count_words(session.text, coding.start, coding.end), "word")
        came = "" if self.has_class("-narrow") else ORIGINS[coding.origin]
        told = f"  {words}{came}"
        label = name(self._code(coding), max(8, width - len(told) - 2))
        yield Content.assemble(swatch(code) if code else "", (label, "bold"), (told, "dim"))
        yield Content(ends(session.text[coding.start : coding.end], width))
        if coding.has_memo:
            for memo in session.memos("coding", coding.id):
                yield Content.styled(f"✎ {first_words(memo.body, width - 4)}", "$warning")

    def _decided(self, settled: Settled | None) -> Content:
        waiting = self.compared.reason
        if settled is None:
            why = f"  ✎ {line(waiting, 60)}" if waiting else ""
            return Content.assemble(("not settled", "$warning"), (why, "dim"))
        said = VERDICTS[settled.verdict][1]
        if settled.verdict != "neither":
            names = " | ".join(dict.fromkeys(self._code(row) for row in settled.codings))
            said = f"{said} ({names})"
        why = f"  ✎ {line(settled.reason, 60)}" if settled.reason else ""
        return Content.assemble(("✓ agreed: ", "$success"), said, (why, "dim"))

    @on(OptionList.OptionSelected, "#differences")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.compared.go(event.option_index)
        self.show_place()


def ends(text: str, cells: int) -> str:
    """A passage in one line, in quotation marks: where it is long, its beginning and its end."""
    whole = " ".join(text.split())
    room = cells - 2
    if len(whole) <= room:
        return f"“{line(whole, room)}”"
    last = whole[-(room // 2) :].split(" ", 1)[-1]
    return f"“{line(whole, room - len(last) - 1)} {line(last, room)}”"
