"""How common words are in a language at large, from the tables of spacy-lookups-data."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import islice

KEPT = 200_000
"""So many of the commonest words are kept; rarer ones all count as equally rare."""

RAREST = -16.0
"""Natural logarithm of the probability given to any word not among those kept."""


@lru_cache(maxsize=2)
def general_log_probabilities(language: str) -> dict[str, float]:
    """Natural logarithms of word probabilities, commonest first; empty where there is no table.

    The file is read directly: spaCy's own loader hashes all million entries first, which
    takes four times as long.
    """
    from spacy.util import load_language_data, registry

    if language not in registry.lookups:
        return {}
    path = registry.lookups.get(language).get("lexeme_prob")
    if path is None:
        return {}
    table = dict(load_language_data(path))
    common = islice(sorted(table.items(), key=lambda item: -item[1]), KEPT)
    return {word: max(float(value), RAREST) for word, value in common}


@lru_cache(maxsize=8)
def telling(language: str) -> Callable[[str], float]:
    """A function from a word in small letters to how much it tells, by how rare it is at large.

    From 0.1 for the very commonest words ('the') over about 0.8 for everyday ones to 1.3 for
    rare and unknown ones; 1 for all where nothing is known of the language. With few codings
    this says better than the study's own counts which words name a thing.
    """
    known = general_log_probabilities(language.split("-")[0])

    @lru_cache(maxsize=200_000)
    def worth(form: str) -> float:
        if not known:
            return 1.0
        commonness = max(known.get(form, RAREST), known.get(form.capitalize(), RAREST))
        return min(max((-commonness - 4.0) / 6.0, 0.1), 1.3)

    return worth


def nameness(word: str, language: str) -> float | None:
    """How much likelier a word in small letters would be with a capital, as in a name.

    Args:
        word: in small letters, without accents.
        language: of the text.

    Returns:
        The difference of the natural logarithms of both probabilities; infinite for what is no
        known word in small letters, None where nothing is known of the language.
    """
    known = general_log_probabilities(language.split("-")[0])
    if not known:
        return None
    if known.get(word, RAREST) <= RAREST:
        return math.inf
    return known.get(word.capitalize(), RAREST) - known[word]
