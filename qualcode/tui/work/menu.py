"""The menu of what can be done with what the mouse is on."""

from __future__ import annotations

from qualcode.tui.actions import ACTIONS, Pane
from qualcode.tui.commands import action_look
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.work.needs import missing
from qualcode.tui.work.part import Part

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
