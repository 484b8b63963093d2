"""A screen that covers the desk for a kind of work with keys of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from qualcode.tui.actions import Pane
from qualcode.tui.keymap import Presses
from qualcode.tui.widgets.lines import KeyLine, Line

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

Result = TypeVar("Result")


def pressed(presses: Presses, pane: Pane, event: events.Key) -> str | None:
    """The id of the action that a key in a pane stands for; None where it stands for none (yet)."""
    meant, action_id = presses.press(pane, event.key)
    if meant:
        event.stop()
        event.prevent_default()
    return action_id


class Over(Screen[Result], Generic[Result]):
    """Fills the screen above the line that says what was done and the line of keys.

    Its keys are the actions of its pane in the registry; the desk carries them out.
    """

    PANE: ClassVar[Pane]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.presses = Presses(desk.keymap)

    def compose(self) -> ComposeResult:
        """What is shown, what was done, what to press."""
        yield from self.body()
        yield Line(id="done")
        yield KeyLine(self.desk.keymap, id="keys")

    def body(self) -> Iterator[Widget]:
        """What stands above the two lines."""
        yield from ()

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(KeyLine).show(self.PANE)

    def study_changed(self) -> None:
        """The study is not as it was: show it as it is."""

    def place(self) -> Content:
        """Where one is, for the end of the line that says what was done."""
        return Content()

    def show_said(self, said: Content) -> None:
        """Show what was said or done."""
        for line in self.query("#done").results(Line):  # none before the screen is made up
            line.show(said, self.place())

    def on_key(self, event: events.Key) -> None:
        """Do what the key stands for here."""
        action_id = pressed(self.presses, self.PANE, event)
        self.query_one(KeyLine).show(self.PANE, begun=self.presses.begun)
        if action_id is not None:
            self.desk.action_do(action_id)

    @on(KeyLine.Clicked)
    def _key_clicked(self, event: KeyLine.Clicked) -> None:
        self.desk.action_do(event.action_id)
