"""Dragging a code to another place in the tree of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.timer import Timer
from textual.widgets.tree import TreeNode

from qualcode.tui.shown import name

if TYPE_CHECKING:
    from qualcode.tui.widgets.codebook import CodebookTree

BELOW, BEFORE, DRAGGED = "below", "before", "dragged"
_SCROLL = 0.1
"""Seconds between two lines while the pointer is held above or below the tree."""


class Target(NamedTuple):
    """Where a code would go: last below ``parent_id``, or right before ``before_id``."""

    parent_id: int | None
    before_id: int | None = None


class Drag:
    """What the mouse does to a tree of codes while its button is held.

    A row of the screen cannot be parted in two, so the place in the row says what is meant: on
    the name of a code is below it, left of its name is before it. The empty space at the end is
    the top of the codebook. Anywhere else nothing is meant, and letting go there changes nothing.
    """

    def __init__(self, tree: CodebookTree) -> None:
        self._tree = tree
        self._code: int | None = None
        self._line = -1
        self._on = False
        self._target: Target | None = None
        self._timer: Timer | None = None
        self.ended = False

    def down(self, event: events.MouseDown) -> None:
        """Note what is under the pointer; it is dragged once the pointer leaves its row."""
        self.cancel()
        self.ended = False
        self._line = event.y + self._tree.scroll_offset.y
        node = self._tree.get_node_at_line(self._line)
        fold = event.style.meta.get("toggle", False)
        self._code = node.data if node is not None and event.button == 1 and not fold else None

    def move(self, event: events.MouseMove) -> None:
        """Aim at the place under the pointer."""
        if self._code is None:
            return
        line = event.y + self._tree.scroll_offset.y
        if not self._on:
            if line == self._line:
                return
            self._on = True
            self._tree.capture_mouse()
            self._redraw(self._code)
        beyond = -1 if event.y < 0 else 1 if event.y >= self._tree.size.height else 0
        self._scroll(beyond)
        inside = not beyond and 0 <= event.x < self._tree.size.width
        self._aim(self._at(event.x, line) if inside else None)

    def up(self) -> None:
        """Let the code go."""
        code, target = self._code, self._target
        if self._end() and code is not None:
            if target is None:
                self._tree.post_message(self._tree.Aimed("The code was left where it was"))
            else:
                self._tree.post_message(self._tree.Dropped(code, *target))

    def cancel(self) -> bool:
        """Leave the code where it was; whether one was being dragged."""
        if self._end():
            self._tree.post_message(self._tree.Aimed("The code was left where it was"))
            return True
        return False

    def aim_of(self, node: TreeNode[int]) -> str:
        """What a node is in the drag: dragged, aimed at as below or before, or nothing."""
        if not self._on or node.data is None:
            return ""
        if node.data == self._code:
            return DRAGGED
        if self._target is None:
            return ""
        if self._target.before_id is not None:
            return BEFORE if node.data == self._target.before_id else ""
        return BELOW if node.data == self._target.parent_id else ""

    def _at(self, x: int, line: int) -> Target | None:
        codes = self._tree.codes
        node = self._tree.get_node_at_line(line)
        if node is None:
            return Target(None)
        code = codes.get(node.data or 0)
        if code is None or self._is_within(code.id):
            return None
        if x < self._tree.name_at(code):
            return Target(code.parent_id, code.id)
        return Target(code.id)

    def _is_within(self, key: int | None) -> bool:
        """Whether a code is the dragged one, or below it."""
        while key is not None:
            if key == self._code:
                return True
            key = self._tree.codes[key].parent_id
        return False

    def _aim(self, target: Target | None) -> None:
        before, self._target = self._target, target
        if before != target:
            for aimed in (before, target):
                if aimed is not None:
                    self._redraw(aimed.parent_id if aimed.before_id is None else aimed.before_id)
        self._tree.post_message(self._tree.Aimed(self._told(target)))

    def _told(self, target: Target | None) -> str:
        codes = self._tree.codes
        assert self._code is not None, "nothing is dragged"
        moved = name(codes[self._code].name, 30)
        if target is None:
            return f"{moved}: not here   (Esc: leave it)"
        if target.before_id is not None:
            place = f"before {name(codes[target.before_id].name, 30)}"
        elif target.parent_id is not None:
            place = f"below {name(codes[target.parent_id].name, 30)}"
        else:
            place = "to the end, as a theme"
        return f"{moved}: {place}   (let go: move   Esc: leave it)"

    def _end(self) -> bool:
        was, code, target = self._on, self._code, self._target
        self._code, self._on, self._target = None, False, None
        self._scroll(0)
        if was:
            self.ended = True
            self._tree.release_mouse()
            self._redraw(code)
            if target is not None:
                self._redraw(target.parent_id if target.before_id is None else target.before_id)
        return was

    def _redraw(self, code_id: int | None) -> None:
        self._tree.redraw(code_id)

    def _scroll(self, step: int) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if step:
            by = self._tree.scroll_relative
            self._timer = self._tree.set_interval(_SCROLL, lambda: by(y=step, animate=False))
