"""Putting codes on passages, and changing codings."""

from __future__ import annotations

from qualcode.tui.actions.action import Action

CODING = (
    Action("code", ("c",), "Code the passage", "Code", "coding.pick", (), "everywhere",
           ("document", "writing"), "code",
           "Type a few letters of a code; Enter takes it. Without a selection the sentence "
           "at the cursor is coded."),
    Action("again", ("a",), "Code with the last code again", "Code", "coding.again", (),
           "everywhere", ("document", "writing", "last"), "again"),
    *(
        Action(f"number-{n}", (str(n),), f"Code with what stands at {n}", "Code",
               "coding.numbered", (n,), "everywhere", ("document", "writing"), "",
               "A code pinned to the number, or else a suggestion.")
        for n in range(1, 10)
    ),
    Action("pin", ("0",), "Pin a code to a number", "Code", "pinning.pin", (), "everywhere",
           ("writing",), "",
           "Asks for the number and the code; in the codebook, the highlighted code is meant. "
           "It is kept in the study, for each coder."),
    Action("round", ("Q",), "Quick round", "Code", "round.begin", (), "everywhere",
           ("document", "writing"), "",
           "Brings what is not coded, or the best suggestions, one passage after the other."),
    Action("round-take", ("enter",), "Take what is suggested, or pick a code", "Code",
           "round.take", (), "round", ("writing",), "take"),
    Action("round-skip", ("n", "space"), "Skip the passage", "Code", "round.skip", (), "round",
           (), "skip"),
    Action("round-back", ("p", "backspace"), "Go back a passage", "Code", "round.back", (),
           "round", (), "back"),
    Action("round-end", ("escape",), "End the quick round", "Code", "round.leave", (), "round",
           (), "end"),
    Action("in-vivo", ("i",), "Code in vivo", "Code", "coding.in_vivo", (), "everywhere",
           ("document", "writing", "passage"), "in vivo",
           "The selected words become a new code's name; asks under which theme."),
    Action("code-speaker", (), "Code all this speaker says here", "Code", "speaking.code_all", (),
           "everywhere", ("document", "writing"), "",
           "Asks for a code and puts it on each of their turns in this document."),
    Action("codings-here", ("enter",), "Codings at the cursor", "Codings", "coding.here", (),
           "transcript", ("document", "coding"), "", "Who coded what and when, with memos."),
    Action("remove", ("x", "delete"), "Remove the coding", "Codings", "coding.remove", (),
           "transcript", ("document", "writing", "coding"), "remove"),
    Action("recode", ("r",), "Give the coding another code", "Codings", "coding.recode", (),
           "transcript", ("document", "writing", "coding")),
    Action("resize", ("z",), "Resize the coding", "Codings", "coding.resize", (),
           "transcript", ("document", "writing", "coding"), "",
           "Selects it; change the selection ({resize} again: its beginning), {codings-here} "
           "keeps it, {clear} leaves it as it was."),
    Action("memo", ("m",), "Write a memo here", "Codings", "memos.here", (),
           "transcript", ("document", "writing"), "memo",
           "On the selected words, else on the coding at the cursor, else on the document."),
    Action("memo-on", ("E",), "Write a memo on …", "Codings", "memos.choose", (), "transcript",
           (), "", "On the passage, a coding, the participant, the document, the code, the "
           "study; and the way back from a link of a memo."),
    Action("memo-participant", (), "Write a memo on the participant", "Codings",
           "memos.on_participant", (), "everywhere", ("document",)),
    Action("memo-study", (), "Write a memo on the study", "Codings", "memos.on_study"),
    Action("memos", ("M",), "All memos", "Codings", "memos.all"),
)  # fmt: skip
