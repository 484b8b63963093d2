"""The list of documents, with how many codings each has."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.session import Session
from qualcode.tui.shown import name


class DocumentList(OptionList):
    """The documents in the study's order; Enter or a click opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._looks: list[tuple[int, str]] = []

    def show(self, session: Session, width: int) -> None:
        """Show the documents as the session knows them."""
        here = session.document.id if session.document else None
        looks = []
        for document in session.documents:
            count = session.counts_documents.get(document.id, 0)
            figure = str(count or "·")
            label = name(document.name, width - 2 - len(figure))
            gap = " " * max(1, width - 1 - Content(label).cell_length - len(figure))
            mark = "▸" if document.id == here else " "
            looks.append((document.id, f"{mark}{label}{gap}{figure}"))
        if looks == self._looks:
            return
        kept = self.highlighted
        self._looks = looks
        self.set_options(
            Option(Content.styled(look, "bold" if key == here else ""), id=str(key))
            for key, look in looks
        )
        places = [key for key, _ in looks]
        if here in places and (kept is None or not self.has_focus):
            kept = places.index(here)
        self.highlighted = min(kept, len(looks) - 1) if kept is not None and looks else None

    @property
    def chosen(self) -> int | None:
        """The id of the highlighted document."""
        at = self.highlighted
        return self._looks[at][0] if at is not None and at < len(self._looks) else None


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
