"""Going from one coding of a code to the next, through all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.study.types import CodingPlace
from qualcode.tui.shown import name
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk


class Walk(NamedTuple):
    """Which codings are gone through: of one code, and of those below it where wanted."""

    code_id: int
    below: bool


class Jumping(Part):
    """Goes through the codings of a code.

    In the codebook that is the highlighted code with all below it. In the transcript it is the
    code of the coding at the cursor, else the one used last; at a coding that a jump led to, the
    walk goes on as it was begun.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._walk: Walk | None = None
        self._at: CodingPlace | None = None
        self._landed: tuple[int, int] | None = None
        self._known: tuple[tuple[int, Walk, int | None], list[CodingPlace]] | None = None

    def step(self, step: int) -> None:
        """Go to the next coding, or with -1 to the one before; round at the ends."""
        walk = self._wanted()
        if walk is None:
            self.desk.say("There is no coding here, and no code was used yet: B, then > there")
            return
        places = self._places(walk)
        shown = name(self.code(walk.code_id).name, 40)
        if not places:
            self.desk.say(f"{shown} has no codings")
            return
        at, round_ = self._next(places, step, goes_on=walk == self._walk)
        place = self._at = places[at]
        self._walk = walk
        self.desk.places.jump(place.document_id, place.start, place.end)
        self._landed = self.view.selection  # by whole graphemes, so it may differ a little
        self.desk.say(f"{at + 1} of {len(places)} · {shown} · {self._where(place)}{round_}")

    def _wanted(self) -> Walk | None:
        chosen = self.desk.codebook_tree.chosen
        if self.desk.pane == "codebook" and chosen is not None and chosen in self.session.codes:
            return Walk(chosen, below=True)
        if self._walk is not None and self._walk.code_id in self.session.codes and self._is_there:
            return self._walk
        here = self.desk.coding.within_reach()
        last = self.session.last_code
        key = here[0].code_id if here else last if last in self.session.codes else None
        return None if key is None else Walk(key, below=False)

    @property
    def _is_there(self) -> bool:
        """Whether one still is at the coding that the last jump led to."""
        if self._at is None or self._at.document_id != self.document.id:
            return False
        start, end = self._landed or self._at[-2:]
        return self.view.selection in (None, self._landed) and start <= self.view.cursor <= end

    def _places(self, walk: Walk) -> list[CodingPlace]:
        coder = self.study.coder.id if self.session.only_mine else None
        state = (self.study.version(), walk, coder)
        if self._known is None or self._known[0] != state:
            found = self.study.codings.places(walk.code_id, subtree=walk.below, coder_id=coder)
            self._known = (state, found)
        return self._known[1]

    def _next(self, places: list[CodingPlace], step: int, *, goes_on: bool) -> tuple[int, str]:
        """The number of the coding to go to, and what to say where it is round the end."""
        if goes_on and self._is_there and self._at in places:
            to = places.index(self._at) + step
        else:
            to = self._from_here(places, step)
        if to >= len(places):
            return 0, " · from the beginning again"
        if to < 0:
            return len(places) - 1, " · from the end again"
        return to, ""

    def _from_here(self, places: list[CodingPlace], step: int) -> int:
        """The first coding after the cursor, or the last before it; may be beyond the ends."""
        order = {document.id: n for n, document in enumerate(self.session.documents)}
        selection = self.view.selection
        cursor = self.view.cursor if selection is None else selection[0]
        here = (order[self.document.id], cursor)
        starts = [(order.get(place.document_id, -1), place.start) for place in places]
        if step > 0:
            return next((n for n, start in enumerate(starts) if start > here), len(starts))
        return next((n for n in reversed(range(len(starts))) if starts[n] < here), -1)

    def _where(self, place: CodingPlace) -> str:
        return next(
            (name(d.name, 40) for d in self.session.documents if d.id == place.document_id), ""
        )
