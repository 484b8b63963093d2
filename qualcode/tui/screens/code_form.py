"""Describing a code: all that a codebook says of it, on one form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Label, Select, Static, TextArea

from qualcode.codebook import Question
from qualcode.errors import QualcodeError
from qualcode.study.types import CodeInfo
from qualcode.tui.screens.dialog import Dialog, LineInput
from qualcode.tui.shown import clean_name, name
from qualcode.tui.widgets.fields import Several, TextField

WORDS = {
    "short": "In short",
    "definition": "Definition",
    "inclusion": "Code it when",
    "exclusion": "Not when",
}
LISTS = {"examples": "Examples", "near_misses": "Near misses"}
FIRST = "short"
"""Where writing begins: below the name, which is there already."""
NOTHING = ""
"""The key of the choice that a theme answers no question."""

_UNSAVED = "What you wrote is not saved.   Ctrl+S: save   Esc again: drop it"


class CodeForm(Dialog[bool]):
    """A form with a field for each part of a code's description.

    The answer is whether anything was changed, and then it is saved. What cannot be saved is
    said on the form, which stays, so that nothing written is lost.

    Args:
        code: the code as it stands.
        questions: the research questions that a theme can answer.
        save: saves what differs, by field; ``name`` is one of them.
        locked: why the form can only be read; empty where it can be written.
    """

    AUTO_FOCUS = f"#{FIRST}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(
        self,
        code: CodeInfo,
        questions: Sequence[Question],
        save: Callable[[dict[str, Any]], None],
        *,
        locked: str = "",
    ) -> None:
        keys = "Tab: next field   Ctrl+S: save   Esc: leave"
        super().__init__(
            f"Describe {name(code.name, 50)}",
            keys=f"{locked}   Tab: next field   Esc: back" if locked else keys,
        )
        self._code = code
        self._questions = list(questions)
        self._save = save
        self._locked = bool(locked)
        self._warned = False

    def body(self) -> Iterator[Widget]:
        """The fields, a label before each."""
        code, locked = self._code, self._locked
        with VerticalScroll(id="fields", can_focus=False):
            shown = clean_name(code.name)
            line = LineInput(shown, id="name", select_on_focus=False, disabled=locked)
            yield _row("Name", line)
            for field, label in WORDS.items():
                yield _row(label, TextField(getattr(code, field), locked=locked, id=field))
            for field, label in LISTS.items():
                yield _row(label, Several(getattr(code, field), locked=locked, id=field))
            if code.depth == 0:
                yield _row("Question", self._choice())
            words = Content("can be put on passages; else it only holds others")
            box = Checkbox(words, code.codable, id="codable", compact=True, disabled=locked)
            yield _row("Use", box)

    def _choice(self) -> Widget:
        """Which research question a theme answers."""
        choices = [(Content(name(q.text)), q.key) for q in self._questions]
        if (key := self._code.question) and key not in {q.key for q in self._questions}:
            choices.append((Content(name(key)), key))
        if not choices:
            return Static(Content("the study has no research questions"), classes="note")
        return Select(
            [(Content("none"), NOTHING), *choices],
            value=self._code.question or NOTHING,
            allow_blank=False,
            type_to_search=False,
            compact=True,
            id="question",
            disabled=self._locked,
        )

    @property
    def changed(self) -> dict[str, Any]:
        """What differs from the code as it was, by field."""
        code = self._code
        now: dict[str, Any] = {"codable": self.query_one("#codable", Checkbox).value}
        shown = self.query_one("#name", Input).value.strip()
        now["name"] = code.name if shown == clean_name(code.name) else shown
        now |= {field: self.query_one(f"#{field}", TextField).value for field in WORDS}
        now |= {field: self.query_one(f"#{field}", Several).value for field in LISTS}
        for select in self.query(Select).results(Select):
            now["question"] = select.value or None
        was = {field: getattr(code, field) for field in now}
        was["question"] = code.question or None
        return {field: value for field, value in now.items() if value != was[field]}

    def action_save(self) -> None:
        """Save and leave; where it cannot be saved, say why and stay."""
        changed = {} if self._locked else self.changed
        try:
            if changed:
                self._save(changed)
        except QualcodeError as error:
            self._tell(name(str(error)))
            return
        self.dismiss(bool(changed))

    def action_leave(self) -> None:
        """Leave; where something was written, only when asked again."""
        if not self._locked and self.changed and not self._warned:
            self._warned = True
            self._tell(_UNSAVED)
            return
        self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Give letters typed before a field had the focus to that field.

        A field that has the focus takes its letters itself; they do not come this far.
        """
        event.prevent_default()
        field = self.focused or self.query_one(f"#{FIRST}")
        if event.is_printable and event.character and isinstance(field, TextField):
            event.stop()
            if not field.read_only:
                field.insert(event.character)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the name goes on to the next field."""
        event.stop()
        self.focus_next()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _written(self) -> None:
        """Who writes on after the warning is warned again."""
        if self._warned:
            self._warned = False
            self.query_one(".keys", Static).update(Content(self._keys))

    def _tell(self, words: str) -> None:
        self.query_one(".keys", Static).update(Content.styled(words, "$warning"))


def _row(label: str, field: Widget) -> Horizontal:
    return Horizontal(Label(Content(label)), field, classes="field")
