"""What the numbers 1 to 9 stand for: codes pinned to them, and suggestions on those left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.study.favourites import NUMBERS
from qualcode.study.types import CodeInfo


@dataclass(frozen=True, slots=True)
class Proposed:
    """A suggestion: the code's id, its share of trust in 0..1, and why."""

    code_id: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a number stands for. ``score`` is None, and ``reasons`` empty, without a suggestion."""

    number: int
    code: CodeInfo
    pinned: bool
    score: float | None = None
    reasons: tuple[str, ...] = ()


def slots(
    codes: Mapping[int, CodeInfo], pins: Mapping[int, int], proposed: Sequence[Proposed]
) -> dict[int, Slot]:
    """What each number stands for, in the order of the numbers.

    A pinned code always stands at its number, whatever is suggested; where it is suggested, too,
    that is said there. Other suggestions fill the free numbers, the best first.

    Args:
        codes: the codebook by id; pins and suggestions of other codes are left out.
        pins: code ids by number.
        proposed: suggestions, the best first, one a code.
    """
    pinned = {number: code_id for number, code_id in pins.items() if code_id in codes}
    told = {suggestion.code_id: suggestion for suggestion in proposed}
    left = (p for p in proposed if p.code_id in codes and p.code_id not in pinned.values())
    found: dict[int, Slot] = {}
    for number in NUMBERS:
        code_id = pinned.get(number)
        suggestion = told.get(code_id) if code_id is not None else next(left, None)
        if code_id is not None and suggestion is None:
            found[number] = Slot(number, codes[code_id], True)
        elif suggestion is not None:
            code = codes[suggestion.code_id]
            told_why = suggestion.score, suggestion.reasons
            found[number] = Slot(number, code, code_id is not None, *told_why)
    return found
