"""Which cells of a row are what: number, speaker, mark, words, stripes, names."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_ROW = 100
"""Cells of words in a row, however wide the window: longer rows are hard to read back from."""

READABLE = 44
"""Cells of words below which no name of a code is written beside them."""
NAMES, SHORTEST_NAME = 24, 9
"""Cells the names of codes get at most where words could use them, and at least."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a transcript row from left to right, in cells; they add up to ``total``.

    ``number`` holds the number of the turn, ``speaker`` the name (0 where names get a row of
    their own), ``mark`` the sign of a memo, ``words`` the speech and ``hang`` one cell for
    the blank at which a row was broken. ``lanes`` hold the stripes, ``over`` the count of
    those that do not fit (beside names it begins in this one cell and goes on in theirs),
    ``names`` the names of codes, ``rest`` nothing.
    """

    number: int
    speaker: int
    mark: int
    words: int
    hang: int
    lanes: int
    over: int
    names: int
    rest: int

    @property
    def total(self) -> int:
        """All cells of a row."""
        return self.lanes_at + self.lanes + self.over + self.names + self.rest

    @property
    def words_at(self) -> int:
        """The cell in which the words begin."""
        return self.number + self.speaker + self.mark

    @property
    def lanes_at(self) -> int:
        """The cell in which the stripes begin."""
        return self.words_at + self.words + self.hang


def columns(total: int, turns: int) -> Columns:
    """Share out ``total`` cells among the columns of a document with so many turns.

    The words keep at least half of any window, and a width at which one reads well before the
    names of codes get room at the margin; from then on the names get two sevenths of what there
    is, up to the length of most names. What is left over in a very wide window is theirs, too.
    """
    number = len(str(turns)) + 1
    speaker = 15 if total >= 100 else 0
    lanes = 6 if total >= 100 else 4 if total >= 60 else 2
    room = total - (number + speaker + 1 + 1 + lanes + 1)
    names = max(0, min(NAMES, room * 2 // 7, room - READABLE, room - (total + 1) // 2))
    over = 1
    if names < SHORTEST_NAME:
        names, over, room = 0, 3, room - 2
    words = min(room - names, LONGEST_ROW)
    names = room - words if words == LONGEST_ROW else names
    rest = max(0, names - 40)
    if words < 8:
        return _narrow(total)
    return Columns(number, speaker, 1, words, 1, lanes, over, names - rest, rest)


def _narrow(total: int) -> Columns:
    """A window too small for anything but words."""
    words = max(8, total - 2)
    return Columns(0, 0, 0, words, 1, 1, 0, 0, max(0, total - words - 2))
