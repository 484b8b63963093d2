"""The one list of everything that can be done at the desk.

What keys do, the key line at the bottom, the command palette, the help screen and
``docs/keys.md`` are all made from it, so none of them can differ from the others. There is a
file for each kind of work. Which keys an action has in the end, :mod:`qualcode.tui.keymap` knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.tui.actions.action import GROUPS, Action, Need, Pane
from qualcode.tui.actions.codebook import CODEBOOK
from qualcode.tui.actions.coding import CODING
from qualcode.tui.actions.comparing import COMPARING
from qualcode.tui.actions.documents import DOCUMENTS
from qualcode.tui.actions.finding import FINDING
from qualcode.tui.actions.keys import show_key
from qualcode.tui.actions.moving import MOVES
from qualcode.tui.actions.passages import PASSAGES
from qualcode.tui.actions.screen import SCREEN
from qualcode.tui.actions.selecting import SELECTS
from qualcode.tui.actions.study import STUDY

__all__ = [
    "ACTIONS",
    "FULL",
    "GROUPS",
    "OVER",
    "Action",
    "Need",
    "Pane",
    "counting_in",
    "of_group",
    "show_key",
]

ACTIONS: dict[str, Action] = {
    action.id: action
    for action in (
        *MOVES, *SELECTS, *CODING, *FINDING, *PASSAGES, *COMPARING, *CODEBOOK, *DOCUMENTS, *STUDY,
        *SCREEN,
    )
}  # fmt: skip
"""Every action by id, in the order of the help."""

FULL: tuple[Pane, ...] = ("passages", "compare")
"""Panes that fill the screen: what counts everywhere at the desk counts there only if …"""

OVER = ("undo", "redo", "history", "palette", "theme", "help")
"""… it is one of these."""


def counting_in(pane: Pane) -> list[Action]:
    """What can be done while a pane has the focus; its own actions come last."""
    actions = ACTIONS.values()
    return [
        *(a for a in actions if a.pane == "everywhere" and (pane not in FULL or a.id in OVER)),
        *(a for a in actions if pane == "round" and a.pane == "transcript"),
        *(a for a in actions if a.pane == pane),
    ]


def of_group(group: str) -> Iterator[Action]:
    """The actions of a group, in the order of the help."""
    return (action for action in ACTIONS.values() if action.group == group)
