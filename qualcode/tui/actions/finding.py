"""Finding words and codings, and the way back."""

from __future__ import annotations

from qualcode.tui.actions.action import Action

FINDING = (
    Action("find", ("slash",), "Find in all documents", "Find", "finding.ask", (), "everywhere",
           (), "find"),
    Action("next-hit", ("f",), "Next place found", "Find", "finding.step", (1,), "everywhere",
           ("hits",)),
    Action("previous-hit", ("F",), "Previous place found", "Find", "finding.step", (-1,),
           "everywhere", ("hits",)),
    Action("next-of-code", ("greater_than_sign",), "Next coding of the code", "Find",
           "jumping.step", (1,), "everywhere", ("document",), "next of code",
           "Through all documents. In the codebook, of the highlighted code and those below it; "
           "in the transcript, of the code at the cursor, else of the one used last."),
    Action("previous-of-code", ("less_than_sign",), "Previous coding of the code", "Find",
           "jumping.step", (-1,), "everywhere", ("document",)),
    Action("place-back", ("ctrl+o",), "Back to where you were before you jumped", "Find",
           "places.back", (), "everywhere", ("document",)),
    Action("retrieve", ("R",), "Passages of a code, with what else is coded there", "Find",
           "retrieving.open", (), "everywhere", (), "passages",
           "Of the code highlighted in the codebook, else of the coding at the cursor, else asks. "
           "After a jump to a place it brings the list back."),
)  # fmt: skip
