"""Two linear learners with their held-out scores in closed form.

Ridge regression on the 0/1 codes is near the best there is for small samples of text, is
solved exactly in milliseconds, and tells without refitting what it would have said of some
passages ``S`` had it not been shown them: ``f(-S) = y_S - (G_SS)^-1 a_S`` with
``G = (K + D)^-1`` and ``a = G y`` (Rifkin & Lippert 2007, 'Notes on regularized least
squares', for one passage; the same algebra holds for a block). Those honest scores are what
the blend is weighed by. The centroid of a code's passages is the steadier learner where a
code has one or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.linalg

Array = Any

LANDMARKS = 1200
"""Up to so many passages the ridge is solved exactly; beyond, on so many of them (Nyström)."""

FOLD = 300
"""At most so many passages are held out together: solving for them takes the cube of it."""

JITTER = 1e-4
"""Added to the diagonal of the landmarks' products, so that single precision can factor them."""

CONSTANT = 0.1
"""Added to every kernel value: a lightly held intercept."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A learner that is linear in the features: ``rows @ weights + offset``.

    ``held_out`` are its scores for the passages it learned from, each as if its fold had
    not been learned from.
    """

    weights: Array
    offset: Array
    held_out: Array

    def scores(self, rows: Array) -> Array:
        """Scores of further rows (rows × codes)."""
        return np.asarray(rows @ self.weights) + self.offset


def folds_by_document(documents: Sequence[str | None]) -> Array:
    """The number of the fold of each passage: passages of one fold are held out together.

    A fold is a document, since what is learned has to hold for documents not yet coded: words
    that only one person uses would else look as if they told the code. A document with more
    than a third of the passages, or more than :data:`FOLD`, is cut into stretches, so that
    enough remains to learn from; a passage of no document is a fold of its own.
    """
    most = min(max(1, -(-len(documents) // 3)), FOLD)
    seen: dict[str, int] = {}
    fold: dict[tuple[str, int] | int, int] = {}
    made = []
    for i, document in enumerate(documents):
        key: tuple[str, int] | int = i
        if document is not None:
            place = seen.get(document, 0)
            seen[document] = place + 1
            key = document, place // most
        made.append(fold.setdefault(key, len(fold)))
    return np.array(made, dtype=int)


def members(folds: Array) -> list[Array]:
    """The rows of each fold."""
    order = np.argsort(folds, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(folds[order])) + 1) if len(folds) else []


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
    """Products of every row with every other row (dense, single precision).

    Columns that many rows share are multiplied densely and the many rare ones sparsely: a
    sparse product alone would spend nearly all its time on the few common columns.
    """
    common = np.bincount(others.indices, minlength=others.shape[1]) > max(16, others.shape[0] / 24)
    dense_a = rows[:, common].toarray().astype(np.float32)
    dense_b = dense_a if rows is others else others[:, common].toarray().astype(np.float32)
    rare = (rows[:, ~common] @ others[:, ~common].T).astype(np.float32).toarray()
    return rare + dense_a @ dense_b.T


def ridge(
    rows: Array,
    targets: Array,
    weight: Array,
    folds: Array,
    *,
    penalty: float = 0.6,
    marks: int = LANDMARKS,
) -> Linear:
    """Weighted ridge regression of 0/1 targets on rows of about length one.

    Args:
        rows: features (rows × features, CSR).
        targets: 0/1 (rows × codes).
        weight: how much each row counts, about 1.
        folds: a number for each row; rows of one number are held out together.
        penalty: of the squared length of the solution.
        marks: on how many rows it is solved where there are more than :data:`LANDMARKS`.
    """
    if rows.shape[0] > LANDMARKS:
        return _ridge_on_landmarks(rows, targets, weight, folds, penalty, marks)
    kernel = gram(rows, rows) + CONSTANT
    kernel[np.diag_indices_from(kernel)] += penalty / weight
    inverse = _inverse(kernel)
    dual = inverse @ targets
    held_out = targets - dual / np.diag(inverse)[:, None]
    for fold in members(folds):
        if len(fold) > 1:
            block = inverse[np.ix_(fold, fold)]
            away = scipy.linalg.solve(block, dual[fold], assume_a="pos", check_finite=False)
            held_out[fold] = targets[fold] - away
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


def _ridge_on_landmarks(
    rows: Array, targets: Array, weight: Array, folds: Array, penalty: float, most: int
) -> Linear:
    """The same restricted to the span of some rows; what is held out goes by its leverage."""
    chosen = _landmarks(targets, most)
    marks = rows[chosen]
    inner = gram(marks, marks).astype(float) + CONSTANT
    inner[np.diag_indices_from(inner)] += JITTER
    lower = scipy.linalg.cholesky(inner, lower=True, check_finite=False)
    cross = gram(rows, marks) + np.float32(CONSTANT)
    single = lower.astype(np.float32)
    basis = scipy.linalg.solve_triangular(single, cross.T, lower=True, check_finite=False).T
    weighed = basis * weight[:, None].astype(np.float32)
    normal = basis.T @ weighed
    normal[np.diag_indices_from(normal)] += penalty
    inverse = _inverse(normal)
    solution = inverse @ (weighed.T @ targets)
    pulled = basis @ inverse.astype(np.float32)
    leverage = np.minimum(np.einsum("ij,ij->i", pulled, weighed), 0.999)
    fitted = basis @ solution
    held_out = (fitted - leverage[:, None] * targets) / (1 - leverage[:, None])
    for fold in members(folds):
        if len(fold) > 1:
            rest = np.eye(len(fold)) - pulled[fold] @ weighed[fold].T
            away = scipy.linalg.solve(rest, targets[fold] - fitted[fold], check_finite=False)
            held_out[fold] = targets[fold] - away
    dual = scipy.linalg.solve_triangular(lower, solution, lower=True, trans="T")
    return Linear(np.asarray(marks.T @ dual), CONSTANT * dual.sum(axis=0), held_out)


def _landmarks(targets: Array, most: int) -> Array:
    """Rows to span the solution: spread evenly over the codes, rarest first, then over the rest."""
    chosen: dict[int, None] = {}
    each = max(1, most // max(1, targets.shape[1]))
    for code in np.argsort(targets.sum(axis=0), kind="stable"):
        having = np.flatnonzero(targets[:, code])
        step = max(1, len(having) // each)
        chosen.update(dict.fromkeys(having[::step][:each].tolist()))
    rest = [i for i in range(len(targets)) if i not in chosen]
    missing = most - len(chosen)
    if missing > 0 and rest:
        step = max(1, len(rest) // missing)
        chosen.update(dict.fromkeys(rest[::step][:missing]))
    return np.sort(np.array(list(chosen)))[:most]


def centroids(rows: Array, targets: Array, folds: Array) -> Linear:
    """Nearness to the mean of each code's rows, as a cosine; held-out rows leave their means."""
    sums = np.asarray(rows.T @ targets)
    length = np.sqrt(np.maximum((sums**2).sum(axis=0), 1e-12))
    products = np.asarray(rows @ sums)
    held_out = np.zeros(targets.shape)
    for fold in members(folds):
        # rows of a fold among themselves: what they add to the sums that they now leave
        among = (rows[fold] @ rows[fold].T).toarray()
        own = among @ targets[fold]
        lost = (targets[fold] * (2 * products[fold] - own)).sum(axis=0)
        squared = np.maximum(length**2 - lost, 0.0)
        far = np.where(squared > 1e-9, np.sqrt(np.maximum(squared, 1e-9)), np.inf)
        held_out[fold] = (products[fold] - own) / far
    return Linear(sums / length, np.zeros(targets.shape[1]), held_out)
