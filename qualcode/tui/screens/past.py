"""The desk before a study as it was: all can be looked at, nothing changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from qualcode.tui.screens.desk import Desk
from qualcode.tui.shown import name, when
from qualcode.tui.widgets.lines import Line

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.types import HistoryEntry
    from qualcode.tui.session import Session


class PastDesk(Desk):
    """A desk of its own over the one of now, which stays as it is until one goes back.

    Args:
        session: the study as it was; closed on leaving.
        entry: the entry of the history after which it was so.
        beside: the desk that one comes from; document and place are taken from it.
    """

    def __init__(self, session: Session, entry: HistoryEntry, *, beside: Desk) -> None:
        super().__init__(session, suggestions=False, keymap=beside.keymap)
        self.panels.take_wishes(beside.panels)
        self.panels.hide_suggestions()
        self._entry = entry
        self._present = beside.present
        self._from = beside.session.document, beside.transcript.cursor

    @property
    def present(self) -> Study:
        """The study as it is now."""
        return self._present

    @property
    def unchangeable(self) -> str:
        """Why nothing can be changed."""
        return f"Nothing can be changed in the study as it was. {self.key('clear')}: back to now"

    def compose(self) -> ComposeResult:
        """Above all else, when this was."""
        yield Line(id="past")
        yield from super().compose()

    def begin(self) -> None:
        """Open the document that one comes from, at the same place, if it was there then."""
        entry = self._entry
        undone = {"undo": "undoing ", "redo": "doing again "}.get(entry.kind, "")
        after = f"after {undone}“{name(entry.label, 60)}” ({name(entry.coder, 20)})"
        when_so = Content.assemble(("As it was", "bold"), f" on {when(entry.at)}, {after}")
        self.query_one("#past", Line).show(when_so, self._ways())
        document, cursor = self._from
        if document is not None and any(d.id == document.id for d in self.session.documents):
            self.open(document.id, at=cursor)
        else:
            super().begin()

    def _ways(self) -> Content:
        return Content(self.keymap.fill("{clear}: now   {history}: another time"))

    def welcome(self) -> None:
        """What one can do here."""
        told = "{codings-here} lists codings, {memos} memos, {open-document} finds a document"
        self.say(f"Look round: {self.keymap.fill(told)}")

    def step_back(self) -> None:
        """Back to now."""
        self.leave()

    def leave(self) -> None:
        """Back to now; leaving the program is done from there."""
        self.dismiss(None)

    def watch_study(self) -> None:
        """What has been does not change."""

    def on_unmount(self) -> None:  # type: ignore[override]
        """Let the study go; Textual calls what the desk does on leaving, too."""
        self.session.study.close()
