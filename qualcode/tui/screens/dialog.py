"""What all dialogues share: a frame, a title, a line of keys, and typing that is never lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from qualcode.tui.readable import unfiltered
from qualcode.tui.shown import clean_name

Result = TypeVar("Result")


class LineInput(Input):
    """A line to type in; what cannot be seen is dropped from what is pasted.

    Its cursor does not blink: a screen on which nothing happens sends nothing. Its place stays
    the same whatever is in it: a letter more does not have the whole screen laid out anew.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)

    def on_mount(self) -> None:
        """Let the cursor stand."""
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        pasted = clean_name(event.text)
        if pasted:
            self.replace(pasted, *self.selection)


class Dialog(ModalScreen[Result]):
    """A question over the desk; Esc leaves it without an answer (None).

    Args:
        title: what is asked.
        keys: the line at the bottom that says what to press.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Leave", show=False),
    ]

    def __init__(self, title: str, *, keys: str = "Enter: take it   Esc: leave") -> None:
        super().__init__()
        self._title = title
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The frame around :meth:`body`."""
        with Vertical(classes="frame"):
            yield Static(Content(self._title), classes="title")
            yield from self.body()
            yield Static(Content(self._keys), classes="keys")

    def body(self) -> Iterator[Widget]:
        """What stands between title and keys."""
        yield from ()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Around the frame the desk is seen, and stays dim; what is in it draws itself."""
        return unfiltered(super().get_line_filters())

    def on_key(self, event: events.Key) -> None:
        """Give letters typed before the line had the focus to the line, so none is lost.

        A line that has the focus takes its letters itself; they do not come this far.
        """
        lines = self.query(Input)
        if lines and event.is_printable and event.character:
            event.stop()
            lines.first(Input).insert_text_at_cursor(event.character)
