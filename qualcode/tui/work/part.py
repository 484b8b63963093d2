"""What all parts of the work share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.study import Study
from qualcode.study.types import CodeInfo, DocumentInfo

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk
    from qualcode.tui.session import Session
    from qualcode.tui.widgets.transcript import TranscriptView


class Part:
    """A kind of work at the desk; its methods are what :mod:`qualcode.tui.actions` calls."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def session(self) -> Session:
        """What the desk has before it."""
        return self.desk.session

    @property
    def study(self) -> Study:
        """The open study."""
        return self.desk.session.study

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.desk.transcript

    @property
    def document(self) -> DocumentInfo:
        """The open document; actions that use it need one."""
        document = self.session.document
        assert document is not None, "the action was called without a document"
        return document

    def key(self, action_id: str) -> str:
        """The key of an action, as people write it, for a sentence that names it."""
        return self.desk.key(action_id)

    def code(self, code_id: int) -> CodeInfo:
        """A code as the session knows it."""
        return self.session.codes[code_id]
