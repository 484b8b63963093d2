"""In the list of passages that were retrieved."""

from __future__ import annotations

from qualcode.tui.actions.action import Action, Need


def _in_list(
    name: str,
    keys: str,
    title: str,
    method: str,
    *args: object,
    short: str = "",
    does: str = "",
    needs: tuple[Need, ...] = (),
) -> Action:
    return Action(
        f"passages-{name}", tuple(keys.split()), title, "Passages", f"retrieving.{method}", args,
        "passages", needs, short, does,
    )  # fmt: skip


_CHANGES: tuple[Need, ...] = ("writing", "passages")

PASSAGES = (
    _in_list("down", "down j", "Next passage", "step", 1),
    _in_list("up", "up k", "Previous passage", "step", -1),
    _in_list("page-down", "pagedown", "Page down", "page", 1),
    _in_list("page-up", "pageup", "Page up", "page", -1),
    _in_list("first", "home g", "First passage", "edge", -1),
    _in_list("last", "end G", "Last passage", "edge", 1),
    _in_list("go", "enter", "Go to the place in its document", "go", short="go",
             needs=("passages",), does="{retrieve} brings the list back as it was."),
    _in_list("narrow", "f", "Conditions: add or remove one", "narrow", short="filter",
             does="What else is coded there, who speaks, which document, coder, day …"),
    _in_list("words", "slash", "Only passages with these words", "words", short="words"),
    _in_list("widen", "backspace", "Drop the last condition", "widen", short="drop it"),
    _in_list("another", "n", "Passages of another code", "another", short="other code"),
    _in_list("mark", "space", "Mark the passage, or unmark it", "mark", short="mark",
             needs=("passages",)),
    _in_list("mark-all", "a", "Mark all passages, or none", "mark_all", short="all",
             needs=("passages",)),
    _in_list("code", "c", "Code the marked passages with another code, too", "code_too",
             short="code", needs=_CHANGES,
             does="Where none is marked, this and the next three are for the one highlighted."),
    _in_list("recode", "r", "Give the marked passages another code", "recode", short="recode",
             needs=_CHANGES),
    _in_list("memo", "m", "Write a memo on each marked passage", "memo", short="memo",
             needs=_CHANGES),
    _in_list("remove", "x delete", "Remove the codings of the marked passages", "remove",
             short="remove", needs=_CHANGES),
    _in_list("context", "w", "More words around, or none", "context", short="context"),
    _in_list("leave", "escape q R", "Back to the transcript", "leave", short="back"),
)  # fmt: skip
