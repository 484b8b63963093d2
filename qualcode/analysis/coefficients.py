"""Agreement coefficients, each with its reason where it does not exist.

Sources of the definitions: Cohen (1960) for kappa; Scott (1955) for pi; Fleiss (1971) for
many coders; Brennan and Prediger (1981); Gwet (2008) for AC1; Krippendorff (2011,
*Computing Krippendorff's Alpha-Reliability*) for alpha and its metrics.

Where nobody varies kappa, pi and alpha are 0/0. Libraries print 1 there, others 0; here
the value is None and the reason says so.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Value = Any
"""A rating: any hashable value; a number for the interval and ratio levels."""

NO_VARIATION = "no variation"
NO_UNITS = "no units"
NO_USES = "no uses"
NO_PAIRS = "no unit judged by two"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A figure, or the reason why there is none (then ``value`` is None)."""

    value: float | None
    reason: str = ""

    @property
    def defined(self) -> bool:
        """Whether there is a figure."""
        return self.value is not None

    def __str__(self) -> str:
        return f"undefined: {self.reason}" if self.value is None else f"{self.value:.3f}"


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """How two coders decided, unit by unit, whether one code applies.

    The four counts are units: both applied it, only coder A, only coder B, neither.

    Raises:
        ValueError: if a count is negative.
    """

    both: int
    only_a: int
    only_b: int
    neither: int

    def __post_init__(self) -> None:
        if min(self.both, self.only_a, self.only_b, self.neither) < 0:
            raise ValueError("counts cannot be negative")

    def __add__(self, other: DecisionTable) -> DecisionTable:
        return DecisionTable(
            self.both + other.both,
            self.only_a + other.only_a,
            self.only_b + other.only_b,
            self.neither + other.neither,
        )

    @property
    def n(self) -> int:
        """All units."""
        return self.both + self.only_a + self.only_b + self.neither

    @property
    def used(self) -> int:
        """Units on which at least one coder applied the code."""
        return self.both + self.only_a + self.only_b

    @property
    def varies(self) -> bool:
        """Whether the decisions, taken together, are not all the same."""
        return 0 < 2 * self.both + self.only_a + self.only_b < 2 * self.n

    @property
    def observed(self) -> float:
        """The share of units decided alike. Needs ``n > 0``."""
        return (self.both + self.neither) / self.n

    @property
    def expected_kappa(self) -> float:
        """Cohen's chance agreement, from each coder's own share. Needs ``n > 0``."""
        yes_a, yes_b = (self.both + self.only_a) / self.n, (self.both + self.only_b) / self.n
        return yes_a * yes_b + (1 - yes_a) * (1 - yes_b)

    @property
    def share(self) -> float:
        """The share of 'applies' over both coders' decisions. Needs ``n > 0``."""
        return (2 * self.both + self.only_a + self.only_b) / (2 * self.n)


def percent_agreement(table: DecisionTable) -> Coefficient:
    """The share of units decided alike, 0 to 1."""
    return Coefficient(table.observed) if table.n else Coefficient(None, NO_UNITS)


def positive_agreement(table: DecisionTable) -> Coefficient:
    """``2a / (2a + b + c)``: agreement on the units where anybody applied the code.

    It ignores 'neither', which swamps every other figure when a code is rare.
    """
    if not table.n:
        return Coefficient(None, NO_UNITS)
    if not table.used:
        return Coefficient(None, NO_USES)
    return Coefficient(2 * table.both / (2 * table.both + table.only_a + table.only_b))


def beyond_chance(observed: float, expected: float) -> Coefficient:
    """``(po - pe) / (1 - pe)``; undefined where chance alone would agree always."""
    if math.isclose(expected, 1.0, abs_tol=1e-15):
        return Coefficient(None, NO_VARIATION)
    return Coefficient((observed - expected) / (1 - expected))


def _of_table(
    table: DecisionTable, expected: Callable[[DecisionTable], float], *, needs_variation: bool
) -> Coefficient:
    if not table.n:
        return Coefficient(None, NO_UNITS)
    if needs_variation and not table.varies:
        return Coefficient(None, NO_VARIATION)
    return beyond_chance(table.observed, expected(table))


def cohen_kappa(table: DecisionTable) -> Coefficient:
    """Cohen's kappa: chance from each coder's own share."""
    return _of_table(table, lambda t: t.expected_kappa, needs_variation=True)


def scott_pi(table: DecisionTable) -> Coefficient:
    """Scott's pi: chance from the share over both coders."""
    return _of_table(table, lambda t: t.share**2 + (1 - t.share) ** 2, needs_variation=True)


def alpha_of_table(table: DecisionTable) -> Coefficient:
    """Krippendorff's nominal alpha of two coders without missing data, from the counts.

    The coincidence matrix has ``2n`` values; alpha is 1 less the disagreement observed,
    over the disagreement of values paired at random without replacement.
    """
    if not table.n:
        return Coefficient(None, NO_UNITS)
    if not table.varies:
        return Coefficient(None, NO_VARIATION)
    total = 2 * table.n
    yes = 2 * table.both + table.only_a + table.only_b
    expected = 2 * yes * (total - yes) / (total * (total - 1))
    return Coefficient(1 - (table.only_a + table.only_b) / table.n / expected)


def gwet_ac1(table: DecisionTable) -> Coefficient:
    """Gwet's AC1 with the two categories applied / not applied.

    Chance is ``2 p (1 - p)``, so it exists where nobody varies (and is then 1); read it
    beside the counts.
    """
    return _of_table(table, lambda t: 2 * t.share * (1 - t.share), needs_variation=False)


def brennan_prediger(table: DecisionTable) -> Coefficient:
    """Brennan and Prediger's coefficient: chance is one half, whatever the shares."""
    return _of_table(table, lambda t: 0.5, needs_variation=False)


# --- many coders, many categories, missing values -------------------------------------------

Ratings = Sequence[Sequence[Value | None]]
"""A row for each coder, a column for each unit; None where a coder did not judge the unit."""


def _units(ratings: Ratings) -> list[Counter[Value]]:
    """For each unit how often each category was given. Rows must be equally long."""
    return [
        Counter(value for value in column if value is not None)
        for column in zip(*ratings, strict=True)
    ]


def krippendorff_alpha(ratings: Ratings, *, level: Level = "nominal") -> Coefficient:
    """Krippendorff's alpha for any number of coders, missing values allowed.

    The sum is NLTK's (``AnnotationTask.alpha``), which drops units judged by fewer than two
    and weighs the others by their number of values, as Krippendorff's coincidence matrix
    does. NLTK returns 1 where nobody varies and fails where no unit has a pair; both are
    caught here first. It has no ordinal or ratio distance; they are given to it.

    Raises:
        ValueError: if the rows are not equally long, or values cannot bear the level.
    """
    pairable = {i: unit for i, unit in enumerate(_units(ratings)) if unit.total() >= 2}
    if not pairable:
        return Coefficient(None, NO_PAIRS)
    totals: Counter[Value] = sum(pairable.values(), Counter())
    if len(totals) == 1:
        return Coefficient(None, NO_VARIATION)
    from nltk.metrics.agreement import AnnotationTask

    data = [
        (coder, unit, row[unit])
        for coder, row in enumerate(ratings)
        for unit in pairable
        if row[unit] is not None
    ]
    task = AnnotationTask(data=data, distance=_distance(level, totals))
    return Coefficient(float(task.alpha()))


def _distance(level: Level, totals: Mapping[Value, int]) -> Callable[[Value, Value], float]:
    """Krippendorff's squared difference for a level of measurement.

    The ordinal one counts the values that lie between the two, so it needs ``totals``, how
    often each value was given in pairable units.
    """
    if level == "nominal":
        return lambda one, other: float(one != other)
    if level == "interval":
        return lambda one, other: float((one - other) ** 2)
    if level == "ratio":
        if min(totals) < 0:
            raise ValueError("the ratio level needs values that are not negative")
        return lambda one, other: 0.0 if one == other else ((one - other) / (one + other)) ** 2

    @cache
    def between(low: Value, high: Value) -> float:
        inside = sum(count for value, count in totals.items() if low <= value <= high)
        return float(inside - (totals[low] + totals[high]) / 2) ** 2

    return lambda one, other: 0.0 if one == other else between(min(one, other), max(one, other))


@dataclass(frozen=True, slots=True)
class ManyCoders:
    """Coefficients of any number of coders at the nominal level.

    ``units`` are those judged at least once, ``pairable`` those judged at least twice,
    ``categories`` how many were declared.
    """

    units: int
    pairable: int
    categories: int
    percent: Coefficient
    fleiss_kappa: Coefficient
    gwet_ac1: Coefficient
    brennan_prediger: Coefficient


def many_coders(counts: Sequence[Mapping[Value, int]], *, categories: int) -> ManyCoders:
    """Fleiss' kappa, Gwet's AC1 and Brennan-Prediger of many coders.

    Args:
        counts: for each unit how many coders gave each category. Units may have different
            numbers of coders (Gwet 2014, ch. 2): agreement is averaged over units judged
            twice or more, the category shares over all judged units, each weighing the same.
        categories: how many categories the coders could choose from, used or not.

    Raises:
        ValueError: if ``categories`` is under two or fewer than were used.
    """
    judged = [Counter({k: n for k, n in unit.items() if n}) for unit in counts]
    judged = [unit for unit in judged if unit.total()]
    pairable = [unit for unit in judged if unit.total() >= 2]
    used = {category for unit in judged for category in unit}
    if categories < max(2, len(used)):
        raise ValueError(f"{categories} categories declared, {len(used)} used")
    if not pairable:
        none = Coefficient(None, NO_PAIRS if judged else NO_UNITS)
        return ManyCoders(len(judged), 0, categories, none, none, none, none)
    observed = sum(_alike(unit) for unit in pairable) / len(pairable)
    shares = [sum(unit[k] / unit.total() for unit in judged) / len(judged) for k in used]
    fleiss = Coefficient(None, NO_VARIATION)
    if len(used) > 1:
        fleiss = beyond_chance(observed, sum(share**2 for share in shares))
    chance_ac1 = sum(share * (1 - share) for share in shares) / (categories - 1)
    return ManyCoders(
        len(judged),
        len(pairable),
        categories,
        Coefficient(observed),
        fleiss,
        beyond_chance(observed, chance_ac1),
        beyond_chance(observed, 1 / categories),
    )


def _alike(unit: Counter[Value]) -> float:
    """The share of pairs of coders that gave this unit the same category."""
    n = unit.total()
    return sum(k * (k - 1) for k in unit.values()) / (n * (n - 1))


def counts_of(ratings: Ratings) -> list[Counter[Value]]:
    """For each unit how many coders gave each category, as :func:`many_coders` takes it."""
    return _units(ratings)
