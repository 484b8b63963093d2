"""How common words are in a language at large, from the tables of spacy-lookups-data."""

from __future__ import annotations

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
