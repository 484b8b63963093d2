"""What the quick round should bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, get_args

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from qualcode.study.types import Unit
from qualcode.tui.screens.dialog import Dialog


@dataclass(frozen=True, slots=True)
class Choices:
    """What the quick round brings.

    Attributes:
        bring: ``uncoded`` passages in order, or those with the best ``suggestions`` first.
        unit: how much comes at a time.
        where: in ``this`` document, or in ``all``.
        begin: at the ``cursor``, or at the ``beginning``.
        whose: not coded by ``me``, or by ``anybody``.
        least: per cent that a suggestion must have.
    """

    bring: str = "uncoded"
    unit: Unit = "sentence"
    where: str = "this"
    begin: str = "cursor"
    whose: str = "me"
    least: int = 30

    @classmethod
    def kept(cls, values: object) -> Choices:
        """The choices of last time; what is not known any more is as at first."""
        if not isinstance(values, dict):
            return cls()
        known = {
            field.name: values[field.name]
            for field in fields(cls)
            if values.get(field.name) in [value for value, _ in OFFERED[field.name][1]]
        }
        return cls(**known)

    def to_keep(self) -> dict[str, Any]:
        """The choices as a setting of the study."""
        return asdict(self)


OFFERED: dict[str, tuple[str, tuple[tuple[Any, str], ...]]] = {
    "bring": ("Bring", (("uncoded", "what is not coded"), ("suggestions", "the best suggestions"))),
    "unit": ("Each time", tuple((unit, unit) for unit in get_args(Unit))),
    "where": ("From", (("this", "this document"), ("all", "all documents"))),
    "begin": ("Begin", (("cursor", "at the cursor"), ("beginning", "at the beginning"))),
    "whose": ("Not coded", (("me", "by me"), ("anybody", "by anybody"))),
    "least": ("At least", tuple((least, f"{least} %") for least in (20, 30, 50, 70))),
}  # fmt: skip
"""The questions in their order, each with its answers."""


class AskRound(Dialog[Choices]):
    """Asks what the quick round should bring; begins with the choices of last time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,tab", "move(1)", show=False),
        Binding("up,k,shift+tab", "move(-1)", show=False),
        Binding("right,l,space", "change(1)", show=False),
        Binding("left,h", "change(-1)", show=False),
        Binding("enter", "begin", show=False),
    ]

    def __init__(self, choices: Choices) -> None:
        super().__init__(
            "Quick round: one passage after the other",
            keys="↑ ↓: move   ← →: change   Enter: begin   Esc: leave",
        )
        self._choices = choices

    def body(self) -> Iterator[Widget]:
        """The questions."""
        yield Questions(self._choices, id="questions")

    def action_move(self, step: int) -> None:
        """Go to another question."""
        self.query_one(Questions).move(step)

    def action_change(self, step: int) -> None:
        """Give the question another answer."""
        self.query_one(Questions).change(step)

    def action_begin(self) -> None:
        """Answer with what is chosen."""
        self.dismiss(self.query_one(Questions).choices)


class Questions(Widget):
    """A line a question, with all its answers; the chosen one is marked."""

    ALLOW_SELECT = False
    LABEL = 13

    def __init__(self, choices: Choices, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = choices
        self._at = 0

    @property
    def _asked(self) -> list[str]:
        """What there is to ask: where to begin only in order, how sure only of suggestions."""
        apart = "begin" if self.choices.bring == "suggestions" else "least"
        return [which for which in OFFERED if which != apart]

    def move(self, step: int) -> None:
        """Go to the next question, or the one before."""
        self._at = (self._at + step) % len(self._asked)
        self.refresh()

    def change(self, step: int) -> None:
        """Take the next answer, or the one before."""
        which = self._asked[self._at]
        values = [value for value, _ in OFFERED[which][1]]
        at = values.index(getattr(self.choices, which)) + step
        self._choose(which, values[at % len(values)])

    def _choose(self, which: str, value: Any) -> None:
        self.choices = replace(self.choices, **{which: value})
        self.refresh()

    def render(self) -> Content:
        """The questions below each other."""
        return Content("\n").join(self._line(n, which) for n, which in enumerate(self._asked))

    def _line(self, n: int, which: str) -> Content:
        label, answers = OFFERED[which]
        here = n == self._at
        parts = [Content.styled(f"{'›' if here else ' '} {label:<{self.LABEL - 2}}", "bold")]
        for value, words in answers:
            chosen = value == getattr(self.choices, which)
            style = ("bold $accent" if here else "bold") if chosen else "dim"
            parts.append(Content.styled(f"{'●' if chosen else '○'} {words}   ", style))
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Take the answer that was clicked on."""
        if event.y >= len(self._asked):
            return
        self._at = event.y
        which = self._asked[event.y]
        x = event.x - self.LABEL
        for value, words in OFFERED[which][1]:
            if 0 <= x < len(words) + 2:
                self._choose(which, value)
            x -= len(words) + 5
        self.refresh()
