"""The help screen: what to do first, and every key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qualcode.tui import actions
from qualcode.tui.keymap import Keymap
from qualcode.tui.screens.dialog import Dialog

FIRST = (
    (
        "{select-sentence}",
        "selects the sentence at the cursor; press it again for the next one, too",
    ),
    ("{code}", "codes it: type a few letters of a code, Enter"),
    ("{number-1}–{number-9}", "codes it with a code below the text; {pin} pins one there"),
    ("{again}", "codes it with the last code again"),
    ("{undo}", "undoes, step by step; everything is saved as soon as it is shown"),
    (
        "{next-uncoded}",
        "goes to the next passage that nobody coded; {round} brings one after the other",
    ),
    ("Tab", "goes to the codebook and back; there, other keys count (below)"),
)

PANES = {
    "everywhere": "",
    "transcript": "in the transcript",
    "round": "in a quick round",
    "codebook": "in the codebook",
    "filter": "while finding codes",
    "documents": "in the list of documents",
    "passages": "in the list of passages",
    "compare": "while two coders are compared",
}


class Help(Dialog[None]):
    """What to press. It scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,question_mark,f1,enter", "dismiss", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, keymap: Keymap) -> None:
        super().__init__("Help", keys="↑ ↓: scroll   Esc: back")
        self._keymap = keymap

    def body(self) -> Iterator[Widget]:
        """The first steps, then all keys by group."""
        with VerticalScroll(id="pages"):
            yield Static(first_steps(self._keymap))
            yield Static(all_keys(self._keymap))

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one("#pages").focus()

    def action_scroll(self, step: int) -> None:
        """Scroll by lines."""
        self.query_one("#pages").scroll_relative(y=step, animate=False)


def first_steps(keymap: Keymap) -> Content:
    """The few keys that somebody needs who is here for the first time."""
    lines = [Content.styled("To begin with", "bold $accent")]
    for key, does in ((keymap.fill(key), keymap.fill(does)) for key, does in FIRST):
        lines.append(Content.assemble((f"{key:>7}  ", "bold"), does))
    return Content("\n").join([*lines, Content("")])


def all_keys(keymap: Keymap) -> Content:
    """Every action with its keys, by group."""
    lines: list[Content] = []
    for group in actions.GROUPS:
        lines.append(Content.styled(group, "bold $accent"))
        for action in actions.of_group(group):
            keys = " ".join(keymap.keys(action.id)) or keymap.key("palette")
            does = keymap.fill(action.does)
            where = PANES[action.pane] if action.pane not in ("everywhere", "transcript") else ""
            lines.append(
                Content.assemble(
                    (f"{keys:>18}  ", "bold"),
                    action.title,
                    (f"  {where}" if where else "", "dim"),
                    (f"\n{'':20}{does}" if does else "", "dim"),
                )
            )
        lines.append(Content(""))
    return Content("\n").join(lines)
