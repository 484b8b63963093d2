"""Words, sentences and turns of a laid-out document, found once a turn and kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Literal

from qualcode.text.sentences import sentence_spans
from qualcode.text.words import word_spans
from qualcode.view.layout import Layout

Unit = Literal["grapheme", "word", "sentence", "row", "page", "turn", "document"]
"""What a motion goes by. ``page`` needs to be told how many rows that is."""

_KEPT_TURNS = 256
_Spans = list[tuple[int, int]]


class Units:
    """The units of text of one document. They never reach over the end of a turn.

    Args:
        layout: any layout of the document; its width does not matter.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._finders: dict[str, Callable[[int], _Spans]] = {
            "word": self._words,
            "sentence": self._sentences,
            "turn": lambda turn: [self._layout.turn_span(turn)],
            "document": lambda turn: [(self._layout.start, self._layout.end)],
        }
        self._kept: OrderedDict[tuple[str, int], _Spans] = OrderedDict()

    def in_turn(self, turn: int, unit: str) -> _Spans:
        """All units of one kind (word, sentence, turn, document) in a turn, in order.

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
