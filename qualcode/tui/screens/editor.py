"""A page to write on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from qualcode.text.safe import for_terminal
from qualcode.tui.screens.dialog import Dialog

Result = TypeVar("Result")


class Editor(Dialog[Result]):
    """A text of any length. Leaving without saving asks for Esc twice where it was changed.

    Args:
        title: what the text is about.
        text: what stands there to begin with.
        keys: see :class:`Dialog`.
    """

    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("escape", "leave", "Leave", show=False, priority=True),
    ]

    def __init__(
        self, title: str, *, text: str = "", keys: str = "Ctrl+S: save   Esc: leave"
    ) -> None:
        super().__init__(title, keys=keys)
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
    def page(self) -> TextArea:
        """Where the text is written."""
        return self.query_one("#page", TextArea)

    @property
    def written(self) -> str:
        """The text as it stands on the page; what was not touched is as it came."""
        now = self.page.text
        return self._text if now == self._begun else now

    @property
    def changed(self) -> bool:
        """Whether leaving would lose something."""
        return self.written != self._text

    def answer(self) -> Result:
        """What saving answers."""
        raise NotImplementedError

    def action_save(self) -> None:
        """Answer with what was written."""
        self.dismiss(self.answer())

    def action_leave(self) -> None:
        """Leave; where something was written, only when asked again."""
        if self.changed and not self._warned:
            self._warned = True
            self.warn("What you wrote is not saved.   Ctrl+S: save   Esc again: drop it")
            return
        self.dismiss(None)

    def warn(self, words: str) -> None:
        """Say something in the line of keys; ``words`` must be safe to show."""
        self.query_one(".keys", Static).update(Content.styled(words, "$warning"))

    def on_key(self, event: events.Key) -> None:
        """Letters typed before the page had the focus go to the page."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()  # a dialogue would give them to its line
            self.page.insert(event.character)


class TextEditor(Editor[str]):
    """Plain text; the answer is empty where all of it was deleted."""

    def answer(self) -> str:
        """The text."""
        return self.written
