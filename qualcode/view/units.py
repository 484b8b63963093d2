"""Words, clauses, sentences, turns and more of a laid-out document, found once and kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Literal

from qualcode.text.clauses import clause_spans
from qualcode.text.sentences import sentence_spans
from qualcode.text.words import word_spans
from qualcode.view.layout import Layout
from qualcode.view.voices import Voices

Unit = Literal["grapheme", "word", "clause", "sentence", "row", "page", "turn", "document"]
"""What a motion goes by. ``page`` needs to be told how many rows that is."""

LADDER = ("word", "clause", "sentence", "turn", "speaker", "answer", "document")
"""What is selected, from small to large. ``speaker``: the turns in which the same speaker
goes on; ``answer``: an answer with its question."""

_KEPT_TURNS = 256
_Spans = list[tuple[int, int]]


class Units:
    """The units of text of one document. Up to the turn, they never reach over its end.

    Args:
        layout: any layout of the document; its width does not matter.
        language: of the document, for its clauses; see :mod:`qualcode.text.clauses`.
    """

    def __init__(self, layout: Layout, language: str = "") -> None:
        self._layout = layout
        self._language = language
        self._voices = Voices()
        self._finders: dict[str, Callable[[int], _Spans]] = {
            "word": self._words,
            "clause": self._clauses,
            "sentence": self._sentences,
            "speaker": lambda turn: [self._turns(*self._voices.stretch(turn))],
            "answer": self._exchange,
            "turn": lambda turn: [self._layout.turn_span(turn)],
            "document": lambda turn: [(self._layout.start, self._layout.end)],
        }
        self._kept: OrderedDict[tuple[str, int], _Spans] = OrderedDict()

    def put_voices(self, voices: Voices) -> None:
        """Take who speaks in which turn as it is now known."""
        self._voices = voices
        self._kept.clear()

    @property
    def has_questions(self) -> bool:
        """Whether anybody asks, so that there are answers with their questions."""
        return any(self._voices.asks)

    def in_turn(self, turn: int, unit: str) -> _Spans:
        """All units of one kind (one of :data:`LADDER`) in a turn, in order.

        Of those that reach beyond it, the one that it belongs to.

        Raises:
            ValueError: if there is no such unit.
        """
        key = (unit, turn)
        if key not in self._kept:
            if unit not in self._finders:
                raise ValueError(f"not a unit of text: {unit}")
            self._kept[key] = self._finders[unit](turn)
            if len(self._kept) > _KEPT_TURNS:
                self._kept.popitem(last=False)
        return self._kept[key]

    def _words(self, turn: int) -> _Spans:
        start, end = self._layout.turn_span(turn)
        return self._whole((s.start, s.end) for s in word_spans(self._layout.text, start, end))

    def _sentences(self, turn: int) -> _Spans:
        start, end = self._layout.turn_span(turn)
        found = sentence_spans(self._layout.text, start, end)
        return self._whole((s.start, s.end) for s in found)

    def _clauses(self, turn: int) -> _Spans:
        text, language = self._layout.text, self._language
        return self._whole(
            (span.start, span.end)
            for start, end in self.in_turn(turn, "sentence")
            for span in clause_spans(text, start, end, language=language)
        )

    def _exchange(self, turn: int) -> _Spans:
        turns = self._voices.exchange(turn)
        return [] if turns is None else [self._turns(*turns)]

    def _turns(self, first: int, last: int) -> tuple[int, int]:
        return self._layout.turn_start[first], self._layout.turn_end[last]

    def _whole(self, spans: Iterable[tuple[int, int]]) -> _Spans:
        """The same spans, none of them starting or ending inside a grapheme."""
        layout = self._layout
        whole: _Spans = []
        for start, end in spans:
            begin, stop = layout.snap(start), layout.snap(end)
            stop = stop if stop == end else layout.next(stop)
            if whole and begin < whole[-1][1]:
                begin = whole[-1][1]
            if begin < stop:
                whole.append((begin, stop))
        return whole

    def at(self, offset: int, unit: str) -> tuple[int, int]:
        """The unit that ``offset`` lies in; between two units, the one before.

        Where a turn has no such unit (no words, say), it is the whole turn.
        """
        turn = self._layout.turn_at(offset)
        spans = self.in_turn(turn, unit)
        if not spans:
            return self._layout.turn_span(turn)
        return spans[max(0, bisect_right(spans, offset, key=_first) - 1)]

    def next_start(self, offset: int, unit: str) -> int:
        """Where the next unit after ``offset`` starts; the document's end if there is none."""
        for turn in range(self._layout.turn_at(offset), self._layout.turns):
            spans = self.in_turn(turn, unit)
            found = bisect_right(spans, offset, key=_first)
            if found < len(spans):
                return spans[found][0]
        return self._layout.end

    def previous_start(self, offset: int, unit: str) -> int:
        """Where the last unit that starts before ``offset`` does; else the document's start."""
        for turn in range(self._layout.turn_at(offset), -1, -1):
            spans = self.in_turn(turn, unit)
            found = bisect_left(spans, offset, key=_first)
            if found:
                return spans[found - 1][0]
        return self._layout.start

    def next_end(self, offset: int, unit: str) -> int:
        """Where the next unit that ends after ``offset`` does; else the document's end."""
        for turn in range(self._layout.turn_at(offset), self._layout.turns):
            spans = self.in_turn(turn, unit)
            found = bisect_right(spans, offset, key=_second)
            if found < len(spans):
                return spans[found][1]
        return self._layout.end

    def previous_end(self, offset: int, unit: str) -> int:
        """Where the last unit that ends before ``offset`` does; else the document's start."""
        for turn in range(self._layout.turn_at(offset), -1, -1):
            spans = self.in_turn(turn, unit)
            found = bisect_left(spans, offset, key=_second)
            if found:
                return spans[found - 1][1]
        return self._layout.start


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _second(span: tuple[int, int]) -> int:
    return span[1]
