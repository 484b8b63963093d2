"""What became of suggestions, counted."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.acceptance import (
    Chosen,
    Decision,
    ModelState,
    Offered,
    Shown,
    by_code,
    by_learned,
    by_passage,
    instead,
    over_time,
    tally,
)


def decided(
    shown: tuple[int, ...],
    *chosen: tuple[int, int | None],
    at: str = "2026-03-01T09:00:00.000Z",
    coder: int = 1,
    start: int = 0,
    learned: int = 5,
) -> Decision:
    """A decision; ``chosen`` are pairs of the code given and the code it has now."""
    offered = tuple(Offered(code, n, 1 / n) for n, code in enumerate(shown, start=1))
    made = tuple(Chosen(start * 10 + n, *pair) for n, pair in enumerate(chosen))
    model = Shown(offered, ModelState(learned, f"m{learned}"))
    return Decision(at, coder, 1, start, start + 5, model, made)


@pytest.mark.parametrize(
    ("chosen", "outcome"),
    [
        (((1, 1),), "first"),
        (((2, 2),), "other shown"),
        (((9, 9),), "another"),
        ((), "refused"),
        (((1, None),), "undone"),
        (((1, None), (9, 9)), "another"),
        (((9, 9), (1, 1)), "first"),
        (((1, 7),), "first"),
    ],
)
def test_what_came_of_a_passage(chosen, outcome):
    assert decided((1, 2), *chosen).outcome == outcome


def test_decisions_on_one_passage_one_after_the_other_are_one():
    skipped, taken, more = decided((1, 2)), decided((1, 2), (2, 2)), decided((1, 3), (3, 3))
    elsewhere, other = decided((1,), (1, 1), start=50), decided((2,), (2, 2), coder=2)
    one, two, apart, again = by_passage([skipped, other, taken, more, elsewhere, skipped])
    assert one.outcome == "other shown" and [c.code_id for c in one.chosen] == [2, 3]
    assert [(o.code_id, o.rank) for o in one.shown.offered] == [(1, 1), (2, 2), (3, 3)]
    assert (two.coder_id, apart.start, again.outcome) == (2, 50, "refused")


def test_each_code_has_what_became_of_its_suggestions():
    rows = by_code(
        [
            decided((1, 2), (1, 1)),
            decided((1, 2), (2, 2)),
            decided((2, 1), (9, 9)),
            decided((1,)),
            decided((1,), (1, None)),
        ]
    )
    told = {row.code_id: row for row in rows}
    one, two, nine = told[1], told[2], told[9]
    assert (one.first, one.first_taken, one.shown, one.taken) == (4, 1, 5, 1)
    assert (one.another, one.refused, one.undone, one.unseen) == (2, 1, 1, 0)
    assert (two.first, two.shown, two.taken, two.another) == (1, 3, 1, 2)
    assert (nine.shown, nine.unseen) == (0, 1)


def test_what_was_chosen_in_place_of_the_first():
    rows = [decided((1, 2), (2, 2)), decided((1,), (2, 2)), decided((1,), (9, 9)), decided((1,))]
    assert instead(rows) == [(1, 2, 2), (1, 9, 1)]


def test_time_goes_by_days_and_in_a_long_study_by_months():
    days = [decided((1,), at=f"2026-0{m}-{d:02}T08:00:00.000Z") for m in (1, 2) for d in (1, 2)]
    assert [day for day, _ in over_time(days[::-1])] == [
        "2026-01-01",
        "2026-01-02",
        "2026-02-01",
        "2026-02-02",
    ]
    many = [decided((1,), at=f"2026-0{m}-{d:02}T08:00Z") for m in (1, 2) for d in range(1, 29)]
    assert [(month, len(some)) for month, some in over_time(many)] == [
        ("2026-01", 28),
        ("2026-02", 28),
    ]


def test_what_had_been_learned_goes_from_little_to_much():
    found = by_learned([decided((1,), learned=n) for n in (5_000, 12, 0, 9, 11)])
    assert [(step, len(some)) for step, some in found] == [
        ((0, 0), 1),
        ((1, 9), 1),
        ((10, 29), 2),
        ((3_000, None), 1),
    ]


decisions = st.lists(
    st.builds(
        lambda shown, chosen, coder, start: decided(
            tuple(shown), *chosen, coder=coder, start=start
        ),
        st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True),
        st.lists(st.tuples(st.integers(1, 6), st.one_of(st.none(), st.integers(1, 6))), max_size=2),
        st.integers(1, 2),
        st.integers(0, 2),
    ),
    max_size=12,
)


@given(decisions)
def test_outcomes_add_up_and_no_coding_is_lost(rows):
    passages = by_passage(rows)
    found = tally(passages)
    parts = found.first + found.other_shown + found.another + found.refused + found.undone
    assert parts == found.passages == len(passages)
    assert Counter(c for d in rows for c in d.chosen) == Counter(
        c for d in passages for c in d.chosen
    )
    for code in by_code(passages):
        assert code.taken + code.another + code.refused + code.undone == code.shown
        assert code.first_taken <= min(code.first, code.taken)
    for one in passages:
        assert [o.rank for o in one.shown.offered] == list(range(1, len(one.shown.offered) + 1))
    assert sum(code.first for code in by_code(passages)) == found.passages
