"""Change of the students' attitudes (PASS) from before the course to after it.

Factor scores only (the key from items to factors is not published), as percentages: the
publisher's standardised percentiles are ranks, and differences of them mean nothing.
Nothing is imputed. What a small study cannot bear is withheld with its reason: no test and
no interval under six pairs, since the smallest two-sided exact p of n pairs is 2^(1-n).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import NamedTuple

from qualcode.analysis import paired

FACTORS = (
    "Feelings about school",
    "Perceived learning capability",
    "Self-regard as a learner",
    "Preparedness for learning",
    "Attitudes to teachers",
    "General work ethic",
    "Confidence in learning",
    "Attitudes to attendance",
    "Response to curriculum demands",
)
"""The nine factors of PASS in the publisher's order."""

_ALIASES = {
    "perceived learning capacity": FACTORS[1],
    "learning capability": FACTORS[1],
    "self regard": FACTORS[2],
    "learner self worth": FACTORS[2],
    "learner self regard": FACTORS[2],
    "attitude to teachers": FACTORS[4],
    "attitudes towards teachers": FACTORS[4],
    "work ethic": FACTORS[5],
    "learning confidence": FACTORS[6],
    "attitude to attendance": FACTORS[7],
    "attitudes towards attendance": FACTORS[7],
    "attendance": FACTORS[7],
    "response to the curriculum": FACTORS[8],
    "response to curriculum": FACTORS[8],
    "curriculum demands": FACTORS[8],
    "response to the curriculum demands": FACTORS[8],
}

DESCRIBE_BELOW = 6
T_FROM = 10
EXPLORATORY_BELOW = 20

NO_CONTROL = (
    "There was no control group: a change is not an effect of the course. Scores of students "
    "who were chosen for low scores rise by themselves (regression to the mean)."
)
DESCRIBE_ONLY = "Fewer than 6 pairs: described only, not tested."
EXPLORATORY = "Fewer than 20 pairs: exploratory."
FEW_CHANGED = "Fewer than 6 pairs changed: described only, not tested."
NO_PAIRS = "No pairs: nobody has both scores."
NOT_PERCENT = (
    "Some scores lie outside 0 to 100, so they are not percentages. Use percentage scores, "
    "not standardised ones."
)
DUPLICATES = "Some people have two different scores for one wave; these were left out."


class FactorScore(NamedTuple):
    """One person's score on one factor in one wave; ``value`` is None where there is none."""

    person_id: int
    wave: str
    factor: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """One factor, before and after.

    ``pairs`` have both scores; every figure but the counts of the missing is theirs.
    ``missing`` are people without either score among those surveyed at all. Differences are
    post less pre, in percentage points; ``sd`` is theirs. ``interval`` is the 95 % interval of
    the mean change (Student). ``p_holm`` is the Wilcoxon p adjusted over all factors tested.
    ``t`` is there from ten pairs on. What is None was withheld or does not exist; ``notes``
    say why.
    """

    factor: str
    pairs: int
    pre_only: int
    post_only: int
    missing: int
    pre_mean: float | None
    post_mean: float | None
    pre_median: float | None
    post_median: float | None
    mean_change: float | None
    median_change: float | None
    sd: float | None
    up: int
    same: int
    down: int
    wilcoxon: paired.Wilcoxon | None = None
    p_holm: float | None = None
    t: paired.PairedT | None = None
    d_z: float | None = None
    d_z_hedges: float | None = None
    interval: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyChange:
    """All factors, in the publisher's order, others after them as they came.

    ``respondents`` are people with at least one score. ``absent`` are factors of PASS that
    the survey does not have. ``warnings`` must be shown with the figures.
    """

    pre: str
    post: str
    respondents: int
    factors: tuple[Change, ...]
    absent: tuple[str, ...]
    warnings: tuple[str, ...]


def factor_name(name: str) -> str:
    """The publisher's name of a factor, whatever it is called; other names stay as they are."""
    plain = _plain(name)
    for factor in FACTORS:
        if plain == _plain(factor):
            return factor
    return _ALIASES.get(plain, name.strip())


def _plain(name: str) -> str:
    """Lower case, single blanks, no number or punctuation: ``3. Self-regard`` and the like."""
    return " ".join(re.sub(r"[^a-z]+", " ", name.casefold().replace("&", " and ")).split())


def survey_change(
    scores: Iterable[FactorScore], *, pre: str = "pre", post: str = "post"
) -> SurveyChange:
    """Compare two waves factor by factor.

    Args:
        scores: all scores, in percent; a person who withdrew is simply not among them.
        pre: the wave before.
        post: the wave after.

    Raises:
        ValueError: if the two waves are the same.
    """
    if _wave(pre) == _wave(post):
        raise ValueError("pre and post are the same wave")
    waves = {_wave(pre): 0, _wave(post): 1}
    cells: dict[str, dict[int, tuple[set[float], set[float]]]] = {}
    for score in scores:
        wave = waves.get(_wave(score.wave))
        if wave is None:
            continue
        people = cells.setdefault(factor_name(score.factor), {})
        found = people.setdefault(score.person_id, (set(), set()))[wave]
        if score.value is not None:
            found.add(float(score.value))
    respondents = {i for people in cells.values() for i, found in people.items() if any(found)}
    ordered = [f for f in FACTORS if f in cells] + [f for f in cells if f not in FACTORS]
    changes = [_change(factor, cells[factor], len(respondents)) for factor in ordered]
    return SurveyChange(
        pre=pre,
        post=post,
        respondents=len(respondents),
        factors=_with_holm(changes),
        absent=tuple(f for f in FACTORS if f not in cells),
        warnings=_warnings(cells),
    )


def _wave(name: str) -> str:
    return name.strip().casefold()


def _warnings(cells: dict[str, dict[int, tuple[set[float], set[float]]]]) -> tuple[str, ...]:
    every = [w for people in cells.values() for found in people.values() for w in found]
    warnings = [NO_CONTROL]
    if any(not 0 <= value <= 100 for wave in every for value in wave):
        warnings.append(NOT_PERCENT)
    if any(len(wave) > 1 for wave in every):
        warnings.append(DUPLICATES)
    return tuple(warnings)


def _change(
    factor: str, people: dict[int, tuple[set[float], set[float]]], respondents: int
) -> Change:
    """One factor's figures; a person with two different scores in a wave has none that counts."""
    single = [
        tuple(next(iter(wave)) if len(wave) == 1 else None for wave in people[person])
        for person in sorted(people)
    ]
    both = [(a, b) for a, b in single if a is not None and b is not None]
    pre_only = sum(a is not None and b is None for a, b in single)
    post_only = sum(a is None and b is not None for a, b in single)
    before, after = [a for a, _ in both], [b for _, b in both]
    change = [round(b - a, 9) for a, b in both]
    described = Change(
        factor=factor,
        pairs=len(both),
        pre_only=pre_only,
        post_only=post_only,
        missing=respondents - len(both) - pre_only - post_only,
        pre_mean=fmean(before) if both else None,
        post_mean=fmean(after) if both else None,
        pre_median=median(before) if both else None,
        post_median=median(after) if both else None,
        mean_change=fmean(change) if both else None,
        median_change=median(change) if both else None,
        sd=paired.spread(change) if len(both) > 1 else None,
        up=sum(d > 0 for d in change),
        same=sum(d == 0 for d in change),
        down=sum(d < 0 for d in change),
    )
    return _tested(described, change)


def _tested(change: Change, differences: Sequence[float]) -> Change:
    """Add to the description what so many pairs can bear."""
    n = len(differences)
    if n < DESCRIBE_BELOW:
        return replace(change, notes=(DESCRIBE_ONLY if n else NO_PAIRS,))
    test = paired.wilcoxon(differences)
    enough = test is not None and test.nonzero >= DESCRIBE_BELOW
    notes = [EXPLORATORY] if n < EXPLORATORY_BELOW else []
    if not enough:
        notes.append(FEW_CHANGED)
    effect = paired.d_z(differences)
    return replace(
        change,
        wilcoxon=test if enough else None,
        t=paired.paired_t(differences) if enough and n >= T_FROM else None,
        d_z=effect[0] if effect else None,
        d_z_hedges=effect[1] if effect else None,
        interval=paired.mean_interval(differences),
        notes=tuple(notes),
    )


def _with_holm(changes: Sequence[Change]) -> tuple[Change, ...]:
    adjusted = paired.holm({c.factor: c.wilcoxon.p for c in changes if c.wilcoxon})
    return tuple(replace(change, p_holm=adjusted.get(change.factor)) for change in changes)
