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
    Action("retrieve", ("R",), "Passages of a code, with what else is coded there", "Find",
           "retrieving.open", (), "everywhere", (), "passages",
           "Of the code highlighted in the codebook, else of the coding at the cursor, else asks. "
           "After a jump to a place it brings the list back."),
)  # fmt: skip
