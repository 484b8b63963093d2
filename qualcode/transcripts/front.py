"""What stands before the talk: a title, lines such as 'Date: 12 March', YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qualcode.transcripts import labels

_YAML = re.compile(
    r"\A---[ \t]*\n(?P<body>(?:(?!---|\.\.\.)[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_PAIR = re.compile(
    r"[ \t>*_-]*(?P<key>[^\W_\n][^\n:*_]{0,39}?)[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*(?P<value>[^\n]*)"
)
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>[^\n]*)")
_BETWEEN_NAMES = re.compile(r"[,;&\n]|\band\b")
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]?){3,}")


@dataclass(slots=True)
class Front:
    """Details found before the talk; ``end`` is where reading goes on."""

    end: int = 0
    details: dict[str, str] = field(default_factory=dict)

    @property
    def people(self) -> frozenset[str]:
        """The names (folded) of those who took part, where the front matter lists them."""
        listed = [value for key, value in self.details.items() if labels.is_people_key(key)]
        names = (name for value in listed for name in _BETWEEN_NAMES.split(value))
        return frozenset(labels.fold(name) for name in names if labels.plausible(name))


def is_prose(words: str) -> bool:
    """Whether a paragraph before the first label is something a person may code."""
    return len(words.split()) >= 12 and any(mark in words for mark in ".?!\u2026")


def read_front(text: str, end: int) -> Front:
    """Read titles and 'key: value' lines from the top until something else comes."""
    front = Front()
    yaml = _YAML.match(text)
    if yaml is not None:
        _pairs_of(yaml["body"], front)
        front.end = yaml.end()
    lines = _lines(text, front.end, end)
    before = False  # whether the line before told about the recording
    for number, (start, line) in enumerate(lines):
        stop = min(end, start + len(line) + 1)
        if not line.strip() or _RULE.fullmatch(line):
            before = before and bool(line.strip())
            front.end = stop
            continue
        after = lines[number + 1][1] if number + 1 < len(lines) else ""
        if not _take(line, after, front, before=before):
            break
        before = _is_detail(line)
        front.end = stop
    return front


def _lines(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The first lines from ``start``; front matter is never longer than forty."""
    lines: list[tuple[int, str]] = []
    while start < end and len(lines) < 41:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        lines.append((start, text[start:stop]))
        start = stop + 1
    return lines


def _pairs_of(body: str, front: Front) -> None:
    for line in body.split("\n"):
        pair = _PAIR.fullmatch(line.strip())
        if pair is not None:
            _keep(front, pair["key"], pair["value"].strip("\"' "))
        elif line.strip():
            _keep(front, "front matter", line.strip())


def _keep(front: Front, key: str, value: str) -> None:
    key = labels.tidy(key).casefold()
    before = front.details.get(key)
    front.details[key] = f"{before}\n{value}" if before else value


def _is_detail(line: str) -> bool:
    pair = _PAIR.fullmatch(line)
    return pair is not None and (
        labels.is_metadata_key(pair["key"]) or labels.is_people_key(pair["key"])
    )


def _take(line: str, after: str, front: Front, *, before: bool) -> bool:
    """Whether ``line`` is front matter; if so it is kept among the details."""
    heading = _HEADING.fullmatch(line.rstrip())
    if heading is not None:
        if labels.is_interviewer_word(heading["words"]):
            return False
        _keep(
            front,
            "title" if "title" not in front.details else "headings",
            heading["words"].strip("*_# "),
        )
        return True
    pair = _PAIR.fullmatch(line)
    if pair is None:
        if front.details or not _is_title(line, after):
            return False
        _keep(front, "title", line.strip("*_ \t"))
        return True
    key, value = pair["key"], pair["value"].strip("*_ \t")
    near = before or _tells_more(after)
    if labels.is_metadata_key(key) or (near and labels.is_people_key(key) and _is_people(value)):
        _keep(front, key, value)
        return True
    return False


def _tells_more(after: str) -> bool:
    pair = _PAIR.fullmatch(after)
    return pair is not None and labels.is_metadata_key(pair["key"])


def _is_people(value: str) -> bool:
    """Whether this is a list of names, not something said."""
    return (
        bool(value)
        and not value.endswith(("?", "!", "."))
        and len(value.split()) <= 60
        and ("," in value or labels.looks_like_name(value))
    )


def _is_title(line: str, after: str) -> bool:
    """A short first line with no full stop and an empty or 'key: value' line after it."""
    if "\uff1a" in line:
        return False  # a label with the colon of Chinese and Japanese
    words = line.split()
    short = 0 < len(words) <= 14 and not line.rstrip().endswith((".", "?", "!", "\u2026", ",", ":"))
    return short and (not after.strip() or _is_detail(after) or _RULE.fullmatch(after) is not None)
