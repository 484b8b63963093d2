"""The verbs, in the order of the work: name, module, and what ``qualcode --help`` says."""

from __future__ import annotations

_HERE = "qualcode.cli."

VERBS: dict[str, tuple[str, str]] = {
    "demo": (_HERE + "demo", "Make the example study, show its themes and open it."),
    "new": (_HERE + "new", "Make a new study."),
    "import": (_HERE + "import_", "Take transcripts or survey answers into a study."),
    "documents": (_HERE + "documents", "List the documents of a study, or take some out."),
    "participants": (
        _HERE + "participants",
        "Read a table of participants and their attributes, or list them.",
    ),
    "speakers": (_HERE + "speakers", "List who is heard where, and say who a speaker is."),
    "survey": (_HERE + "survey", "Read survey scores from before and after."),
    "codebook": (_HERE + "codebook", "Take a codebook in, or write it to a file."),
    "code": (_HERE + "code", "Open a study in the terminal and code it."),
    "serve": (_HERE + "serve", "Open a study in a browser on this machine and code it."),
    "keys": (_HERE + "keys", "Show the keys of the coding desk, or begin a file of your own."),
    "find": (_HERE + "find", "Find words in what was said."),
    "passages": (
        _HERE + "passages",
        "Show the passages of a code, by what else is coded there.",
    ),
    "compare": (_HERE + "compare", "List where two coders differ, coding by coding."),
    "suggest": (_HERE + "suggest", "Suggest codes and new themes for what is not coded yet."),
    "quotes": (_HERE + "quotes", "Choose quotations that speak for a theme or code."),
    "report": (_HERE + "report", "Write a summary or table: themes, matrix, agreement …"),
    "review": (_HERE + "review", "Make the steering group's page, and read its decisions."),
    "export": (_HERE + "export", "Write all codings to a csv, xlsx or json file."),
    "history": (_HERE + "history", "List what was changed, by whom and when."),
    "undo": (_HERE + "undo", "Undo a coder's last change, or do it again."),
    "check": (_HERE + "check", "Check that a study file is sound."),
}

GROUPS = frozenset({"codebook", "report", "review"})
"""Verbs with verbs of their own."""
