"""Changing the codebook."""

from __future__ import annotations

from qualcode.tui.actions.action import Action

CODEBOOK = (
    Action("apply-highlighted", ("enter",), "Code the passage with this code", "Codebook",
           "coding.highlighted", (), "codebook", ("document", "writing", "code"), "code with it"),
    Action("new-code", ("n",), "New code below this theme", "Codebook", "codebook.new", (),
           "codebook", ("writing",), "new"),
    Action("new-theme", ("N",), "New theme", "Codebook", "codebook.new_theme", (), "codebook",
           ("writing",)),
    Action("rename-code", ("r",), "Rename the code", "Codebook", "codebook.rename", (),
           "codebook", ("writing", "code"), "rename"),
    Action("define-code", ("d",), "Define the code", "Codebook", "codebook.define", (),
           "codebook", ("writing", "code"), "define", "What it stands for, in a sentence or two."),
    Action("move-code", ("v",), "Move the code below another", "Codebook", "codebook.move", (),
           "codebook", ("writing", "code"), "move"),
    Action("code-up", ("K",), "Move the code up", "Codebook", "codebook.shift", (-1,),
           "codebook", ("writing", "code")),
    Action("code-down", ("J",), "Move the code down", "Codebook", "codebook.shift", (1,),
           "codebook", ("writing", "code")),
    Action("merge-code", ("g",), "Merge the code into another", "Codebook", "codebook.merge", (),
           "codebook", ("writing", "code"), "merge", "Shows first what will happen."),
    Action("recolour-code", ("o",), "Recolour the code", "Codebook", "codebook.recolour", (),
           "codebook", ("writing", "code"), "colour"),
    Action("memo-code", ("m",), "Write a memo on the code", "Codebook", "memos.on_code", (),
           "codebook", ("writing", "code")),
    Action("remove-code", ("x", "delete"), "Remove the code with its codings", "Codebook",
           "codebook.remove", (), "codebook", ("writing", "code"), "remove"),
)  # fmt: skip
