"""The help: what a pane shows, what to do first, and every key, those of the pane first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qualcode.tui import actions
from qualcode.tui.actions import Action, Pane
from qualcode.tui.keymap import Keymap
from qualcode.tui.legends import LEGENDS
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

WIDTH = 70
"""Cells of a line, so that it fits into a window of 80 columns."""
COLUMN = 20
"""Where the text begins beside the keys."""


class Help(Dialog[None]):
    """What to press. It scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,question_mark,f1,enter", "dismiss", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, keymap: Keymap, pane: Pane = "transcript") -> None:
        super().__init__(f"Help: {LEGENDS[pane].title}", keys="↑ ↓: scroll   Esc: back")
        self._keymap, self._pane = keymap, pane

    def body(self) -> Iterator[Widget]:
        """What the pane shows, the first steps, then all keys."""
        with VerticalScroll(id="pages"):
            yield Static(legend(self._keymap, self._pane))
            if self._pane == "transcript":
                yield Static(first_steps(self._keymap))
            yield Static(all_keys(self._keymap, self._pane))

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
        lines.append(_entry(key, Content(does)))
    return Content("\n").join([*lines, Content("")])


def legend(keymap: Keymap, pane: Pane) -> Content:
    """What a pane shows, and what its marks mean."""
    told = LEGENDS[pane]
    lines = [Content(keymap.fill(told.shows, pane)), Content("")]
    for sign, means in told.signs:
        lines.append(_entry(sign, Content(means)))
    return Content("\n").join([*lines, Content("")] if told.signs else lines)


def all_keys(keymap: Keymap, pane: Pane = "transcript") -> Content:
    """Every action with its keys, by group: first what counts in a pane, then the rest."""
    counting = actions.counting_in(pane)
    everywhere = [action for action in counting if action.pane == "everywhere"]
    own = [action for action in counting if action.pane != "everywhere"]
    rest = [action for action in actions.ACTIONS.values() if action not in counting]
    parts = (
        (f"In {LEGENDS[pane].title}", own, pane),
        ("Also here" if pane in actions.FULL else "Everywhere", everywhere, pane),
        ("Elsewhere", rest, None),
    )
    return Content("\n").join(_part(keymap, *part) for part in parts)


def _part(keymap: Keymap, title: str, listed: list[Action], pane: Pane | None) -> Content:
    lines = [Content.styled(title, "bold reverse")]
    for group in actions.GROUPS:
        found = [action for action in listed if action.group == group]
        lines += [Content.styled(group, "bold $accent")] if found else []
        for action in found:
            keys = " ".join(keymap.keys(action.id, pane)) or keymap.key("palette", pane)
            there = action.pane if pane is None else "everywhere"
            where = f"  in {LEGENDS[there].title}" if there in LEGENDS else ""
            does = keymap.fill(action.does, pane)
            says = Content.assemble(action.title, (where, "dim"))
            lines.append(_entry(keys, says))
            lines += [_entry("", Content.styled(does, "dim"))] if does else []
    return Content("\n").join([*lines, Content("")])


def _entry(key: str, says: Content) -> Content:
    """A key or sign, and what is said of it, wrapped beside it."""
    first, *more = says.wrap(WIDTH - COLUMN)
    lines = [Content.assemble((f"{key:>{COLUMN - 2}}  ", "bold"), first)]
    return Content("\n").join([*lines, *(row.pad_left(COLUMN) for row in more)])
