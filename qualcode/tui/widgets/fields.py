"""Fields to write in: of several lines, and as many of them as are needed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TextArea

from qualcode.text.safe import for_terminal


class TextField(TextArea):
    """Words of several lines, as high as they need; Tab goes on to the next field.

    Args:
        text: what stands there to begin with, from outside or not.
        locked: whether it can only be read.
    """

    DEFAULT_CSS = "TextField { height: auto; min-height: 1; max-height: 8; }"

    def __init__(self, text: str = "", *, locked: bool = False, id: str | None = None) -> None:
        self._kept = text
        self._begun = for_terminal(text)
        super().__init__(
            self._begun,
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            read_only=locked,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    @property
    def value(self) -> str:
        """What was written; what was not touched is as it came."""
        return self._kept if self.text == self._begun else self.text.strip()

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = for_terminal(event.text)
        await super()._on_paste(event)


class Several(Vertical):
    """A field for each of several texts, and an empty one for the next.

    Args:
        texts: those there are; one that is emptied is gone.
        locked: whether they can only be read.
    """

    DEFAULT_CSS = "Several { height: auto; }"

    def __init__(self, texts: Sequence[str], *, locked: bool = False, id: str) -> None:
        super().__init__(id=id)
        self._texts = tuple(texts)
        self._locked = locked

    def compose(self) -> ComposeResult:
        """The fields."""
        for text in self._texts:
            yield TextField(text, locked=self._locked)
        if not self._locked:
            yield TextField()

    @property
    def value(self) -> tuple[str, ...]:
        """The texts that are not empty."""
        return tuple(field.value for field in self.query(TextField) if field.value.strip())

    @on(TextArea.Changed)
    def _grow(self, event: TextArea.Changed) -> None:
        if not self._locked and event.text_area is self.children[-1] and event.text_area.text:
            self.mount(TextField())
