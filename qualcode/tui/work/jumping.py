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

    def step(self, step: int) -> None:
        """Go to the next coding, or with -1 to the one before; round at the ends."""
        walk = self._wanted()
        if walk is None:
            book, onward = self.key("codebook"), self.key("next-of-code")
            said = "There is no coding here, and no code was used yet"
            self.desk.say(f"{said}: {book}, then {onward} there")
            return
        shown = name(self.code(walk.code_id).name, 40)
        counts = self.study.codings.counts_by_document(
            walk.code_id, subtree=walk.below, coder_id=self.session.shown_coder
        )
        total = sum(counts.values())
        if not total:
            self.desk.say(f"{shown} has no codings")
            return
        place, number, round_ = self._next(walk, counts, step)
        self._walk, self._at = walk, place
        self.desk.places.jump(place.document_id, place.start, place.end)
        self._landed = self.view.selection  # by whole graphemes, so it may differ a little
        where = name(self.document.name, 40)
        self.desk.say(f"{number} of {total} · {shown} · {where}{round_}")

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

    def _places(self, walk: Walk, document_id: int) -> list[CodingPlace]:
        return self.study.codings.places(
            walk.code_id,
            subtree=walk.below,
            document_id=document_id,
            coder_id=self.session.shown_coder,
        )

    def _next(self, walk: Walk, counts: dict[int, int], step: int) -> tuple[CodingPlace, int, str]:
        """The coding to go to, its number, and what to say where it is round the end."""
        document_id, round_ = self.document.id, ""
        places = self._places(walk, document_id)
        at = self._in_document(places, step, goes_on=walk == self._walk)
        if not 0 <= at < len(places):
            document_id, round_ = self._other_document(counts, step)
            places = self._places(walk, document_id)
            at = 0 if step > 0 else len(places) - 1
        order = list(counts)
        before = sum(counts[key] for key in order[: order.index(document_id)])
        return places[at], before + at + 1, round_

    def _in_document(self, places: list[CodingPlace], step: int, *, goes_on: bool) -> int:
        """Which coding of the open document is next; beyond the ends where none is."""
        if goes_on and self._is_there and self._at in places:
            return places.index(self._at) + step
        cursor = self.view.caret.begin
        if step > 0:
            return next((n for n, place in enumerate(places) if place.start > cursor), len(places))
        return next((n for n in reversed(range(len(places))) if places[n].start < cursor), -1)

    def _other_document(self, counts: dict[int, int], step: int) -> tuple[int, str]:
        """The next document that has such codings; round the end it may be the open one."""
        order = list(counts)
        here = self.document.id
        at = order.index(here) if here in counts else 0  # another program may have removed it
        onwards = order[at + 1 :] if step > 0 else order[:at][::-1]
        around = order if step > 0 else order[::-1]
        round_ = f" · from the {'beginning' if step > 0 else 'end'} again"
        for keys, told in ((onwards, ""), (around, round_)):
            for key in keys:
                if counts[key]:
                    return key, told
        raise AssertionError("the code has no codings")
