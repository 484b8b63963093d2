"""ThemeSuggester: which codes fit a passage, best first, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.errors import UsageError
from qualcode.suggest.blended import Blended, build
from qualcode.suggest.codes import CodeKeys
from qualcode.suggest.language import Words
from qualcode.suggest.model import Passage, Suggestion
from qualcode.suggest.reasons import reasons_for
from qualcode.suggest.threads import one_core


class ThemeSuggester:
    """Ranks the codes of a codebook for passages.

    Without codings it goes by the codebook's words: name, definitions, inclusion and
    examples speak for a code, exclusion and near misses against it. From the first coding on
    it learns from what the researcher coded, and uses the question asked and the speaker's
    role where they are known. It never codes by itself.

    A code is called by its name or, where two share it, by its path joined by ' / '.
    The same passages in the same order always give the same ranks.

    Args:
        codebook: the codes; those that are not ``codable`` are never suggested.
        language: of the passages; the codebook's own where None.
        like: another suggester of the same language, whose analysed texts are shared, so
            that fitting anew after a change of the codebook need not split them again.

    Example:
        >>> suggester = ThemeSuggester(codebook)
        >>> suggester.fit([Passage("We never have time to plan")], [["Time to plan together"]])
        >>> suggester.rank([Passage("No time for planning")])[0][0].code
        'Time to plan together'
    """

    def __init__(
        self,
        codebook: Codebook,
        *,
        language: str | None = None,
        like: ThemeSuggester | None = None,
    ) -> None:
        self.language = language or codebook.language or "en"
        self._keys = CodeKeys(codebook)
        shared = like is not None and like.language == self.language
        self._words: Words = like._words if like is not None and shared else Words(self.language)
        self._model: Blended | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """What the codes are called, in tree order."""
        return tuple(c.key for c in self._keys.codes)

    def fit(
        self,
        passages: Sequence[Passage],
        codes: Sequence[Sequence[str]],
        *,
        background: Sequence[str] = (),
    ) -> ThemeSuggester:
        """Learn from the coding done so far, forgetting what was learned before.

        Args:
            passages: what has been looked at.
            codes: the codes of each passage; none for one that deserves no code.
            background: further texts of the study; they tell which words are common in it.

        Returns:
            Itself.

        Raises:
            UsageError: if the lengths differ or a code is not in the codebook.
        """
        if len(passages) != len(codes):
            raise UsageError(
                f"There are {len(passages)} passages but codes for {len(codes)}.",
                hint="Give one list of codes for each passage.",
            )
        numbers = self._keys.numbers(codes)
        targets = np.zeros((len(passages), len(self._keys)))
        for row, having in enumerate(numbers):
            targets[row, having] = 1.0
        if len(self._keys):
            with one_core():
                self._model = build(
                    self._keys, self._words, passages, targets, background=background
                )
        return self

    def rank(
        self,
        passages: Sequence[Passage],
        n: int | None = None,
        *,
        threshold: float = 0.0,
        explain: bool = False,
    ) -> list[list[Suggestion]]:
        """The codes for each passage, best first.

        Args:
            passages: what to rank codes for.
            n: at most so many a passage; all codes where None.
            threshold: codes with a lower score are left out.
            explain: give the reasons of each suggestion (a few milliseconds each).
        """
        if not passages or not len(self._keys):
            return [[] for _ in passages]
        model = self._fitted()
        with one_core():
            scores = model.scores(passages)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :n]
        return [
            [
                self._suggestion(p, int(j), float(row[j]), explain=explain)
                for j in places
                if row[j] >= threshold
            ]
            for p, row, places in zip(passages, scores, order, strict=True)
        ]

    def explain(self, passage: Passage, code: str) -> tuple[str, ...]:
        """Why the code may fit the passage, in sentences for the researcher.

        Raises:
            UsageError: if the code is not in the codebook.
        """
        return tuple(reasons_for(self._fitted(), passage, self._keys.number(code)))

    def weights(self) -> dict[str, float]:
        """How much each kind of evidence counts just now, by name; for reports and tests."""
        return {s.name: s.weight for s in self._fitted().signals}

    def _suggestion(
        self, passage: Passage, code: int, score: float, *, explain: bool
    ) -> Suggestion:
        why: Any = reasons_for(self._fitted(), passage, code) if explain else ()
        return Suggestion(self._keys.codes[code].key, score, tuple(why))

    def _fitted(self) -> Blended:
        if self._model is None:
            self.fit([], [])
        if self._model is None:
            raise UsageError(
                "The codebook has no code that may be applied.", hint="Add a code to it first."
            )
        return self._model
