"""Asking for a line, or for yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from qualcode.tui.screens.dialog import Dialog, LineInput
from qualcode.tui.shown import clean_name


class AskLine(Dialog[str]):
    """Asks for one line; the answer has no blanks at its ends and is never empty.

    Args:
        title: what is asked.
        value: what stands there to begin with, from outside or not.
        note: a sentence below the line.
        hint: grey words in the empty line.
    """

    def __init__(self, title: str, *, value: str = "", note: str = "", hint: str = "") -> None:
        super().__init__(title)
        self._value = clean_name(value)
        self._note = note
        self._hint = hint

    def body(self) -> Iterator[Widget]:
        """The line, and the note."""
        yield LineInput(self._value, placeholder=self._hint, id="line", select_on_focus=False)
        if self._note:
            yield Static(Content(self._note), classes="note")

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if answer := event.value.strip():
            self.dismiss(answer)
        else:
            self.app.bell()


class Confirm(Dialog[bool]):
    """Shows what will happen and asks whether it should."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,y", "yes", "Do it", show=False)]

    def __init__(self, title: str, lines: Sequence[Content], *, yes: str) -> None:
        super().__init__(title, keys=f"Enter: {yes}   Esc: leave everything as it is")
        self._lines = lines

    def body(self) -> Iterator[Widget]:
        """A line for each thing that will happen."""
        yield Static(Content("\n").join(self._lines), classes="told")

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)
