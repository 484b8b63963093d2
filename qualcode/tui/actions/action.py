"""What an action is, and how its keys are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Pane = Literal[
    "everywhere", "transcript", "round", "codebook", "filter", "documents", "passages", "compare"
]  # fmt: skip
"""``round`` is the transcript while a quick round brings passages."""
Need = Literal[
    "document", "writing", "passage", "coding", "code", "changeable", "hits", "last", "past",
    "passages", "difference",
]  # fmt: skip

GROUPS = (
    "Move",
    "Select",
    "Code",
    "Codings",
    "Find",
    "Passages",
    "Compare",
    "Codebook",
    "Documents",
    "Study",
    "Screen",
)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Attributes:
        id: its name for keys and tests; never changes.
        keys: Textual names of its keys, the one to show first.
        title: what the palette and the help call it.
        does: one sentence more, where the title does not say it all.
        group: one of :data:`GROUPS`.
        pane: where its keys count.
        call: ``part.method`` of the desk that does it, with ``args``.
        needs: what must be there; the desk says what is missing.
        short: its word in the key line; empty where it is not shown there.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    group: str
    call: str
    args: tuple[Any, ...] = ()
    pane: Pane = "everywhere"
    needs: tuple[Need, ...] = ()
    short: str = ""
    does: str = ""

    @property
    def key(self) -> str:
        """The key to show, as people write it; empty where it has none."""
        return show_key(self.keys[0]) if self.keys else ""


_SHOWN = {
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "apostrophe": "'",
    "asterisk": "*",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "slash": "/",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "question_mark": "?",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "backslash": "\\",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "f1": "F1",
}


def show_key(key: str) -> str:
    """A key as people write it: ``Shift+→``, ``Ctrl+P``, ``?``."""
    *held, last = key.split("+")
    shown = _SHOWN.get(last, last)
    if held and len(shown) == 1 and shown.isalpha():
        shown = shown.upper()
    return "+".join([*(part.capitalize() for part in held), shown])
