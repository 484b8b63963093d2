"""What the numbers stand for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.study.types import CodeInfo
from qualcode.tui.numbers import Proposed, slots

CODES = {n: CodeInfo(n, str(n), None, float(n), f"C{n}", (f"C{n}",), "#0072b2") for n in range(12)}


@given(
    st.dictionaries(st.integers(1, 9), st.integers(0, 14)),
    st.lists(st.integers(0, 14), unique=True, max_size=14),
)
def test_pins_stay_where_they_are_and_suggestions_fill_the_rest_in_order(pins, ranked):
    pins = {number: code for number, code in pins.items() if list(pins.values()).count(code) == 1}
    proposed = [Proposed(code, 1 / (n + 2), (f"why {code}",)) for n, code in enumerate(ranked)]
    found = slots(CODES, pins, proposed)
    known = {number: code for number, code in pins.items() if code in CODES}
    assert {n: slot.code.id for n, slot in found.items() if slot.pinned} == known
    others = [slot.code.id for slot in found.values() if not slot.pinned]
    wanted = [code for code in ranked if code in CODES and code not in known.values()]
    assert others == wanted[: 9 - len(known)]
    free = [n for n in range(1, 10) if n not in known]
    assert [n for n, slot in found.items() if not slot.pinned] == free[: len(others)]
    assert list(found) == sorted(found)
    for number, slot in found.items():
        assert slot.number == number
        assert (slot.score is not None) == (slot.code.id in ranked)
        assert slot.reasons == ((f"why {slot.code.id}",) if slot.code.id in ranked else ())


def test_a_pin_is_where_it_is_with_suggestions_and_without():
    pins, ranked = {2: 5, 7: 1}, [Proposed(n, 0.1, ()) for n in range(9)]
    for proposed in ([], ranked):
        found = slots(CODES, pins, proposed)
        assert (found[2].code.id, found[7].code.id) == (5, 1)
