"""The closed forms against doing it the long way."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggest.blend import Scale, softmax, weigh
from qualcode.suggest.learn import balance, centroids, folds_by_document, gram, members, ridge
from qualcode.suggest.priors import Prior


def some(seed: int, n: int = 14, width: int = 30, codes: int = 3):
    rng = np.random.default_rng(seed)
    dense = rng.random((n, width)) * (rng.random((n, width)) < 0.3)
    dense[:, 0] += 0.1
    rows = sp.csr_matrix(dense / np.linalg.norm(dense, axis=1, keepdims=True))
    targets = np.zeros((n, codes))
    targets[np.arange(n), rng.integers(0, codes, n)] = 1
    return rows, targets


@given(st.integers(0, 50))
@settings(max_examples=15, deadline=None)
def test_held_out_scores_are_those_of_learning_without_the_fold(seed: int) -> None:
    rows, targets = some(seed)
    weight = np.linspace(0.5, 1.5, len(targets))
    folds = np.array([0, 1, 1, 2, 3, 0, 4, 5, 5, 5, 6, 7, 1, 8])
    for learn in (ridge, lambda r, t, _, f: centroids(r, t, f)):
        whole = learn(rows, targets, weight, folds)
        for fold in members(folds):
            rest = np.setdiff1d(np.arange(len(targets)), fold)
            if (targets[rest].sum(axis=0) == 0).any():
                continue
            without = learn(rows[rest], targets[rest], weight[rest], folds[rest])
            np.testing.assert_allclose(
                without.scores(rows[fold]), whole.held_out[fold], atol=2e-4, rtol=1e-3
            )


def test_folds_are_documents_but_never_most_of_the_passages() -> None:
    def folds(documents):
        return folds_by_document(documents).tolist()

    assert folds(["a", "b", "a", "c", "b", "c"]) == [0, 1, 0, 2, 1, 2]
    assert folds([None, "a", None, "b"]) == [0, 1, 2, 3]
    assert folds(["a"] * 7) == [0, 0, 0, 1, 1, 1, 2]
    assert folds([]) == []
    assert max(np.bincount(folds_by_document(["a"] * 2000))) == 300
    assert [m.tolist() for m in members(np.array([1, 0, 1]))] == [[1], [0, 2]]


def test_ridge_solves_the_weighted_normal_equations() -> None:
    rows, targets = some(1)
    weight = balance(targets, np.ones(len(targets)))
    found = ridge(rows, targets, weight, np.arange(len(targets)), penalty=0.6)
    x = np.hstack([rows.toarray(), np.full((rows.shape[0], 1), np.sqrt(0.1))])
    left = x.T @ (x * weight[:, None]) + 0.6 * np.eye(x.shape[1])
    expected = x @ np.linalg.solve(left, x.T @ (targets * weight[:, None]))
    np.testing.assert_allclose(found.scores(rows), expected, atol=1e-3)


def test_landmarks_that_are_all_rows_give_the_exact_ridge(monkeypatch) -> None:
    from qualcode.suggest import learn

    rows, targets = some(2)
    weight, folds = np.ones(len(targets)), np.arange(len(targets)) // 3
    exact = ridge(rows, targets, weight, folds)
    near = learn._ridge_on_landmarks(rows, targets, weight, folds, 0.6, 99)
    np.testing.assert_allclose(near.scores(rows), exact.scores(rows), atol=1e-3)
    np.testing.assert_allclose(near.held_out, exact.held_out, atol=2e-3)


def test_gram_is_the_product() -> None:
    rows, _ = some(3, n=60)
    np.testing.assert_allclose(gram(rows, rows), (rows @ rows.T).toarray(), atol=1e-5)
    np.testing.assert_allclose(gram(rows, rows[:7]), (rows @ rows[:7].T).toarray(), atol=1e-5)


def test_weights_move_to_the_signal_that_tells_and_stay_where_nothing_is_known() -> None:
    rng = np.random.default_rng(0)
    targets = np.eye(4)[rng.integers(0, 4, 200)]
    good, noise = targets + rng.normal(0, 0.5, targets.shape), rng.normal(0, 1, targets.shape)
    start = np.array([0.5, 0.5])
    found = weigh(np.stack([good, noise], axis=-1), targets, start)
    assert found[0] > 1 and 0 <= found[1] < found[0] / 3
    few = weigh(np.stack([good, noise], axis=-1)[:4], targets[:4], start)
    assert few is start


def test_scale_is_blind_to_size_and_offset() -> None:
    scores = np.array([[1.0, 2.0, 4.0], [0.0, 0.0, 0.0], [5.0, 1.0, 1.0]])
    a, b = Scale.of(scores)(scores), Scale.of(scores * 7 + 3)(scores * 7 + 3)
    np.testing.assert_allclose(a, b, atol=1e-9)
    assert (a[1] == 0).all()
    np.testing.assert_allclose(softmax(a).sum(axis=1), 1)


def test_prior_ratios() -> None:
    targets = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1], [1, 0]])
    prior = Prior(["Who?", " who? ", "How?", "how?", None, "How?"], targets)
    [who, how, new, unknown] = prior.ratios(["WHO?", "How?", "Where?", None])
    assert who[0] > 0 > who[1] and how[1] > 0 > how[0]
    assert (new == 0).all() and (unknown == 0).all()
    assert prior.share("how?", 1) == (2, 3, 3, 6)
    rest = Prior([" who? ", "how?", None, "How?"], targets[[1, 3, 4, 5]])
    held_out = prior.held_out(np.array([0, 1, 0, 2, 3, 4]))
    np.testing.assert_allclose(held_out[[0, 2]], rest.ratios(["who?", "how?"]))
    assert (held_out[4] == 0).all()
    assert not Prior(["same", "same"], targets[:2])


def test_balance_makes_rare_codes_count_more() -> None:
    targets = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 0]])
    weight = balance(targets, np.ones(5))
    assert weight[3] > weight[0] and weight[4] == pytest.approx(1)
