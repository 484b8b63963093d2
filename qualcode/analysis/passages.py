"""What one passage is: stretches that overlap, under the code or theme that is counted.

Two coders who mark the same talk seldom begin and end at the same word. To count every pair of
begin and end would say that people spoke of something half as often again as they did. So the
stretches of a document that carry one code, and overlap, are one passage, whoever coded them;
under a theme those that carry any of its codes. Stretches that only touch stay apart: coders
end one passage where the next begins on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable

Extent = tuple[int, int, int]
"""A document's id, and the begin and end (half-open) of words in it."""


def passages(stretches: Iterable[Extent]) -> list[tuple[Extent, list[Extent]]]:
    """The passages that some stretches come to, in the order of documents and places.

    Args:
        stretches: those that carry a code, or any code of a theme; empty ones are left out.

    Returns:
        For each passage the whole of it, and the different stretches that it was coded by.
    """
    found: list[tuple[Extent, list[Extent]]] = []
    for stretch in sorted(set(stretches)):
        document, start, end = stretch
        if start >= end:
            continue
        if found:
            (where, begin, until), own = found[-1]
            if where == document and start < until:
                own.append(stretch)
                found[-1] = ((where, begin, max(until, end)), own)
                continue
        found.append((stretch, [stretch]))
    return found


def passage_of(stretches: Iterable[Extent]) -> dict[Extent, Extent]:
    """For each stretch the whole passage that it belongs to; see :func:`passages`."""
    return {stretch: whole for whole, own in passages(stretches) for stretch in own}


def same_talk(codes: Iterable[Iterable[Extent]]) -> dict[Extent, Extent]:
    """Stretches that mean the same talk: parts of one passage of a code, whatever else they carry.

    Unlike the passages of a theme, a short stretch within a long one that carries other codes
    stays a thing of its own.

    Args:
        codes: for each code the stretches that carry it.

    Returns:
        For each stretch one that stands for all that mean the same talk: the longest of them, of
        equally long ones the first.
    """
    linked: dict[Extent, set[Extent]] = {}
    for own in codes:
        for _, (first, *rest) in passages(own):
            linked.setdefault(first, set()).update(rest)
            for part in rest:
                linked.setdefault(part, set()).add(first)
    chosen: dict[Extent, Extent] = {}
    for stretch in linked:
        if stretch in chosen:
            continue
        group, ahead = {stretch}, [stretch]
        while ahead:
            new = linked[ahead.pop()] - group
            group |= new
            ahead += new
        chosen |= dict.fromkeys(group, min(group, key=lambda s: (s[1] - s[2], s)))
    return chosen
