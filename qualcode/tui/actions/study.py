"""The study as a whole."""

from __future__ import annotations

from qualcode.tui.actions.action import Action

STUDY = (
    Action("undo", ("u",), "Undo", "Study", "whole.undo", (), "everywhere", ("writing",), "undo"),
    Action("redo", ("U", "ctrl+r"), "Redo", "Study", "whole.redo", (), "everywhere",
           ("writing",)),
    Action("history", ("H",), "What was done", "Study", "looking_back.history", (), "everywhere",
           (), "", "Enter on an entry shows the study as it was then."),
    Action("back-to-now", (), "Back to the study as it is now", "Study", "looking_back.to_now",
           (), "everywhere", ("past",)),
    Action("coder", ("C",), "Who is coding", "Study", "whole.coder", (), "everywhere",
           ("writing",)),
    Action("speaker", ("I",), "Who is speaking here", "Study", "speaking.choose", (),
           "transcript", ("document", "writing"), "",
           "An interviewer, a participant, or nobody in particular."),
    Action("only-mine", ("O",), "Show only my codings, or everybody's", "Study",
           "whole.only_mine"),
    Action("blind", ("Y",), "Code blind, or end it", "Study", "whole.blind", (), "everywhere",
           ("writing",), "",
           "Nothing of what others have coded is shown, and nothing suggested. It is kept for the "
           "coder until it is ended, and the history says when."),
)  # fmt: skip
