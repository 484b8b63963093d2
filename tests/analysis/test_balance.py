from __future__ import annotations

import pytest

from qualcode.analysis.balance import balance
from qualcode.analysis.rows import Person, TurnUnit

PEOPLE = [
    Person(1, attributes={"role": "Head teacher"}),
    Person(2, attributes={"role": "Head teacher"}),
    Person(3, attributes={"role": "Teacher"}),
    Person(4, attributes={"role": "Student"}),
    Person(5, attributes={"role": "Governor"}),
]
TURNS = [
    TurnUnit(1, 0, 0, 500, "interviewer"),
    TurnUnit(1, 1, 500, 900, "participant", 1),
    TurnUnit(2, 0, 0, 100, "participant", 2),
    TurnUnit(3, 0, 0, 300, "participant", 3),
    TurnUnit(3, 1, 300, 500, "participant", 4),
    TurnUnit(3, 2, 500, 900, "nobody"),
]


def test_heads_speak_for_everybody():
    """Four quotations of heads, one of a student; the teachers' focus group is silent."""
    got = balance([1, 1, 1, 2, 4, None], TURNS, PEOPLE)
    shares = {share.value: share for share in got.shares}
    assert list(shares) == ["Head teacher", "Student", "Teacher"]
    heads = shares["Head teacher"]
    assert (heads.quotations, heads.people, heads.talk) == (4, 2, 500)
    assert (heads.quotation_share, heads.people_share, heads.talk_share) == (0.8, 0.5, 0.5)
    assert got.silent == ("Teacher",)
    assert got.too_much == (1,)
    assert got.by_person == ((1, 3), (2, 1), (4, 1))
    assert got.unattributed == 1


def test_one_of_three_is_not_too_much():
    assert balance([1, 2, 3], TURNS, PEOPLE).too_much == ()
    assert balance([1, 2, 3, 4], TURNS, PEOPLE).too_much == ()


def test_nothing_shown_and_nobody_heard():
    got = balance([], TURNS, PEOPLE)
    assert got.silent == ("Head teacher", "Student", "Teacher")
    assert sum(share.talk_share for share in got.shares) == pytest.approx(1)
    assert balance([], [], PEOPLE).shares == ()
