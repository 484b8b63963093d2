"""The rows that every analysis reads, and which code touches which turn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

NOT_KNOWN = "(not known)"
"""The heading under which people stand who lack an attribute."""


class TurnUnit(NamedTuple):
    """One turn of a document.

    ``kind`` is ``participant``, ``interviewer`` or ``nobody``, as the study marks its
    speakers; ``participant_id`` is None where nobody can be told apart.
    """

    document_id: int
    n: int
    start: int
    end: int
    kind: str
    participant_id: int | None = None

    @property
    def is_data(self) -> bool:
        """Whether the talk is data: an interviewer's or a moderator's is not."""
        return self.kind != "interviewer"


class Mark(NamedTuple):
    """A code on ``[start, end)`` of a document: a coding without what the analysis ignores."""

    document_id: int
    code_id: int
    start: int
    end: int
    coder_id: int = 0


class Touch(NamedTuple):
    """A mark and one turn that it shares at least one code point with."""

    mark: Mark
    turn: TurnUnit


class Source(NamedTuple):
    """A document as a source event: a focus group counts once, however many speak in it."""

    id: int
    group: bool = False


class CodeNode(NamedTuple):
    """A code's place in the tree."""

    id: int
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A participant, with attributes such as role and institution (names in lower case)."""

    id: int
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    def value(self, attribute: str) -> str:
        """The value of an attribute, :data:`NOT_KNOWN` where it is missing or blank."""
        return self.attributes.get(attribute, "").strip() or NOT_KNOWN


def touches(marks: Iterable[Mark], turns: Iterable[TurnUnit]) -> Iterator[Touch]:
    """Every pair of a mark and a turn of its document that overlap.

    Args:
        marks: in any order; an empty mark touches nothing.
        turns: in any order; the turns of one document must not overlap one another.

    Yields:
        The pairs, mark by mark in the order given, turns in document order.
    """
    by_document: dict[int, list[TurnUnit]] = {}
    for turn in turns:
        by_document.setdefault(turn.document_id, []).append(turn)
    starts: dict[int, list[int]] = {}
    for document_id, own in by_document.items():
        own.sort(key=lambda turn: (turn.start, turn.end))
        starts[document_id] = [turn.start for turn in own]
    for mark in marks:
        own = by_document.get(mark.document_id, [])
        first = bisect_right(starts.get(mark.document_id, []), mark.start) - 1
        for turn in own[max(first, 0) :]:
            if turn.start >= mark.end:
                break
            if max(turn.start, mark.start) < min(turn.end, mark.end):
                yield Touch(mark, turn)


def ancestors(codes: Sequence[CodeNode]) -> dict[int, tuple[int, ...]]:
    """For each code itself and all codes above it, itself first.

    Raises:
        ValueError: if the tree has a loop.
    """
    parent = {code.id: code.parent_id for code in codes}
    chains: dict[int, tuple[int, ...]] = {}
    for code in codes:
        chain: list[int] = []
        here: int | None = code.id
        while here is not None and here in parent:
            if here in chain:
                raise ValueError(f"the code tree has a loop at code {here}")
            chain.append(here)
            here = parent[here]
        chains[code.id] = tuple(chain)
    return chains


def rolled_up(marks: Iterable[Mark], codes: Sequence[CodeNode]) -> list[Mark]:
    """The marks repeated for every code above theirs, so that a theme has its subtree's marks.

    A passage that carries two codes of one theme becomes one mark of that theme, not two.
    Marks of codes outside ``codes`` are left out.
    """
    chains = ancestors(codes)
    raised = (
        mark._replace(code_id=above) for mark in marks for above in chains.get(mark.code_id, ())
    )
    return list(dict.fromkeys(raised))
