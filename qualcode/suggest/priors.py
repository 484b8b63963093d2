"""What the question asked and the speaker's role say about the code before a word is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from qualcode.suggest.learn import members

Array = Any

SMOOTHING = 2.0
"""The codes' overall shares count as so many passages under every question or role."""


def normal(value: str | None) -> str | None:
    """A question or role without regard to case and spaces; None where nothing is known."""
    return " ".join(value.casefold().split()) or None if value else None


class Prior:
    """Smoothed log-ratios ``log P(code | value) / P(code)`` from the passages coded so far.

    Args:
        values: a question or role for each passage, None where unknown.
        targets: 0/1, passages × codes.
    """

    def __init__(self, values: Sequence[str | None], targets: Array) -> None:
        self._values = [normal(v) for v in values]
        self._total = targets.sum(axis=0).astype(float)
        self._targets = targets
        self._counts: dict[str, Array] = {}
        for value, row in zip(self._values, targets, strict=True):
            if value is not None:
                self._counts[value] = self._counts.get(value, 0.0) + row

    def __bool__(self) -> bool:
        """Whether there is anything to tell apart: at least two values were seen."""
        return len(self._counts) > 1

    def ratios(self, values: Sequence[str | None]) -> Array:
        """Log-ratios for further passages; zeros where the value is unknown or new."""
        rows = [self._counts.get(v) if v else None for v in map(normal, values)]
        zero = np.zeros_like(self._total)
        return np.array([zero if r is None else self._ratio(r, self._total) for r in rows])

    def held_out(self, folds: Array) -> Array:
        """The log-ratios of the passages learned from, each without those of its fold."""
        made = np.zeros(self._targets.shape)
        for fold in members(folds):
            rest = self._total - self._targets[fold].sum(axis=0)
            for value in {self._values[i] for i in fold} - {None}:
                having = [i for i in fold if self._values[i] == value]
                counts = self._counts[value] - self._targets[having].sum(axis=0)
                made[having] = self._ratio(counts, rest)
        return made

    def share(self, value: str | None, code: int) -> tuple[int, int, int, int]:
        """Counts behind a ratio: this code and all codes under the value, and the same overall."""
        known = self._counts.get(normal(value) or "")
        if known is None:
            return 0, 0, int(self._total[code]), int(self._total.sum())
        here, under = int(known[code]), int(known.sum())
        return here, under, int(self._total[code]), int(self._total.sum())

    @staticmethod
    def _ratio(counts: Array, total: Array) -> Array:
        overall = (total + 0.5) / (total.sum() + 0.5 * len(total))
        smoothed = (counts + SMOOTHING * overall) / (counts.sum() + SMOOTHING)
        return np.log(smoothed / overall)
