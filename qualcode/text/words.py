"""Words: where they are, how many, and the steps from one to the next.

A word is a run of letters, marks and digits; an apostrophe or hyphen between two of them
belongs to it, as do a point or comma between digits. In Chinese and Japanese, which
write no blanks, each character counts as a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import regex

from qualcode.text.spans import Span

_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]\p{M}*"
    r"|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*"
    r"(?:(?:['\u2019\u02bc\u2010\u2011-]|(?<=\p{Nd})[.,](?=\p{Nd}))[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*"
)
# The same rule for texts without marks and ideographs, where the standard engine is faster.
_SIMPLE = re.compile(r"[^\W_]+(?:(?:['\u2019\u02bc\u2010\u2011-]|(?<=\d)[.,](?=\d))[^\W_]+)*")
_MARKS = re.compile(r"[^\w\s]*")
_LONG = 24
"""Characters from one word to the next, at most, where words around a passage are counted out."""
_BEYOND = re.compile("[^\x00-\u02ff\u2000-\u206f\u20a0-\u20bf]")


def word_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The words of ``text[start:end]`` in order, as spans of ``text``."""
    stop = len(text) if end is None else end
    for found in _WORD.finditer(text, start, stop):
        yield Span(found.start(), found.end())


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The ends of ``text[start:end]`` without blanks and punctuation there, if any is left."""
    low, high = start, end
    while low < high and not _in_word(text[low]):
        low += 1
    while low < high and not _in_word(text[high - 1]):
        high -= 1
    return (low, high) if low < high else (start, end)


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """How many words ``text[start:end]`` has."""
    part = text[start:end]
    if _BEYOND.search(part) is None:
        return len(_SIMPLE.findall(part))
    return sum(1 for _ in _WORD.finditer(part))


def next_word(text: str, offset: int) -> int:
    """Where the next word after ``offset`` starts; the end of the text if there is none."""
    for found in _WORD.finditer(text, _before(text, offset, 64)):
        if found.start() > offset:
            return int(found.start())
    return len(text)


def next_word_end(text: str, offset: int) -> int:
    """Where the word that ``offset`` is in, or else the next one, ends."""
    for found in _WORD.finditer(text, _before(text, offset, 64)):
        if found.end() > offset:
            return int(found.end())
    return len(text)


def previous_word(text: str, offset: int) -> int:
    """Where the last word that starts before ``offset`` starts; 0 if there is none."""
    reach = 128
    while True:
        low, last = _before(text, offset, reach), None
        for found in _WORD.finditer(text, low):
            if found.start() >= offset:
                break
            last = int(found.start())
        if last is not None or low == 0:
            return last or 0
        reach *= 4


def around(text: str, start: int, end: int, words: int) -> tuple[str, str]:
    """At most so many words before and after ``text[start:end]``, in one line each.

    A blank at the inner end tells that there is one in the text: a passage may begin or end
    within a word.
    """
    low = _before(text, start, words * _LONG)
    starts = [found.start() for found in _WORD.finditer(text, low, start)]
    left = text[starts[max(0, len(starts) - words)] if starts and words else start : start]
    high = min(len(text), end + words * _LONG)
    ends = [found.end() for found in _WORD.finditer(text, end, high)]
    if ends and ends[-1] == high < len(text):
        ends.pop()  # it may go on
    right = text[end : _past_marks(text, ends[min(words, len(ends)) - 1]) if ends else end]
    return (
        " ".join(left.split()) + " " * left[-1:].isspace(),
        " " * right[:1].isspace() + " ".join(right.split()),
    )


def _past_marks(text: str, offset: int) -> int:
    """Behind the full stop, the quotation mark and the like that stand at ``offset``."""
    found = _MARKS.match(text, offset)
    return found.end() if found else offset


def _before(text: str, offset: int, reach: int) -> int:
    """A place before ``offset`` where no word can be cut: the start, or after a blank."""
    low = max(0, min(offset, len(text)) - reach)
    while low > 0 and not text[low - 1].isspace():
        low -= 1
    return low
