"""No row of a table is so small that somebody could be picked out."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.groups import Member, pooled

HEARD = [
    *(Member(n, "Head teacher", "leaders") for n in range(3)),
    Member(3, "College principal", "leaders"),
    Member(4, "Senior leader", "leaders"),
    *(Member(n, "Teacher", "teachers") for n in range(5, 9)),
    Member(9, "Lecturer", "teachers"),
    *(Member(n, "Student", "students") for n in range(10, 16)),
]


def test_single_people_vanish_into_their_group() -> None:
    labels = pooled(HEARD)
    assert Counter(labels.values()) == {"Leaders": 5, "Teachers": 5, "Students": 6}


def test_lone_leaders_join_each_other_where_they_are_enough() -> None:
    more = [*HEARD, Member(20, "Senior leader", "leaders")]
    labels = pooled(more)
    assert labels[0] == "Head teacher"
    assert labels[3] == labels[20] == "College principal or Senior leader"


def test_without_wider_groups_the_smallest_rows_are_joined() -> None:
    kinds = ["special school"] * 4 + ["sports college"] * 4 + ["deaf school"] * 3
    people = [Member(n, kind) for n, kind in enumerate([*kinds, "college", "college"])]
    counts = Counter(pooled(people).values())
    assert counts == {"Special school": 4, "Sports college": 4, "Deaf school or college": 5}


def test_too_few_people_are_not_broken_down() -> None:
    assert pooled(HEARD[:2]) == {}
    assert pooled([]) == {}


def test_k_of_one_keeps_every_value() -> None:
    assert set(pooled(HEARD, k=1).values()) == {
        "Head teacher",
        "College principal",
        "Senior leader",
        "Teacher",
        "Lecturer",
        "Student",
    }


@given(
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from(["", "x", "y"])), max_size=40),
    st.integers(1, 6),
)
def test_no_row_is_below_k_and_nobody_is_lost(cells: list[tuple[str, str]], k: int) -> None:
    people = [Member(n, value, within) for n, (value, within) in enumerate(cells)]
    labels = pooled(people, k=k)
    if len(people) < k:
        assert labels == {}
        return
    assert set(labels) == {m.id for m in people}
    assert all(count >= k for count in Counter(labels.values()).values())
    same = {}
    for member in people:  # people alike are never told apart
        key = (member.value, member.within)
        assert same.setdefault(key, labels[member.id]) == labels[member.id]
