"""The menu of what can be done with what the mouse is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.tui.actions import ACTIONS, Action, Pane
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.shown import name
from qualcode.tui.work.needs import missing
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

_TEXT = (
    "code", "again", "in-vivo", "code-speaker", "codings-here", "recode", "resize", "remove",
    "memo", "memo-on", "select-speaker", "select-answer", "copy", "speaker", "next-uncoded",
)  # fmt: skip
_STUDY = ("undo", "redo", "palette", "help")
MENUS: dict[Pane, tuple[str, ...]] = {
    "transcript": (*_TEXT, *_STUDY),
    "round": ("round-take", "round-skip", "round-back", "round-end", *_TEXT, *_STUDY),
    "codebook": (
        "apply-highlighted", "new-code", "new-theme", "define-code", "example", "rename-code",
        "move-code", "merge-code", "split-code", "recolour-code", "freeze-code", "memo-code",
        "remove-code", "pin", "next-of-code", "retrieve", "filter-codes", *_STUDY,
    ),
    "documents": ("rename-document", "memo-document", "find", *_STUDY),
}  # fmt: skip
"""What the menu of a pane offers, where it can be done; the palette, its last but one, has all."""


class Menu(Part):
    """What can be done here, to be clicked on."""

    def show(self) -> None:
        """Ask what to do with what is selected or highlighted."""
        pane = self.desk.pane
        offered = (ACTIONS[action_id] for action_id in MENUS.get(pane, _STUDY))
        rows = [
            Row(action.id, action_look(self.desk, action), ())
            for action in offered
            if missing(self.desk, action) is None
        ]
        choose: Choose[str] = Choose("What to do here?", rows, typing=False)
        self.desk.ask(choose, self.desk.action_do)


def action_look(desk: Desk, action: Action) -> Content:
    """An action with its key; undo and redo say of what."""
    study, of = desk.session.study, None
    keys = desk.keymap.keys(action.id)
    if action.id in ("undo", "redo") and not study.read_only:
        of = study.history.can_undo() if action.id == "undo" else study.history.can_redo()
    return Content.assemble(
        action.title,
        (f" “{name(of, 48)}”" if of else ""),
        (f"   {keys[0]}", "dim") if keys else "",
    )
