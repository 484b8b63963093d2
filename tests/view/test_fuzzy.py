"""Finding one of many codes by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.view.fuzzy import Finder, best

THEMES = (
    "Leadership", "Teaching", "Learning", "Partnership", "Trust", "Funding", "Transport",
    "Timetable", "Assessment", "Behaviour", "Confidence", "Curriculum", "Equality", "Governance",
    "Identity", "Inclusion", "Motivation", "Parents", "Pathways", "Planning", "Progress",
    "Support", "Technology", "Vision", "Wellbeing",
)  # fmt: skip
ASPECTS = (
    "builds capacity", "changes over time", "costs money", "depends on people", "feels unfair",
    "grows slowly", "helps students", "is contested", "is shared", "lacks evidence", "needs time",
    "opens doors", "raises questions", "reaches parents", "reduces isolation", "shapes identity",
    "starts early", "surprises staff", "takes courage", "varies by school",
)  # fmt: skip
CODES = [f"{theme} {aspect}" for theme in THEMES for aspect in ASPECTS]


def found_by(code: str) -> tuple[str, ...]:
    """A code as the picker knows it: name, path, short text, definition, memos."""
    theme, aspect = code.split(" ", 1)
    definition = f"Passages in which people say that {theme.lower()} {aspect}, here or elsewhere."
    return code, f"{theme} / {code}", f"{theme} that {aspect}", definition, ""


def letters(code: str) -> tuple[str, str]:
    """What somebody would type who knows the rule: letters with which words of the name begin."""
    first, second, *more = code.lower().split()
    last = more[-1] if more else second[1:]
    return first[:2] + second[:2], first[:2] + second[0] + last[0]


def test_any_of_500_codes_is_found_by_four_letters():
    assert len(CODES) == 500
    finder = Finder(CODES, found_by)
    found = {typed: finder.best(typed) for code in CODES for typed in letters(code)}
    places = [min(found[typed].index(code) for typed in letters(code)) for code in CODES]
    assert max(places) < 13, "each is in sight in the smallest window"
    assert places.count(0) >= 350, f"only {places.count(0)} of 500 are on top"


@given(st.text("abcdefghilmnoprstuvwy ", max_size=7))
def test_letter_by_letter_finds_the_same_as_all_at_once(typed):
    some = CODES[::7]
    finder = Finder(some, found_by)
    for end in range(1, len(typed) + 1):
        assert finder.best(typed[:end]) == best(typed[:end], some, found_by)
    assert finder.best(typed[:1]) == best(typed[:1], some, found_by)


@pytest.mark.parametrize("typed", ["bucap", "bca", "bc", "buc", "cap bui", "(cap"])
def test_letters_that_begin_words_find_a_name(typed):
    names = ["Boundaries of care", "Building (capacity)", "Abacus", "Backcast"]
    assert best(typed, names, lambda name: (name,))[0] in ("Building (capacity)", names[0])
    assert "Building (capacity)" in best(typed, names, lambda name: (name,))


def test_a_memo_counts_least_and_a_definition_less_than_a_name():
    rows = [
        ("Doubt", "", "", "", "think of the choir"),
        ("Joy", "", "", "as heard in a choir", ""),
        ("Choir", "", "", "", ""),
    ]
    assert [row[0] for row in best("choir", rows, lambda row: row)] == ["Choir", "Joy", "Doubt"]


def test_of_equals_the_first_comes_first():
    rows = ["Trust lost", "Trust won", "Trust given"]
    assert best("trust", rows, lambda row: (row,)) == rows
    assert best("trust", rows[::-1], lambda row: (row,)) == rows[::-1]


@pytest.mark.parametrize("name", ["a " * 39 + "b", "a" * 79 + "b", "ab" * 40])
def test_no_name_takes_for_ever(name):
    rows = [name] * 500
    assert best("aaaaaaaaaaaaaaac", rows, lambda row: (row,)) in ([], rows)
    assert best("aaaaaaaaaaaaaaab", rows, lambda row: (row,)) == rows
