"""Finding a code or document from a few letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz

Item = TypeVar("Item")

LEAST = 50.0
"""A score below which a row is not worth showing."""
WEIGHTS = (1.0, 0.85, 0.7, 0.5, 0.47)
"""What a row's texts count, in their order: name, path, short text, definition, memos."""
FEW = 5
"""Where fewer rows answer to the letters as they are, misspelt ones are looked for, too."""

_NAME_LIKE = 80


class _Text(NamedTuple):
    """A text made ready: in lower case, and with a blank before each word."""

    text: str
    words: str
    weight: float
    named: bool


_Entry = tuple[Item, list[_Text]]


class Finder(Generic[Item]):
    """Finds items by a few letters, at each letter typed; the texts are made ready once.

    Args:
        items: to find, those first that come first where letters fit equally well.
        words: the texts an item is found by, the most telling one first; see :data:`WEIGHTS`.
    """

    def __init__(self, items: Iterable[Item], words: Callable[[Item], tuple[str, ...]]) -> None:
        self._items = [(item, _ready(words(item))) for item in items]
        self._last = "", self._items

    def best(self, query: str) -> list[Item]:
        """The items that answer to the letters, best first."""
        wanted = _Wanted(query)
        before, among = self._last
        if not wanted.whole.startswith(before):
            among = self._items  # a letter more leaves some of those that answered; else all count
        scored = [(wanted.of_item(row[1]), row) for row in among]
        kept = [found for found in scored if found[0] >= LEAST]
        self._last = wanted.whole, [row for _, row in kept]
        if len(kept) < FEW and wanted.can_be_misspelt:
            kept += self._misspelt(wanted, {id(row) for _, row in kept})
        kept.sort(key=_score, reverse=True)
        return [row[0] for _, row in kept]

    def _misspelt(self, wanted: _Wanted, there: set[int]) -> list[tuple[float, _Entry[Item]]]:
        others = (row for row in self._items if id(row) not in there)
        scored = ((wanted.misspelt(row[1]), row) for row in others)
        return [found for found in scored if found[0] >= LEAST]


def best(query: str, items: Sequence[Item], words: Callable[[Item], tuple[str, ...]]) -> list[Item]:
    """The items that answer to ``query``, best first; see :class:`Finder`."""
    return Finder(items, words).best(query)


def scores(query: str, texts: Iterable[str]) -> list[float]:
    """How well each text that is not empty answers by itself, 0 to 120; see :class:`Finder`."""
    wanted = _Wanted(query)
    return [wanted.of_text(text) for one in texts for text in _ready((one,))]


def _score(row: tuple[float, object]) -> float:
    return row[0]


def _ready(texts: tuple[str, ...]) -> list[_Text]:
    ready = []
    for n, text in enumerate(texts):
        if text:
            low = text.casefold()
            words = " " + " ".join(re.split(r"[\s/(–-]+", low.lstrip(" (")))
            named = n < 3 and len(low) <= _NAME_LIKE
            ready.append(_Text(low, words, WEIGHTS[min(n, len(WEIGHTS) - 1)], named))
    return ready


class _Wanted:
    """What was typed, made ready to be held against many texts.

    Best is a text that begins with it, then one with words that begin with each part of it, then
    a name whose words' first letters make it up (``bc`` or ``buca`` for Building capacity), then
    a text that holds it. Last come names (not longer texts) that have the letters in order, and
    misspellings (:func:`rapidfuzz.fuzz.partial_ratio`).
    """

    def __init__(self, query: str) -> None:
        self.whole = " ".join(query.casefold().split())
        self.parts = [f" {part}" for part in self.whole.split()]
        self.letters = self.whole.replace(" ", "")
        self.in_any_gap = _in_any_gap(self.letters) if len(self.letters) > 1 else None

    @property
    def can_be_misspelt(self) -> bool:
        """Whether it is long enough for a likeness to mean anything."""
        return len(self.whole) >= 4

    def of_item(self, texts: Sequence[_Text]) -> float:
        """How well the best of an item's texts answers, 0 to 120."""
        found = 0.0
        for text in texts:
            if found >= 120.0 * text.weight:
                break
            found = max(found, self.of_text(text) * text.weight)
        return found

    def of_text(self, text: _Text) -> float:
        """How well one text answers, 0 to 120."""
        if text.text.startswith(self.whole):
            return 120.0 if len(text.text) == len(self.whole) else 115.0
        if self.parts and all(part in text.words for part in self.parts):
            return 108.0
        ordered = text.named and self.in_any_gap and self.in_any_gap.search(text.text)
        if ordered and _begin_words(self.letters, text.words):
            return 100.0
        if self.whole in text.text:
            return 96.0
        return 74.0 if ordered and _in_order(self.letters, text.text) else 0.0

    def misspelt(self, texts: Sequence[_Text]) -> float:
        """How like a name is to what was typed."""
        likeness = (
            float(fuzz.partial_ratio(self.whole, text.text, score_cutoff=72.0)) * text.weight
            for text in texts
            if text.named
        )
        return max(likeness, default=0.0) * 0.9


def _in_any_gap(letters: str) -> re.Pattern[str]:
    """Letters in order, however far apart: what most texts fail, and quickly."""
    first, *rest = map(re.escape, letters)
    return re.compile(first + "".join(f"[^{one}]*{one}" for one in rest))


def _begin_words(letters: str, words: str) -> bool:
    """Whether the letters are beginnings of words, one after the other; words may be left out."""
    reached = {0}
    for word in words.split():
        for begun in sorted(reached, reverse=True):
            for length, letter in enumerate(word[: len(letters) - begun], start=1):
                if letter != letters[begun + length - 1]:
                    break
                reached.add(begun + length)
    return len(letters) in reached


def _in_order(letters: str, text: str) -> bool:
    """Whether the letters occur in order, each within a few places of the one before."""
    at = text.find(letters[:1])
    while at >= 0:
        here = at
        for letter in letters[1:]:
            here = text.find(letter, here + 1, here + 7)
            if here < 0:
                break
        else:
            return True
        at = text.find(letters[:1], at + 1)
    return False
