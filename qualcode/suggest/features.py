"""Texts as weighted features: words and pairs of words beside pieces of words.

Pieces of words (two to five characters within a word) make up for spelling, endings and
small samples. As they never cross a word's edge, they are counted once for each different
word and multiplied up, which is many times faster than running over every text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

from qualcode.suggest.language import Words

Array = Any
"""A numpy array or scipy sparse matrix."""


def terms(words: Words, *, content: bool) -> Callable[[str], list[str]]:
    """An analyser giving the lemmas of a text and its pairs of neighbouring lemmas."""

    def analyse(text: str) -> list[str]:
        single = words.lemmas(text, content=content)
        return [*single, *(f"{a} {b}" for a, b in pairwise(single))]

    return analyse


def _fit_counts(make: Callable[..., CountVectorizer], texts: Sequence[str]) -> tuple[Any, Array]:
    """A fitted counter and its counts; one feature that never occurs where no text has any."""
    try:
        counter = make()
        return counter, counter.fit_transform(texts).astype(float)
    except ValueError:
        counter = make(vocabulary={"": 0})
        return counter, counter.transform(texts).astype(float)


class Space:
    """Texts as rows of length one: half the weight on words, half on pieces of words.

    Args:
        words: splits texts.
        content: whether stop words are left out.
    """

    def __init__(self, words: Words, *, content: bool) -> None:
        self._words = words
        self._content = content
        self._terms: Any = None
        self._pieces: Any = None
        self._weigh_terms = TfidfTransformer(sublinear_tf=True)
        self._weigh_pieces = TfidfTransformer(sublinear_tf=True)
        self.names: Array = np.array([], dtype=object)

    def fit(self, texts: Sequence[str]) -> Array:
        """Learn the vocabulary of ``texts`` and give their rows (texts × features, CSR)."""
        analyse = terms(self._words, content=self._content)
        self._terms, counts = _fit_counts(partial(CountVectorizer, analyzer=analyse), texts)
        forms = sorted({f for t in texts for f in self._forms(t)})
        spell = partial(CountVectorizer, analyzer="char_wb", ngram_range=(2, 5))
        self._pieces, pieces = _fit_counts(spell, forms)
        self.names = self._terms.get_feature_names_out()
        spelled = self._multiply(texts, forms, pieces)
        a = self._weigh_terms.fit_transform(counts)
        b = self._weigh_pieces.fit_transform(spelled)
        return (sp.hstack([a, b]) * np.sqrt(0.5)).tocsr()

    def rows(self, texts: Sequence[str]) -> Array:
        """The rows of further texts; what was not seen in fitting counts for nothing."""
        counts = self._terms.transform(texts).astype(float)
        forms = sorted({f for t in texts for f in self._forms(t)})
        pieces = self._pieces.transform(forms or [""])
        spelled = self._multiply(texts, forms or [""], pieces)
        parts = [self._weigh_terms.transform(counts), self._weigh_pieces.transform(spelled)]
        return (sp.hstack(parts) * np.sqrt(0.5)).tocsr()

    def word_effects(self, text: str, weights: Array) -> dict[str, float]:
        """How much each word form of a text adds to a score that is linear in the features.

        Args:
            text: the passage.
            weights: one weight a feature.

        Returns:
            The effect of each form; a pair of words counts half for each of the two.
        """
        row = self.rows([text])
        width = len(self.names)
        effect = dict.fromkeys(self._forms(text), 0.0)
        by_lemma: dict[str, list[str]] = {}
        for form in effect:
            by_lemma.setdefault(self._words.of(form).lemma, []).append(form)
        for column, value in zip(row.indices, row.data, strict=True):
            if column < width:
                self._share(
                    effect, by_lemma, self.names[column].split(" "), value * weights[column]
                )
        self._piece_effects(effect, row, weights[width:])
        return effect

    @staticmethod
    def _share(
        effect: dict[str, float], by_lemma: dict[str, list[str]], lemmas: list[str], value: float
    ) -> None:
        forms = [f for lemma in lemmas for f in by_lemma.get(lemma, ())]
        for form in forms:
            effect[form] += value / len(forms)

    def _piece_effects(self, effect: dict[str, float], row: Array, weights: Array) -> None:
        """Add the pieces' part: each piece's effect shared among the words that hold it."""
        width = len(self.names)
        dense = np.zeros(len(weights))
        spelled = row.indices >= width
        dense[row.indices[spelled] - width] = row.data[spelled]
        forms = list(effect)
        if not forms:
            return
        pieces = self._pieces.transform(forms)
        pieces.data = np.ones_like(pieces.data)
        holders = np.maximum(np.asarray(pieces.sum(axis=0)).ravel(), 1)
        for form, value in zip(forms, pieces @ (dense * weights / holders), strict=True):
            effect[form] += float(value)

    def _forms(self, text: str) -> tuple[str, ...]:
        return self._words.forms(text, content=self._content)

    def _multiply(self, texts: Sequence[str], forms: list[str], pieces: Array) -> Array:
        number = {form: i for i, form in enumerate(forms)}
        indices = [number[f] for t in texts for f in self._forms(t)]
        ends = np.cumsum([0] + [len(self._forms(t)) for t in texts])
        shape = (len(texts), len(forms))
        held = sp.csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)
        return (held @ pieces).tocsr().astype(float)


class Matcher:
    """How near a text is to what the codebook says: TF-IDF cosine, stop words counting little.

    Stop words keep a small weight, since some codes are about how people speak ('I will',
    'I do not know'), yet would drown the words that name a thing if they counted in full.
    """

    STOP_WEIGHT = 0.1

    def __init__(self, words: Words, texts: Sequence[str], corpus: Sequence[str] = ()) -> None:
        analyse = terms(words, content=False)
        self._counts, counts = _fit_counts(partial(CountVectorizer, analyzer=analyse), texts)
        self.names = self._counts.get_feature_names_out()
        seen = counts if not corpus else sp.vstack([counts, self._counts.transform(corpus)])
        seen = seen.tocsr()
        frequency = np.bincount(seen.indices, minlength=seen.shape[1])
        rarity = np.log((1 + seen.shape[0]) / (1 + frequency)) + 1
        self._weight = rarity * np.array([self._weigh(words, n) for n in self.names])
        self.targets = self._rows(counts)

    def _weigh(self, words: Words, term: str) -> float:
        parts = term.split(" ")
        return sum(self.STOP_WEIGHT if words.is_stop_lemma(p) else 1.0 for p in parts) / len(parts)

    def _rows(self, counts: Array) -> Array:
        rows = counts.tocsr().copy()
        rows.data = 1 + np.log(rows.data)
        return normalize(rows.multiply(self._weight[None]).tocsr())

    def rows(self, texts: Sequence[str]) -> Array:
        """The rows of further texts in this space."""
        return self._rows(self._counts.transform(texts).astype(float))

    def nearness(self, texts: Sequence[str]) -> Array:
        """Cosine of each text to each target (texts × targets)."""
        if not texts:
            return np.zeros((0, self.targets.shape[0]))
        return (self.rows(texts) @ self.targets.T).toarray()
