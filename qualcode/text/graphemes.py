"""Grapheme clusters: what a reader takes for one character.

A cluster may be several code points (a letter with its accents, a family emoji, CR LF).
No cursor may stop and no passage may start or end inside one. The rules are those of
Unicode Standard Annex 29, as the ``regex`` module implements them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from qualcode.text.spans import Span

_CLUSTER = regex.compile(r"\X")
# Letters, digits, blanks and points that neither join what stands before them nor what
# stands behind: between two of them there is always a boundary. CR is not among them.
_LONELY = re.compile(
    "[\x00-\x0c\x0e-\xa8\xaa-\xad\xaf-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u2010-\u2027\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]{2}"
)


def _safe_start(text: str, offset: int) -> int:
    """The last place at or before ``offset`` that is certainly a boundary."""
    here = offset
    while here > 0 and _LONELY.match(text, here - 1) is None:
        here -= 1
    return here


def grapheme_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The clusters of ``text[start:end]`` in order; ``start`` should be a boundary."""
    for found in _CLUSTER.finditer(text, start, len(text) if end is None else end):
        yield Span(found.start(), found.end())


def is_boundary(text: str, offset: int) -> bool:
    """Whether ``offset`` lies between two clusters, or at an end of ``text``."""
    return floor_boundary(text, offset) == offset


def floor_boundary(text: str, offset: int) -> int:
    """The last boundary at or before ``offset``; offsets outside the text are clamped."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    here = _safe_start(text, offset)
    while here < offset:
        stop = _CLUSTER.match(text, here).end()
        if stop > offset:
            return here
        here = int(stop)
    return here


def next_boundary(text: str, offset: int) -> int:
    """The first boundary after ``offset``; the end of the text if there is none."""
    if offset >= len(text):
        return len(text)
    return int(_CLUSTER.match(text, floor_boundary(text, offset)).end())


def previous_boundary(text: str, offset: int) -> int:
    """The last boundary before ``offset``; 0 if there is none."""
    return floor_boundary(text, min(offset, len(text)) - 1)


def snap_span(text: str, start: int, end: int) -> Span:
    """The smallest span that covers ``text[start:end]`` and splits no cluster.

    Offsets outside the text are clamped; an empty span stays empty.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    low = floor_boundary(text, start)
    if end <= start:
        return Span(low, low)
    high = floor_boundary(text, end)
    return Span(low, high if high == end else next_boundary(text, high))
