"""Which codes go together, and where 'together' is said each time.

Tools disagree silently on what co-occurrence is. Here the default is the number of
participants' turns that both codes touch; three other units can be asked for, and every
result carries its definition in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from qualcode.analysis.passages import Extent, passages
from qualcode.analysis.rows import Mark, TurnUnit, touches

Unit = Literal["turn", "passage", "document", "participant"]

DEFINITIONS: dict[Unit, str] = {
    "turn": "participants' turns that both codes touch",
    "passage": "pairs of passages, one of each code, that share at least one character",
    "document": "documents in which both codes occur on participants' talk",
    "participant": "participants on whose words both codes occur, together or apart",
}


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Symmetric counts of codes.

    ``pairs`` has each pair once, the smaller id first, and only where it is not nought.
    ``uses`` is in how many units each code occurs at all. ``units`` is how many units there
    are (passages: how many under any of the codes).
    """

    unit: Unit
    definition: str
    codes: tuple[int, ...]
    units: int
    uses: Mapping[int, int]
    pairs: Mapping[tuple[int, int], int]

    def count(self, one: int, other: int) -> int:
        """Units with both codes; of a code with itself, the units it occurs in."""
        if one == other:
            return self.uses.get(one, 0)
        return self.pairs.get((min(one, other), max(one, other)), 0)

    def jaccard(self, one: int, other: int) -> float | None:
        """Units with both over units with either; None where neither occurs.

        It has no meaning for passages, where one passage can pair with many; None there too.
        """
        either = self.count(one, one) + self.count(other, other) - self.count(one, other)
        if self.unit == "passage" or not either:
            return None
        return self.count(one, other) / either

    def top(self, n: int) -> list[tuple[int, int, int]]:
        """The ``n`` commonest pairs with their counts, ties by id."""
        ordered = sorted(self.pairs.items(), key=lambda item: (-item[1], item[0]))
        return [(one, other, count) for (one, other), count in ordered[:n]]


def cooccurrence(
    codes: Sequence[int],
    marks: Iterable[Mark],
    turns: Iterable[TurnUnit],
    *,
    unit: Unit = "turn",
) -> Cooccurrence:
    """Count how often each pair of codes occurs in the same unit.

    Args:
        codes: the codes to pair; marks of others are left out. A theme and a code below it
            are two codes: roll up first (:func:`qualcode.analysis.rows.rolled_up`) to
            compare themes, and then ask for themes only.
        marks: the codings; what several coders gave the same code counts once.
        turns: of all documents. Interviewers' turns are left out.
        unit: what counts as together; see :data:`DEFINITIONS`.
    """
    listed = set(codes)
    wanted = [mark for mark in marks if mark.code_id in listed]
    data = [turn for turn in turns if turn.is_data]
    if unit == "passage":
        uses, pairs, units = _passages(wanted, data)
    else:
        carried: dict[Hashable, set[int]] = {}
        for mark, turn in touches(wanted, data):
            key = _key(turn, unit)
            if key is not None:
                carried.setdefault(key, set()).add(mark.code_id)
        uses = Counter(code for found in carried.values() for code in found)
        pairs = Counter(
            pair for found in carried.values() for pair in combinations(sorted(found), 2)
        )
        units = len({key for turn in data if (key := _key(turn, unit)) is not None})
    return Cooccurrence(unit, DEFINITIONS[unit], tuple(codes), units, dict(uses), dict(pairs))


def _key(turn: TurnUnit, unit: Unit) -> Hashable | None:
    if unit == "document":
        return turn.document_id
    if unit == "participant":
        return turn.participant_id if turn.kind == "participant" else None
    return (turn.document_id, turn.n)


def _passages(
    marks: Iterable[Mark], turns: Iterable[TurnUnit]
) -> tuple[Counter[int], Counter[tuple[int, int]], int]:
    """Overlapping passages of different codes, each pair of passages once."""
    coded: dict[int, set[Extent]] = {}
    for mark, _ in touches(marks, turns):
        stretches = coded.setdefault(mark.code_id, set())
        stretches.add((mark.document_id, mark.start, mark.end))
    spans = [(*whole, code) for code, own in coded.items() for whole, _ in passages(own)]
    uses = Counter(code for *_, code in spans)
    pairs = Counter(_overlapping(sorted(spans)))
    return uses, pairs, len(passages(stretch for own in coded.values() for stretch in own))


def _overlapping(spans: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of codes whose spans overlap, from spans sorted by document and start."""
    open_: list[tuple[int, int]] = []
    document: int | None = None
    for here, start, end, code in spans:
        if here != document:
            document, open_ = here, []
        open_ = [(until, other) for until, other in open_ if until > start]
        for _, other in open_:
            if other != code:
                yield (min(code, other), max(code, other))
        open_.append((end, code))
