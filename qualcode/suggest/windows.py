"""Cutting passages to quotable length: whole sentences only, every cut marked ``[…]``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.suggest.quotability import LONGEST, SHORTEST, count_words, traits
from qualcode.text.sentences import sentence_spans
from qualcode.text.spans import Span

MARK = "[…]"


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage as it will be shown: the spans of it that are kept, in order, and the text."""

    kept: tuple[Span, ...]
    shown: str


def cut(text: str, kept: Sequence[Span]) -> Cut:
    """The passage with only the kept spans, ``[…]`` wherever words are left out.

    Args:
        text: the passage.
        kept: spans of it, in order, not overlapping.
    """
    parts: list[str] = []
    at = 0
    for span in kept:
        if any(c.isalnum() for c in text[at : span.start]):
            parts.append(MARK)
        parts.append(span.of(text).strip())
        at = span.end
    if any(c.isalnum() for c in text[at:]):
        parts.append(MARK)
    return Cut(tuple(kept), " ".join(p for p in parts if p))


def cuts(text: str, *, language: str = "en") -> list[Cut]:
    """All ways to show a passage: whole if it is short enough, else windows of sentences.

    A window holds neighbouring sentences with 15 to 60 words together; within it, sentences
    of mere hesitation ('Um.') are left out. Where no window fits, as when one sentence is
    longer than that, the single sentences are offered; a passage of one sentence stays whole.
    """
    spans = sentence_spans(text)
    if not spans:
        return []
    if count_words(text) <= LONGEST or len(spans) == 1:
        return [cut(text, [Span(spans[0].start, spans[-1].end)])]
    lengths = [count_words(s.of(text)) for s in spans]
    found = [
        cut(text, _joined(text, spans[i : j + 1], language))
        for i in range(len(spans))
        for j in range(i, len(spans))
        if SHORTEST <= sum(lengths[i : j + 1]) <= LONGEST
    ]
    return found or [cut(text, [s]) for s in spans]


def _joined(text: str, sentences: Sequence[Span], language: str) -> list[Span]:
    """Neighbouring sentences as few spans, those of mere hesitation left out."""
    spans: list[Span] = []
    broken = True
    for span in sentences:
        found = traits(span.of(text), language=language)
        if found.words <= 2 and found.fillers == 1.0 and len(sentences) > 1:
            broken = True
            continue
        if broken or not spans:
            spans.append(span)
        else:
            spans[-1] = Span(spans[-1].start, span.end)
        broken = False
    return spans or list(sentences)
