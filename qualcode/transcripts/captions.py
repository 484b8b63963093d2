"""Captions, WebVTT and SubRip: cues joined to turns."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qualcode.errors import ReadError
from qualcode.text.safe import for_terminal
from qualcode.transcripts import labels
from qualcode.transcripts.decode import decode
from qualcode.transcripts.draft import Draft, Layout
from qualcode.transcripts.model import Wishes
from qualcode.transcripts.source import Source
from qualcode.transcripts.speakers import Candidate, Decision, decide
from qualcode.transcripts.stamps import CLOCK, milliseconds

_TIMING = re.compile(rf"[ \t]*({CLOCK})[ \t]*-->[ \t]*({CLOCK})(?:[ \t].*)?")
_COMMENT = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,60})?[ \t]+([^<>\n]{1,120})>")
_TAG = re.compile(
    rf"</?(?:v|c|i|b|u|s|em|strong|lang|ruby|rt|font|span)(?:[.\s][^<>\n]{{0,200}})?>|<{CLOCK}>"
    r"|\{\\[a-z0-9&]{1,20}\}",
    re.IGNORECASE,
)
_INLINE = re.compile(rf"[ \t]*(?:-[ \t]?)?({labels.FIRST}[^\n:：]{{0,69}}?)[ \t]*[:：](?:[ \t]+|$)")
_ARROWS = re.compile(r"[ \t]*(?:-[ \t]?)?(?:>>+|»)[ \t]*")
_PAUSE_MS = 2000


@dataclass(slots=True)
class _Cue:
    """One piece of a cue that one speaker says. ``changes``: somebody new, not named."""

    start: int
    end: int
    words: str
    speaker: str | None = None
    changes: bool = False


def read_vtt(source: Source, wishes: Wishes) -> Draft:
    """Read WebVTT as Teams, Zoom, Meet and others write it."""
    return _read(source, wishes)


def read_srt(source: Source, wishes: Wishes) -> Draft:
    """Read SubRip; a name is given on a change of speaker only."""
    return _read(source, wishes)


def _read(source: Source, wishes: Wishes) -> Draft:
    decoded = decode(source.data, source.shown, encoding=wishes.encoding)
    warnings, details = list(decoded.warnings), {}
    notes: list[str] = []
    blocks = list(_blocks(decoded.text.split("\n"), notes))
    if not blocks:
        raise ReadError(
            f"{source.shown} has no captions.",
            hint="A caption needs a line like 00:00:01.000 --> 00:00:04.000 above its words.",
        )
    if notes:
        details["notes"] = "\n".join(notes)
    decision = Decision()
    if any(_VOICE.search(words) or _from_json(words) for _, _, words in blocks):
        cues = list(_voices(blocks))
    else:
        cues, decision = _named(blocks, wishes)
    layout, marks = _lay_out(cues)
    if not any(cue.speaker for cue in cues) and layout.turns:
        warnings.append("The captions name no speakers; each stretch of talk stands on its own.")
    warnings.extend(decision.warnings())
    return Draft(layout.text, layout.turns, decoded.encoding, warnings, details, marks, decision)


def _blocks(lines: list[str], notes: list[str]) -> Iterator[tuple[int, int, str]]:
    """The cues as (start, end, words), with comments put aside into ``notes``."""
    at = 0
    while at < len(lines):
        line = lines[at]
        timing = _TIMING.fullmatch(line)
        if timing is not None:
            at, words = _words_of(lines, at + 1)
            yield milliseconds(timing[1]) or 0, milliseconds(timing[2]) or 0, words
            continue
        comment = _COMMENT.fullmatch(line)
        if comment is not None:
            stop = at
            while stop < len(lines) and lines[stop].strip() and "-->" not in lines[stop]:
                stop += 1
            if comment[1] == "NOTE":
                notes.append("\n".join(lines[at:stop]).removeprefix("NOTE").strip())
            at = max(stop, at + 1)
            continue
        at += 1


def _words_of(lines: list[str], at: int) -> tuple[int, str]:
    """The lines of a cue from ``at`` on: to an empty line, or to the next time where it lacks."""
    words: list[str] = []
    while at < len(lines) and lines[at].strip():
        if _TIMING.fullmatch(lines[at]):
            if words and words[-1].strip().isdigit():
                words.pop()  # the next cue's number
            break
        words.append(lines[at])
        at += 1
    return at, "\n".join(words)


def _clean(words: str) -> str:
    """The words as they were said: no tags, no entities, one blank for a line end."""
    return " ".join(html.unescape(_TAG.sub("", words)).split())


def _voices(blocks: Iterable[tuple[int, int, str]]) -> Iterator[_Cue]:
    """Cues that name their speaker in ``<v Name>``, or in JSON as Teams' metadata form does."""
    for start, end, words in blocks:
        named = _from_json(words)
        if named is not None:
            yield _Cue(start, end, named[1], named[0])
            continue
        pieces = _VOICE.split(words)
        if _clean(pieces[0]):
            yield _Cue(start, end, _clean(pieces[0]))
        for name, said in zip(pieces[1::2], pieces[2::2], strict=True):
            inside, _, after = said.partition("</v>")
            yield _Cue(start, end, _clean(inside), labels.tidy(html.unescape(name)) or None)
            if _clean(after):
                yield _Cue(start, end, _clean(after))


def _from_json(words: str) -> tuple[str | None, str] | None:
    if not words.startswith("{"):
        return None
    try:
        data = json.loads(words)
    except ValueError:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("spokenText"), str):
        return None
    name = data.get("speakerName")
    # JSON can name halves of characters and NUL, which no text file could hold.
    data["spokenText"] = _whole(data["spokenText"])
    name = _whole(name) if isinstance(name, str) else None
    return (labels.tidy(name) or None) if isinstance(name, str) else None, _clean(
        data["spokenText"]
    )


def _whole(text: str) -> str:
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _named(blocks: Iterable[tuple[int, int, str]], wishes: Wishes) -> tuple[list[_Cue], Decision]:
    """Cues that name their speaker inline, ``Name: words``, if at all."""
    told = wishes.speakers | wishes.known
    pieces: list[tuple[_Cue, str | None]] = []
    for start, end, words in blocks:
        for piece in _lines_of(words, told):
            changes = _ARROWS.match(piece) is not None
            piece = _ARROWS.sub("", piece, count=1)
            found = _INLINE.match(for_terminal(piece))
            label = labels.tidy(found[1]) if found else None
            pieces.append((_Cue(start, end, piece, changes=changes), label))
    candidates = [Candidate(label, opens=True) for _, label in pieces if label]
    decision = decide(candidates, None, wishes)
    cues: list[_Cue] = []
    current: str | None = None
    for cue, label in pieces:
        name = decision.names.get(labels.fold(label)) if label else None
        if name is not None:
            current = name
            cue.words = cue.words[_INLINE.match(for_terminal(cue.words)).end() :]  # type: ignore[union-attr]
        elif cue.changes:
            current = None
        cues.append(replace(cue, speaker=current))
    return cues, decision


def _lines_of(words: str, told: frozenset[str]) -> list[str]:
    """A cue's words, cut where a line names somebody or marks a change of speaker."""
    pieces: list[str] = []
    for line in html.unescape(_TAG.sub("", words)).split("\n"):
        line = " ".join(line.split())
        named = _INLINE.match(for_terminal(line))
        new = _ARROWS.match(line) or (
            named and (labels.plausible(named[1]) or labels.fold(named[1]) in told)
        )
        if pieces and not new:
            pieces[-1] = f"{pieces[-1]} {line}".strip()
        else:
            pieces.append(line)
    return [piece for piece in pieces if piece]


def _lay_out(cues: list[_Cue]) -> tuple[Layout, list[tuple[int, int]]]:
    """Join consecutive cues of one speaker; of nobody, only those without a pause between."""
    groups: list[list[_Cue]] = []
    for cue in cues:
        if not cue.words:
            continue
        last = groups[-1][-1] if groups else None
        if last is not None and _goes_on(last, cue):
            groups[-1].append(cue)
        else:
            groups.append([cue])
    layout, marks = Layout(), []
    for group in groups:
        at = layout.add(
            " ".join(cue.words for cue in group),
            speaker=group[0].speaker,
            start_ms=group[0].start,
            end_ms=max(cue.end for cue in group),
        )
        for cue in group:
            marks.append((at, cue.start))
            at += len(cue.words) + 1
    return layout, marks


def _goes_on(last: _Cue, cue: _Cue) -> bool:
    if cue.speaker != last.speaker or (cue.changes and cue.speaker is None):
        return False
    return cue.speaker is not None or cue.start - last.end <= _PAUSE_MS
