"""The labels of the partnership of five institutions, each the only one of its kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.attribution import (
    Known,
    Population,
    attribute,
    group_of,
    rungs,
)
from qualcode.analysis.labels import Shown, attribute_all, check_labels
from qualcode.analysis.rows import Person


def person(number: int, role: str, kind: str = "", **more: str) -> Person:
    return Person(number, f"P{number}", {"role": role, "institution_type": kind, **more})


HEADS = [
    person(1, "Head teacher", "special school"),
    person(2, "Head teacher", "specialist sports college"),
    person(3, "Head teacher", "grammar school for the deaf"),
    person(4, "Head teacher", "performing-arts college"),
]
PRINCIPAL = person(5, "College principal", "further-education college")
DEPUTY = person(6, "Senior leader", "performing-arts college")
TEACHERS = [person(n, "Teacher", kind) for n, kind in ((7, "a"), (8, "b"), (9, "c"))]
LECTURER = person(10, "Lecturer", "further-education college")
STUDENTS = [person(n, "Student", "special school") for n in (11, 12)] + [
    person(13, "Student", "performing-arts college")
]
ALL = [*HEADS, PRINCIPAL, DEPUTY, *TEACHERS, LECTURER, *STUDENTS]
SMALL = Population(ALL)


def test_the_head_of_the_special_school_is_one_of_four_head_teachers():
    got = attribute(HEADS[0], SMALL)
    assert (got.label, got.level, got.size) == ("Head teacher", "role", 4)
    assert got.reason == (
        "'Head teacher, special school' would be 1 person (at least 3 are needed)."
    )


def test_the_principal_collapses_to_senior_leader():
    got = attribute(PRINCIPAL, SMALL)
    assert (got.label, got.level, got.size) == ("Senior leader", "group", 6)
    assert "'College principal' would be 1 person" in got.reason


def test_a_lecturer_is_one_of_the_teachers():
    assert attribute(LECTURER, SMALL).label == "Teacher"


def test_a_role_that_reads_like_its_group_is_counted_as_the_group():
    assert [rung[1:] for rung in rungs(DEPUTY, SMALL)][1] == ("Senior leader", 6)
    assert attribute(DEPUTY, SMALL).level == "group"


def test_two_special_school_students_are_too_few():
    assert attribute(STUDENTS[0], SMALL).label == "Student"


def test_the_population_the_readers_know_may_be_larger():
    large = Population(ALL, [Known("student", "Special School", 60)])
    got = attribute(STUDENTS[0], large)
    assert (got.label, got.size, got.reason) == ("Student, special school", 60, "")
    assert attribute(STUDENTS[2], large).size == 61


def test_a_number_for_a_role_alone():
    got = attribute(PRINCIPAL, Population(ALL, [Known("College principal", "", 14)]))
    assert (got.label, got.size) == ("College principal", 14)


def test_an_entered_number_cannot_hide_people_who_are_there():
    population = Population(ALL, [Known("Head teacher", "", 1)])
    assert attribute(HEADS[0], population).size == 4
    with pytest.raises(ValueError, match="negative"):
        Population(ALL, [Known("x", "", -1)])


def test_spellings_of_one_role_are_one_class():
    people = [person(1, "Head teacher"), person(2, "head-teacher"), person(3, "Head  Teacher")]
    assert attribute(people[1], Population(people)).size == 3


def test_k_and_the_most_detailed_level():
    assert attribute(HEADS[0], SMALL, k=1).label == "Head teacher, special school"
    assert attribute(HEADS[0], SMALL, k=5).label == "Senior leader"
    assert attribute(HEADS[0], SMALL, k=1, most="group").label == "Senior leader"
    with pytest.raises(ValueError, match="at least 1"):
        attribute(HEADS[0], SMALL, k=0)


def test_nothing_known_about_a_person():
    nobody = Person(99)
    got = attribute(nobody, Population([*ALL, nobody]))
    assert (got.label, got.level, got.safe) == ("Participant", "participant", True)
    alone = attribute(nobody, Population([nobody]))
    assert (alone.size, alone.safe) == (1, False)


@pytest.mark.parametrize(
    ("role", "group", "label"),
    [
        ("Head teacher", "", "Senior leader"),
        ("Headteacher", "", "Senior leader"),
        ("Assistant head", "", "Senior leader"),
        ("Deputy headteacher", "", "Senior leader"),
        ("Learning-support assistant", "", "Support staff"),
        ("PE teacher", "leaders", "Teacher"),
        ("Pupil", "", "Student"),
        ("", "leaders", "Senior leader"),
        ("Governor", "board members", "Board members"),
        ("Governor", "", ""),
    ],
)
def test_groups_of_roles(role, group, label):
    assert group_of(role, group) == label


def test_one_person_under_two_labels_joins_up():
    shown = [Shown(1, "Head teacher"), Shown(1, "Head teacher, special school")]
    found = {join.kind: join for join in check_labels(shown, ALL, SMALL)}
    assert found["two labels"].size == 1
    assert found["two labels"].person_ids == (1,)
    assert found["too few"].labels == ("Head teacher, special school",)


def test_a_label_of_ones_own_cannot_be_counted():
    found = check_labels([Shown(5, "The principal of Weyford")], ALL, SMALL)
    assert [join.kind for join in found] == ["own label"]


def test_who_is_left_under_the_coarse_label():
    """Heads stand as 'Head teacher', so 'Senior leader' means one of only two."""
    shown = [Shown(1, "Head teacher"), Shown(5, "Senior leader"), Shown(6, "Senior leader")]
    (join,) = check_labels(shown, ALL, SMALL)
    assert (join.kind, join.size, join.person_ids) == ("left over", 2, (5, 6))


def test_a_pack_without_anything_to_join():
    shown = [Shown(1, "Head teacher"), Shown(2, "Head teacher"), Shown(11, "Student")]
    assert check_labels(shown, ALL, SMALL) == []
    assert check_labels([Shown(1, "Senior leader"), Shown(5, "Senior leader")], ALL, SMALL) == []


roles = st.sampled_from(["Head teacher", "College principal", "Student", "Cook", ""])
kinds = st.sampled_from(["special school", "college", ""])


@given(st.lists(st.tuples(roles, kinds), min_size=3, max_size=25), st.integers(1, 5))
def test_a_label_always_holds_k_or_is_the_last(pairs, k):
    people = [person(i, *pair) for i, pair in enumerate(pairs)]
    population = Population(people)
    for own in people:
        got = attribute(own, population, k=k)
        bearers = [p for p in people if got.label in {r[1] for r in rungs(p, population)}]
        assert len(bearers) == got.size
        assert got.safe or got.label == "Participant"
        sizes = [size for _, _, size in rungs(own, population)]
        assert sizes == sorted(sizes)


def test_heads_step_up_where_others_would_be_left_to_two():
    labels = attribute_all(ALL, SMALL)
    assert {labels[p.id].label for p in [*HEADS, PRINCIPAL, DEPUTY]} == {"Senior leader"}
    assert labels[10].label == "Teacher" and labels[11].label == "Student"
    assert labels[1].size == 6 and labels[1].safe
    assert labels[1].reason == (
        "'Head teacher, special school' would be 1 person (at least 3 are needed). "
        "Beside 'Head teacher' the label 'Senior leader' would be left to 2 "
        "(at least 3 are needed)."
    )


def test_nobody_steps_up_for_somebody_who_is_not_quoted_or_one_of_many():
    heads = [p.id for p in HEADS]
    assert attribute_all(ALL, SMALL, quotable=heads)[1].label == "Head teacher"
    known = Population(ALL, [Known("Senior leader", "", 14)])
    labels = attribute_all(ALL, known)
    assert (labels[1].label, labels[5].label) == ("Head teacher", "Senior leader")


def test_the_smallest_finer_label_is_given_up_first():
    pupils = [person(n, "Student", "large") for n in range(7)]
    pupils += [person(n, "Student", "small") for n in range(7, 11)]
    pupils += [person(n, "Student", "alone") for n in range(11, 13)]
    labels = attribute_all(pupils, Population(pupils))
    assert labels[0].label == "Student, large"
    assert {labels[n].label for n in range(7, 13)} == {"Student"}


def test_one_of_another_kind_does_not_cost_everybody_their_role():
    cook = person(20, "Cook")
    labels = attribute_all([*STUDENTS, cook], Population([*STUDENTS, cook]))
    assert (labels[11].label, labels[20].label) == ("Student", "Participant")
    shown = [Shown(i, labels[i].label) for i in (11, 20)]
    (join,) = check_labels(shown, [*STUDENTS, cook], Population([*STUDENTS, cook]))
    assert join.text == "Beside 'Student' the label 'Participant' is left to 1."


@given(
    st.lists(st.tuples(roles, kinds), min_size=3, max_size=25),
    st.integers(1, 5),
    st.lists(st.tuples(roles.filter(bool), kinds, st.integers(0, 9)), max_size=3),
    st.sets(st.integers(0, 24)),
)
def test_labels_hold_in_whatever_report_they_stand_together(pairs, k, numbers, quoted):
    people = [person(i, *pair) for i, pair in enumerate(pairs)]
    population = Population(people, [Known(*row) for row in numbers])
    labels = attribute_all(people, population, k=k)
    shown = [Shown(i, labels[i].label) for i in sorted(quoted) if i in labels]
    for join in check_labels(shown, people, population, k=k):
        assert join.labels[0] == "Participant" and join.kind in ("left over", "too few")
    for own in people:
        ladder = rungs(own, population)
        assert (labels[own.id].level, labels[own.id].label, labels[own.id].size) in ladder
