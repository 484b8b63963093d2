"""The numbers 1 to 9 with the codes they stand for: pinned ones, and suggestions with reasons."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.tui.numbers import Slot
from qualcode.tui.shown import line, name, tone
from qualcode.tui.widgets.lines import Line

SIDE = 30
"""Cells of a column beside the first; only the first has room for reasons."""


class SuggestionsPanel(Vertical):
    """A heading, and what each number stands for."""

    class Taken(Message):
        """A number was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def compose(self) -> ComposeResult:
        """Heading and numbers."""
        heading = Line(id="suggestions-heading")
        heading.add_class("heading")
        yield heading
        yield Numbers(id="numbers")

    def show(
        self, slots: Mapping[int, Slot], *, pin: str, note: str = "", final: bool = False
    ) -> None:
        """Show what the numbers stand for.

        Args:
            slots: by number.
            pin: the key that pins a code to a number.
            note: words beside the heading.
            final: whether no suggestions will come, so that unused room can be given away.
        """
        heading = Content.assemble("Suggestions", (f"  {note}" if note else "", "not bold dim"))
        pinned = any(slot.pinned for slot in slots.values())
        legend = (
            Content.styled(f"• pinned   {pin}: pin a code", "not bold dim") if pinned else Content()
        )
        self.query_one("#suggestions-heading", Line).show(heading, legend)
        self.query_one(Numbers).show(tuple(slots.values()))
        self.set_class(not slots and final, "-empty")


class Numbers(Widget):
    """The numbers in as many columns as it takes to show them all."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._slots: tuple[Slot, ...] = ()

    def show(self, slots: tuple[Slot, ...]) -> None:
        """Show other codes; nothing is drawn where they are the same."""
        if slots != self._slots:
            self._slots = slots
            self.refresh()

    def _widths(self) -> list[int]:
        """The cells of each column; the first has what the others leave."""
        width, height = self.content_size
        count = max(1, -(-len(self._slots) // max(1, height)))
        side = min(SIDE, width // count)
        return [width - side * (count - 1), *[side] * (count - 1)]

    def render(self) -> Content:
        """Row by row, the columns beside each other."""
        height = max(1, self.content_size.height)
        rows: list[Content] = [Content() for _ in range(height)]
        for column, width in enumerate(self._widths()):
            for row, slot in enumerate(self._slots[column * height : (column + 1) * height]):
                rows[row] += _look(slot, width, tone(slot.code.colour, self))
        return Content("\n").join(rows)

    def on_click(self, event: events.Click) -> None:
        """Take the number that was clicked on."""
        x, y = event.x - self.styles.padding.left, event.y - self.styles.padding.top
        height = max(1, self.content_size.height)
        for column, width in enumerate(self._widths()):
            at = column * height + y
            if 0 <= x < width and at < len(self._slots) and y < height:
                self.post_message(SuggestionsPanel.Taken(self._slots[at].number))
            x -= width


def _look(slot: Slot, width: int, colour: str) -> Content:
    wide = max(4, min(32 if width >= 96 else 24, width - 11))
    label = name(slot.code.name, wide)
    why = " ".join(slot.reasons)
    room = width - wide - 14
    share = "" if slot.score is None else f"{_percent(slot.score):>3} %"
    look = Content.assemble(
        (f"{slot.number}", "bold $accent"),
        ("•" if slot.pinned else " ", "bold"),
        ("┃ ", colour),
        label,
        " " * (wide - Content(label).cell_length),
        f" {share:<5}",
        (f"  {line(why, room)}" if why and room > 8 else "", "dim"),
    )
    return look + " " * max(0, width - look.cell_length)


def _percent(share: float) -> str:
    return "<1" if 0 < share < 0.005 else str(round(share * 100))
