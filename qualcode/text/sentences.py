"""Sentences by rule: fast, without a model, made for speech written down.

A sentence ends at ``. ! ?`` (or their sisters in other scripts) with any closing quotes
and brackets, before a blank; at an empty line; and at a Chinese or Japanese full stop.
It does not end after abbreviations, initials, list numbers, an ellipsis that the speaker
talks on after, or the ``[…]`` of a shortened quotation. A single line break is only a
blank, since transcripts are often wrapped.
"""

from __future__ import annotations

import re

from qualcode.text.spans import Span


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CLOSERS = "\"'\u201d\u2019\u00bb\u203a)\\]}*_"
_OPENERS = "\"'\u201c\u2018\u201e\u201a\u00ab\u2039([{*_\u00bf\u00a1"
_END = re.compile(
    rf"(?P<stop>[.!?\u2026\u061f\u06d4\u0964\u0965\u203c-\u2049\u1362]+)(?P<close>[{_CLOSERS}]*)"
    r"(?=\s|\Z)"
    r"|(?P<ideographic>[\u3002\uff01\uff1f\uff61]+[\u300d\u300f\u201d\u2019\uff09)]*)"
    r"|(?P<gap>\n[^\S\n]*\n)"
)
_TOKEN = re.compile(r"[^\s\u2014\u2013]*\Z")
_NEXT = re.compile(rf"\s*[{_OPENERS}]*(?P<word>[^\s]*)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_HESITANT = re.compile(r"I(?:['\u2019]\w+)?\b[.,]?")

_NEVER_LAST = _listed(
    "mr mrs ms mx dr prof rev revd hon messrs st mme mlle hr fr mgr capt col gen lt sgt "
    "e.g eg i.e ie cf viz vs v approx ca esp incl usw bzw z.b d.h vgl"
)
_BEFORE_NUMBER = _listed("no nos nr p pp vol vols fig figs ch chap sec art para yr ext")
_LAST_OR_NOT = _listed(
    "etc al jr sr inc ltd co corp dept ed eds est jan feb mar apr jun jul aug sep sept oct nov "
    "dec mon tue tues wed thu thur thurs fri sat sun a.m p.m am pm hrs hr min mins secs yrs "
    "yr no vol fig ph.d"
)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Find the sentences of ``text[start:end]``.

    Args:
        text: any text; to keep labels out of sentences, ask turn by turn.
        start: first code point to look at.
        end: one past the last; the end of the text if None.

    Returns:
        Spans of ``text`` in order, not overlapping, without blanks at either end; together
        they cover every character that is not white space.
    """
    stop = len(text) if end is None else min(end, len(text))
    spans: list[Span] = []
    here = start
    for found in _END.finditer(text, start, stop):
        if found["stop"] is not None and not _ends_here(text, found, here, stop):
            continue
        _add(spans, text, here, found.end())
        here = found.end()
    _add(spans, text, here, stop)
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    if left < right:
        spans.append(Span(start + left, start + right))


def _ends_here(text: str, found: re.Match[str], begin: int, end: int) -> bool:
    mark, closers = found["stop"], found["close"]
    at = found.start()
    if closers.startswith("]") and text[at - 1 : at] == "[":
        return False  # the […] of a shortened quotation
    follows = _NEXT.match(text, found.end(), end)
    word = follows["word"] if follows else ""
    if not word:
        return True
    if mark.endswith("\u2026") or mark.startswith(".."):
        return word[0].isupper() and _HESITANT.fullmatch(word) is None
    if mark != ".":
        return not (closers and word[0].islower())
    if closers and word[0].islower():
        return False
    token = _TOKEN.search(text, max(begin, at - 40), at)
    return _stop_ends(text, begin, at, token[0] if token else "", word)


def _stop_ends(text: str, begin: int, at: int, token: str, word: str) -> bool:
    """Whether a single full stop after ``token`` and before ``word`` ends the sentence."""
    bare = token.lstrip(_OPENERS.replace("\\", ""))
    low = bare.lower()
    if low in _NEVER_LAST or (low in _BEFORE_NUMBER and word[0].isdigit()):
        return False
    if low in _LAST_OR_NOT or _DOTTED.fullmatch(bare):
        return not (word[0].islower() or word[0].isdigit())
    if bare.isdigit() and not text[begin : at - len(token)].strip():
        return False  # the number of a list
    if len(bare) == 1 and bare.isupper() and bare != "I" and word[0].isupper():
        initials = len(word) > 1 and word[1] == "." and word[0].isupper()
        return not (initials or _may_be_name(text, begin, at - len(token)))
    return True


def _may_be_name(text: str, begin: int, before: int) -> bool:
    """Whether the capital letter after ``before`` may be an initial: of J. or Mary F. Smith."""
    words = text[max(begin, before - 40) : before].split()
    return not words or words[-1][0].isupper()
