"""Prevalence, matrices and co-occurrence over one small study laid out by hand.

Document 1: interview with head 1. Document 2: interview with head 2.
Document 3: focus group of students 3 and 4 with a moderator and one 'Several'.
Person 5 is listed and heard nowhere. Code 10 is a theme with 11 and 12 below it; 20 a theme.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_matrix, crosstab
from qualcode.analysis.passages import passages, same_talk
from qualcode.analysis.prevalence import Tally, prevalence
from qualcode.analysis.rows import (
    NOT_KNOWN,
    CodeNode,
    Mark,
    Person,
    Source,
    TurnUnit,
    ancestors,
    rolled_up,
    touches,
)

TURNS = [
    TurnUnit(1, 0, 0, 10, "interviewer"),
    TurnUnit(1, 1, 20, 60, "participant", 1),
    TurnUnit(1, 2, 70, 90, "participant", 1),
    TurnUnit(2, 0, 0, 50, "participant", 2),
    TurnUnit(3, 0, 0, 10, "interviewer"),
    TurnUnit(3, 1, 20, 40, "participant", 3),
    TurnUnit(3, 2, 50, 70, "participant", 4),
    TurnUnit(3, 3, 80, 90, "nobody"),
]
PEOPLE = [
    Person(1, "A", {"role": "Head", "institution": "X"}),
    Person(2, "B", {"role": "Head", "institution": "Y"}),
    Person(3, "C", {"role": "Student", "institution": "X"}),
    Person(4, "D", {"role": "Student", "institution": " "}),
    Person(5, "E", {"role": "Head", "institution": "Z"}),
]
SOURCES = [Source(1), Source(2), Source(3, group=True)]
CODES = [CodeNode(10), CodeNode(11, 10), CodeNode(12, 10), CodeNode(20)]
MARKS = [
    Mark(1, 11, 25, 30),
    Mark(1, 12, 25, 30),  # the same words, another code of the theme
    Mark(1, 11, 72, 80),
    Mark(3, 11, 30, 60),  # runs over students 3 and 4
    Mark(3, 12, 82, 88),  # 'Several'
    Mark(3, 20, 2, 8),  # the moderator
    Mark(2, 20, 0, 5),
]


def figures():
    return prevalence(CODES, MARKS, TURNS, PEOPLE, SOURCES)


def test_a_theme_counts_its_subtree_once():
    assert figures().of(10).total == Tally(
        participants=3, interviewees=1, group_members=2, interviews=1, groups=1, passages=4
    )


def test_a_code_counts_its_own():
    assert figures().of(11).total == Tally(3, 1, 2, 1, 1, 3)
    alone = prevalence(CODES, MARKS, TURNS, PEOPLE, SOURCES, subtree=False)
    assert alone.of(10).total == Tally()


def test_several_voices_are_talk_but_nobody():
    assert figures().of(12).total == Tally(
        participants=1, interviewees=1, group_members=0, interviews=1, groups=1, passages=2
    )


def test_interviewers_are_not_counted():
    got = figures()
    assert got.of(20).total == Tally(1, 1, 0, 1, 0, 1)
    assert got.without_data == 1


def test_n_is_people_heard():
    got = figures()
    assert got.base == Tally(
        participants=4, interviewees=2, group_members=2, interviews=2, groups=1
    )
    assert got.base.documents == 3
    assert got.unheard == 1
    assert {v: t.participants for v, t in got.base_by["role"].items()} == {"Head": 2, "Student": 2}


def test_by_attribute():
    by = figures().of(10).by
    assert by["role"]["Student"] == Tally(2, 0, 2, 0, 1, 1)
    assert by["role"]["Head"].passages == 2
    assert list(by["institution"]) == ["X", NOT_KNOWN]


def test_two_coders_on_the_same_span_are_one_passage():
    doubled = MARKS + [mark._replace(coder_id=9) for mark in MARKS]
    assert prevalence(CODES, doubled, TURNS, PEOPLE, SOURCES).codes == figures().codes


def test_two_coders_with_ends_of_their_own_coded_one_passage():
    other = [
        Mark(1, 11, 28, 40, coder_id=9),  # Ruth has 25 to 30
        Mark(1, 11, 80, 85, coder_id=9),  # begins where Ruth's ends: another passage
        Mark(3, 12, 35, 45, coder_id=9),  # lies on one of code 11, which is in the same theme
    ]
    got = prevalence(CODES, MARKS + other, TURNS, PEOPLE, SOURCES)
    assert got.of(11).total.passages == 4
    assert got.of(12).total.passages == 3
    assert got.of(10).total.passages == 5
    assert got.of(10).by["role"]["Head"].passages == 3
    assert got.of(10).by["role"]["Student"].passages == 1
    assert crosstab(got, "role", measure="passages").cell(11, "Head") == 3
    assert code_matrix(CODES, MARKS + other, TURNS, columns="documents").cells[1] == (3, 0, 1)
    together = cooccurrence([11, 12], MARKS + other, TURNS, unit="passage")
    assert together.uses == {11: 4, 12: 3} and together.pairs == {(11, 12): 2}
    assert together.units == 5


def test_crosstab():
    got = crosstab(figures(), "institution")
    assert got.columns == ("X", "Y", NOT_KNOWN)
    assert got.column_n == (2, 1, 1)
    assert got.cells[got.rows.index(10)] == (2, 0, 1)
    assert got.row_totals[got.rows.index(10)] == 3
    assert crosstab(figures(), "role", measure="passages").cell(10, "Student") == 1
    assert crosstab(figures(), "role", measure="documents").cell(10, "Head") == 1
    with pytest.raises(KeyError):
        crosstab(figures(), "sport")


def test_matrix_by_participants_and_documents():
    people = code_matrix(CODES, MARKS, TURNS)
    assert people.columns == (1, 2, 3, 4)
    assert people.cells == ((2, 0, 1, 1), (2, 0, 1, 1), (1, 0, 0, 0), (0, 1, 0, 0))
    assert people.row_totals == (3, 3, 1, 1)
    documents = code_matrix(CODES, MARKS, TURNS, columns="documents", order=[3, 1, 2])
    assert documents.cells[0] == (2, 2, 0)
    assert documents.column_n == (2, 2, 1)


def test_cooccurrence_by_each_unit():
    codes = [11, 12, 20]
    turn = cooccurrence(codes, MARKS, TURNS)
    assert turn.pairs == {(11, 12): 1}
    assert turn.uses == {11: 4, 12: 2, 20: 1}
    assert turn.units == 6
    assert turn.jaccard(12, 11) == pytest.approx(1 / 5)
    assert cooccurrence(codes, MARKS, TURNS, unit="document").pairs == {(11, 12): 2}
    assert cooccurrence(codes, MARKS, TURNS, unit="participant").pairs == {(11, 12): 1}
    passage = cooccurrence(codes, MARKS, TURNS, unit="passage")
    assert passage.pairs == {(11, 12): 1}
    assert passage.jaccard(11, 12) is None


def test_touching_passages_do_not_overlap():
    marks = [Mark(2, 11, 0, 10), Mark(2, 12, 10, 20), Mark(2, 20, 9, 11)]
    got = cooccurrence([11, 12, 20], marks, TURNS, unit="passage")
    assert got.pairs == {(11, 20): 1, (12, 20): 1}
    assert cooccurrence([11, 12], marks, TURNS).pairs == {(11, 12): 1}


def test_top_pairs():
    marks = [Mark(1, c, 25, 30) for c in (11, 12, 20)] + [Mark(2, c, 3, 9) for c in (12, 20)]
    assert cooccurrence([11, 12, 20], marks, TURNS).top(2) == [(12, 20, 2), (11, 12, 1)]


def test_a_loop_in_the_tree_is_refused():
    with pytest.raises(ValueError, match="loop"):
        ancestors([CodeNode(1, 2), CodeNode(2, 1)])


def test_roll_up_keeps_one_mark_a_span():
    assert sorted(m.code_id for m in rolled_up(MARKS[:2], CODES)) == [10, 11, 12]


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: (min(p), max(p)))


@given(st.lists(spans, max_size=8), st.lists(st.integers(1, 6), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_touches_finds_what_comparing_all_finds(given_spans, lengths):
    turns, here = [], 0
    for n, length in enumerate(lengths):
        turns.append(TurnUnit(1, n, here, here + length, "participant", 1))
        here += length + n % 3
    marks = [Mark(1, i, start, end) for i, (start, end) in enumerate(given_spans)]
    slow = [
        (mark.code_id, turn.n)
        for mark in marks
        for turn in turns
        if max(mark.start, turn.start) < min(mark.end, turn.end)
    ]
    assert [(mark.code_id, turn.n) for mark, turn in touches(marks, turns)] == slow


@given(st.lists(st.tuples(st.integers(1, 4), spans), max_size=9))
@settings(max_examples=100, deadline=None)
def test_overlaps_found_by_sweep_are_those_found_by_comparing_all(rows):
    turns = [TurnUnit(1, 0, 0, 100, "participant", 1)]
    marks = [Mark(1, code, *span) for code, span in rows]
    whole = [
        (code, span)
        for code in (1, 2)
        for span, _ in passages((1, *span) for own, span in rows if own == code)
    ]
    slow = sum(
        one == 1 and other == 2 and a[1] < b[2] and b[1] < a[2]
        for one, a in whole
        for other, b in whole
    )
    assert cooccurrence([1, 2, 3, 4], marks, turns, unit="passage").count(2, 1) == slow


stretches = st.lists(st.tuples(st.integers(1, 2), spans).map(lambda s: (s[0], *s[1])), max_size=9)


@given(stretches)
@settings(max_examples=150, deadline=None)
def test_a_passage_begins_where_nothing_goes_on(given_stretches):
    begins = [
        (document, start)
        for document, start, end in set(given_stretches)
        if start < end and not any(d == document and s < start < e for d, s, e in given_stretches)
    ]
    got = passages(given_stretches)
    assert [whole[:2] for whole, _ in got] == sorted(set(begins))
    for (document, start, end), own in got:
        covered = {point for _, s, e in own for point in range(s, e)}
        assert covered == set(range(start, end)) and {d for d, *_ in own} == {document}
    assert [own for whole, own in passages(whole for whole, _ in got)] == [[w] for w, _ in got]


@given(st.lists(stretches, max_size=3))
@settings(max_examples=100, deadline=None)
def test_same_talk_is_shared_by_all_that_mean_it(codes):
    same = same_talk(codes)
    assert set(same) == {s for own in codes for s in own if s[1] < s[2]}
    for own in codes:
        for _, parts in passages(own):
            assert len({same[part] for part in parts}) == 1
    for stretch, chosen in same.items():
        assert same[chosen] == chosen
        assert chosen[0] == stretch[0] and chosen[2] - chosen[1] >= stretch[2] - stretch[1]


def test_a_short_passage_within_a_long_one_of_another_code_is_learned_by_itself():
    long, within, almost = (1, 0, 300), (1, 50, 90), (1, 3, 290)
    same = same_talk([[long, almost], [within]])
    assert same == {long: long, almost: long, within: within}
