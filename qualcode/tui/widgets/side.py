"""One side of the desk: a document, as its session knows it, under a heading of its own."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from qualcode.tui.differences import Touched
from qualcode.tui.session import Session
from qualcode.tui.shown import name
from qualcode.tui.widgets.lines import Line
from qualcode.tui.widgets.transcript import TranscriptView, settle

FEW = 50
"""Codings that are drawn one by one; where more differ, all are drawn anew."""


class Side(Vertical):
    """A transcript and the session behind it. The desk has one, or two beside each other.

    Args:
        session: what this side has before it.
    """

    DEFAULT_CSS = """
    Side { width: 1fr; height: 1fr; }
    Side .side-heading { display: none; background: $panel; color: $text-muted; }
    Side.-split .side-heading { display: block; }
    Side.-active .side-heading { background: $primary 40%; color: $text; }
    Side TranscriptView { scrollbar-size-vertical: 1; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.heading = Line(classes="side-heading")
        self.view = TranscriptView(id="transcript")

    def compose(self) -> ComposeResult:
        """The heading, which is seen while there are two sides, and the transcript."""
        yield self.heading
        yield self.view

    def show_heading(self) -> None:
        """Say which document this is, and where one is in it."""
        document, turns = self.session.document, self.session.turns
        left = Content.styled(name(document.name), "bold") if document else Content("no document")
        turn = self.view.turn + 1 if turns else 0
        self.heading.show(left, Content(f"turn {turn} of {len(turns)}"))

    def open(self, document_id: int) -> bool:
        """Show a document where it was left; False where it is shown already.

        Raises:
            NotFound: if it is no longer there.
        """
        session, view = self.session, self.view
        if session.document is not None and session.document.id == document_id:
            return False
        self.remember()
        session.open(document_id)
        view.load(
            session.text,
            session.turns,
            session.speakers,
            session.codings.values(),
            session.codes.values(),
            language=session.study.language,
        )
        view.go_to(session.place() or view.cursor)
        self.show_memos()
        return True

    def open_first(self) -> None:
        """Show the document of last time, or the first, or that there is none."""
        first = self.session.first_document()
        if first is not None:
            self.open(first.id)
        else:
            self.session.close()
            self.view.load("", [], [], [], [])
            settle()

    def reload(self) -> None:
        """Read everything again and show it; cursor and selection stay."""
        session = self.session
        session.read_study()
        if session.document is None:
            self.open_first()
            return
        session.read_codings()
        self.show_codes()
        self.view.set_speakers(session.speakers)
        self.view.set_codings(session.codings.values())
        self.show_memos()

    def catch_up(self, touched: Touched) -> None:
        """Read again what some changes of the study touched, and show what differs."""
        differences = self.session.catch_up(touched)
        if differences is None:
            self.reload()
            return
        if differences.codes:
            self.show_codes()
        if differences.people:
            self.view.set_speakers(self.session.speakers)
        if len(differences.codings) > FEW:
            self.view.set_codings(self.session.codings.values())
        else:
            for key, coding in differences.codings.items():
                if coding is None:
                    self.view.remove_coding(key)
                else:
                    self.view.add_coding(coding)
        if differences.passages:
            self.show_memos()

    def show_codes(self) -> None:
        """Show the codebook as the session knows it."""
        self.view.set_codes(self.session.codes.values())

    def show_memos(self) -> None:
        """Mark the passages that have memos."""
        document = self.session.document
        if document is not None:
            kept = self.session.memos("passage", document.id)
            spans = [(m.start, m.end) for m in kept if m.start is not None and m.end is not None]
            self.view.set_memos(spans)

    def remember(self) -> None:
        """Note where one is in the document."""
        if self.session.document is not None:
            self.session.remember(self.view.cursor)
