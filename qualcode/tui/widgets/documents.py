"""The list of documents, with how many codings each has."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.session import Session
from qualcode.tui.shown import name


class _Row(NamedTuple):
    id: int
    name: str
    codings: int
    here: bool


class DocumentList(OptionList):
    """The documents in the study's order; Enter or a click opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._rows: list[_Row] = []
        self._width = 0

    def show(self, session: Session, width: int) -> None:
        """Show the documents as the session knows them; only what differs is drawn again."""
        here = session.document.id if session.document else None
        counts = session.counts_documents
        rows = [_Row(d.id, d.name, counts.get(d.id, 0), d.id == here) for d in session.documents]
        same = [row.id for row in rows] == [row.id for row in self._rows] and width == self._width
        if not same:
            self._fill(rows, width)
        elif rows != self._rows:
            for at, (row, before) in enumerate(zip(rows, self._rows, strict=True)):
                if row != before:
                    self._replace(at, _look(row, width))
        moved = [row.here for row in rows] != [row.here for row in self._rows]
        self._rows, self._width = rows, width
        if not same or moved:
            self._highlight(here)

    def _fill(self, rows: list[_Row], width: int) -> None:
        kept = self.highlighted
        self.set_options(Option(_look(row, width), id=str(row.id)) for row in rows)
        self.highlighted = min(kept, len(rows) - 1) if kept is not None and rows else None

    def _replace(self, at: int, look: Content) -> None:
        """Draw one row again; the list's own way of doing so draws all of them."""
        self.get_option_at_index(at)._set_prompt(look)
        self._option_render_cache.clear()
        self.refresh_line(at)

    def _highlight(self, here: int | None) -> None:
        places = [row.id for row in self._rows]
        if here in places and (self.highlighted is None or not self.has_focus):
            self.highlighted = places.index(here)

    def on_click(self, event: events.Click) -> None:
        """A right click only highlights; what to do is asked."""
        if event.button == 3:
            event.prevent_default()
            self.highlighted = event.style.meta.get("option", self.highlighted)

    @property
    def chosen(self) -> int | None:
        """The id of the highlighted document."""
        at = self.highlighted
        return self._rows[at].id if at is not None and at < len(self._rows) else None


def _look(row: _Row, width: int) -> Content:
    figure = str(row.codings or "·")
    label = name(row.name, width - 2 - len(figure))
    gap = " " * max(1, width - 1 - Content(label).cell_length - len(figure))
    mark = "▸" if row.here else " "
    return Content.styled(f"{mark}{label}{gap}{figure}", "bold" if row.here else "")


class DocumentsPanel(Vertical):
    """The list with its heading."""

    def compose(self) -> ComposeResult:
        """Heading and list."""
        yield Static(Content("Documents"), classes="heading")
        yield DocumentList(id="document-list")

    def show(self, session: Session) -> None:
        """Show the documents as the session knows them."""
        documents = self.query_one(DocumentList)
        documents.show(session, max(12, documents.scrollable_content_region.width))
