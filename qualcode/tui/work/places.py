"""Where one was before one jumped elsewhere, to go back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.tui.shown import name
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

MOST = 100


class Place(NamedTuple):
    """A place in a document: where the cursor was, or what was selected."""

    document_id: int
    start: int
    end: int | None


class Places(Part):
    """Keeps the places one jumped from, the latest last.

    Whatever leads far away calls :meth:`push` before it goes, or goes with :meth:`jump`. Going on
    with :meth:`jump` from where one led keeps nothing more, so that one step back leaves the whole
    row of hits or codings again, however many of them were looked at.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._kept: list[Place] = []
        self._landed: Place | None = None

    def push(self) -> None:
        """Keep the place where one is; call it before going elsewhere."""
        here = self._here()
        if here is not None and here != self._landed and self._kept[-1:] != [here]:
            self._kept = [*self._kept[-MOST + 1 :], here]

    def jump(self, document_id: int, start: int, end: int | None = None) -> None:
        """Go to a place, or to a passage and select it; keep where one was."""
        self.push()
        self.desk.open(document_id, at=start, end=end)
        self._landed = self._here()

    def back(self) -> None:
        """Go back to the place before the last jump; documents that are gone are passed over."""
        there = {document.id: document for document in self.session.documents}
        here = self._here()
        while self._kept:
            place = self._kept.pop()
            if place.document_id in there and place != here:
                self.desk.open(place.document_id, at=place.start, end=place.end)
                self._landed = None
                turn = self.view.turn + 1
                document = name(there[place.document_id].name, 40)
                self.desk.say(f"Back in {document}, turn {turn}")
                return
        self.desk.say("There is no place to go back to")

    def _here(self) -> Place | None:
        document = self.session.document
        if document is None:
            return None
        start, end = self.view.selection or (self.view.cursor, None)
        return Place(document.id, start, end)
