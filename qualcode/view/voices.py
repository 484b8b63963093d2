"""Stretches of turns that belong together by who speaks: one speaker's, and answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

_Belongs = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks in each turn of a document, counted from 0.

    Attributes:
        who: something that stands for the speaker of each turn; None where nobody is named.
        asks: whether each turn is an interviewer's.
    """

    who: Sequence[Hashable | None] = ()
    asks: Sequence[bool] = ()

    def stretch(self, turn: int) -> tuple[int, int]:
        """First and last of the turns around this one in which the same speaker goes on.

        A turn of nobody stands alone: that two have no name does not make them one person's.
        """
        here = self.who[turn] if turn < len(self.who) else None
        if here is None:
            return turn, turn
        return self._back(turn, self._same(here)), self._on(turn, self._same(here))

    def exchange(self, turn: int) -> tuple[int, int] | None:
        """First and last turn of a question with its answer: up to the next question.

        Several turns of interviewers without an answer between them are one question. What
        was said before the first question is an exchange without one. None where nobody asks.
        """
        if not any(self.asks):
            return None
        first = turn
        if not self.asks[turn]:
            first = self._back(turn, self._answers)
            first -= first > 0
        if self.asks[first]:
            first = self._back(first, self._asks)
        last = self._on(turn, self._asks) if self.asks[turn] else turn
        if last + 1 < len(self.asks) and not self.asks[last + 1]:
            last = self._on(last + 1, self._answers)
        return first, last

    def _same(self, speaker: Hashable) -> _Belongs:
        return lambda turn: self.who[turn] == speaker

    def _asks(self, turn: int) -> bool:
        return self.asks[turn]

    def _answers(self, turn: int) -> bool:
        return not self.asks[turn]

    def _back(self, turn: int, belongs: _Belongs) -> int:
        while turn > 0 and belongs(turn - 1):
            turn -= 1
        return turn

    def _on(self, turn: int, belongs: _Belongs) -> int:
        while turn + 1 < len(self.who) and belongs(turn + 1):
            turn += 1
        return turn
