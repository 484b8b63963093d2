"""Whether words can stand alone on a page: length, whole sentences, a clear start, few fillers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

SHORTEST, LONGEST = 15, 60
"""Words of a quotation that reads well in a report."""

_FILLERS = {
    "en": "um uh er erm mm mhm hmm eh ah oh like basically actually literally kinda sorta yeah "
    "okay ok",
    "de": "äh ähm hm mhm halt eben quasi sozusagen irgendwie naja tja also",
    "es": "eh em este mmm pues bueno digamos osea",
    "fr": "euh hein ben bah bon voilà genre quoi",
}
_TWO_WORD_FILLERS = {
    "en": ("you know", "i mean", "sort of", "kind of"),
    "de": ("weißt du", "sag ich", "ich mein"),
    "es": ("o sea", "ya sabes"),
    "fr": ("tu vois", "en fait", "je veux"),
}
_DANGLING = {
    "en": "he she it they him her them his its their this that these those there so because but "
    "which and or then also such",
    "de": "er sie es ihm ihr ihnen dies diese dieser dieses das der die dort deshalb aber und "
    "oder dann",
    "es": "él ella ello ellos ellas esto eso aquello ese esa esos esas pero y entonces porque",
    "fr": "il elle ils elles ce cela ça ceci celui celle ceux mais et alors donc car",
}
_ENDS = (".", "!", "?", "…", "。", "！", "？")
_CLOSERS = "\"'”’»)]"
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def fillers(language: str) -> frozenset[str]:
    """The single words that fill pauses rather than say something; empty if none are known."""
    return frozenset(_FILLERS.get(language, "").split())


class Traits(NamedTuple):
    """What makes words quotable or not. ``fillers`` is a share of the words."""

    words: int
    whole: bool
    dangling: bool
    fillers: float


def traits(text: str, *, language: str = "en") -> Traits:
    """Measure a text.

    ``whole``: starts like a sentence and ends like one. ``dangling``: the first word points
    back to something that is not quoted ('They …', 'But …').
    """
    words = [w.casefold() for w in _WORD.findall(text)]
    if not words:
        return Traits(0, False, False, 0.0)
    return Traits(
        len(words),
        _starts(text) and _ends(text),
        words[0].split("'")[0].split("’")[0] in _DANGLING.get(language, "").split(),
        _filler_count(words, language) / len(words),
    )


def quotability(text: str, *, language: str = "en") -> float:
    """How well words stand alone on a page, 0..1.

    The product of four parts: length (1 between 15 and 60 words, falling off outside), whole
    sentences (else 0.5), no first word that points back (else 0.7), and few fillers (1 up to
    2 % of the words, falling to 0.3 at 15 %).
    """
    found = traits(text, language=language)
    if not found.words:
        return 0.0
    whole = 1.0 if found.whole else 0.5
    clear = 0.7 if found.dangling else 1.0
    clean = 1.0 - 0.7 * min(max(found.fillers - 0.02, 0.0) / 0.13, 1.0)
    return _length(found.words) * whole * clear * clean


def is_quotable(text: str, *, language: str = "en") -> bool:
    """Whether nothing speaks against showing the words as they are."""
    found = traits(text, language=language)
    return (
        SHORTEST <= found.words <= LONGEST
        and found.whole
        and not found.dangling
        and found.fillers <= 0.08
    )


def count_words(text: str) -> int:
    """The number of words in a text."""
    return len(_WORD.findall(text))


def _length(words: int) -> float:
    if words < SHORTEST:
        return float((words / SHORTEST) ** 1.5)
    return 1.0 if words <= LONGEST else max(0.1, LONGEST / words)


def _starts(text: str) -> bool:
    first = next((c for c in text if c.isalnum()), "")
    return first.isupper() or first.isdigit() or (first != "" and first.lower() == first.upper())


def _ends(text: str) -> bool:
    bare = text.rstrip().rstrip(_CLOSERS)
    return bare.endswith(_ENDS) and not bare.endswith(("...", "…"))


def _filler_count(words: list[str], language: str) -> int:
    single = fillers(language)
    pairs = _TWO_WORD_FILLERS.get(language, ())
    count = sum(w in single for w in words)
    return count + 2 * sum(f"{a} {b}" in pairs for a, b in pairwise(words))
