"""Documents."""

from __future__ import annotations

from qualcode.tui.actions.action import Action

DOCUMENTS = (
    Action("rename-document", ("r",), "Rename the document", "Documents", "whole.rename_document",
           (), "documents", ("document", "writing"), "rename"),
    Action("memo-document", ("m",), "Write a memo on the document", "Documents",
           "memos.on_document", (), "documents", ("document", "writing"), "memo"),
    Action("open-document", ("d",), "Go to a document by name", "Documents", "whole.pick_document",
           (), "transcript", (), "", "Type a few letters of its name."),
    Action("next-document", ("right_square_bracket",), "Next document", "Documents",
           "whole.next_document", (1,)),
    Action("previous-document", ("left_square_bracket",), "Previous document", "Documents",
           "whole.next_document", (-1,)),
)  # fmt: skip
