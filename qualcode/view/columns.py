"""Which cells of a row are what: number, speaker, mark, words, stripes, names."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_ROW = 100
"""Cells of words in a row, however wide the window: longer rows are hard to read back from."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a transcript row from left to right, in cells; they add up to ``total``.

    ``number`` holds the number of the turn, ``speaker`` the name (0 where names get a row of
    their own), ``mark`` the sign of a memo, ``words`` the speech and ``hang`` one cell for
    the blank at which a row was broken. ``lanes`` hold the stripes, ``over`` the count of
    those that do not fit, ``names`` the names of codes, ``rest`` nothing.
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

    The words keep at least half of any window; what is left over in a wide one goes to the
    names of codes at the margin.
    """
    number = len(str(turns)) + 1
    speaker = 15 if total >= 100 else 0
    lanes = 6 if total >= 100 else 4 if total >= 60 else 2
    names = 0 if total < 90 else min(24, total // 5)
    fixed = number + speaker + 1 + 1 + lanes + 3
    words = total - fixed - names
    if words > LONGEST_ROW:
        spare = words - LONGEST_ROW
        names, words = names + spare, LONGEST_ROW
    rest = max(0, names - 40)
    if words < 8:
        return _narrow(total)
    return Columns(number, speaker, 1, words, 1, lanes, 3, names - rest, rest)


def _narrow(total: int) -> Columns:
    """A window too small for anything but words."""
    words = max(8, total - 2)
    return Columns(0, 0, 0, words, 1, 1, 0, 0, max(0, total - words - 2))
