"""Where turns begin in text: lines that a label, or a label and a time, stand at."""

from __future__ import annotations

import re
from typing import NamedTuple

from qualcode.transcripts import labels
from qualcode.transcripts.stamps import CLOCK, milliseconds

_BLANK = "[ \\t\\xa0]"
_LABEL = r"(?P<label>[^\W_\n][^\n:：]{0,69}?)"
_LEAD = rf"(?P<lead>(?:[\[(]{CLOCK}[\])]|\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?))"
_LEAD2 = _LEAD.replace("lead", "lead2")
_PREFIX = rf"^{_BLANK}{{0,20}}(?:(?:[-*+>]|\d{{1,4}}[.)]){_BLANK}{{1,4}}){{0,2}}"
_STRONG = r"[*_]{1,3}"

_COLON = re.compile(
    rf"^{_BLANK}{{0,20}}(?:{_LEAD}{_BLANK}{{0,8}})?{_LABEL}{_BLANK}{{0,8}}[:：](?!//|\d){_BLANK}*",
    re.M,
)
_COLON_MD = re.compile(
    rf"{_PREFIX}(?:{_LEAD}{_BLANK}{{0,8}})?(?P<open>{_STRONG})?(?:{_LEAD2}{_BLANK}{{0,8}})?"
    rf"{_LABEL}(?:{_STRONG})?{_BLANK}{{0,8}}(?:{_STRONG})?"
    rf"(?:[\[(](?P<time>{CLOCK})[\])]{_BLANK}{{0,8}})?[:：](?!//|\d)(?:{_STRONG}(?=\s|\Z))?{_BLANK}*",
    re.M,
)
_BRACKETED = re.compile(
    rf"^{_BLANK}{{0,20}}(?:{_STRONG})?{_LABEL}(?:{_STRONG})?{_BLANK}{{0,8}}"
    rf"[\[(](?P<time>{CLOCK})[\])](?:{_STRONG})?(?P<colon>[:：]?)(?:{_STRONG})?{_BLANK}*",
    re.M,
)
_TAILED = re.compile(
    rf"^{_BLANK}{{0,20}}(?:{_STRONG})?{_LABEL}(?:{_STRONG})?(?:{_BLANK}{{2,40}}|\t)(?:{_STRONG})?"
    rf"(?P<time>{CLOCK})(?:{_STRONG})?{_BLANK}*$\n?",
    re.M,
)
_ARROW = re.compile(
    rf"^(?P<time>\d{{1,2}}:\d{{1,2}}:\d{{1,2}}(?:\.\d{{1,7}})?){_BLANK}*-->{_BLANK}*"
    rf"(?P<until>\d{{1,2}}:\d{{1,2}}:\d{{1,2}}(?:\.\d{{1,7}})?){_BLANK}*\n+(?P<label>[^\n]{{1,70}})\n+",
    re.M,
)
_AFTER_EMPTY = re.compile(r"\n[^\S\n]*\n\Z")
_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<label>[^\n]{1,70}?)[ \t]*#*[ \t]*$\n?", re.M)


class Head(NamedTuple):
    """The beginning of a turn: the label's line, and where the words start."""

    label: str
    start: int
    body: int
    opens: bool
    sure: bool
    start_ms: int | None = None
    end_ms: int | None = None


def find_heads(
    text: str, *, markdown: bool = False, told: frozenset[str] = frozenset()
) -> list[Head]:
    """All places where a turn may begin, in order; :func:`speakers.decide` decides.

    Args:
        text: with LF line ends.
        markdown: whether labels may be set in bold or stand in headings.
        told: labels (folded) that are speakers even if they do not look like it.
    """
    heads: dict[int, Head] = {}
    if "-->" in text:
        _collect(heads, text, _ARROW, told, sure=True)
    _collect(heads, text, _TAILED, told, sure=True)
    _collect(heads, text, _BRACKETED, told, sure=True)
    if markdown:
        _collect(heads, text, _HEADING, told, sure=False)
        _collect(heads, text, _COLON_MD, told, sure=False)
    else:
        _collect(heads, text, _COLON, told, sure=False)
    return [heads[key] for key in sorted(heads)]


def _collect(
    heads: dict[int, Head],
    text: str,
    pattern: re.Pattern[str],
    told: frozenset[str],
    *,
    sure: bool,
) -> None:
    for found in pattern.finditer(text):
        label = labels.tidy(found["label"].strip("*_ \t\xa0"))
        start = found.start()
        if start in heads or not (labels.plausible(label) or labels.fold(label) in told):
            continue
        groups = found.groupdict()
        timed = sure or bool(groups.get("lead") or groups.get("lead2"))
        certain = (timed and labels.looks_like_name(label)) or bool(groups.get("open"))
        if pattern is _BRACKETED and not found["colon"] and not certain:
            continue
        stamp = groups.get("time") or groups.get("lead") or groups.get("lead2")
        heads[start] = Head(
            label=label,
            start=start,
            body=found.end(),
            opens=_AFTER_EMPTY.search(text, max(0, start - 24), start) is not None or start == 0,
            sure=certain,
            start_ms=milliseconds(_short(stamp)) if stamp else None,
            end_ms=milliseconds(_short(groups["until"])) if groups.get("until") else None,
        )


def _short(stamp: str) -> str:
    """Teams writes up to seven decimals; three are enough."""
    return re.sub(r"(\.\d{3})\d+", r"\1", stamp)
