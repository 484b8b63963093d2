"""The closed forms against doing it the long way."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggest.blend import Scale, softmax, weigh
from qualcode.suggest.learn import balance, centroids, gram, ridge
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
def test_held_out_scores_are_those_of_learning_without_the_passage(seed: int) -> None:
    rows, targets = some(seed)
    weight = np.linspace(0.5, 1.5, len(targets))
    for learn in (lambda r, t, w: ridge(r, t, w), lambda r, t, w: centroids(r, t)):
        whole = learn(rows, targets, weight)
        for i in (0, 5, 13):
            rest = np.arange(len(targets)) != i
            if (targets[rest].sum(axis=0) == 0).any():
                continue
            without = learn(rows[rest], targets[rest], weight[rest])
            np.testing.assert_allclose(
                without.scores(rows[i])[0], whole.held_out[i], atol=2e-4, rtol=1e-3
            )


def test_ridge_solves_the_weighted_normal_equations() -> None:
    rows, targets = some(1)
    weight = balance(targets, np.ones(len(targets)))
    found = ridge(rows, targets, weight, penalty=0.6)
    x = np.hstack([rows.toarray(), np.full((rows.shape[0], 1), np.sqrt(0.1))])
    left = x.T @ (x * weight[:, None]) + 0.6 * np.eye(x.shape[1])
    expected = x @ np.linalg.solve(left, x.T @ (targets * weight[:, None]))
    np.testing.assert_allclose(found.scores(rows), expected, atol=1e-3)


def test_landmarks_that_are_all_rows_give_the_exact_ridge(monkeypatch) -> None:
    from qualcode.suggest import learn

    rows, targets = some(2)
    weight = np.ones(len(targets))
    exact = ridge(rows, targets, weight)
    near = learn._ridge_on_landmarks(rows, targets, weight, 0.6)
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
    assert found[0] > 1 and 0 <= found[1] < 0.2
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
    rest = Prior(["who?", "How?", "how?", None, "How?"], targets[1:])
    np.testing.assert_allclose(prior.held_out()[0], rest.ratios(["who?"])[0])
    assert not Prior(["same", "same"], targets[:2])


def test_balance_makes_rare_codes_count_more() -> None:
    targets = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 0]])
    weight = balance(targets, np.ones(5))
    assert weight[3] > weight[0] and weight[4] == pytest.approx(1)
