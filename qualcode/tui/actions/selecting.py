"""Choosing words of the transcript."""

from __future__ import annotations

from qualcode.tui.actions.action import Action


def _grow(name: str, keys: str, title: str, unit: str, step: int) -> Action:
    return Action(
        name, tuple(keys.split()), title, "Select", "reading.extend", (unit, step), "transcript",
        ("document",),
    )  # fmt: skip


def _unit(unit: str, more: str, less: str, short: str = "") -> tuple[Action, Action]:
    return (
        Action(f"select-{unit}", (more,), f"Select the {unit}", "Select", "reading.unit",
               (unit, 1), "transcript", ("document",), short,
               f"Again: takes in the next {unit}."),
        Action(f"shrink-{unit}", (less,), f"One {unit} less", "Select", "reading.unit",
               (unit, -1), "transcript", ("document",)),
    )  # fmt: skip


SELECTS = (
    *_unit("sentence", "s", "S", "sentence"),
    *_unit("turn", "t", "T", "turn"),
    *_unit("word", "w", "W", "word"),
    *_unit("clause", "semicolon", "colon"),
    Action("select-speaker", ("V",), "Select what this speaker says here", "Select",
           "reading.speaker", (), "transcript", ("document",), "",
           "The turns around the cursor up to another speaker's."),
    Action("select-answer", ("A",), "Select the answer with its question", "Select",
           "reading.answer", (), "transcript", ("document",), "",
           "From the interviewer's turn up to the next question."),
    Action("grow", ("plus", "equals_sign"), "Select more", "Select", "reading.grow", (),
           "transcript", ("document",), "",
           "Word, clause, sentence, turn, all the speaker says, with the question, document."),
    Action("shrink", ("minus",), "Select less", "Select", "reading.shrink", (), "transcript",
           ("document",), "", "Back the way it grew, else to the next smaller unit."),
    Action("select-hit", ("asterisk",), "Select the place found", "Select", "finding.select", (),
           "transcript", ("document", "hits"), "", "At the cursor, or the nearest."),
    Action("place", ("apostrophe",), "Mark this place; again: select from there to here",
           "Select", "reading.place", (), "transcript", ("document",), "",
           "Both words with. {clear} lets the mark go."),
    _grow("extend-right", "shift+right", "One character more", "grapheme", 1),
    _grow("extend-left", "shift+left", "One character less", "grapheme", -1),
    _grow("extend-down", "shift+down", "One line more", "row", 1),
    _grow("extend-up", "shift+up", "One line less", "row", -1),
    Action("mark", ("v",), "Mark: moving now selects", "Select", "reading.mark", (),
           "transcript", ("document",), "", "Press it again, or {clear}, to stop."),
    Action("clear", ("escape",), "Let go of the selection", "Select", "reading.clear", (),
           "transcript"),
    Action("copy", ("y",), "Copy the selected words", "Select", "reading.copy", (),
           "transcript", ("document", "passage"), "",
           "To the clipboard, where the terminal allows it."),
)  # fmt: skip
