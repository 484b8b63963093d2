"""Going through the transcript."""

from __future__ import annotations

from qualcode.tui.actions.action import Action


def _move(name: str, keys: str, title: str, unit: str, step: int) -> Action:
    return Action(
        name, tuple(keys.split()), title, "Move", "reading.move", (unit, step), "transcript",
        ("document",),
    )  # fmt: skip


MOVES = (
    _move("line-down", "down j", "Line down", "row", 1),
    _move("line-up", "up k", "Line up", "row", -1),
    _move("right", "right l", "Character right", "grapheme", 1),
    _move("left", "left h", "Character left", "grapheme", -1),
    _move("next-word", "ctrl+right e", "Next word", "word", 1),
    _move("previous-word", "ctrl+left b", "Previous word", "word", -1),
    _move("next-sentence", "full_stop", "Next sentence", "sentence", 1),
    _move("previous-sentence", "comma", "Previous sentence", "sentence", -1),
    _move("next-turn", "J right_curly_bracket", "Next turn", "turn", 1),
    _move("previous-turn", "K left_curly_bracket", "Previous turn", "turn", -1),
    _move("page-down", "pagedown space", "Page down", "page", 1),
    _move("page-up", "pageup backspace", "Page up", "page", -1),
    Action("next-coding", ("n",), "Next coding", "Move", "reading.coding", (1,),
           "transcript", ("document",)),
    Action("previous-coding", ("p", "N"), "Previous coding", "Move", "reading.coding", (-1,),
           "transcript", ("document",)),
    Action("next-uncoded", ("o",), "Next uncoded passage", "Move", "reading.uncoded", (),
           "transcript", ("document",), "uncoded"),
    Action("start-of-line", (), "Beginning of the line", "Move", "reading.line_edge", (-1,),
           "transcript", ("document",)),
    Action("end-of-line", (), "End of the line", "Move", "reading.line_edge", (1,),
           "transcript", ("document",)),
    Action("start", ("g", "home"), "Beginning of the document", "Move", "reading.edge", (-1,),
           "transcript", ("document",)),
    Action("end", ("G", "end"), "End of the document", "Move", "reading.edge", (1,),
           "transcript", ("document",)),
)  # fmt: skip
