"""How far two coders agree, turn by turn and code by code.

The unit is the participant's turn: a coder has applied a code to a turn where a coding of
theirs shares at least one code point with it. Since a turn may carry several codes, every
code has its own table of applied / not applied, and is reported first; the pooled figures
come after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from qualcode.analysis.coefficients import (
    NO_UNITS,
    NO_VARIATION,
    Coefficient,
    DecisionTable,
    alpha_of_table,
    brennan_prediger,
    cohen_kappa,
    gwet_ac1,
    percent_agreement,
    positive_agreement,
    scott_pi,
)
from qualcode.analysis.rows import Mark, TurnUnit, touches

NLTK_UNITS = 2_000
"""Up to so many units kappa and alpha are summed by NLTK, which walks every unit in Python;
beyond it the same definitions are taken from the four counts. Tests hold the two equal."""

UNIT = "participants' turns"


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Two coders on one code. ``table`` counts units; read it beside every coefficient."""

    code_id: int
    table: DecisionTable
    percent: Coefficient
    positive: Coefficient
    kappa: Coefficient
    alpha: Coefficient
    scott_pi: Coefficient
    gwet_ac1: Coefficient
    brennan_prediger: Coefficient


@dataclass(frozen=True, slots=True)
class Pooled:
    """All codes together.

    ``table`` adds up the codes' tables, and ``percent`` and ``positive`` are taken from it.
    ``kappa`` is pooled after de Vries, Elliott, Kanouse and Teleki (2008): observed and
    expected agreement are averaged over the codes before the one is set against the other,
    so that a rare code does not weigh as much as it would in a mean of kappas. ``alpha`` is
    pooled by the same rule from observed and expected disagreement.
    """

    table: DecisionTable
    percent: Coefficient
    positive: Coefficient
    kappa: Coefficient
    alpha: Coefficient


class Disagreement(NamedTuple):
    """A turn that only one of the two gave a code; ``only`` says which."""

    code_id: int
    document_id: int
    turn: int
    only: Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders over a set of documents.

    ``documents`` are those compared, ``left_out`` those that only one of the two has coded.
    ``units`` counts the turns compared. ``codes`` keep the order they were asked in.
    """

    unit: str
    units: int
    documents: tuple[int, ...]
    left_out: tuple[int, ...]
    codes: tuple[CodeAgreement, ...]
    pooled: Pooled
    disagreements: tuple[Disagreement, ...]


def agreement(
    turns: Iterable[TurnUnit],
    marks_a: Iterable[Mark],
    marks_b: Iterable[Mark],
    codes: Sequence[int],
    *,
    documents: Iterable[int] | None = None,
) -> Agreement:
    """Compare two coders.

    Args:
        turns: of all documents; interviewers' turns are left out here.
        marks_a: all that the first coder coded.
        marks_b: all that the second coder coded.
        codes: the codes to compare, each once.
        documents: those to compare; without it those that both have coded at all (with any
            code), since an unopened document would count as 'not applied' throughout.
    """
    marks_a, marks_b = list(marks_a), list(marks_b)
    coded_a, coded_b = ({mark.document_id for mark in own} for own in (marks_a, marks_b))
    chosen = coded_a & coded_b if documents is None else set(documents)
    left_out = (coded_a ^ coded_b) - chosen if documents is None else set()
    units = [turn for turn in turns if turn.is_data and turn.document_id in chosen]
    applied_a, applied_b = _applied(marks_a, units), _applied(marks_b, units)
    rows, differing = [], []
    for code in dict.fromkeys(codes):
        one, other = applied_a.get(code, set()), applied_b.get(code, set())
        neither = len(units) - len(one | other)
        table = DecisionTable(len(one & other), len(one - other), len(other - one), neither)
        rows.append(of_code(code, table))
        differing += _differing(code, one, other)
    return Agreement(
        unit=UNIT,
        units=len(units),
        documents=tuple(sorted(chosen)),
        left_out=tuple(sorted(left_out)),
        codes=tuple(rows),
        pooled=pooled([row.table for row in rows]),
        disagreements=tuple(differing),
    )


def _differing(
    code: int, one: set[tuple[int, int]], other: set[tuple[int, int]]
) -> list[Disagreement]:
    """The turns with the code of only one coder, in document order, the first coder's first."""
    only_a = [Disagreement(code, *unit, "a") for unit in sorted(one - other)]
    return only_a + [Disagreement(code, *unit, "b") for unit in sorted(other - one)]


def _applied(marks: Iterable[Mark], units: Iterable[TurnUnit]) -> dict[int, set[tuple[int, int]]]:
    """For each code the units (document, turn) that it was applied to."""
    found: dict[int, set[tuple[int, int]]] = {}
    for mark, turn in touches(marks, units):
        found.setdefault(mark.code_id, set()).add((turn.document_id, turn.n))
    return found


def of_code(code_id: int, table: DecisionTable) -> CodeAgreement:
    """All figures of one code."""
    kappa, alpha = kappa_and_alpha(table)
    return CodeAgreement(
        code_id,
        table,
        percent_agreement(table),
        positive_agreement(table),
        kappa,
        alpha,
        scott_pi(table),
        gwet_ac1(table),
        brennan_prediger(table),
    )


def kappa_and_alpha(table: DecisionTable) -> tuple[Coefficient, Coefficient]:
    """Cohen's kappa and Krippendorff's nominal alpha, by NLTK up to :data:`NLTK_UNITS`.

    NLTK answers 1 where nobody varies; that case is undefined and never reaches it.
    """
    if not table.n or not table.varies:
        none = Coefficient(None, NO_VARIATION if table.n else NO_UNITS)
        return none, none
    if table.n > NLTK_UNITS:
        return cohen_kappa(table), alpha_of_table(table)
    from nltk.metrics.agreement import AnnotationTask

    decisions = (
        [(1, 1)] * table.both
        + [(1, 0)] * table.only_a
        + [(0, 1)] * table.only_b
        + [(0, 0)] * table.neither
    )
    task = AnnotationTask(
        data=[(who, i, d[w]) for w, who in enumerate("ab") for i, d in enumerate(decisions)]
    )
    return Coefficient(float(task.kappa())), Coefficient(float(task.alpha()))


def pooled(tables: Sequence[DecisionTable]) -> Pooled:
    """The codes' tables taken together; see :class:`Pooled` for the rule."""
    total = sum(tables, DecisionTable(0, 0, 0, 0))
    filled = [table for table in tables if table.n]
    kappa = alpha = Coefficient(None, NO_VARIATION if filled else NO_UNITS)
    if any(table.varies for table in filled):
        observed = sum(table.observed for table in filled)
        expected = sum(table.expected_kappa for table in filled)
        kappa = Coefficient((observed - expected) / (len(filled) - expected))
        disagreed = len(filled) - observed
        by_chance = sum(
            2 * table.share * (1 - table.share) * 2 * table.n / (2 * table.n - 1)
            for table in filled
        )
        alpha = Coefficient(1 - disagreed / by_chance)
    return Pooled(total, percent_agreement(total), positive_agreement(total), kappa, alpha)
