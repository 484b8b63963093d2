"""Choosing one of a list, by moving or by typing a few letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.screens.dialog import Dialog, LineInput
from qualcode.view.fuzzy import Finder

Key = TypeVar("Key")

BUILT = 24
"""How many rows are made at a time: those that can be seen and some; more as one goes on."""


class Row(NamedTuple):
    """A line of a list: what it stands for, how it looks, and the words it is found by."""

    key: Any
    look: Content
    found_by: tuple[str, ...]


class Choose(Dialog[Key], Generic[Key]):
    """A list to choose from. Typing narrows it, Enter or a click takes the highlighted row.

    Args:
        title: what is asked.
        rows: to choose from.
        start: the key of the row to begin at.
        typing: whether there is a line to narrow the list with.
        empty: what to say where there are no rows.
        keys: see :class:`Dialog`.
    """

    LIST: ClassVar[type[OptionList]] = OptionList
    """What shows the rows."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n,ctrl+j", "step(1)", show=False),
        Binding("up,ctrl+p,ctrl+k", "step(-1)", show=False),
        Binding("pagedown", "step(10)", show=False),
        Binding("pageup", "step(-10)", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(
        self,
        title: str,
        rows: Sequence[Row],
        *,
        start: Key | None = None,
        typing: bool = True,
        empty: str = "There is nothing here yet.",
        keys: str = "↑ ↓: move   Enter: take it   Esc: leave",
    ) -> None:
        super().__init__(title, keys=keys)
        self._rows = list(rows)
        self._start = start
        self._typing = typing
        self._empty = empty
        self._shown: list[Row] = []
        self._finder: Finder[Row] | None = None
        self._told: Row | None = None

    def body(self) -> Iterator[Widget]:
        """The line to type in, and the list."""
        if self._typing:
            yield LineInput(placeholder="type a few letters", id="line")
        rows = self.LIST(id="rows", markup=False)
        rows.can_focus = not self._typing
        yield rows
        yield Static(Content(self._empty), id="empty", classes="note")

    def on_mount(self) -> None:
        """Fill the list."""
        self._narrow("", start=self._start)
        self.watch(self.query_one("#rows", OptionList), "scroll_y", self._scrolled, init=False)
        if self._typing:
            # Watched rather than told by a message, so that the letter and what it finds are
            # drawn in the same frame.
            self.watch(self.query_one("#line", Input), "value", self._typed, init=False)
            self.call_after_refresh(lambda: self._ready)

    @property
    def highlighted(self) -> Row | None:
        """The row that Enter would take."""
        at = self.query_one("#rows", OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def candidates(self, query: str) -> list[Row]:
        """The rows that answer to what was typed, best first."""
        if not query:
            return self._rows
        return self._ready.best(query)

    @property
    def _ready(self) -> Finder[Row]:
        """What finds rows: made once the list is shown, or with the first letter."""
        if self._finder is None:
            self._finder = self.finder()
        return self._finder

    def finder(self) -> Finder[Row]:
        """What finds rows by the letters typed."""
        return Finder(self._rows, lambda row: row.found_by)

    def look(self, row: Row) -> Content:
        """How a row looks; asked for when it is about to be seen."""
        return row.look

    def _narrow(self, query: str, *, start: Key | None = None) -> None:
        self._shown = self.candidates(query.strip())
        at = next((i for i, row in enumerate(self._shown) if row.key == start), 0)
        rows = self.query_one("#rows", OptionList)
        rows.set_options([Option(self.look(row)) for row in self._shown[: at + BUILT]])
        rows.highlighted = at if self._shown else None
        rows.display = bool(self._shown)
        self.query_one("#empty").display = not self._shown
        self._tell()

    def _typed(self, letters: str) -> None:
        self._narrow(letters)

    def _tell(self) -> None:
        """Say once which row is highlighted; the list tells it a second time, a step later."""
        row = self.highlighted
        if row is not self._told or row is None:
            self._told = row
            self.showing(row)

    def _build(self, upto: int) -> None:
        """Make the rows up to this one and some after it, where they are not there yet."""
        rows = self.query_one("#rows", OptionList)
        built = rows.option_count
        if built < len(self._shown) and upto >= built:
            rows.add_options([Option(self.look(row)) for row in self._shown[built : upto + BUILT]])

    def _scrolled(self) -> None:
        rows = self.query_one("#rows", OptionList)
        if rows.scroll_y + rows.size.height >= rows.virtual_size.height - 1:
            self._build(rows.option_count)

    def showing(self, row: Row | None) -> None:
        """Called with the row that is highlighted."""

    def chosen(self, row: Row) -> None:
        """Answer with a row."""
        self.dismiss(row.key)

    def move_to(self, key: Key) -> None:
        """Highlight the row of a key, where it is shown."""
        at = next((n for n, row in enumerate(self._shown) if row.key == key), None)
        if at is not None:
            self._build(at)
            self.query_one("#rows", OptionList).highlighted = at
            self._tell()

    def action_step(self, step: int) -> None:
        """Move the highlight; a single step goes round at the ends."""
        rows = self.query_one("#rows", OptionList)
        if self._shown:
            to = (rows.highlighted or 0) + step
            last = len(self._shown) - 1
            to = to % (last + 1) if abs(step) == 1 else max(0, min(to, last))
            self._build(to)
            rows.highlighted = to

    def action_take(self) -> None:
        """Take the highlighted row."""
        if (row := self.highlighted) is not None:
            self.chosen(row)
        else:
            self.app.bell()

    @on(Input.Submitted, "#line")
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(OptionList.OptionHighlighted, "#rows")
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._tell()

    @on(OptionList.OptionSelected, "#rows")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take()

    def on_key(self, event: events.Key) -> None:
        """In a list without a line, j and k move as the arrows do."""
        if not self._typing and event.key in ("j", "k"):
            event.stop()
            self.action_step(1 if event.key == "j" else -1)
