from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import agreement as ag
from qualcode.analysis import coefficients as co
from qualcode.analysis.agreement import agreement
from qualcode.analysis.coefficients import DecisionTable
from qualcode.analysis.rows import Mark, TurnUnit

# One document of ten participants' turns of ten characters; an interviewer speaks between.
TURNS = [TurnUnit(1, 2 * i, 20 * i, 20 * i + 10, "interviewer") for i in range(10)]
TURNS += [TurnUnit(1, 2 * i + 1, 20 * i + 10, 20 * i + 20, "participant", 7) for i in range(10)]


def on(*numbers: int, code: int = 5, document: int = 1) -> list[Mark]:
    """Codings of three characters inside the given participants' turns."""
    return [Mark(document, code, 20 * i + 12, 20 * i + 15) for i in numbers]


def test_the_ten_segments_of_krippendorff_2011():
    """Example A, as codings in a transcript: coder A on 2 and 9, coder B on 1, 2, 3 and 6."""
    got = agreement(TURNS, on(1, 8), on(0, 1, 2, 5), [5])
    row = got.codes[0]
    assert row.table == DecisionTable(1, 1, 3, 5)
    assert row.percent.value == pytest.approx(0.6)
    assert row.kappa.value == pytest.approx(0.0909, abs=6e-5)
    assert row.alpha.value == pytest.approx(0.0952, abs=6e-5)
    assert row.scott_pi.value == pytest.approx(0.0476, abs=6e-5)
    assert row.gwet_ac1.value == pytest.approx(0.3103, abs=6e-5)
    assert got.units == 10
    assert [(d.turn, d.only) for d in got.disagreements] == [
        (17, "a"),
        (1, "b"),
        (5, "b"),
        (11, "b"),
    ]


@pytest.mark.parametrize(
    ("counts", "kappa", "alpha"),
    [
        ((20, 5, 10, 15), 0.4, 0.4),
        ((118, 5, 2, 0), -0.0234, -0.0247),
        ((50, 150, 0, 800), 0.3478, 0.3146),
        ((50, 75, 75, 800), 0.3143, 0.3146),
    ],
)
def test_published_tables_through_nltk(counts, kappa, alpha):
    """Sources as in test_coefficients.py."""
    got = ag.kappa_and_alpha(DecisionTable(*counts))
    assert [c.value for c in got] == pytest.approx([kappa, alpha], abs=6e-5)


def test_beyond_the_limit_the_counts_give_the_same(monkeypatch):
    table = DecisionTable(7, 3, 2, 30)
    by_nltk = ag.kappa_and_alpha(table)
    monkeypatch.setattr(ag, "NLTK_UNITS", 10)
    by_counts = ag.kappa_and_alpha(table)
    assert [c.value for c in by_counts] == pytest.approx([c.value for c in by_nltk], abs=1e-12)


def test_a_code_nobody_used_is_undefined_not_perfect():
    got = agreement(TURNS, on(1), on(1), [5, 6])
    unused = got.codes[1]
    assert unused.table == DecisionTable(0, 0, 0, 10)
    assert unused.percent.value == 1
    for coefficient in (unused.kappa, unused.alpha, unused.scott_pi):
        assert (coefficient.value, coefficient.reason) == (None, co.NO_VARIATION)
    assert unused.positive.reason == co.NO_USES


def test_interviewers_turns_are_no_units():
    whole = [Mark(1, 5, 0, 200)]
    got = agreement(TURNS, whole, on(0), [5])
    assert got.codes[0].table == DecisionTable(1, 9, 0, 0)
    question = [Mark(1, 5, 0, 10), *on(0)]
    assert agreement(TURNS, question, on(0), [5]).codes[0].table == DecisionTable(1, 0, 0, 9)


def test_several_codings_on_one_turn_count_once():
    twice = [*on(0), Mark(1, 5, 11, 13), Mark(1, 5, 14, 19)]
    assert agreement(TURNS, twice, on(0), [5]).codes[0].table == DecisionTable(1, 0, 0, 9)


def test_only_documents_that_both_coded():
    other = [turn._replace(document_id=2) for turn in TURNS]
    got = agreement(TURNS + other, on(0) + on(1, document=2), on(0), [5])
    assert (got.documents, got.left_out, got.units) == ((1,), (2,), 10)
    asked = agreement(TURNS + other, on(0) + on(1, document=2), on(0), [5], documents=[1, 2])
    assert (asked.units, asked.codes[0].table) == (20, DecisionTable(1, 1, 0, 18))


def test_coding_with_another_code_makes_the_document_coded():
    got = agreement(TURNS, on(0), on(3, code=6), [5])
    assert got.codes[0].table == DecisionTable(0, 1, 0, 9)


def test_nothing_in_common():
    got = agreement(TURNS, on(0), [], [5])
    assert (got.units, got.documents, got.left_out) == (0, (), (1,))
    assert str(got.codes[0].kappa) == "undefined: no units"
    assert got.pooled.kappa.reason == co.NO_UNITS


def test_pooled_kappa_averages_before_it_divides():
    """(mean Po - mean Pe) / (1 - mean Pe) after de Vries et al. (2008), done by hand."""
    tables = [DecisionTable(20, 5, 10, 15), DecisionTable(0, 0, 0, 50)]
    got = ag.pooled(tables)
    assert got.kappa.value == pytest.approx(((0.7 + 1) / 2 - (0.5 + 1) / 2) / (1 - 0.75))
    assert got.table == DecisionTable(20, 5, 10, 65)
    assert got.positive.value == pytest.approx(40 / 55)


def test_pooled_of_one_code_is_that_code():
    table = DecisionTable(45, 15, 25, 15)
    got = ag.pooled([table])
    assert got.kappa.value == pytest.approx(co.cohen_kappa(table).value)
    assert got.alpha.value == pytest.approx(co.alpha_of_table(table).value)


turn_sets = st.sets(st.integers(0, 9))


@given(turn_sets, turn_sets)
@settings(max_examples=40, deadline=None)
def test_the_four_counts_are_all_units(one, other):
    got = agreement(TURNS, on(*one), on(*other), [5], documents=[1])
    table = got.codes[0].table
    assert table.n == got.units == 10
    assert (table.both, table.only_a, table.only_b) == (
        len(one & other),
        len(one - other),
        len(other - one),
    )
    assert len(got.disagreements) == table.only_a + table.only_b
