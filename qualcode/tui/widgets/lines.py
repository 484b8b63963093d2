"""The lines above and below the desk: where one is, what was done, what to press."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from qualcode.tui.actions import ACTIONS, Action, Pane, show_key
from qualcode.tui.keymap import STANDARD, Keymap


class Line(Widget):
    """One line of the screen: something at its left, something at its right."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Line { height: 1; width: 1fr; padding: 0 1; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._left = Content()
        self._right = Content()

    def show(self, left: Content, right: Content | None = None) -> None:
        """Show something else; nothing is drawn where it is the same."""
        right = right or Content()
        if not (left.is_same(self._left) and right.is_same(self._right)):
            self._left, self._right = left, right
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Always one."""
        return 1

    def render(self) -> Content:
        """Left and right, the left one cut where both do not fit."""
        width = self.content_size.width
        right = self._right
        if right.cell_length > width * 2 // 3:
            right = Content()
        room = max(0, width - right.cell_length - (2 if right.cell_length else 0))
        left = self._left.truncate(room, ellipsis=True)
        gap = " " * max(0, width - left.cell_length - right.cell_length)
        return Content.assemble(left, gap, right)


PANE_LINES: dict[str, tuple[str, ...]] = {
    "transcript": (
        "select-sentence", "select-turn", "code", "again", "undo", "codebook", "find",
        "next-uncoded", "in-vivo", "memo", "remove",
    ),
    "round": (
        "round-take", "code", "again", "round-skip", "round-back", "undo", "select-sentence",
        "select-turn", "round-end",
    ),
    "passages": (
        "passages-go", "passages-narrow", "passages-mark", "passages-code", "passages-recode",
        "passages-memo", "passages-remove", "undo", "passages-mark-all", "passages-words",
        "passages-widen", "passages-context", "passages-another",
    ),
    "compare": (
        "compare-a", "compare-b", "compare-both", "compare-neither", "compare-other",
        "compare-next", "compare-open", "undo", "compare-reason", "compare-alike",
        "compare-figures", "compare-go",
    ),
    "codebook": (
        "apply-highlighted", "new-code", "define-code", "filter-codes", "next-of-code", "undo",
        "back", "move-code", "merge-code", "split-code", "rename-code", "freeze-code",
        "recolour-code", "remove-code",
    ),
    "filter": ("filtered", "filter-end"),
    "documents": ("rename-document", "memo-document", "undo", "find", "back-documents"),
}  # fmt: skip
"""What the key line shows in each pane, in order of use; as many as fit."""

RESIZING = {
    "select-word": "", "select-sentence": "", "select-turn": "further",
    "shrink-word": "", "shrink-sentence": "", "shrink-turn": "back",
    "resize": "other end", "codings-here": "keep", "clear": "leave it",
}  # fmt: skip
"""What is shown while a coding is resized, with words of its own."""
ALWAYS = {
    "passages": ("help", "passages-leave"),
    "compare": ("help", "compare-leave"),
}
"""What is shown in any width, in a pane; in the others ``help`` and ``quit``."""


class KeyLine(Widget):
    """The main keys of the pane in focus. A click does what the key would."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "KeyLine { height: 1; width: 1fr; padding: 0 1; }"

    class Clicked(Message):
        """A key was clicked on."""

        def __init__(self, action_id: str) -> None:
            super().__init__()
            self.action_id = action_id

    def __init__(self, keymap: Keymap = STANDARD, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keymap = keymap
        self._pane: Pane = "transcript"
        self._resizing = False
        self._writing = True
        self._begun = ""
        self._places: list[tuple[int, int, Action]] = []

    def show(
        self, pane: Pane, *, resizing: bool = False, writing: bool = True, begun: str = ""
    ) -> None:
        """Show the keys of a pane; where nothing can be written, those that write are left out.

        Where the first of several keys has been pressed (``begun``), what can be pressed then.
        """
        shown = pane, resizing, writing, begun
        if shown != (self._pane, self._resizing, self._writing, self._begun):
            self._pane, self._resizing, self._writing, self._begun = shown
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Always one."""
        return 1

    def render(self) -> Content:
        """As many keys as fit; help and quit always do."""
        width = self.content_size.width
        self._places = []
        if self._resizing:
            parts = (self._named(name, word) for name, word in RESIZING.items())
            return self._lay_out(list(_fitting(parts, width + 2)))
        if self._begun:
            return self._lay_out(list(self._going_on(width)))
        fixed = [self._named(name) for name in ALWAYS.get(self._pane, ("help", "quit"))]
        room = width - sum(look.cell_length + 2 for look, _ in fixed)
        here = (self._named(name) for name in PANE_LINES[self._pane])
        able = (part for part in here if self._writing or "writing" not in part[1].needs)
        return self._lay_out([*_fitting(able, room), *fixed])

    def _named(self, action_id: str, word: str | None = None) -> tuple[Content, Action]:
        action = ACTIONS[action_id]
        key = self._keymap.key(action_id, self._pane)
        return _look(key, action.short if word is None else word), action

    def _going_on(self, width: int) -> Iterator[tuple[Content, Action]]:
        """What can follow the key that was pressed; any other key lets it go."""
        following = self._keymap.following(self._pane, self._begun)
        begun = show_key(self._begun)
        parts = ((_look(f"{begun} {key}", a.short or a.title), a) for key, a in following)
        return _fitting(parts, width)

    def _lay_out(self, parts: list[tuple[Content, Action]]) -> Content:
        """The parts beside each other; notes where each stands."""
        x = 0
        for look, action in parts:
            self._places.append((x, x + look.cell_length, action))
            x += look.cell_length + 2
        return Content("  ").join(look for look, _ in parts)

    def on_click(self, event: events.Click) -> None:
        """Do what the key that was clicked on would."""
        x = event.x - self.styles.padding.left
        for start, end, action in self._places:
            if start <= x < end:
                self.post_message(self.Clicked(action.id))


KEY = "bold $accent"


def _look(key: str, word: str) -> Content:
    return Content.assemble((key, KEY), f" {word}" if word else "")


def _fitting(
    parts: Iterable[tuple[Content, Action]], room: int
) -> Iterator[tuple[Content, Action]]:
    for look, action in parts:
        room -= look.cell_length + 2
        if room < 0:
            return
        yield look, action
