"""Where two coders of one document differ, coding by coding.

Agreement is counted by turns (:mod:`qualcode.analysis.agreement`); to talk a disagreement over,
one needs the codings themselves. These rules sort all codings of both, each into one place:

1. *Agreed*: both put the same code on the same passage.
2. *Boundary*: of the rest, codings of the same code that overlap, each with all that it
   overlaps: one long coding and the two short ones within it are one disagreement.
3. *Another code*: of the rest, one coding of each coder with different codes on nearly the same
   passage: at least half of what the two cover together is covered by both. It is *parent*
   where one code is above the other in the tree, else *code*. What covers each other best goes
   together first; where that is equal, codes above one another before others, then the codes'
   order.
4. *Only one*: what is left, a passage to which only one of the two gave the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from qualcode.analysis.rows import CodeNode

Kind = Literal["only a", "only b", "boundary", "code", "parent"]
"""How two coders differ at one place; the module says the rules."""

NEARLY = 0.5
"""The share of what two passages cover together that both must cover to be nearly the same."""


class Coded(NamedTuple):
    """One coder's coding in the document: a code on ``[start, end)``."""

    id: int
    code_id: int
    start: int
    end: int


class Alike(NamedTuple):
    """Codings, by id, in which both put the same code on the same passage."""

    a: tuple[int, ...]
    b: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: the codings of each coder, by id, and the place that they cover."""

    kind: Kind
    a: tuple[int, ...]
    b: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All codings of two coders in one document: every one is in one place of one of the two."""

    agreed: tuple[Alike, ...]
    differences: tuple[Difference, ...]


def compare(a: Iterable[Coded], b: Iterable[Coded], codes: Sequence[CodeNode]) -> Comparison:
    """Sort the codings of two coders in one document into what is agreed and what is not.

    Args:
        a: the first coder's, in any order.
        b: the second coder's.
        codes: the tree of codes, in the order of the codebook.

    Returns:
        Both lists in the order of the text.
    """
    order = {node.id: n for n, node in enumerate(codes)}
    parents = {node.id: node.parent_id for node in codes}

    def first(coded: Coded) -> tuple[int, int, int, int]:
        return (coded.start, coded.end, order.get(coded.code_id, len(order)), coded.id)

    ones, others = sorted(a, key=first), sorted(b, key=first)
    places = {coded.id: coded for coded in (*ones, *others)}
    agreed = _alike(ones, others)
    ones, others = _without(ones, agreed), _without(others, agreed)
    found = [_difference("boundary", *group) for group in _overlapping(ones, others)]
    ones, others = _without(ones, found), _without(others, found)
    found += _other_codes(ones, others, order, parents)
    ones, others = _without(ones, found), _without(others, found)
    found += [_difference("only a", [one], []) for one in ones]
    found += [_difference("only b", [], [one]) for one in others]
    found.sort(key=lambda d: (d.start, d.end, min(first(places[k]) for k in (*d.a, *d.b))))
    return Comparison(tuple(agreed), tuple(found))


def _without(coded: Iterable[Coded], placed: Iterable[Alike | Difference]) -> list[Coded]:
    """Those that have no place yet."""
    known = {key for group in placed for key in (*group.a, *group.b)}
    return [one for one in coded if one.id not in known]


def _difference(kind: Kind, a: Sequence[Coded], b: Sequence[Coded]) -> Difference:
    start = min(one.start for one in (*a, *b))
    end = max(one.end for one in (*a, *b))
    return Difference(kind, tuple(one.id for one in a), tuple(one.id for one in b), start, end)


def _alike(ones: Iterable[Coded], others: Iterable[Coded]) -> list[Alike]:
    found: dict[tuple[int, int, int], tuple[list[int], list[int]]] = {}
    for side, coded in enumerate((ones, others)):
        for one in coded:
            found.setdefault((one.start, one.end, one.code_id), ([], []))[side].append(one.id)
    pairs = (found[key] for key in sorted(found))
    return [Alike(tuple(a), tuple(b)) for a, b in pairs if a and b]


def _overlapping(
    ones: Sequence[Coded], others: Sequence[Coded]
) -> Iterator[tuple[list[Coded], list[Coded]]]:
    """Groups of codings of one code that hang together by overlaps between the two coders."""
    places = {one.id: one for one in (*ones, *others)}
    groups = {key: {key} for key in places}
    for one, other in _meeting(ones, others):
        if one.code_id == other.code_id and groups[one.id] is not groups[other.id]:
            joined = groups[one.id] | groups[other.id]
            groups.update(dict.fromkeys(joined, joined))
    from_a = {one.id for one in ones}
    for group in {min(group): group for group in groups.values() if len(group) > 1}.values():
        members = sorted((places[key] for key in group), key=lambda c: (c.start, c.end, c.id))
        yield (
            [one for one in members if one.id in from_a],
            [one for one in members if one.id not in from_a],
        )


def _meeting(ones: Sequence[Coded], others: Sequence[Coded]) -> Iterator[tuple[Coded, Coded]]:
    """Pairs, one of each coder, that share a character; both lists are sorted by start."""
    going: list[Coded] = []
    rest = iter(others)
    coming = next(rest, None)
    for one in ones:
        while coming is not None and coming.start < one.end:
            going.append(coming)
            coming = next(rest, None)
        going = [other for other in going if other.end > one.start]
        yield from ((one, other) for other in going if other.start < one.end)


def _other_codes(
    ones: Sequence[Coded],
    others: Sequence[Coded],
    order: Mapping[int, int],
    parents: Mapping[int, int | None],
) -> list[Difference]:
    """The codings on nearly the same passage, two and two; the same whoever is called first."""
    ranked = sorted(
        (*ones, *others), key=lambda c: (order.get(c.code_id, len(order)), c.start, c.end, c.id)
    )
    rank = {one.id: n for n, one in enumerate(ranked)}
    pairs = []
    for one, other in _meeting(ones, others):
        share = _share(one, other)
        if share >= NEARLY:
            kind: Kind = "parent" if _related(one.code_id, other.code_id, parents) else "code"
            ranks = sorted((rank[one.id], rank[other.id]))
            pairs.append((-share, kind != "parent", ranks, kind, one, other))
    found: list[Difference] = []
    taken: set[int] = set()
    for *_, kind, one, other in sorted(pairs, key=lambda pair: pair[:3]):
        if taken.isdisjoint((one.id, other.id)):
            taken |= {one.id, other.id}
            found.append(_difference(kind, [one], [other]))
    return found


def _share(one: Coded, other: Coded) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (max(one.end, other.end) - min(one.start, other.start))


def _related(one: int, other: int, parents: Mapping[int, int | None]) -> bool:
    """Whether one code is above the other in the tree."""
    return other in _above(one, parents) or one in _above(other, parents)


def _above(code: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    parent = parents.get(code)
    while parent is not None:
        yield parent
        parent = parents.get(parent)
