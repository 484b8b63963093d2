"""Which turns belong together by who speaks, against a plain search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.view.voices import Voices


def voices(letters: str) -> Voices:
    """Turns by letter: I and J ask, ``.`` is nobody."""
    return Voices([None if c == "." else c for c in letters], [c in "IJ" for c in letters])


@pytest.mark.parametrize(
    ("letters", "turn", "stretch", "exchange"),
    [
        ("IABIA", 1, (1, 1), (0, 2)),
        ("IABIA", 0, (0, 0), (0, 2)),
        ("IABIA", 4, (4, 4), (3, 4)),
        ("IJAAB", 3, (2, 3), (0, 4)),
        ("IJAAB", 1, (1, 1), (0, 4)),
        ("AABI", 1, (0, 1), (0, 2)),
        ("AABI", 3, (3, 3), (3, 3)),
        ("..I..", 4, (4, 4), (2, 4)),
        ("AAB", 0, (0, 1), None),
    ],
)
def test_stretches_and_exchanges(letters, turn, stretch, exchange):
    assert voices(letters).stretch(turn) == stretch
    assert voices(letters).exchange(turn) == exchange


def test_without_turns_a_turn_stands_alone():
    assert Voices().stretch(0) == (0, 0)
    assert Voices().exchange(0) is None


@given(st.text("IJAB.", min_size=1, max_size=20), st.data())
def test_exchanges_share_out_the_document_and_hold_stretches(letters, data):
    turn = data.draw(st.integers(0, len(letters) - 1))
    known = voices(letters)
    low, high = known.stretch(turn)
    assert low <= turn <= high
    if letters[turn] != ".":
        assert set(letters[low : high + 1]) == {letters[turn]}
    found = known.exchange(turn)
    if found is None:
        assert not set(letters) & set("IJ")
        return
    first, last = found
    assert first <= low and high <= last
    assert all(known.exchange(t) == found for t in range(first, last + 1))
    asked = [c in "IJ" for c in letters[first : last + 1]]
    assert asked == sorted(asked, reverse=True)
