"""Suggested codes for the passage at hand, with their numbers, shares and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.study.types import CodeInfo
from qualcode.tui.shown import line, name, tone


@dataclass(frozen=True, slots=True)
class Proposed:
    """A suggestion as it is shown: the code, its share of trust in 0..1, and why."""

    code: CodeInfo
    score: float
    reasons: tuple[str, ...]


class SuggestionsPanel(Vertical):
    """Numbered suggestions; the number, or a click, codes the passage with one."""

    class Taken(Message):
        """A suggestion was clicked; ``number`` counts from 1."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.proposed: tuple[Proposed, ...] = ()

    def compose(self) -> ComposeResult:
        """Heading and list."""
        yield Static(Content("Suggestions"), classes="heading", id="suggestions-heading")
        rows = OptionList(id="suggestion-list", markup=False, compact=True)
        rows.can_focus = False
        yield rows

    def say(self, note: str, *, final: bool = False) -> None:
        """Show no suggestions but why there are none; ``final``: none will come."""
        self.show((), note=note, final=final)

    def show(self, proposed: Sequence[Proposed], *, note: str = "", final: bool = False) -> None:
        """Show suggestions.

        Args:
            proposed: at most nine, best first.
            note: words beside the heading.
            final: whether none will come, so that their room can be given away.
        """
        self.proposed = tuple(proposed[:9])
        heading = Content.assemble("Suggestions", (f"  {note}" if note else "", "not bold dim"))
        self.query_one("#suggestions-heading", Static).update(heading, layout=False)
        rows = self.query_one("#suggestion-list", OptionList)
        rows.set_options(
            Option(_look(n, found, self.size.width, tone(found.code.colour, self)))
            for n, found in enumerate(self.proposed, start=1)
        )
        rows.highlighted = None
        self.set_class(not self.proposed and final, "-empty")

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Taken(event.option_index + 1))


def _look(number: int, found: Proposed, width: int, colour: str) -> Content:
    wide = 32 if width >= 96 else 24
    label = name(found.code.name, wide)
    gap = " " * (wide - Content(label).cell_length)
    why = " ".join(found.reasons)
    room = max(0, width - wide - 15)
    return Content.assemble(
        (f"{number} ", "bold $accent"),
        ("┃ ", colour),
        label,
        gap,
        (f" {_percent(found.score):>3} %  ", ""),
        (line(why, room) if room > 8 else "", "dim"),
    )


def _percent(share: float) -> str:
    return "<1" if 0 < share < 0.005 else str(round(share * 100))
