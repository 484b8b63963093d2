"""A long list, sifted by typing and by two filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.shown import name

Key = TypeVar("Key")

AT_ONCE = 200
"""Rows that are made at once; going on past the last makes as many more."""


class Filter(NamedTuple):
    """One thing to sift by: the word before it, what its key does, its values and their names."""

    word: str
    does: str
    values: Sequence[tuple[str, str]]


class Sifted(Choose[Key]):
    """A list whose rows are made only as far as they are shown.

    Args:
        title: what is listed.
        filters: at most two; the first value of each lets everything through.
        start: the key of the row to begin at.
        empty: what to say where nothing is left.
        keys: what Enter does; the keys of the filters are added.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "sift(0)", show=False, priority=True),
        Binding("ctrl+o", "sift(1)", show=False, priority=True),
    ]

    class Line(Static):
        """What is sifted by; a click on it is the next value."""

        class Clicked(Message):
            """It was clicked on, in its left half or its right one."""

            def __init__(self, right: bool) -> None:
                super().__init__()
                self.right = right

        def on_click(self, event: events.Click) -> None:
            """Say where."""
            self.post_message(self.Clicked(event.x >= self.size.width // 2))

    def __init__(
        self,
        title: str,
        filters: Sequence[Filter],
        *,
        start: Key | None = None,
        empty: str,
        keys: str,
    ) -> None:
        sifting = "".join(
            f"   {key}: {f.does}" for key, f in zip(("Ctrl+T", "Ctrl+O"), filters, strict=False)
        )
        super().__init__(title, [], start=start, empty=empty, keys=f"{keys}{sifting}   Esc: back")
        self._filters = filters
        self._chosen = [0 for _ in filters]
        self._limit = AT_ONCE
        self._more = False

    def body(self) -> Iterator[Widget]:
        """The line to type in, what is sifted by, and the list."""
        line, *rest = super().body()
        yield line
        yield self.Line(id="sifted")
        yield from rest

    def sift(self, query: str, values: Sequence[str], limit: int) -> tuple[list[Row], bool]:
        """The first rows that answer to what was typed and chosen, and whether there are more."""
        raise NotImplementedError

    def footing(self) -> str:
        """What stands behind the number of rows; must be safe to show."""
        return ""

    def _narrow(self, query: str, *, start: Key | None = None) -> None:
        self._limit = AT_ONCE
        self._fill(query, start)

    def _fill(self, query: str, start: Key | None) -> None:
        values = [f.values[at][0] for f, at in zip(self._filters, self._chosen, strict=True)]
        self._shown, self._more = self.sift(query.strip(), values, self._limit)
        rows = self.query_one("#rows", OptionList)
        rows.set_options([Option(row.look) for row in self._shown])
        at = next((n for n, row in enumerate(self._shown) if row.key == start), 0)
        rows.highlighted = at if self._shown else None
        rows.display = bool(self._shown)
        self.query_one("#empty").display = not self._shown
        self.query_one("#sifted", self.Line).update(self._sifted_by())
        self.showing(self.highlighted)

    def _sifted_by(self) -> Content:
        parts = [
            Content.assemble((f"{f.word}: ", "dim"), (name(f.values[at][1], 24), "$accent"), "   ")
            for f, at in zip(self._filters, self._chosen, strict=True)
        ]
        number = f"{len(self._shown):,}{' and more' if self._more else ''}{self.footing()}"
        return Content("").join([*parts, Content.styled(number, "dim")])

    def _typed_now(self) -> str:
        return self.query_one("#line", Input).value

    def action_sift(self, which: int) -> None:
        """Take the next value of a filter."""
        if which < len(self._filters):
            values = self._filters[which].values
            self._chosen[which] = (self._chosen[which] + 1) % len(values)
            self._narrow(self._typed_now())

    def action_step(self, step: int) -> None:
        """Move the highlight; past the last row that is shown, show more."""
        rows, last = self.query_one("#rows", OptionList), len(self._shown) - 1
        if step > 0 and self._more and rows.highlighted == last:
            self._limit += AT_ONCE
            self._fill(self._typed_now(), self._shown[last].key)
        super().action_step(step)

    @on(Line.Clicked)
    def _line_clicked(self, event: Line.Clicked) -> None:
        event.stop()
        self.action_sift(int(event.right and len(self._filters) > 1))
