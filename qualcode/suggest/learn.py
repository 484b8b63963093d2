"""Two linear learners with their leave-one-out scores in closed form.

Ridge regression on the 0/1 codes is near the best there is for small samples of text, is
solved exactly in milliseconds, and tells without refitting what it would have said of each
passage had it not been shown it: ``f(-i) = y_i - a_i / G_ii`` with ``G = (K + D)^-1`` and
``a = G y`` (Rifkin & Lippert 2007, 'Notes on regularized least squares'). Those honest
scores are what the blend is weighed by. The centroid of a code's passages is the steadier
learner where a code has one or two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.linalg
import scipy.sparse as sp

Array = Any

LANDMARKS = 1500
"""Up to so many passages the ridge is solved exactly; beyond, on so many of them (Nyström)."""

CONSTANT = 0.1
"""Added to every kernel value: a lightly held intercept."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A learner that is linear in the features: ``rows @ weights + offset``.

    ``held_out`` are its scores for the passages it learned from, each without itself.
    """

    weights: Array
    offset: Array
    held_out: Array

    def scores(self, rows: Array) -> Array:
        """Scores of further rows (rows × codes)."""
        return np.asarray(rows @ self.weights) + self.offset


def balance(targets: Array, trust: Array) -> Array:
    """How much each row counts: rows of rare codes more, by the square root.

    Args:
        targets: 0/1, rows × codes.
        trust: a factor for each row (the codebook's own words may count less or more).
    """
    frequency = np.maximum(targets.sum(axis=0), 1)
    share = (targets / frequency).sum(axis=1) / np.maximum(targets.sum(axis=1), 1)
    typical = share[share > 0].mean() if (share > 0).any() else 1.0
    return np.sqrt(np.where(share > 0, share / typical, 1.0)) * trust


def gram(rows: Array, others: Array) -> Array:
    """Products of every row with every other row (dense).

    Columns that many rows share are multiplied densely and the many rare ones sparsely: a
    sparse product alone would spend nearly all its time on the few common columns.
    """
    common = np.bincount(others.indices, minlength=others.shape[1]) > max(16, others.shape[0] / 24)
    dense_a = rows[:, common].toarray().astype(np.float32)
    dense_b = dense_a if rows is others else others[:, common].toarray().astype(np.float32)
    rare = (rows[:, ~common] @ others[:, ~common].T).toarray()
    return rare + (dense_a @ dense_b.T).astype(float)


def ridge(rows: Array, targets: Array, weight: Array, *, penalty: float = 0.6) -> Linear:
    """Weighted ridge regression of 0/1 targets on rows of about length one.

    Args:
        rows: features (rows × features, CSR).
        targets: 0/1 (rows × codes).
        weight: how much each row counts, about 1.
        penalty: of the squared length of the solution.
    """
    if rows.shape[0] > LANDMARKS:
        return _ridge_on_landmarks(rows, targets, weight, penalty)
    kernel = gram(rows, rows) + CONSTANT
    kernel[np.diag_indices_from(kernel)] += penalty / weight
    inverse = _inverse(kernel)
    dual = inverse @ targets
    held_out = targets - dual / np.diag(inverse)[:, None]
    return Linear(np.asarray(rows.T @ dual), CONSTANT * dual.sum(axis=0), held_out)


def _inverse(positive: Array) -> Array:
    """The inverse of a well-conditioned positive definite matrix, by Cholesky.

    Single precision suffices, since the penalty keeps the condition near the number of rows.
    """
    lower, problem = scipy.linalg.lapack.spotrf(positive.astype(np.float32), lower=1)
    if problem == 0:
        half, problem = scipy.linalg.lapack.spotri(lower, lower=1, overwrite_c=1)
    if problem:
        return scipy.linalg.inv(positive)
    inverse = np.tril(half) + np.tril(half, -1).T
    return inverse.astype(float)


def _ridge_on_landmarks(rows: Array, targets: Array, weight: Array, penalty: float) -> Linear:
    """The same restricted to the span of some rows; leave-one-out by the leverage of each row."""
    chosen = _landmarks(targets)
    marks = rows[chosen]
    inner = gram(marks, marks) + CONSTANT
    inner[np.diag_indices_from(inner)] += 1e-6
    lower = scipy.linalg.cholesky(inner, lower=True, check_finite=False)
    cross = gram(rows, marks) + CONSTANT
    basis = scipy.linalg.solve_triangular(lower, cross.T, lower=True, check_finite=False).T
    weighed = basis * weight[:, None]
    normal = basis.T @ weighed
    normal[np.diag_indices_from(normal)] += penalty
    inverse = _inverse(normal)
    solution = inverse @ (weighed.T @ targets)
    leverage = np.minimum(np.einsum("ij,ij->i", basis @ inverse, weighed), 0.999)
    fitted = basis @ solution
    held_out = (fitted - leverage[:, None] * targets) / (1 - leverage[:, None])
    dual = scipy.linalg.solve_triangular(lower, solution, lower=True, trans="T")
    return Linear(np.asarray(marks.T @ dual), CONSTANT * dual.sum(axis=0), held_out)


def _landmarks(targets: Array) -> Array:
    """Rows to span the solution: spread evenly over the codes, rarest first, then over the rest."""
    chosen: dict[int, None] = {}
    each = max(1, LANDMARKS // max(1, targets.shape[1]))
    for code in np.argsort(targets.sum(axis=0), kind="stable"):
        having = np.flatnonzero(targets[:, code])
        step = max(1, len(having) // each)
        chosen.update(dict.fromkeys(having[::step][:each].tolist()))
    rest = [i for i in range(len(targets)) if i not in chosen]
    missing = LANDMARKS - len(chosen)
    if missing > 0 and rest:
        step = max(1, len(rest) // missing)
        chosen.update(dict.fromkeys(rest[::step][:missing]))
    return np.sort(np.array(list(chosen)))[:LANDMARKS]


def centroids(rows: Array, targets: Array) -> Linear:
    """Nearness to the mean of each code's rows, as a cosine; each held-out row leaves its mean."""
    sums = np.asarray(rows.T @ targets)
    length = np.sqrt(np.maximum((sums**2).sum(axis=0), 1e-12))
    products = np.asarray(rows @ sums)
    own = np.asarray(sp.csr_matrix(rows).multiply(rows).sum(axis=1))
    without = products - targets * own
    squared = length[None] ** 2 - 2 * targets * products + targets * own
    held_out = np.where(squared > 1e-9, without / np.sqrt(np.maximum(squared, 1e-9)), 0.0)
    return Linear(sums / length, np.zeros(targets.shape[1]), held_out)
