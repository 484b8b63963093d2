"""Finding a code or document from a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

Item = TypeVar("Item")

LEAST = 55.0
"""A score below which a row is not worth showing."""


def best(query: str, items: Sequence[Item], words: Callable[[Item], tuple[str, ...]]) -> list[Item]:
    """The items that answer to ``query``, best first; equal ones keep their order.

    An item's first words are its name and count in full; those after it (path, definition)
    count less, the further back the less.
    """
    wanted = " ".join(query.casefold().split())
    scored = [(_of_item(wanted, words(item)), -n, item) for n, item in enumerate(items)]
    kept = [row for row in scored if row[0] >= LEAST]
    kept.sort(key=lambda row: row[:2], reverse=True)
    return [item for _, _, item in kept]


def _of_item(wanted: str, texts: tuple[str, ...]) -> float:
    found = 0.0
    for n, text in enumerate(texts):
        if text:
            found = max(found, score(wanted, text.casefold()) * (1.0 - 0.15 * min(n, 3)))
    return found


def score(wanted: str, text: str) -> float:
    """How well a text answers to what was typed, 0 to 120.

    Best is a text that begins with it, then one with words that begin with each part of it,
    then one that holds it, then initials (``bc`` for Building capacity), then letters in order,
    and last a misspelling (:func:`rapidfuzz.fuzz.partial_ratio`).
    """
    if text.startswith(wanted):
        return 120.0 - 5.0 * (len(text) > len(wanted))
    beginnings = text.replace("-", " ").replace("/", " ").split()
    parts = wanted.split()
    if parts and all(any(word.startswith(part) for word in beginnings) for part in parts):
        return 108.0
    if wanted in text:
        return 96.0
    initials = "".join(word[0] for word in beginnings)
    if len(wanted) > 1 and initials.startswith(wanted.replace(" ", "")):
        return 92.0
    if len(text) <= 80 and _in_order(wanted.replace(" ", ""), text):
        return 74.0 if len(wanted) > 1 else 58.0
    if len(wanted) >= 4:
        likeness = float(fuzz.partial_ratio(wanted, text))
        return likeness * 0.9 if likeness >= 72.0 else 0.0
    return 0.0


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
