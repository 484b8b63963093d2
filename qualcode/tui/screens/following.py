"""What the desk shows follows the study: what is read and shown again after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.tui.coverage import Coverage
from qualcode.tui.differences import touched
from qualcode.tui.widgets.codebook_panel import CodebookPanel
from qualcode.tui.widgets.documents import DocumentsPanel

if TYPE_CHECKING:
    from qualcode.study.types import RowChange
    from qualcode.tui.screens.desk import Desk


class Following:
    """Keeps the desk as the study is.

    Whoever changed the study, and in whatever way, calls :meth:`catch_up`. The history tells what
    is not as it was, so that in a large study a change costs what it changed.

    Attributes:
        coverage: how much of the open document is coded.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.coverage = Coverage(0, 0)

    def catch_up(self) -> None:
        """Show the study as it is now; cursor and selection stay."""
        desk = self._desk
        found = desk.present.history.since(desk.session.version)
        if found is None:
            for side in desk.sides.all:
                side.reload()
        else:
            version, changes = found
            self._take(version, changes)
        reading = desk.reading
        if reading.resizing is not None and reading.resizing not in desk.session.codings:
            reading.clear()
        self.show_lists()
        for screen in desk.over:
            screen.study_changed()
        if not found or not found[1] or any(change.table != "memo" for change in found[1]):
            desk.suggesting.learn_soon()

    def _take(self, version: int, changes: list[RowChange]) -> None:
        what = touched(changes)
        for side in self._desk.sides.all:
            side.catch_up(what)
        self._desk.session.common.version = version

    def watch(self) -> None:
        """Notice what another program did to the study."""
        session = self._desk.session
        try:
            if session.study.version() == session.version:
                return
            self.catch_up()
        except QualcodeError:
            return  # it is busy for a moment; the next look will see it
        self._desk.say("Somebody else changed the study; this is how it stands now")

    def show_lists(self) -> None:
        """Show documents, codebook, numbers, place and coder as the session knows them."""
        desk = self._desk
        self.coverage = desk.session.coverage()
        desk.query_one(DocumentsPanel).show(desk.session)
        desk.query_one(CodebookPanel).show(desk.session)
        desk.suggesting.show()
        desk.show_place()
        desk.show_done()
