"""What the tree of codes shows: those that answer to some letters, and sums of counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.study.types import CodeInfo
from qualcode.view.fuzzy import best, scores

SURE = 92.0
"""A score from which a code surely is one that is looked for."""


def summed(codes: dict[int, CodeInfo], counts: Mapping[int, int]) -> dict[int, int]:
    """Codings of each code with all below it; codes in the order of the tree."""
    sums = {key: counts.get(key, 0) for key in codes}
    for key in reversed(codes):
        parent = codes[key].parent_id
        if parent in sums:
            sums[parent] += sums[key]
    return sums


def matching(query: str, codes: Sequence[CodeInfo]) -> list[CodeInfo]:
    """The codes that have what was typed in their path or description.

    Only where none has it, those that are written somewhat like it.
    """
    found = [code for code in codes if max(scores(query, words(code))) >= SURE]
    return found or best(query, codes, words)


def best_of(query: str, found: Sequence[CodeInfo]) -> CodeInfo:
    """The one whose name answers best, of some codes that answer."""
    return max(found, key=lambda code: scores(query, [code.name])[0])


def with_those_above(found: Sequence[CodeInfo], codes: dict[int, CodeInfo]) -> list[CodeInfo]:
    """Codes and the codes above them, in the order of the tree."""
    kept: set[int] = set()
    for code in found:
        key: int | None = code.id
        while key is not None and key not in kept:
            kept.add(key)
            key = codes[key].parent_id
    return [code for code in codes.values() if code.id in kept]


def words(code: CodeInfo) -> tuple[str, ...]:
    """What a code is found by: its name, its path, what it stands for."""
    return code.name, code.label, code.short, code.definition
