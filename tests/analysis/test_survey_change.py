"""PASS change against published figures.

SLEEP: Student's sleep data (1908), R's data set `sleep`; DARWIN: Darwin's maize (1876),
Fisher's differences in eighths of an inch. Figures recomputed independently.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import paired
from qualcode.analysis import survey as sv
from qualcode.analysis.survey import FactorScore, survey_change

SLEEP_PRE = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SLEEP_POST = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]


def scores(pre, post, factor="Attitudes to attendance"):
    return [
        FactorScore(i, wave, factor, value)
        for wave, values in (("pre", pre), ("post", post))
        for i, value in enumerate(values)
    ]


def one(rows):
    got = survey_change(rows)
    assert len(got.factors) == 1
    return got.factors[0]


def test_sleep():
    got = one(scores(SLEEP_PRE, SLEEP_POST))
    assert got.pairs == 10
    assert got.mean_change == pytest.approx(1.58)
    assert got.sd == pytest.approx(1.230, abs=6e-4)
    assert (got.t.t, got.t.df) == (pytest.approx(4.0621, abs=6e-5), 9)
    assert got.t.p == pytest.approx(0.002833, abs=6e-7)
    assert got.interval == pytest.approx((0.7001, 2.4599), abs=6e-5)
    assert got.d_z == pytest.approx(1.2846, abs=6e-5)
    test = got.wilcoxon
    assert (test.nonzero, test.zeros, test.w_plus, test.w_minus) == (9, 1, 45, 0)
    assert test.p == pytest.approx(0.00390625, abs=1e-12)
    assert test.rank_biserial == 1
    assert (got.up, got.same, got.down) == (9, 1, 0)
    assert got.notes == (sv.EXPLORATORY,)


def test_darwin():
    test = paired.wilcoxon(DARWIN)
    assert (test.w_plus, test.w_minus, test.nonzero) == (96, 24, 15)
    assert test.p == pytest.approx(0.04126, abs=6e-6)
    assert test.rank_biserial == pytest.approx(0.60)
    t = paired.paired_t(DARWIN)
    assert (t.t, t.p) == (pytest.approx(2.148, abs=6e-4), pytest.approx(0.0497, abs=6e-5))


def test_hedges_correction_of_ten_pairs():
    """J(9) = 0.9139 in the tables; the usual approximation 1 - 3/(4*9 - 1) gives 0.9143."""
    got = one(scores(SLEEP_PRE, SLEEP_POST))
    assert got.d_z_hedges / got.d_z == pytest.approx(0.9139, abs=1e-4)


@pytest.mark.parametrize(("n", "smallest"), [(5, 0.0625), (6, 0.03125), (7, 0.015625)])
def test_the_smallest_p(n, smallest):
    assert paired.wilcoxon([1.0 + i for i in range(n)]).p == pytest.approx(smallest)


def test_under_six_pairs_nothing_is_tested():
    got = one(scores([50, 50, 50, 50, 50], [60, 61, 62, 63, 64]))
    assert (got.pairs, got.mean_change, got.up) == (5, 12, 5)
    assert (got.wilcoxon, got.t, got.p_holm, got.interval, got.d_z) == (None,) * 5
    assert got.notes == (sv.DESCRIBE_ONLY,)


def test_six_pairs_are_tested_but_without_t():
    got = one(scores([50] * 6, [60, 61, 62, 63, 64, 65]))
    assert got.wilcoxon.p == pytest.approx(0.03125)
    assert got.t is None
    assert got.interval is not None


def test_eight_pairs_of_whom_five_changed():
    got = one(scores([50] * 8, [60, 61, 62, 63, 64, 50, 50, 50]))
    assert (got.wilcoxon, got.p_holm) == (None, None)
    assert sv.FEW_CHANGED in got.notes
    assert got.same == 3


def test_nobody_changed_or_all_changed_alike():
    still = one(scores([50] * 12, [50] * 12))
    assert (still.wilcoxon, still.t, still.d_z, still.sd) == (None, None, None, 0)
    alike = one(scores([50.1] * 12, [60.3] * 12))
    assert (alike.t, alike.d_z, alike.interval) == (None, None, None)
    assert alike.wilcoxon.p == pytest.approx(2**-11)


def test_missing_scores_are_counted_and_never_filled():
    rows = scores([50, 52, None, 60, None], [55, None, 58, 61, None])
    rows += scores([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], factor="General work ethic")
    got = next(c for c in survey_change(rows).factors if c.factor == "Attitudes to attendance")
    assert (got.pairs, got.pre_only, got.post_only, got.missing) == (2, 1, 1, 1)
    assert (got.pre_mean, got.post_mean) == (55, 58)


def test_no_control_group_is_always_said():
    assert sv.NO_CONTROL in survey_change([]).warnings
    assert sv.NO_CONTROL in survey_change(scores([1], [2])).warnings


def test_percentiles_and_duplicates_are_noticed():
    assert sv.NOT_PERCENT in survey_change(scores([101], [50])).warnings
    assert sv.NOT_PERCENT not in survey_change(scores([100], [0])).warnings
    twice = [*scores([40, 50], [45, 55]), FactorScore(0, "pre", "attendance", 41)]
    got = survey_change(twice)
    assert sv.DUPLICATES in got.warnings
    assert (got.factors[0].pairs, got.factors[0].post_only) == (1, 1)
    same = [*scores([40, 50], [45, 55]), FactorScore(0, "pre", "attendance", 40)]
    assert survey_change(same).factors[0].pairs == 2


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("perceived learning capacity", "Perceived learning capability"),
        ("2. Perceived learning capability", "Perceived learning capability"),
        ("SELF-REGARD", "Self-regard as a learner"),
        ("attitude to teachers", "Attitudes to teachers"),
        ("attitude to attendance", "Attitudes to attendance"),
        ("response_to_the_curriculum", "Response to curriculum demands"),
        ("Feelings About School", "Feelings about school"),
        ("Belonging", "Belonging"),
    ],
)
def test_factor_names(heard, name):
    assert sv.factor_name(heard) == name


def test_factors_stand_in_the_publishers_order_and_the_absent_are_named():
    rows = scores([1], [2], "Belonging") + scores([1], [2], "attendance")
    rows += scores([1], [2], "feelings about school")
    got = survey_change(rows)
    assert [c.factor for c in got.factors] == [
        "Feelings about school",
        "Attitudes to attendance",
        "Belonging",
    ]
    assert "General work ethic" in got.absent
    assert len(got.absent) == 7


def test_holm_over_the_factors_tested():
    assert paired.holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx(
        {"a": 0.03, "b": 0.06, "c": 0.06}
    )
    assert paired.holm({"a": 0.9, "b": 0.8}) == {"a": 1.0, "b": 1.0}
    rows = scores(SLEEP_PRE, SLEEP_POST) + scores(SLEEP_PRE, SLEEP_POST, "work ethic")
    rows += scores([1, 2], [2, 3], "belonging")  # too few: not among those tested
    assert survey_change(rows).factors[0].p_holm == pytest.approx(2 * 0.00390625)


def test_the_same_wave_twice_is_refused():
    with pytest.raises(ValueError, match="same wave"):
        survey_change([], pre="Pre", post="pre ")


small = st.lists(st.integers(-6, 6), min_size=1, max_size=9).filter(any)


@given(small)
@settings(max_examples=80, deadline=None)
def test_exact_p_is_the_count_over_all_signs(differences):
    nonzero = [d for d in differences if d]
    ranks = paired.midranks([abs(d) for d in nonzero])
    observed = sum(r for r, d in zip(ranks, nonzero, strict=True) if d > 0)
    centre = sum(ranks) / 2
    sums = [
        sum(r for r, up in zip(ranks, signs, strict=True) if up)
        for signs in product((0, 1), repeat=len(ranks))
    ]
    extreme = sum(abs(s - centre) >= abs(observed - centre) for s in sums)
    assert paired.wilcoxon(differences).p == pytest.approx(extreme / len(sums))


@given(st.lists(st.integers(1, 40), min_size=6, max_size=30, unique=True), st.data())
@settings(max_examples=40, deadline=None)
def test_exact_p_without_ties_is_scipys(sizes, data):
    from scipy.stats import wilcoxon as of_scipy

    signed = [s * data.draw(st.sampled_from((-1, 1))) for s in sizes]
    assert paired.wilcoxon(signed).p == pytest.approx(of_scipy(signed, method="exact").pvalue)


def test_many_pairs_are_approximated_and_said_to_be(monkeypatch):
    exact = paired.wilcoxon(DARWIN)
    monkeypatch.setattr(paired, "EXACT_PAIRS", 10)
    near = paired.wilcoxon(DARWIN)
    assert exact.exact and not near.exact
    assert near.p == pytest.approx(exact.p, abs=0.005)
