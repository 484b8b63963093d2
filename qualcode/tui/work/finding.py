"""Finding words, and going from place to place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.study.types import SearchHit
from qualcode.tui.screens.search import LIMIT, Search
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk


class Finding(Part):
    """Keeps what was found last, so that one can go on from place to place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.hits: list[SearchHit] = []
        self.query = ""
        self._at = 0

    def ask(self) -> None:
        """Ask what to find."""
        screen = Search(
            lambda query: self.study.search(query, limit=LIMIT),
            query=self.query,
            onwards=f"{self.key('next-hit')}: next, {self.key('previous-hit')}: previous",
        )

        def then(number: int) -> None:
            self.hits, self.query = screen.hits, screen.query_text
            self._go(number)

        self.desk.ask(screen, then)

    def step(self, step: int) -> None:
        """Go to the next place found, or the one before; round at the ends."""
        self._go((self._at + step) % len(self.hits))

    def select(self) -> None:
        """Select the words found at the cursor, or the nearest ones in this document."""
        at, here = self.view.caret.begin, self.document.id
        found = [
            (max(hit.start - at, at - hit.end + 1, 0), number)
            for number, hit in enumerate(self.hits)
            if hit.document_id == here
        ]
        if not found:
            self.desk.say(
                f"Nothing was found in this document: {self.key('next-hit')} goes to the next place"
            )
            return
        self._at = min(found)[1]
        self.view.go_to(self.hits[self._at].start, self.hits[self._at].end)
        self._tell()

    def forget(self) -> None:
        """Highlight nothing any more."""
        self.hits = []
        self.show()
        self.desk.say("")

    def show(self) -> None:
        """Highlight the places found in the open documents."""
        for side in self.desk.sides.all:
            here = side.session.document.id if side.session.document else None
            side.view.set_hits([(h.start, h.end) for h in self.hits if h.document_id == here])

    def _go(self, number: int) -> None:
        self._at = number
        hit = self.hits[number]
        self.desk.places.jump(hit.document_id, hit.start)
        self.show()
        self._tell()

    def _tell(self) -> None:
        here = f"Place {self._at + 1} of {len(self.hits)}"
        ways = "{next-hit} next, {previous-hit} previous, {select-hit} selects it, {clear} ends"
        self.desk.say(f"{here}: {self.desk.keymap.fill(ways)}")
