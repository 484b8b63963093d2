"""Text as it is compared: letters without accents, one kind of apostrophe, hyphen and blank.

So that a name is found however it was typed: 'Zoë' in 'Zoe', 'Łukasz' in 'Lukasz'. Letter
case is kept.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_ALIKE = {
    **dict.fromkeys("\u2018\u2019\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013", "-"),
    # letters that Unicode does not take apart
    "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d",
    "Þ": "Th", "þ": "th", "Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "ẞ": "SS", "ß": "ss",
    "ı": "i", "Ħ": "H", "ħ": "h", "Ŧ": "T", "ŧ": "t",
}  # fmt: skip


class Folded(NamedTuple):
    """A folded text; ``starts`` says for each of its characters where it stood before.

    ``starts`` has one more: the length of the text before folding.
    """

    text: str
    starts: tuple[int, ...] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]``, not empty, stood, with accents that follow it."""
        return self.starts[start], max(self.starts[end], self.starts[end - 1] + 1)


def fold(text: str) -> Folded:
    """The text as it is compared, and where each of its characters came from."""
    if text.isascii() and "`" not in text:
        return Folded(text, range(len(text) + 1))
    letters: list[str] = []
    starts: list[int] = []
    for at, character in enumerate(text):
        for letter in _folded(character):
            letters.append(letter)
            starts.append(at)
    return Folded("".join(letters), (*starts, len(text)))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    apart = unicodedata.normalize("NFD", character)
    return "".join(_ALIKE.get(c, c) for c in apart if not unicodedata.combining(c))
