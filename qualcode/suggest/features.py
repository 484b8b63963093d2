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


class _Weighed:
    """Counts as rows of length one: sublinear, times rarity in the study, times a given weight."""

    def __init__(self) -> None:
        self._rarity: Any = TfidfTransformer(norm=None)
        self._weights: Array = np.ones(0)

    def fit(self, counts: Array, weights: Array) -> Array:
        """Learn how rare each column is, and give the rows."""
        self._rarity.fit(counts)
        self._weights = weights
        return self.rows(counts)

    def rows(self, counts: Array) -> Array:
        """The rows of further counts."""
        damped = counts.tocsr().astype(float)
        damped.data = np.log1p(damped.data)
        return normalize(self._rarity.transform(damped).multiply(self._weights[None]).tocsr())


class Space:
    """Texts as rows of length one: half the weight on words, half on pieces of words.

    Args:
        words: splits texts.
        content: whether stop words are left out.
        worth: how much a word counts by itself, whatever the study; None: all alike.
    """

    def __init__(
        self, words: Words, *, content: bool, worth: Callable[[str], float] | None = None
    ) -> None:
        self._words = words
        self._content = content
        self._worth = worth
        self._terms: Any = None
        self._pieces: Any = None
        self._weigh_terms = _Weighed()
        self._weigh_pieces = _Weighed()
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
        # the root, since the rarity in the study says part of the same
        worth = np.sqrt([max(self._worths(name.split(" "))) for name in self.names])
        a = self._weigh_terms.fit(counts, worth)
        b = self._weigh_pieces.fit(spelled, np.ones(spelled.shape[1]))
        return (sp.hstack([a, b]) * np.sqrt(0.5)).tocsr()

    def rows(self, texts: Sequence[str]) -> Array:
        """The rows of further texts; what was not seen in fitting counts for nothing."""
        counts = self._terms.transform(texts).astype(float)
        forms = sorted({f for t in texts for f in self._forms(t)})
        pieces = self._pieces.transform(forms or [""])
        spelled = self._multiply(texts, forms or [""], pieces)
        parts = [self._weigh_terms.rows(counts), self._weigh_pieces.rows(spelled)]
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
        worth = np.array(self._worths(forms))
        held = sp.csr_matrix((worth[indices], indices, ends), shape=shape)
        return (held @ pieces).tocsr().astype(float)

    def _worths(self, forms: Sequence[str]) -> list[float]:
        return [1.0 if self._worth is None else self._worth(form) for form in forms]


class Manner:
    """How something is said: forms as spoken, and the frame of small words they stand in.

    One half are the word forms with the marks between them and their pairs, the other the same
    with every content word replaced by its last two letters: 'I was ~ed by the ~er'. The edges
    of the passage count as words. This is what tells a plan from a memory, whatever the topic.
    """

    ENDING = 2

    def __init__(self, words: Words) -> None:
        self._words = words
        self._counters: list[Any] = []
        self._frames: dict[str, str] = {}
        self._weigh = (_Weighed(), _Weighed())
        self.names: Array = np.array([], dtype=object)

    def fit(self, texts: Sequence[str]) -> Array:
        """Learn the vocabulary of ``texts`` and give their rows (texts × features, CSR)."""
        fitted = [
            _fit_counts(partial(CountVectorizer, analyzer=partial(self._analyse, framed)), texts)
            for framed in (False, True)
        ]
        self._counters = [counter for counter, _ in fitted]
        names = [counter.get_feature_names_out() for counter in self._counters]
        self.names = np.concatenate(names)
        parts = [
            weigh.fit(counts, np.ones(counts.shape[1]))
            for weigh, (_, counts) in zip(self._weigh, fitted, strict=True)
        ]
        return (sp.hstack(parts) * np.sqrt(0.5)).tocsr()

    def rows(self, texts: Sequence[str]) -> Array:
        """The rows of further texts; what was not seen in fitting counts for nothing."""
        both = zip(self._weigh, self._counters, strict=True)
        parts = [weigh.rows(counter.transform(texts)) for weigh, counter in both]
        return (sp.hstack(parts) * np.sqrt(0.5)).tocsr()

    def word_effects(self, text: str, weights: Array) -> dict[str, float]:
        """How much each word form of a text adds to a score that is linear in the features.

        A pair counts half for each of its two words, an ending for the words that have it.
        """
        row = self.rows([text])
        effect = dict.fromkeys(self._words.forms(text), 0.0)
        holders: dict[str, list[str]] = {}
        for form in effect:
            for sign in {form, self._framed(form)}:
                holders.setdefault(sign, []).append(form)
        for column, value in zip(row.indices, row.data, strict=True):
            forms = [f for s in self.names[column].split(" ") for f in holders.get(s, ())]
            for form in forms:
                effect[form] += float(value * weights[column]) / len(forms)
        return effect

    def _framed(self, form: str) -> str:
        frame = self._frames.get(form)
        if frame is None:
            word = self._words.of(form)
            named = word.is_word and not word.is_stop
            frame = self._frames[form] = "~" + form[-self.ENDING :] if named else form
        return frame

    def _analyse(self, framed: bool, text: str) -> list[str]:
        forms = self._words.forms(text)
        signs = ["<", *(map(self._framed, forms) if framed else forms), ">"]
        return signs + list(map(" ".join, pairwise(signs)))


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
