"""The desk: documents, transcript, suggestions and codebook on one screen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from qualcode.errors import QualcodeError
from qualcode.tui.actions import ACTIONS, Pane
from qualcode.tui.keymap import STANDARD, Keymap, Presses
from qualcode.tui.reader import Reader
from qualcode.tui.screens.following import Following
from qualcode.tui.screens.over import Over, pressed
from qualcode.tui.screens.panels import WIDE, Panels
from qualcode.tui.screens.sides import Sides
from qualcode.tui.session import Session
from qualcode.tui.shown import name
from qualcode.tui.widgets.codebook import CodebookTree
from qualcode.tui.widgets.codebook_panel import CodebookPanel
from qualcode.tui.widgets.documents import DocumentList, DocumentsPanel
from qualcode.tui.widgets.lines import KeyLine, Line
from qualcode.tui.widgets.suggestions import SuggestionsPanel
from qualcode.tui.widgets.transcript import TranscriptView
from qualcode.tui.work.needs import missing
from qualcode.tui.work.parts import Parts
from qualcode.tui.work.suggesting import Suggesting

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.tui.work.codebook import CodebookWork
    from qualcode.tui.work.coding import Coding
    from qualcode.tui.work.comparing import Comparing
    from qualcode.tui.work.fetching import Fetching
    from qualcode.tui.work.finding import Finding
    from qualcode.tui.work.memos import Memos
    from qualcode.tui.work.places import Places
    from qualcode.tui.work.quick_round import QuickRound
    from qualcode.tui.work.reading import Reading
    from qualcode.tui.work.restructuring import Restructuring
    from qualcode.tui.work.retrieving import Retrieving
    from qualcode.tui.work.touring import Touring

Answer = TypeVar("Answer")

WATCH = 1.0
"""Seconds between two looks at whether somebody else changed the study."""
KEEP = 5.0
"""Seconds between two times at which the place is written down, so that it outlives a crash."""
LOAD = 0.1
"""Seconds between loading two parts that the first frame does not need."""


class Desk(Screen[None]):
    """Where one codes. It holds the parts of the work and shows what they did.

    Args:
        session: the open study.
        suggestions: whether codes are suggested (in a child process).
        keymap: which keys do what.
    """

    def __init__(
        self, session: Session, *, suggestions: bool = True, keymap: Keymap = STANDARD
    ) -> None:
        super().__init__()
        self.keymap = keymap
        self.presses = Presses(keymap)
        self.sides = Sides(self, session)
        self.parts = Parts(self)
        self.reader = Reader(session.study)
        self.suggesting = Suggesting(self, enabled=suggestions)
        self.panels = Panels(self)
        self.following = Following(self)
        self._said = Content()

    @property
    def session(self) -> Session:
        """What the side one works on has before it."""
        return self.sides.active.session

    @property
    def transcript(self) -> TranscriptView:
        """The transcript one works on."""
        return self.sides.active.view

    @property
    def reading(self) -> Reading:
        """Moving and selecting."""
        return cast("Reading", self.parts["reading"])

    @property
    def coding(self) -> Coding:
        """Putting codes on passages."""
        return cast("Coding", self.parts["coding"])

    @property
    def codebook_work(self) -> CodebookWork:
        """Changing the codebook."""
        return cast("CodebookWork", self.parts["codebook"])

    @property
    def memos(self) -> Memos:
        """Writing memos."""
        return cast("Memos", self.parts["memos"])

    @property
    def restructuring(self) -> Restructuring:
        """Moving, merging and splitting codes."""
        return cast("Restructuring", self.parts["restructuring"])

    @property
    def places(self) -> Places:
        """Where one was before one jumped."""
        return cast("Places", self.parts["places"])

    @property
    def round(self) -> QuickRound:
        """The quick round."""
        return cast("QuickRound", self.parts["round"])

    @property
    def tour(self) -> Touring:
        """The tour."""
        return cast("Touring", self.parts["tour"])

    @property
    def fetching(self) -> Fetching:
        """What is looked for in a thread."""
        return cast("Fetching", self.parts["fetching"])

    @property
    def finding(self) -> Finding:
        """Finding words."""
        return cast("Finding", self.parts["finding"])

    @property
    def retrieving(self) -> Retrieving:
        """Lists of passages."""
        return cast("Retrieving", self.parts["retrieving"])

    @property
    def comparing(self) -> Comparing:
        """Two coders compared."""
        return cast("Comparing", self.parts["comparing"])

    @property
    def over(self) -> list[Over[Any]]:
        """The screens that cover the desk."""
        return [screen for screen in self.app.screen_stack if isinstance(screen, Over)]

    def compose(self) -> ComposeResult:
        """Where one is; the panels; what was done; what to press."""
        yield Line(id="place")
        with Horizontal(id="panels"):
            yield DocumentsPanel(id="documents")
            with Container(id="sides"):
                yield from self.sides.all
            yield CodebookPanel(id="codebook")
        yield SuggestionsPanel(id="suggestions")
        yield Line(id="round")
        yield Static(id="tour", markup=False)
        yield Line(id="done")
        yield KeyLine(self.keymap, id="keys")

    def on_mount(self) -> None:
        """Open the document of last time, where it was left."""
        self.codebook_tree = self.query_one(CodebookTree)
        self.document_list = self.query_one(DocumentList)
        self.panels.arrange()
        self.begin()
        self.session.keep_places()
        self.following.show_lists()
        self.transcript.focus()
        self.welcome()
        self.tour.begin_with_study()
        self.suggesting.start()
        self.set_interval(WATCH, self.watch_study)
        self.set_interval(KEEP, self.keep_places)
        self.call_after_refresh(self._load_behind)

    def _load_behind(self) -> None:
        """Load what will be wanted soon, bit by bit, so that no key waits for it."""
        if self.parts.load_one_more():
            self.set_timer(LOAD, self._load_behind)

    def begin(self) -> None:
        """Open the document to begin with."""
        self.sides.active.open_first()

    @property
    def present(self) -> Study:
        """The study as it is now."""
        return self.session.study

    @property
    def unchangeable(self) -> str:
        """Why nothing can be changed, where that is so."""
        return "This study is open for reading only."

    def step_back(self) -> None:
        """Go back one step further, where there is nothing to let go of: out of the tour."""
        if self.tour.on:
            self.tour.leave()

    # -- doing ---------------------------------------------------------------------

    def action_do(self, action_id: str) -> None:
        """Do what a key, a click or the palette asks for, or say what is missing for it."""
        action = ACTIONS[action_id]
        lacking = missing(self, action)
        if lacking is not None:
            self.say(lacking, warning=True)
            return
        part, method = action.call.split(".")
        self.tour.did(action_id)
        self.guarded(lambda: getattr(self.parts[part], method)(*action.args))
        self.tour.look()
        self.show_place()  # at once, so that it is drawn in the same frame
        self.suggesting.mind_passage()

    def ask(self, screen: Screen[Answer], then: Callable[[Answer], None]) -> None:
        """Ask something; ``then`` gets the answer, unless the person left without one."""

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self.guarded(lambda: then(answer))
                self.tour.look()

        self.app.push_screen(screen, answered)

    def guarded(self, work: Callable[[], None]) -> None:
        """Do some work; say what went wrong, if anything does."""
        try:
            work()
        except QualcodeError as error:
            self.problem(error)

    def problem(self, error: QualcodeError) -> None:
        """Show what went wrong; the study is as it was."""
        self.notify(name(str(error)), severity="error", markup=False, timeout=8)

    # -- saying --------------------------------------------------------------------

    def say(self, words: str, *, warning: bool = False) -> None:
        """Show a sentence in the line above the keys; ``words`` must be safe to show."""
        self._said = Content.styled(words, "$warning" if warning else "")
        self.show_done()

    def done(self, words: str) -> None:
        """Show what was done and saved."""
        self._said = Content.assemble(
            ("✓ ", "$success"), words, (f"  (undo: {self.key('undo')})", "dim")
        )
        self.show_done()

    @property
    def said(self) -> Content:
        """What was said or done last."""
        return self._said

    def show_done(self) -> None:
        """Show what was said or done last, and who is at work."""
        if self.is_attached:
            self.query_one("#done", Line).show(self._said, self._who())
            for screen in self.over:
                screen.show_said(self._said)

    def _who(self) -> Content:
        study = self.session.study
        state = "reading only" if study.read_only else name(study.coder.name, 24)
        only = "  blind" if self.session.blind else "  only mine" if self.session.only_mine else ""
        title = f"{name(study.name, 30)}  " if self.app.size.width >= WIDE else ""
        return Content.assemble((title, "dim"), (state, "bold"), (only, "$warning"))

    def welcome(self) -> None:
        """Say what one can do here."""
        if self.session.document is None:
            leave = self.key("quit")
            self.say(f"No documents yet. Leave with {leave}, then: qualcode import STUDY FILE")
        elif self.session.study.read_only:
            self.say("Open for reading only: look round; nothing can be changed")
        else:
            told = "{select-sentence} selects a sentence, {code} codes it, {help} helps"
            self.say(f"{self.keymap.fill(told)}; all is saved at once")

    def show_place(self) -> None:
        """Show where one is."""
        session = self.session
        if session.document is None:
            self.query_one("#place", Line).show(Content.styled(name(session.study.name), "bold"))
            return
        turn = self.transcript.turn + 1 if session.turns else 0
        self.sides.show()
        left = Content.styled(name(session.document.name), "bold")
        right = Content(
            f"turn {turn} of {len(session.turns)} · {self.following.coverage.percent} % coded"
        )
        self.query_one("#place", Line).show(left, right)

    def show_keys(self) -> None:
        """Show the keys that count here."""
        resizing = self.reading.resizing is not None
        writing, begun = not self.session.study.read_only, self.presses.begun
        line = self.query_one(KeyLine)
        line.show(self.pane, resizing=resizing, writing=writing, begun=begun)
        self.round.tell()

    @property
    def pane(self) -> Pane:
        """Which pane has the focus."""
        if self.focused is self.codebook_tree:
            return "codebook"
        if self.focused is not None and self.focused.id == "codebook-filter":
            return "filter"
        if self.focused is self.document_list:
            return "documents"
        return "round" if self.round.has_keys else "transcript"

    def key(self, action_id: str) -> str:
        """The key of an action that a sentence names, as people write it."""
        return self.keymap.key(action_id, self.keys_pane)

    @property
    def keys_pane(self) -> Pane:
        """The pane whose keys count: one that covers the desk, or the one in focus."""
        return self.over[-1].PANE if self.over else self.pane

    def watch_study(self) -> None:
        """Notice what another program did to the study."""
        self.following.watch()

    # -- documents and panels -------------------------------------------------------------

    def open(self, document_id: int, *, at: int | None = None, end: int | None = None) -> None:
        """Show a document where it was left, or at a place."""
        if self.sides.active.open(document_id):
            self.reading.let_go()
            self.session.keep_places()
            self.finding.show()
            self.following.show_lists()
        if at is not None:
            self.transcript.go_to(at, end)
        self.sides.show()
        self.suggesting.ask_soon()

    def keep_places(self) -> None:
        """Write down where one is; where that cannot be done now, the next time will do."""
        for side in reversed(self.sides.all):
            side.remember()
        with contextlib.suppress(QualcodeError):
            self.session.keep_places()

    def leave(self) -> None:
        """Write down the place and end the program."""
        self.keep_places()
        self.app.exit()

    async def on_unmount(self) -> None:
        """End the child process, and let the study go."""
        await self.suggesting.stop()
        self.reader.close()

    # -- events ------------------------------------------------------------------------

    def on_resize(self, _event: events.Resize) -> None:
        """Show what there is room for."""
        self.panels.arrange()
        self.show_done()
        self.call_after_refresh(self.query_one(DocumentsPanel).show, self.session)

    def on_key(self, event: events.Key) -> None:
        """Do what the key stands for in the pane in focus.

        Keys are looked up here and not by Textual's bindings, as which keys count comes from the
        keymap. That a key finds what the one before it has asked is seen to by
        :class:`qualcode.tui.in_order.InOrder`.
        """
        was = self.presses.begun
        action_id = pressed(self.presses, self.pane, event)
        if self.presses.begun != was:
            self.show_keys()
        if action_id is not None:
            self.action_do(action_id)

    def on_descendant_focus(self) -> None:
        """Other keys count in another pane, and the panels are about another side."""
        if self.sides.focused(self.focused):
            self.reading.let_go()
            self.following.show_lists()
            self.suggesting.ask_soon()
        self.presses.begun = ""
        self.panels.show_here()
        self.show_keys()
        self.tour.look()

    @on(TranscriptView.CursorMoved)
    @on(TranscriptView.SelectionChanged)
    def _moved(self) -> None:
        self.show_place()
        self.round.tell()
        self.suggesting.ask_soon()

    @on(TranscriptView.CodingClicked)
    def _coding_clicked(self, event: TranscriptView.CodingClicked) -> None:
        coding = self.session.codings.get(event.id)
        if coding is not None:
            self.transcript.go_to(coding.start)
            self.transcript.focus()
            self.action_do("codings-here")

    @on(SuggestionsPanel.Taken)
    def _suggestion_taken(self, event: SuggestionsPanel.Taken) -> None:
        self.action_do(f"number-{event.number}")

    def on_click(self, event: events.Click) -> None:
        """A right click asks what to do with what it was on, which has the focus by then."""
        here = self.focused
        if event.button == 3 and here is not None and here.region.contains(*event.screen_offset):
            self.action_do("menu")

    @on(KeyLine.Clicked)
    def _key_clicked(self, event: KeyLine.Clicked) -> None:
        self.action_do(event.action_id)

    @on(CodebookTree.Coded)
    def _double_clicked(self) -> None:
        self.action_do("apply-highlighted")

    @on(CodebookTree.Aimed)
    def _code_aimed(self, event: CodebookTree.Aimed) -> None:
        self.say(event.words)

    @on(CodebookTree.Dropped)
    def _code_dropped(self, event: CodebookTree.Dropped) -> None:
        where = event.parent_id, event.before_id
        self.guarded(lambda: self.restructuring.drop(event.code_id, *where))

    @on(OptionList.OptionSelected, "#document-list")
    def _document_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            document_id = int(event.option_id)
            self.guarded(lambda: self.open(document_id))
            self.transcript.focus()
