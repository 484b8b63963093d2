"""Statistics of paired differences: exact Wilcoxon, paired t, effect sizes, Holm.

Sources: Wilcoxon (1945), with Pratt's caution that zeros carry no sign, hence dropped and
counted; Kerby (2014) for the matched-pairs rank biserial correlation; Cohen (1988) for d of
the differences (d_z) and Hedges (1981) for its correction; Holm (1979).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EXACT_PAIRS = 1_000
"""Up to so many non-zero pairs the permutation distribution is counted out exactly."""


@dataclass(frozen=True, slots=True)
class Wilcoxon:
    """The signed-rank test of paired differences.

    ``w_plus`` and ``w_minus`` are the rank sums of rises and falls, ``nonzero`` the pairs
    ranked, ``zeros`` those dropped. ``p`` is two-sided; ``exact`` whether all sign patterns
    were counted, ties in rank included, or a normal approximation stands in.
    ``rank_biserial`` is ``(W+ - W-) / (W+ + W-)``: 1 if everybody rose.
    """

    w_plus: float
    w_minus: float
    nonzero: int
    zeros: int
    p: float
    exact: bool
    rank_biserial: float


@dataclass(frozen=True, slots=True)
class PairedT:
    """Student's t of paired differences, two-sided."""

    t: float
    df: int
    p: float


def midranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values sharing the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for i in order[start:end]:
            ranks[i] = (start + 1 + end) / 2
        start = end
    return ranks


def wilcoxon(differences: Sequence[float]) -> Wilcoxon | None:
    """Test whether paired differences centre on nought; None where all are nought.

    Differences are rounded to nine decimals before they are ranked, so that 0.3 - 0.1 and
    0.2 tie as they do on paper.
    """
    rounded = [round(d, 9) for d in differences]
    nonzero = [d for d in rounded if d]
    if not nonzero:
        return None
    ranks = midranks([abs(d) for d in nonzero])
    plus = sum(rank for rank, d in zip(ranks, nonzero, strict=True) if d > 0)
    minus = sum(ranks) - plus
    exact = len(nonzero) <= EXACT_PAIRS
    return Wilcoxon(
        w_plus=plus,
        w_minus=minus,
        nonzero=len(nonzero),
        zeros=len(rounded) - len(nonzero),
        p=_exact_p(ranks, plus) if exact else _normal_p(nonzero),
        exact=exact,
        rank_biserial=(plus - minus) / (plus + minus),
    )


def _exact_p(ranks: Sequence[float], observed: float) -> float:
    """Two-sided p over all ``2^n`` patterns of signs on the ranks there are.

    The distribution of the rank sum is built up one rank at a time. Midranks are halves, so
    twice the ranks are whole numbers and index an array.
    """
    import numpy as np

    doubled = [round(2 * rank) for rank in ranks]
    chance = np.zeros(sum(doubled) + 1)
    chance[0] = 1.0
    for rank in doubled:
        chance[rank:] = (chance[rank:] + chance[: chance.size - rank]) / 2
        chance[:rank] /= 2
    at = round(2 * observed)
    return min(1.0, 2 * float(min(chance[: at + 1].sum(), chance[at:].sum())))


def _normal_p(nonzero: Sequence[float]) -> float:
    """The approximation for many pairs, corrected for ties and continuity."""
    from scipy.stats import wilcoxon as of_scipy

    return float(of_scipy(nonzero, method="approx", correction=True).pvalue)


def paired_t(differences: Sequence[float]) -> PairedT | None:
    """Student's t against nought; None for fewer than two pairs or where all are equal."""
    if len(differences) < 2 or spread(differences) == 0:
        return None
    from scipy.stats import ttest_1samp

    result = ttest_1samp(differences, 0.0)
    return PairedT(float(result.statistic), len(differences) - 1, float(result.pvalue))


def mean_interval(
    differences: Sequence[float], *, level: float = 0.95
) -> tuple[float, float] | None:
    """Student's confidence interval of the mean; None under two values or where all are equal."""
    if len(differences) < 2 or spread(differences) == 0:
        return None
    from scipy.stats import t

    n = len(differences)
    mean = math.fsum(differences) / n
    half = float(t.ppf((1 + level) / 2, n - 1)) * spread(differences) / math.sqrt(n)
    return mean - half, mean + half


def spread(values: Sequence[float]) -> float:
    """The sample standard deviation (n - 1); exactly 0 where all values are equal.

    Equal means equal to nine decimals: subtraction leaves dust that is not variation.
    """
    from statistics import stdev

    if len({round(value, 9) for value in values}) < 2:
        return 0.0
    return stdev(values)


def d_z(differences: Sequence[float]) -> tuple[float, float] | None:
    """Cohen's d of paired differences and the same with Hedges' correction.

    d_z is the mean over the standard deviation; the correction is Hedges' exact
    ``Γ(m/2) / (√(m/2) Γ((m-1)/2))`` with ``m = n - 1``. None for fewer than three pairs or
    where all differences are equal.
    """
    if len(differences) < 3 or not (sd := spread(differences)):
        return None
    m = len(differences) - 1
    plain = math.fsum(differences) / len(differences) / sd
    factor = math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2)
    return plain, plain * factor


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Holm's adjusted p values, which keep the chance of any false alarm at its level."""
    ordered = sorted(p_values.items(), key=lambda item: (item[1], item[0]))
    adjusted: dict[str, float] = {}
    highest = 0.0
    for done, (name, p) in enumerate(ordered):
        highest = max(highest, min(1.0, p * (len(ordered) - done)))
        adjusted[name] = highest
    return {name: adjusted[name] for name in p_values}
