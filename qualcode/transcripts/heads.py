"""Where turns begin in text: lines that a label, or a label and a time, stand at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from qualcode.transcripts import labels
from qualcode.transcripts.stamps import CLOCK, F4, milliseconds

_BLANK = "[ \\t\\xa0]"
_LABEL = rf"(?P<label>{labels.FIRST}[^\n:：]{{0,69}}?)"
_STAMP = rf"[\[(]{CLOCK}[\])]|{F4.pattern}"
_LEAD = rf"(?P<lead>{_STAMP}|\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)"
_LEAD2 = _LEAD.replace("lead", "lead2")
_PREFIX = rf"^{_BLANK}{{0,20}}(?:(?:[-*+>]|\d{{1,4}}[.)]){_BLANK}{{1,4}}){{0,2}}"
_STRONG = r"[*_]{1,3}"
_AFTER = rf"(?:(?P<after>{_STAMP}){_BLANK}*)?"

_COLON = re.compile(
    rf"^{_BLANK}{{0,20}}(?:{_LEAD}{_BLANK}{{0,8}})?{_LABEL}{_BLANK}{{0,8}}[:：](?!//|\d){_BLANK}*"
    rf"{_AFTER}",
    re.M,
)
_COLON_MD = re.compile(
    rf"{_PREFIX}(?:{_LEAD}{_BLANK}{{0,8}})?(?P<open>{_STRONG})?(?:{_LEAD2}{_BLANK}{{0,8}})?"
    rf"{_LABEL}(?:{_STRONG})?{_BLANK}{{0,8}}(?:{_STRONG})?"
    rf"(?:[\[(](?P<time>{CLOCK})[\])]{_BLANK}{{0,8}})?[:：](?!//|\d)(?:{_STRONG}(?=\s|\Z))?{_BLANK}*"
    rf"{_AFTER}",
    re.M,
)
_BRACKETED = re.compile(
    rf"^{_BLANK}{{0,20}}(?:{_STRONG})?{_LABEL}(?:{_STRONG})?{_BLANK}{{0,8}}"
    rf"[\[(](?P<time>{CLOCK})[\])](?:{_STRONG})?(?P<colon>[:：]?)(?:{_STRONG})?{_BLANK}*",
    re.M,
)
_TAILED = re.compile(
    rf"^{_BLANK}{{0,20}}(?:{_STRONG})?{_LABEL}(?:{_STRONG})?"
    rf"(?:{_BLANK}{{2,40}}|\t|{_BLANK}(?=\d{{1,2}}:\d{{2}}:\d{{2}}))(?:{_STRONG})?"
    rf"(?P<time>{CLOCK})(?:{_STRONG})?{_BLANK}*$\n?",
    re.M,
)
_ZOOM = re.compile(
    rf"^\[(?P<label>{labels.FIRST}[^\n\[\]]{{0,69}}?)\]{_BLANK}{{1,8}}(?P<of_day>{CLOCK}){_BLANK}*$\n?",
    re.M,
)
_TIME_FIRST = re.compile(
    rf"^{_BLANK}{{0,20}}(?P<time>{_STAMP}|\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,3}})?)?)"
    rf"{_BLANK}{{1,8}}(?P<label>{labels.FIRST}[^\n\t:：]{{0,69}}?)(?<![.?!,;]){_BLANK}*$\n(?={_BLANK}*\S)",
    re.M,
)
_TABBED = re.compile(
    rf"^{_BLANK}{{0,20}}(?P<label>{labels.FIRST}[^\n\t:：]{{0,69}}?)[ \xa0]*\t{_BLANK}*(?=\S)", re.M
)
_ALONE = re.compile(
    rf"^{_BLANK}{{0,20}}(?:{_STRONG})?(?P<label>{labels.FIRST}[^\n\t:：]{{0,69}}?)(?<![.?!,;…])(?:{_STRONG})?"
    rf"{_BLANK}*$\n\s*(?=\S)",
    re.M,
)
_ARROW = re.compile(
    rf"^(?P<time>\d{{1,2}}:\d{{1,2}}:\d{{1,2}}(?:\.\d{{1,7}})?){_BLANK}*-->{_BLANK}*"
    rf"(?P<until>\d{{1,2}}:\d{{1,2}}:\d{{1,2}}(?:\.\d{{1,7}})?){_BLANK}*\n+(?P<label>[^\n]{{1,70}})\n+",
    re.M,
)
_STAMPS = ("time", "lead", "lead2", "after")
_TIMED = ("lead", "lead2", "after")
_LEAST_ALONE = 3
_SHARE_ALONE = 0.25
_AFTER_EMPTY = re.compile(r"\n[^\S\n]*\n\Z")
_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<label>[^\n]{1,70}?)[ \t]*#*[ \t]*$\n*", re.M)


class Head(NamedTuple):
    """The beginning of a turn: the label's line, and where the words start.

    ``alone``: the label has a line of its own, with no sign but that it comes again;
    ``weak``: and none of the labels says that it is a speaker's, so that all may be headings.
    """

    label: str
    start: int
    body: int
    opens: bool
    sure: bool
    start_ms: int | None = None
    end_ms: int | None = None
    alone: bool = False
    weak: bool = False


def find_heads(
    text: str,
    *,
    markdown: bool = False,
    told: frozenset[str] = frozenset(),
    sure: frozenset[str] = frozenset(),
) -> list[Head]:
    """All places where a turn may begin, in order; :func:`speakers.decide` decides.

    Args:
        text: with LF line ends, control characters as the marks of ``for_terminal``.
        markdown: whether labels may be set in bold or stand in headings.
        told: labels (folded) that are speakers even if they do not look like it.
        sure: labels (folded) that are set apart, so that they may stand in a line of their own.
    """
    timed = [_ARROW] if "-->" in text else []
    timed += [_TAILED, _BRACKETED]
    plain = [_ZOOM, _TIME_FIRST, _COLON_MD if markdown else _COLON]
    heads: dict[int, Head] = {}
    for pattern in (*timed, *plain):
        for head in _collect(text, pattern, told, sure=pattern in timed):
            heads.setdefault(head.start, head)
    if markdown:
        heads |= {head.start: head for head in _headings(text, told)}
    tabbed = {}
    if "\t" in text:
        tabbed = {head.start: head for head in _collect(text, _TABBED, told, sure=False)}
    if len(tabbed) > len(heads):
        heads |= tabbed
    for head in _alone(text, told, sure, others=len(heads)):
        heads.setdefault(head.start, head)
    return [heads[key] for key in sorted(heads)]


def _collect(
    text: str, pattern: re.Pattern[str], told: frozenset[str], *, sure: bool
) -> Iterator[Head]:
    for found in pattern.finditer(text):
        label = labels.tidy(found["label"].strip("*_ \t\xa0"))
        start = found.start()
        if not (labels.plausible(label) or labels.fold(label) in told):
            continue
        groups = found.groupdict()
        timed = sure or any(groups.get(name) for name in _TIMED)
        certain = (timed and labels.looks_like_name(label)) or bool(groups.get("open"))
        if pattern is _BRACKETED and not found["colon"] and not certain:
            continue
        stamp = next((groups[name] for name in _STAMPS if groups.get(name)), None)
        yield Head(
            label=label,
            start=start,
            body=found.end(),
            opens=_AFTER_EMPTY.search(text, max(0, start - 24), start) is not None or start == 0,
            sure=certain,
            start_ms=milliseconds(_short(stamp)) if stamp else None,
            end_ms=milliseconds(_short(groups["until"])) if groups.get("until") else None,
        )


def _headings(text: str, told: frozenset[str]) -> list[Head]:
    """Headings that may be labels: where none comes again, they are parts of the talk."""
    found = list(_collect(text, _HEADING, told, sure=False))
    counts = Counter(labels.fold(head.label) for head in found)
    if max(counts.values(), default=0) > 1:
        return [head._replace(alone=counts[labels.fold(head.label)] > 1) for head in found]
    firm = {key for key in counts if key in told or labels.is_interviewer_word(key)}
    return [head for head in found if labels.fold(head.label) in firm]


def _alone(text: str, told: frozenset[str], sure: frozenset[str], *, others: int) -> list[Head]:
    """Labels in lines of their own, where the whole text is written so.

    At least two have to come again and again, more often than labels of other kinds, and one
    has to say of itself that it asks or be known; else they may be headings. What stands in
    the line after a label is said, however short it is.
    """
    found: list[Head] = []
    for head in _collect(text, _ALONE, told, sure=False):
        if labels.looks_like_name(head.label) and (not found or found[-1].body < head.start):
            found.append(head._replace(alone=True))
    counts = Counter(labels.fold(head.label) for head in found)
    firm = {key for key in counts if labels.is_interviewer_word(key) or key in told | sure}
    again = {key for key, n in counts.items() if n > 1} | firm
    heard = sum(counts[key] for key in again)
    if len(again) > 1 and heard >= max(_LEAST_ALONE, others + 1):
        if firm:
            return found
        if heard >= _SHARE_ALONE * (text.count("\n\n") + 1):
            weak = [head._replace(weak=True) for head in found]
            return [h for h in weak if labels.fold(h.label) in again]
    return [head for head in found if labels.fold(head.label) in sure]


def _short(stamp: str) -> str:
    """Teams writes up to seven decimals; three are enough."""
    return re.sub(r"(\.\d{3})\d+", r"\1", stamp)
