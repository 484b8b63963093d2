"""Anchors: a passage's own words and what stood around it, to find it again.

As in the Web Annotation data model (W3C, 2017, section 4.2.4, 'Text Quote Selector') an
anchor keeps the exact words and some characters before and after. When a transcript has
been corrected the passage is found by them: word for word where it still stands so, else
by the nearest alignment; and not at all rather than in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.text.graphemes import snap_span
from qualcode.text.spans import Span

CONTEXT = 32
"""Characters kept before and after a passage."""

_LONG_ENOUGH = 24  # exact words of this length speak for themselves
_ALIKE = 0.75  # least similarity of the words for a place found by alignment
_CLEARLY = 0.02  # how much better than the second best place the best must be
_MAX_EXACT = 2000  # places looked at for a quote like 'yes'


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a passage with up to 32 characters before and after."""

    quote: str
    prefix: str = ""
    suffix: str = ""


def make_anchor(text: str, span: Span) -> Anchor:
    """The anchor of ``span`` in ``text``."""
    return Anchor(
        quote=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def find_anchor(
    text: str, anchor: Anchor, hint: int | None = None, *, threshold: float = _ALIKE
) -> Span | None:
    """Find the passage of ``anchor`` in a text that may have changed.

    Args:
        text: the text as it is now.
        anchor: what :func:`make_anchor` kept of the passage.
        hint: about where it should start; decides between places that are equally good.
        threshold: least similarity (0 to 1, Levenshtein over the longer length) of the
            words for a place where they no longer stand exactly.

    Returns:
        The span, or None where no place is good enough or two are equally good.
    """
    if not anchor.quote:
        return None
    exact = [(_context(text, span, anchor), span) for span in _exact(text, anchor.quote)]
    chosen = _best(exact, hint)
    if exact and chosen is None and max(exact)[0] >= 0.5:
        return None  # several places, all as good
    if chosen is not None:
        context, span = chosen
        alone = len(exact) == 1 and len(anchor.quote) >= _LONG_ENOUGH
        if alone or context >= 0.5 or span.start == hint:
            return span
    return _approximate(text, anchor, hint, threshold)


def _exact(text: str, quote: str) -> list[Span]:
    spans: list[Span] = []
    at = text.find(quote)
    while at >= 0 and len(spans) < _MAX_EXACT:
        spans.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return spans


def _context(text: str, span: Span, anchor: Anchor) -> float:
    """How well the surroundings fit, 0 to 1: the better side counts twice."""
    from rapidfuzz.distance import Levenshtein

    before = text[max(0, span.start - len(anchor.prefix or " " * CONTEXT)) : span.start]
    after = text[span.end : span.end + len(anchor.suffix or " " * CONTEXT)]
    left = Levenshtein.normalized_similarity(before, anchor.prefix)
    right = Levenshtein.normalized_similarity(after, anchor.suffix)
    return (left + right + max(left, right)) / 3


def _best(found: list[tuple[float, Span]], hint: int | None) -> tuple[float, Span] | None:
    """The place with the highest score; the nearest to ``hint`` of those as good."""
    if not found:
        return None
    top = max(score for score, _ in found)
    equal = [pair for pair in found if pair[0] >= top - _CLEARLY]
    if len(equal) == 1:
        return equal[0]
    if hint is None:
        return None
    return min(equal, key=lambda pair: (abs(pair[1].start - hint), -pair[0]))


def _approximate(text: str, anchor: Anchor, hint: int | None, threshold: float) -> Span | None:
    from rapidfuzz.distance import Levenshtein

    found: dict[Span, float] = {}
    for low, high in _windows(text, anchor.quote, hint, threshold):
        span = _fit(text, anchor, low, high)
        words = Levenshtein.normalized_similarity(span.of(text), anchor.quote)
        context = _context(text, span, anchor)
        short = len(anchor.quote) < _LONG_ENOUGH
        if words >= threshold and (context >= 0.5 or not short):
            found[span] = 0.7 * words + 0.3 * context
    chosen = _best([(score, span) for span, score in found.items()], hint)
    return None if chosen is None else chosen[1]


def _windows(
    text: str, quote: str, hint: int | None, threshold: float
) -> Iterator[tuple[int, int]]:
    """Stretches of ``text`` most like ``quote``: the best, what it hides, and near ``hint``."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    def align(low: int, high: int) -> tuple[int, int] | None:
        if high - low < len(quote) // 2:
            return None
        if high - low < len(quote):
            return low, high
        place = partial_ratio_alignment(quote, text[low:high], score_cutoff=90 * threshold)
        return (low + place.dest_start, low + place.dest_end) if place else None

    best = align(0, len(text))
    if best is None:
        return
    yield best
    near = [(0, best[0]), (best[1], len(text))]
    if hint is not None:
        near.append((max(0, hint - 2 * len(quote) - 500), hint + 3 * len(quote) + 500))
    for low, high in near:
        other = align(low, min(high, len(text)))
        if other is not None and other != best:
            yield other


def _fit(text: str, anchor: Anchor, low: int, high: int) -> Span:
    """Move the ends of a rough place to where the words and their surroundings fit best."""
    from rapidfuzz.distance import Levenshtein

    slack = len(anchor.quote) // 4 + 8
    begin = max(0, low - slack - len(anchor.prefix))
    stop = min(len(text), high + slack + len(anchor.suffix))
    whole = anchor.prefix + anchor.quote + anchor.suffix
    ops = Levenshtein.opcodes(whole, text[begin:stop])
    first, last = len(anchor.prefix), len(anchor.prefix) + len(anchor.quote)
    start = end = None
    for op in ops:
        if start is None and op.src_start <= first < op.src_end:
            start = begin + min(op.dest_end, op.dest_start + first - op.src_start)
        if op.src_start < last <= op.src_end:
            end = begin + min(op.dest_end, op.dest_start + last - op.src_start)
    if start is None or end is None or end <= start:
        return Span(low, high)
    while start < end and text[start].isspace() and not anchor.quote[0].isspace():
        start += 1
    while end > start and text[end - 1].isspace() and not anchor.quote[-1].isspace():
        end -= 1
    return snap_span(text, start, end)
