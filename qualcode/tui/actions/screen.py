"""Panels, help, leaving."""

from __future__ import annotations

from qualcode.tui.actions.action import Action

SCREEN = (
    Action("documents", ("D",), "Documents: show, go there, hide", "Screen", "whole.panel",
           ("documents",)),
    Action("codebook", ("B",), "Codebook: show, go there, hide", "Screen", "whole.panel",
           ("codebook",), "everywhere", (), "codebook"),
    Action("suggestions", ("P",), "Suggestions: show or hide", "Screen", "whole.suggestions"),
    Action("own-suggestions", (), "Suggestions: off for me, or on", "Screen",
           "whole.own_suggestions", (), "everywhere", ("writing",), "",
           "Nothing is suggested to the coder at work until they are switched on again. It is kept "
           "for the coder, and the record of suggestions says when."),
    Action("split", ("vertical_line",), "Two sides, or one again", "Screen", "whole.split", (),
           "everywhere", ("document",), "",
           "The same document at two places, or two documents beside each other."),
    Action("other-side", ("backslash",), "Go to the other side", "Screen", "whole.other_side", (),
           "everywhere", ("document",)),
    Action("back", ("escape",), "Back to the transcript", "Screen", "codebook.back", (),
           "codebook", (), "back"),
    Action("back-documents", ("escape",), "Back to the transcript", "Screen", "whole.back", (),
           "documents", (), "back"),
    Action("palette", ("ctrl+p",), "All commands", "Screen", "whole.palette"),
    Action("theme", (), "Choose a theme", "Screen", "whole.theme", (), "everywhere", (), "theme",
           "Dark, light or high contrast."),
    Action("menu", (), "Menu of what can be done here", "Screen", "menu.show", (), "everywhere",
           (), "", "A right click opens it, on the passage, code or document clicked on."),
    Action("help", ("question_mark", "f1"), "Help", "Screen", "whole.help", (), "everywhere",
           (), "help"),
    Action("tour", ("f2",), "The tour: six steps to begin with, or leave it", "Screen",
           "tour.toggle", (), "everywhere", ("document",)),
    Action("quit", ("q", "ctrl+q"), "Quit", "Screen", "whole.quit", (), "everywhere", (),
           "quit", "Everything is saved already."),
)  # fmt: skip
