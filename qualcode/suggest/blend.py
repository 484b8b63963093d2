"""Weighing several scores against each other, by what each was worth so far.

Each score is put on one scale, and the weighted sum goes through a softmax over the codes.
The weights start from values that did well on average and move, the more passages there are
the farther, to where the codes that the researcher gave become most likely (a conditional
logit on held-out scores with a ridge penalty towards the start).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

Array = Any

HOLD = 40.0
"""How strongly the weights are held to their start, in passages' worth of log-likelihood."""

LOOSE = 0.1
"""Share of the hold on all weights growing or shrinking together: how sure all the evidence
makes us hangs on how much there is of it, and says nothing against any one kind."""

LOUDEST = 1.5
"""How much louder than usual a score may speak about a passage that it is very sure of."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Puts a score on one scale: centred on each passage, divided by how far codes differ.

    The divisor is the geometric mean of the passage's own spread and the usual spread, so a
    passage about which a score says little does not speak as loud as one it is sure of.
    """

    usual: float | None = None
    raw: bool = False

    @classmethod
    def of(cls, scores: Array) -> Scale:
        """The scale that fits the scores of the passages learned from."""
        spread = scores.std(axis=1).mean() if len(scores) else 0.0
        return cls(float(spread) if spread > 1e-9 else None)

    def __call__(self, scores: Array) -> Array:
        """The scores on the common scale; all equal scores become zeros."""
        if self.raw:
            return scores
        spread = scores.std(axis=1, keepdims=True)
        divisor = spread
        if self.usual is not None:
            divisor = np.maximum(np.sqrt(spread * self.usual), spread / LOUDEST)
        centred = scores - scores.mean(axis=1, keepdims=True)
        return np.where(spread > 1e-9, centred / np.maximum(divisor, 1e-9), 0.0)


def softmax(logits: Array) -> Array:
    """Shares that sum to one in each row."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def weigh(signals: Array, targets: Array, start: Array, *, hold: float = HOLD) -> Array:
    """The weights under which the given codes become most likely.

    Args:
        signals: scaled scores, passages × codes × signals, each passage's held out.
        targets: 0/1, passages × codes; passages without a code are left out.
        start: the weights to start from, one a signal, none negative.
        hold: the penalty towards the start.
    """
    coded = targets.sum(axis=1) > 0
    signals, targets = signals[coded], targets[coded]
    if len(targets) < 5:
        return start
    wanted = targets / targets.sum(axis=1, keepdims=True)
    together = start / max(float(np.linalg.norm(start)), 1e-9)

    def loss(weights: Array) -> tuple[float, Array]:
        shares = softmax(signals @ weights)
        value = -float((wanted * np.log(shares + 1e-12)).sum())
        slope = -np.einsum("ij,ijk->k", wanted - shares, signals)
        away = weights - start
        held = away - (1 - LOOSE) * float(together @ away) * together
        return value + hold * float(away @ held), slope + 2 * hold * held

    bounds = [(0.0, None)] * len(start)
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
