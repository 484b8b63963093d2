"""The one list of everything that can be done at the desk.

What keys do, the key line at the bottom, the command palette, the help screen and
``docs/keys.md`` are all made from it, so none of them can differ from the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Pane = Literal["everywhere", "transcript", "codebook", "documents"]
Need = Literal["document", "writing", "passage", "coding", "code", "hits", "last"]

GROUPS = (
    "Move",
    "Select",
    "Code",
    "Codings",
    "Find",
    "Codebook",
    "Documents",
    "Study",
    "Screen",
)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Attributes:
        id: its name for keys and tests; never changes.
        keys: Textual names of its keys, the one to show first.
        title: what the palette and the help call it.
        does: one sentence more, where the title does not say it all.
        group: one of :data:`GROUPS`.
        pane: where its keys count.
        call: ``part.method`` of the desk that does it, with ``args``.
        needs: what must be there; the desk says what is missing.
        short: its word in the key line; empty where it is not shown there.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    group: str
    call: str
    args: tuple[Any, ...] = ()
    pane: Pane = "everywhere"
    needs: tuple[Need, ...] = ()
    short: str = ""
    does: str = ""

    @property
    def key(self) -> str:
        """The key to show, as people write it; empty where it has none."""
        return show_key(self.keys[0]) if self.keys else ""


def _move(name: str, keys: str, title: str, unit: str, step: int) -> Action:
    return Action(
        name, tuple(keys.split()), title, "Move", "reading.move", (unit, step), "transcript",
        ("document",),
    )  # fmt: skip


def _grow(name: str, keys: str, title: str, unit: str, step: int) -> Action:
    return Action(
        name, tuple(keys.split()), title, "Select", "reading.extend", (unit, step), "transcript",
        ("document",),
    )  # fmt: skip


_MOVES = (
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
)

_SELECTS = (
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

_MARKS = (
    Action("next-coding", ("n",), "Next coding", "Move", "reading.coding", (1,),
           "transcript", ("document",)),
    Action("previous-coding", ("p", "N"), "Previous coding", "Move", "reading.coding", (-1,),
           "transcript", ("document",)),
    Action("next-uncoded", ("o",), "Next uncoded passage", "Move", "reading.uncoded", (),
           "transcript", ("document",), "uncoded"),
    Action("start", ("g", "home"), "Beginning of the document", "Move", "reading.edge", (-1,),
           "transcript", ("document",)),
    Action("end", ("G", "end"), "End of the document", "Move", "reading.edge", (1,),
           "transcript", ("document",)),
)  # fmt: skip

_CODING = (
    Action("code", ("c",), "Code the passage", "Code", "coding.pick", (), "everywhere",
           ("document", "writing"), "code",
           "Type a few letters of a code; Enter takes it. Without a selection the sentence "
           "at the cursor is coded."),
    Action("again", ("a",), "Code with the last code again", "Code", "coding.again", (),
           "everywhere", ("document", "writing", "last"), "again"),
    *(
        Action(f"suggestion-{n}", (str(n),), f"Code with suggestion {n}", "Code",
               "coding.suggested", (n,), "everywhere", ("document", "writing"))
        for n in range(1, 10)
    ),
    Action("in-vivo", ("i",), "Code in vivo", "Code", "coding.in_vivo", (), "everywhere",
           ("document", "writing", "passage"), "in vivo",
           "The selected words become a new code's name; asks under which theme."),
    Action("codings-here", ("enter",), "Codings at the cursor", "Codings", "coding.here", (),
           "transcript", ("document", "coding"), "", "Who coded what and when, with memos."),
    Action("remove", ("x", "delete"), "Remove the coding", "Codings", "coding.remove", (),
           "transcript", ("document", "writing", "coding"), "remove"),
    Action("recode", ("r",), "Give the coding another code", "Codings", "coding.recode", (),
           "transcript", ("document", "writing", "coding")),
    Action("resize", ("z",), "Resize the coding", "Codings", "coding.resize", (),
           "transcript", ("document", "writing", "coding"), "",
           "Selects it; change the selection, Enter keeps it, Esc leaves it as it was."),
    Action("memo", ("m",), "Write a memo here", "Codings", "memos.here", (),
           "transcript", ("document", "writing"), "memo",
           "On the selected words, else on the coding at the cursor, else on the document."),
    Action("memos", ("M",), "All memos", "Codings", "memos.all"),
)  # fmt: skip

_FINDING = (
    Action("find", ("slash",), "Find in all documents", "Find", "finding.ask", (), "everywhere",
           (), "find"),
    Action("next-hit", ("f",), "Next place found", "Find", "finding.step", (1,), "everywhere",
           ("hits",)),
    Action("previous-hit", ("F",), "Previous place found", "Find", "finding.step", (-1,),
           "everywhere", ("hits",)),
)  # fmt: skip

_CODEBOOK = (
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

_DOCUMENTS = (
    Action("rename-document", ("r",), "Rename the document", "Documents", "whole.rename_document",
           (), "documents", ("writing",), "rename"),
    Action("memo-document", ("m",), "Write a memo on the document", "Documents",
           "memos.on_document", (), "documents", ("writing",), "memo"),
    Action("open-document", ("d",), "Go to a document by name", "Documents", "whole.pick_document",
           (), "transcript", (), "", "Type a few letters of its name."),
    Action("next-document", ("right_square_bracket",), "Next document", "Documents",
           "whole.next_document", (1,)),
    Action("previous-document", ("left_square_bracket",), "Previous document", "Documents",
           "whole.next_document", (-1,)),
)  # fmt: skip

_STUDY = (
    Action("undo", ("u",), "Undo", "Study", "whole.undo", (), "everywhere", ("writing",), "undo"),
    Action("redo", ("U", "ctrl+r"), "Redo", "Study", "whole.redo", (), "everywhere",
           ("writing",)),
    Action("history", ("H",), "What was done", "Study", "whole.history"),
    Action("coder", ("C",), "Who is coding", "Study", "whole.coder", (), "everywhere",
           ("writing",)),
    Action("speaker", ("I",), "Who is speaking here", "Study", "speaking.choose", (),
           "transcript", ("document", "writing"), "",
           "An interviewer, a participant, or nobody in particular."),
    Action("only-mine", ("O",), "Show only my codings, or everybody's", "Study",
           "whole.only_mine"),
)  # fmt: skip

_SCREEN = (
    Action("documents", ("D",), "Documents: show, go there, hide", "Screen", "whole.panel",
           ("documents",)),
    Action("codebook", ("B",), "Codebook: show, go there, hide", "Screen", "whole.panel",
           ("codebook",), "everywhere", (), "codebook"),
    Action("suggestions", ("P",), "Suggestions: show or hide", "Screen", "whole.suggestions"),
    Action("back", ("escape",), "Back to the transcript", "Screen", "whole.back", (),
           "codebook", (), "back"),
    Action("back-documents", ("escape",), "Back to the transcript", "Screen", "whole.back", (),
           "documents", (), "back"),
    Action("palette", ("ctrl+p",), "All commands", "Screen", "whole.palette"),
    Action("help", ("question_mark", "f1"), "Help", "Screen", "whole.help", (), "everywhere",
           (), "help"),
    Action("quit", ("q", "ctrl+q"), "Quit", "Screen", "whole.quit", (), "everywhere", (),
           "quit", "Everything is saved already."),
)  # fmt: skip

ACTIONS: dict[str, Action] = {
    action.id: action
    for action in (
        *_MOVES, *_MARKS, *_SELECTS, *_CODING, *_FINDING, *_CODEBOOK, *_DOCUMENTS, *_STUDY,
        *_SCREEN,
    )
}  # fmt: skip
"""Every action by id, in the order of the help."""


def keys_in(pane: Pane) -> dict[str, str]:
    """Which key does which action while a pane has the focus; its own keys come first."""
    found: dict[str, str] = {}
    for where in ("everywhere", pane):
        for action in ACTIONS.values():
            if action.pane == where:
                found.update(dict.fromkeys(action.keys, action.id))
    return found


def of_group(group: str) -> Iterator[Action]:
    """The actions of a group, in the order of the help."""
    return (action for action in ACTIONS.values() if action.group == group)


_SHOWN = {
    "full_stop": ".",
    "comma": ",",
    "slash": "/",
    "question_mark": "?",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "f1": "F1",
}


def show_key(key: str) -> str:
    """A key as people write it: ``Shift+→``, ``Ctrl+P``, ``?``."""
    *held, last = key.split("+")
    shown = _SHOWN.get(last, last)
    if held and len(shown) == 1 and shown.isalpha():
        shown = shown.upper()
    return "+".join([*(part.capitalize() for part in held), shown])
