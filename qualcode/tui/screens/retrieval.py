"""The passages that were retrieved, over the whole screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qualcode.tui.actions import Pane
from qualcode.tui.retrieved import Retrieved
from qualcode.tui.screens.over import Over
from qualcode.tui.shown import counted, name
from qualcode.tui.widgets.passages import PassageList

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

MANY = 2_000
"""Passages from which on people are counted only once the list is shown."""

NOTHING = (
    "No passage meets all of this. {passages-widen} drops the last condition, {passages-narrow} "
    "changes them, {passages-another} takes another code."
)


class Passages(Over[int]):
    """Lists passages; the answer is the coding to go to, or 0 to stay where one was."""

    PANE: ClassVar[Pane] = "passages"

    def __init__(self, desk: Desk, retrieved: Retrieved) -> None:
        super().__init__(desk)
        self.retrieved = retrieved

    def body(self) -> Iterator[Widget]:
        """What was asked, and the passages."""
        yield Static(id="asked")
        yield PassageList(self.desk.session, self.retrieved, id="passages")
        yield Static(id="nothing", classes="note")

    def on_mount(self) -> None:
        """Show the list as it was left."""
        self.show()

    @property
    def list(self) -> PassageList:
        """The list."""
        return self.query_one(PassageList)

    def show(self) -> None:
        """Show the list as it is now."""
        if not self.query(PassageList):  # the screen is not made up yet
            return
        many = len(self.retrieved.matches) > MANY
        self._show_asked(people=not many)
        if many:
            self.call_after_refresh(self._show_asked, people=True)
        self.list.display = bool(self.retrieved.matches)
        nothing = self.query_one("#nothing", Static)
        told = self.desk.keymap.fill(NOTHING, self.PANE)
        nothing.update(Content(name(self.retrieved.wrong) or told))
        nothing.display = not self.retrieved.matches
        self.list.show()
        self.show_said(self.desk.said)

    def study_changed(self) -> None:
        """Read the list again."""
        self.desk.retrieving.read_again()

    def place(self) -> Content:
        """Which passage of how many is highlighted, and how many are marked."""
        total, marked = len(self.retrieved.matches), len(self.retrieved.marks)
        return Content.assemble(
            (f"{marked:,} marked  " if marked else "", "bold $accent"),
            f"{self.retrieved.cursor + 1:,} of {total:,}" if total else "",
        )

    def _show_asked(self, *, people: bool) -> None:
        retrieved = self.retrieved
        found = counted(len(retrieved.matches), "passage")
        if people:
            found += f" of {counted(retrieved.people, 'person', 'people')}"
        told = Content.assemble((name(retrieved.in_words), "bold"), f": {found}")
        self.query_one("#asked", Static).update(told)

    @on(PassageList.Clicked)
    def _clicked(self, event: PassageList.Clicked) -> None:
        if event.twice:
            self.desk.action_do("passages-go")
            return
        if event.on_mark:
            self.retrieved.mark(event.number)
        self.retrieved.cursor = event.number
        self.show()

    @on(PassageList.Wheeled)
    def _wheeled(self, event: PassageList.Wheeled) -> None:
        self.retrieved.step(event.step)
        self.show()
