"""Choosing words of the transcript."""

from __future__ import annotations

from qualcode.tui.actions.action import Action


def _grow(name: str, keys: str, title: str, unit: str, step: int) -> Action:
    return Action(
        name, tuple(keys.split()), title, "Select", "reading.extend", (unit, step), "transcript",
        ("document",),
    )  # fmt: skip


SELECTS = (
    Action("select-sentence", ("s",), "Select the sentence", "Select", "reading.sentence", (1,),
           "transcript", ("document",), "sentence", "Again: takes in the next sentence."),
    Action("shrink-sentence", ("S",), "One sentence less", "Select", "reading.sentence", (-1,),
           "transcript", ("document",)),
    Action("select-turn", ("t",), "Select the turn", "Select", "reading.turn", (1,),
           "transcript", ("document",), "turn", "Again: takes in the next turn."),
    Action("shrink-turn", ("T",), "One turn less", "Select", "reading.turn", (-1,),
           "transcript", ("document",)),
    Action("select-word", ("w",), "Select the word", "Select", "reading.word", (1,),
           "transcript", ("document",), "word", "Again: takes in the next word."),
    Action("shrink-word", ("W",), "One word less", "Select", "reading.word", (-1,),
           "transcript", ("document",)),
    _grow("extend-right", "shift+right", "One character more", "grapheme", 1),
    _grow("extend-left", "shift+left", "One character less", "grapheme", -1),
    _grow("extend-down", "shift+down", "One line more", "row", 1),
    _grow("extend-up", "shift+up", "One line less", "row", -1),
    Action("mark", ("v",), "Mark: moving now selects", "Select", "reading.mark", (),
           "transcript", ("document",), "", "Press it again, or Esc, to stop."),
    Action("clear", ("escape",), "Let go of the selection", "Select", "reading.clear", (),
           "transcript"),
    Action("copy", ("y",), "Copy the selected words", "Select", "reading.copy", (),
           "transcript", ("document", "passage"), "",
           "To the clipboard, where the terminal allows it."),
)  # fmt: skip
