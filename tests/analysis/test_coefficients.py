"""Agreement coefficients against published figures.

Sources: K4x12, K2x10, K2x12 = Krippendorff (2011), "Computing Krippendorff's
Alpha-Reliability", examples C, A, B; the further figures of K4x12 are irrCAC's for its
data set cac.raw4raters; WIKI3x15 = the example of Wikipedia, "Krippendorff's alpha";
FLEISS = Wikipedia, "Fleiss' kappa" (10 subjects, 14 raters); the tables `wiki_kappa`,
`same_pa_*` = Wikipedia, "Cohen's kappa"; `paradox`, `fc_*` = Feinstein and Cicchetti's
paradoxes; `nvivo_*` = the vendor's example of 1,000 characters; K1995 = Krippendorff (1995)
p. 57. All were computed once more, independently, before they were put down here.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import coefficients as co
from qualcode.analysis.coefficients import DecisionTable

N = None
K4X12 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
K2X10 = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
K2X12 = [list("aabbdcccedda"), list("babbbccceddd")]
WIKI3X15 = [
    [N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3],
    [1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N],
    [N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4],
]
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
# name: both, only A, only B, neither; po, kappa, pi, alpha, AC1, Brennan-Prediger
TABLES = {
    "wiki_kappa": ((20, 5, 10, 15), (0.7, 0.4, 0.3939, 0.4, 0.4059, 0.4)),
    "same_pa_1": ((45, 15, 25, 15), (0.6, 0.1304, 0.1209, 0.1253, 0.2661, 0.2)),
    "same_pa_2": ((25, 35, 5, 35), (0.6, 0.2593, 0.1919, 0.196, 0.2079, 0.2)),
    "paradox": ((118, 5, 2, 0), (0.944, -0.0234, -0.0288, -0.0247, 0.9408, 0.888)),
    "fc_balanced": ((40, 9, 6, 45), (0.85, 0.6995, 0.6992, 0.7008, 0.7007, 0.7)),
    "fc_skewed": ((80, 10, 5, 5), (0.85, 0.3182, 0.3143, 0.3177, 0.808, 0.7)),
    "nvivo_150_0": ((50, 150, 0, 800), (0.85, 0.3478, 0.3143, 0.3146, 0.808, 0.7)),
    "nvivo_100_50": ((50, 100, 50, 800), (0.85, 0.3182, 0.3143, 0.3146, 0.808, 0.7)),
    "nvivo_75_75": ((50, 75, 75, 800), (0.85, 0.3143, 0.3143, 0.3146, 0.808, 0.7)),
}
K1995 = [
    "0 0 1 1 1 1 1 1 1 1 0 0 0 0 1 1 1 1 1 1 0 0 0 0",
    "0 0 0 0 1 1 1 1 0 0 0 0 0 0 0 1 1 0 0 0 0 0 0 0",
]


def table_of(one: list[int], other: list[int]) -> DecisionTable:
    pairs = list(zip(one, other, strict=True))
    return DecisionTable(
        pairs.count((1, 1)), pairs.count((1, 0)), pairs.count((0, 1)), pairs.count((0, 0))
    )


def ratings_of(table: DecisionTable) -> list[list[int]]:
    n = (table.both, table.only_a, table.only_b, table.neither)
    one = [1] * n[0] + [1] * n[1] + [0] * n[2] + [0] * n[3]
    other = [1] * n[0] + [0] * n[1] + [1] * n[2] + [0] * n[3]
    return [one, other]


@pytest.mark.parametrize(
    ("level", "figure"),
    [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)],
)
def test_alpha_of_four_coders_with_missing_values(level, figure):
    assert co.krippendorff_alpha(K4X12, level=level).value == pytest.approx(figure, abs=6e-5)


def test_alpha_of_two_coders_and_of_five_letters():
    assert co.krippendorff_alpha(K2X10).value == pytest.approx(0.0952, abs=6e-5)
    assert co.krippendorff_alpha(K2X12).value == pytest.approx(0.692, abs=6e-4)


@pytest.mark.parametrize(("level", "figure"), [("nominal", 0.6914), ("interval", 0.8108)])
def test_alpha_where_most_is_missing(level, figure):
    assert co.krippendorff_alpha(WIKI3X15, level=level).value == pytest.approx(figure, abs=6e-5)


def test_many_coders_with_missing_values_as_irrcac():
    got = co.many_coders(co.counts_of(K4X12), categories=5)
    assert got.percent.value == pytest.approx(0.81818, abs=6e-6)
    assert got.fleiss_kappa.value == pytest.approx(0.76117, abs=6e-6)
    assert got.gwet_ac1.value == pytest.approx(0.77544, abs=6e-6)
    assert got.brennan_prediger.value == pytest.approx(0.77273, abs=6e-6)
    assert (got.units, got.pairable) == (12, 11)


def test_fleiss_kappa_of_fourteen_coders():
    got = co.many_coders([dict(enumerate(row)) for row in FLEISS], categories=5)
    assert got.percent.value == pytest.approx(0.378, abs=6e-4)
    assert got.fleiss_kappa.value == pytest.approx(0.210, abs=6e-4)


@pytest.mark.parametrize("name", TABLES)
def test_two_by_two_tables(name):
    counts, figures = TABLES[name]
    table = DecisionTable(*counts)
    got = [
        f(table).value
        for f in (
            co.percent_agreement,
            co.cohen_kappa,
            co.scott_pi,
            co.alpha_of_table,
            co.gwet_ac1,
            co.brennan_prediger,
        )
    ]
    assert got == pytest.approx(list(figures), abs=6e-5)
    assert co.krippendorff_alpha(ratings_of(table)).value == pytest.approx(figures[3], abs=6e-5)


def test_two_by_two_of_the_ten_segments():
    table = table_of(*K2X10)
    assert co.percent_agreement(table).value == pytest.approx(0.6)
    assert co.cohen_kappa(table).value == pytest.approx(0.0909, abs=6e-5)
    assert co.scott_pi(table).value == pytest.approx(0.0476, abs=6e-5)
    assert co.gwet_ac1(table).value == pytest.approx(0.3103, abs=6e-5)
    assert co.positive_agreement(table).value == pytest.approx(2 / 6)


def test_the_continuum_of_1995():
    table = table_of(*[[int(x) for x in row.split()] for row in K1995])
    assert co.cohen_kappa(table).value == pytest.approx(0.3846, abs=6e-5)
    assert co.scott_pi(table).value == pytest.approx(0.3143, abs=6e-5)
    assert co.alpha_of_table(table).value == pytest.approx(0.3286, abs=6e-5)


@pytest.mark.parametrize("table", [DecisionTable(0, 0, 0, 24), DecisionTable(24, 0, 0, 0)])
def test_nobody_varies(table):
    """Example D of 1995: everything coded by both. NLTK would print 1."""
    for coefficient in (co.cohen_kappa, co.scott_pi, co.alpha_of_table):
        assert coefficient(table).value is None
        assert str(coefficient(table)) == "undefined: no variation"
    assert co.krippendorff_alpha(ratings_of(table)).value is None
    assert co.percent_agreement(table).value == 1
    many = co.many_coders(co.counts_of(ratings_of(table)), categories=2)
    assert many.fleiss_kappa.reason == co.NO_VARIATION


def test_positive_agreement_without_uses_is_undefined():
    assert co.positive_agreement(DecisionTable(0, 0, 0, 9)).reason == co.NO_USES


def test_no_units_and_no_pairs():
    empty = DecisionTable(0, 0, 0, 0)
    for coefficient in (co.percent_agreement, co.cohen_kappa, co.alpha_of_table, co.gwet_ac1):
        assert coefficient(empty) == co.Coefficient(None, co.NO_UNITS)
    assert co.krippendorff_alpha([[1, None], [None, 2]]).reason == co.NO_PAIRS
    assert co.krippendorff_alpha([]).reason == co.NO_PAIRS
    assert co.many_coders([{1: 1}, {2: 1}], categories=2).percent.reason == co.NO_PAIRS


def test_a_lone_value_does_not_count_as_variation():
    assert co.krippendorff_alpha([["x", "y"], ["x", None]]).reason == co.NO_VARIATION


def test_more_categories_used_than_declared_is_refused():
    with pytest.raises(ValueError, match="3 used"):
        co.many_coders([{1: 1, 2: 1, 3: 1}], categories=2)


def test_one_coder_uses_the_code_and_the_other_never():
    table = DecisionTable(0, 5, 0, 95)
    assert co.cohen_kappa(table).value == pytest.approx(0)
    assert co.positive_agreement(table).value == 0


tables = st.builds(DecisionTable, *[st.integers(0, 12)] * 4)


@given(tables)
@settings(max_examples=150, deadline=None)
def test_counts_and_nltk_say_the_same(table):
    """The closed forms against NLTK's own sums over the units."""
    from nltk.metrics.agreement import AnnotationTask

    if not table.varies:
        return
    one, other = ratings_of(table)
    data = [("a", i, v) for i, v in enumerate(one)] + [("b", i, v) for i, v in enumerate(other)]
    task = AnnotationTask(data=data)
    assert co.cohen_kappa(table).value == pytest.approx(task.kappa(), abs=1e-12)
    assert co.scott_pi(table).value == pytest.approx(task.pi(), abs=1e-12)
    assert co.alpha_of_table(table).value == pytest.approx(task.alpha(), abs=1e-12)


def coincidence_alpha(ratings) -> float | None:
    """Nominal alpha straight from Krippendorff's coincidence matrix, as a second opinion."""
    o: dict[tuple[int, int], float] = {}
    for column in zip(*ratings, strict=True):
        values = [v for v in column if v is not None]
        for i, one in enumerate(values):
            for j, other in enumerate(values):
                if i != j:
                    o[one, other] = o.get((one, other), 0) + 1 / (len(values) - 1)
    n_c: dict[int, float] = {}
    for (one, _), weight in o.items():
        n_c[one] = n_c.get(one, 0) + weight
    n = sum(n_c.values())
    if len(n_c) < 2:
        return None
    alike = sum(o.get((c, c), 0) for c in n_c)
    return 1 - (n - 1) * (n - alike) / (n * n - sum(x * x for x in n_c.values()))


columns = st.lists(
    st.tuples(*[st.one_of(st.none(), st.integers(0, 3))] * 3), min_size=1, max_size=12
)


@given(columns)
@settings(max_examples=150, deadline=None)
def test_alpha_with_missing_values_is_the_coincidence_matrix(units):
    ratings = [list(row) for row in zip(*units, strict=True)]
    expected = coincidence_alpha(ratings)
    got = co.krippendorff_alpha(ratings).value
    assert got == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(tables)
def test_swapping_the_coders_changes_nothing(table):
    swapped = DecisionTable(table.both, table.only_b, table.only_a, table.neither)
    for coefficient in (co.cohen_kappa, co.scott_pi, co.alpha_of_table, co.positive_agreement):
        one, other = coefficient(table), coefficient(swapped)
        assert one.reason == other.reason
        assert one.value == (other.value if other.value is None else pytest.approx(other.value))
