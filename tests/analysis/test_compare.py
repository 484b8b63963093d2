"""Where two coders differ: every coding has one place, by the rules that the module says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.compare import Coded, Comparison, compare
from qualcode.analysis.rows import CodeNode

THEME, UNDER, DEEPER, OTHER, LAST = 1, 2, 3, 4, 5
TREE = [
    CodeNode(THEME, None),
    CodeNode(UNDER, THEME),
    CodeNode(DEEPER, UNDER),
    CodeNode(OTHER, None),
    CodeNode(LAST, None),
]


def kinds(found: Comparison) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(d.kind, d.a, d.b) for d in found.differences]


def test_the_same_code_on_the_same_words_is_agreed_and_nothing_else_is() -> None:
    found = compare([Coded(1, UNDER, 0, 9)], [Coded(2, UNDER, 0, 9)], TREE)
    assert found.agreed == (((1,), (2,)),)
    assert found.differences == ()
    found = compare([Coded(1, UNDER, 0, 9)], [Coded(2, UNDER, 0, 8)], TREE)
    assert found.agreed == ()
    assert kinds(found) == [("boundary", (1,), (2,))]
    assert (found.differences[0].start, found.differences[0].end) == (0, 9)


def test_touching_without_a_shared_character_is_no_overlap() -> None:
    found = compare([Coded(1, UNDER, 0, 9)], [Coded(2, UNDER, 9, 12)], TREE)
    assert kinds(found) == [("only a", (1,), ()), ("only b", (), (2,))]


def test_one_long_coding_and_the_short_ones_in_it_are_one_disagreement() -> None:
    long, short = [Coded(1, UNDER, 0, 50)], [Coded(2, UNDER, 0, 9), Coded(3, UNDER, 20, 29)]
    assert kinds(compare(long, short, TREE)) == [("boundary", (1,), (2, 3))]
    chain = [Coded(4, UNDER, 25, 70)]
    assert kinds(compare(long + chain, short, TREE)) == [("boundary", (1, 4), (2, 3))]


def test_what_is_agreed_word_for_word_stays_so_beside_an_overlap() -> None:
    found = compare([Coded(1, UNDER, 0, 9), Coded(2, UNDER, 5, 30)], [Coded(3, UNDER, 0, 9)], TREE)
    assert found.agreed == (((1,), (3,)),)
    assert kinds(found) == [("only a", (2,), ())]


@pytest.mark.parametrize(
    ("code", "kind"), [(THEME, "parent"), (DEEPER, "parent"), (OTHER, "code"), (99, "code")]
)
def test_another_code_on_nearly_the_same_words(code: int, kind: str) -> None:
    one = [Coded(1, UNDER, 0, 20)]
    assert kinds(compare(one, [Coded(2, code, 10, 20)], TREE)) == [(kind, (1,), (2,))]
    apart = [("only a", (1,), ()), ("only b", (), (2,))]
    assert kinds(compare(one, [Coded(2, code, 11, 20)], TREE)) == apart


def test_who_goes_with_whom_among_several_codes_on_a_passage() -> None:
    mine = [Coded(1, UNDER, 0, 20), Coded(2, OTHER, 0, 20)]
    found = compare(mine, [Coded(3, UNDER, 0, 20), Coded(4, LAST, 0, 20)], TREE)
    assert found.agreed == (((1,), (3,)),)
    assert kinds(found) == [("code", (2,), (4,))]
    found = compare(mine, [Coded(3, DEEPER, 0, 20), Coded(4, LAST, 0, 20)], TREE)
    assert kinds(found) == [("parent", (1,), (3,)), ("code", (2,), (4,))]
    theirs = [Coded(3, LAST, 0, 20), Coded(4, DEEPER, 0, 19)]
    found = compare([Coded(1, UNDER, 0, 20)], theirs, TREE)
    assert kinds(found)[0] == ("only b", (), (4,)), "the better cover counts before the tree"


spans = st.tuples(st.integers(0, 30), st.integers(1, 12))
rows = st.lists(
    st.tuples(st.sampled_from([THEME, UNDER, DEEPER, OTHER, LAST]), spans), max_size=14, unique=True
)


def coded(drawn: list[tuple[int, tuple[int, int]]], first: int) -> list[Coded]:
    return [Coded(first + n, c, s, s + size) for n, (c, (s, size)) in enumerate(drawn)]


@given(rows, rows)
def test_every_coding_is_in_exactly_one_place(one, other) -> None:
    a, b = coded(one, 1), coded(other, 100)
    found = compare(a, b, TREE)
    groups = [*found.agreed, *found.differences]
    assert sorted(k for g in groups for k in g.a) == [c.id for c in a]
    assert sorted(k for g in groups for k in g.b) == [c.id for c in b]
    places = {c.id: c for c in (*a, *b)}
    same = {c[1:] for c in a} & {c[1:] for c in b}
    assert {places[k][1:] for g in found.agreed for k in (*g.a, *g.b)} == same
    for d in found.differences:
        inside = [places[k] for k in (*d.a, *d.b)]
        assert d.start == min(c.start for c in inside)
        assert d.end == max(c.end for c in inside)
        assert (bool(d.a), bool(d.b)) == (d.kind != "only b", d.kind != "only a")
        codes = {c.code_id for c in inside}
        assert len(codes) == (2 if d.kind in ("code", "parent") else 1)


@given(rows, rows, st.randoms())
def test_neither_the_order_nor_who_comes_first_matters(one, other, random) -> None:
    a, b = coded(one, 1), coded(other, 100)
    found = compare(a, b, TREE)
    turned = {"only a": "only b", "only b": "only a"}
    back = compare(b, a, TREE)
    assert {(turned.get(d.kind, d.kind), d.b, d.a) for d in back.differences} == set(kinds(found))
    random.shuffle(a)
    random.shuffle(b)
    assert compare(a, b, TREE) == found


@given(rows)
def test_nobody_differs_from_themselves(one) -> None:
    found = compare(coded(one, 1), coded(one, 100), TREE)
    assert found.differences == ()
    assert len(found.agreed) == len(one)
