"""The one list of everything that can be done at the desk.

What keys do, the key line at the bottom, the command palette, the help screen and
``docs/keys.md`` are all made from it, so none of them can differ from the others. There is a
file for each kind of work.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.tui.actions.action import GROUPS, Action, Need, Pane, show_key
from qualcode.tui.actions.codebook import CODEBOOK
from qualcode.tui.actions.coding import CODING
from qualcode.tui.actions.documents import DOCUMENTS
from qualcode.tui.actions.finding import FINDING
from qualcode.tui.actions.moving import MOVES
from qualcode.tui.actions.screen import SCREEN
from qualcode.tui.actions.selecting import SELECTS
from qualcode.tui.actions.study import STUDY

__all__ = ["ACTIONS", "GROUPS", "Action", "Need", "Pane", "keys_in", "of_group", "show_key"]

ACTIONS: dict[str, Action] = {
    action.id: action
    for action in (
        *MOVES, *SELECTS, *CODING, *FINDING, *CODEBOOK, *DOCUMENTS, *STUDY, *SCREEN,
    )
}  # fmt: skip
"""Every action by id, in the order of the help."""


def keys_in(pane: Pane) -> dict[str, str]:
    """Which key does which action while a pane has the focus; its own keys come first."""
    found: dict[str, str] = {}
    layers = ("everywhere", "transcript", pane) if pane == "round" else ("everywhere", pane)
    for where in layers:
        for action in ACTIONS.values():
            if action.pane == where:
                found.update(dict.fromkeys(action.keys, action.id))
    return found


def of_group(group: str) -> Iterator[Action]:
    """The actions of a group, in the order of the help."""
    return (action for action in ACTIONS.values() if action.group == group)
