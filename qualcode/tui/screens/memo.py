"""Writing a memo, or a definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from qualcode.text.safe import for_terminal
from qualcode.tui.screens.dialog import Dialog


class MemoEditor(Dialog[str]):
    """A page to write on. The answer is the text; empty where all of it was deleted.

    Leaving without saving asks for Esc twice where something was written.

    Args:
        title: what the memo is on.
        text: what stands there to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("escape", "leave", "Leave", show=False, priority=True),
    ]

    def __init__(self, title: str, *, text: str = "") -> None:
        super().__init__(title, keys="Ctrl+S: save   Esc: leave")
        self._text = text
        self._begun = for_terminal(text)
        self._warned = False

    def body(self) -> Iterator[Widget]:
        """The page."""
        page = TextArea(self._begun, id="page", soft_wrap=True, tab_behavior="focus")
        page.cursor_blink = False
        page.move_cursor(page.document.end)
        yield page

    @property
    def written(self) -> str:
        """The text as it stands on the page; what was not touched is as it came."""
        now = self.query_one("#page", TextArea).text
        return self._text if now == self._begun else now

    def action_save(self) -> None:
        """Answer with the text."""
        self.dismiss(self.written)

    def action_leave(self) -> None:
        """Leave; where something was written, only when asked again."""
        if self.written != self._text and not self._warned:
            self._warned = True
            warning = "What you wrote is not saved.   Ctrl+S: save   Esc again: drop it"
            self.query_one(".keys", Static).update(Content.styled(warning, "$warning"))
            return
        self.dismiss(None)
