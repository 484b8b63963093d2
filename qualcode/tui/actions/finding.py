"""Finding words."""

from __future__ import annotations

from qualcode.tui.actions.action import Action

FINDING = (
    Action("find", ("slash",), "Find in all documents", "Find", "finding.ask", (), "everywhere",
           (), "find"),
    Action("next-hit", ("f",), "Next place found", "Find", "finding.step", (1,), "everywhere",
           ("hits",)),
    Action("previous-hit", ("F",), "Previous place found", "Find", "finding.step", (-1,),
           "everywhere", ("hits",)),
)  # fmt: skip
