"""Text with labels to turns: who said what, from where to where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qualcode.text.safe import for_terminal
from qualcode.transcripts import labels
from qualcode.transcripts.front import Front, is_prose, read_front
from qualcode.transcripts.heads import Head, find_heads
from qualcode.transcripts.model import Turn, Wishes
from qualcode.transcripts.speakers import Candidate, Decision, Size, decide
from qualcode.transcripts.stamps import CLOCK, F4, milliseconds

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?=[^\S\n]*\S)[^\n]*)*")
# A line that holds more than a pause or an aside such as '(0.4)' or '[laughter]'.
_SPOKEN_LINE = re.compile(r"^(?![^\S\n]*[(\[][^()\[\]\n]*[)\]][^\S\n]*$)[^\S\n]*\S", re.M)
_HEADING = re.compile(r"^(?:#{1,6}[ \t]+(?P<words>[^\n]*)|(?:[-*_=][ \t]?){3,})[ \t]*$", re.M)
_TAIL = re.compile(
    rf"\s*(?:#\d{{1,3}}:\d{{2}}:\d{{2}}-\d{{1,3}}#|(?:(?<=\n)|\A)[\[(]?(?P<clock>{CLOCK})[\])]?)\s*\Z"
)
# '(laughter)' in a paragraph of its own between two turns is no speaker's words.
_ASIDE = re.compile(
    r"(?<=\S)(?:\s*\n[^\S\n]*\n\s*[*_]{0,3}(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\])[*_]{0,3})+\s*\Z"
)
_FOOTER = re.compile(
    r"\n[^\S\n]*((?:Transcribed (?:by|with)|This transcript was|Transcript (?:by|provided by))"
    r"[^\n]{0,120}|\[?(?:end of (?:interview|recording|transcript|tape))\]?\.?)\s*\Z",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Spoken:
    """The turns of a text, and what of it is not talk."""

    turns: list[Turn] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    decision: Decision = field(default_factory=Decision)


def find_turns(
    text: str, wishes: Wishes, *, markdown: bool = False, sure: frozenset[str] = frozenset()
) -> Spoken:
    """Cut ``text`` into turns.

    Args:
        text: with LF line ends.
        wishes: which labels are known to be speakers, or to be none.
        markdown: whether labels may be set in bold and headings may stand between turns.
        sure: labels (folded) known to be speakers, for instance because they are bold.

    Returns:
        Turns whose spans leave out labels, time stamps and headings; what else was left
        out stands in ``details``.
    """
    out = Spoken()
    end = _cut_footer(text, out)
    told = wishes.speakers | wishes.known
    found = find_heads(for_terminal(text), markdown=markdown, told=told, sure=sure)
    front = read_front(text, min([end, *(h.start for h in found if h.alone and not h.weak)]))
    out.details = front.details | out.details
    wishes = replace(wishes, known=wishes.known | front.people)
    found = [h for h in found if front.end <= h.start < end]
    out.decision = _decide(found, _size(text, front.end, end, found), wishes, sure)
    names = out.decision.names
    heads = [h for h in found if labels.fold(h.label) in names and not h.weak]
    if heads:
        _before_talk(text, front, found, heads[0].start, out)
        bodies = [h.start for h in heads[1:]] + [end]
        empty = 0
        for head, stop in zip(heads, bodies, strict=True):
            empty += not _take(text, head, names[labels.fold(head.label)], stop, out)
        _finish(out, empty)
    else:
        _unlabelled(text, front, end, out, markdown=markdown)
    out.warnings.extend(out.decision.warnings())
    return out


def _decide(found: list[Head], size: Size, wishes: Wishes, sure: frozenset[str]) -> Decision:
    """Decide who speaks; labels that may be headings are only named."""
    candidates = [
        Candidate(h.label, h.opens, h.sure or labels.fold(h.label) in sure)
        for h in found
        if not h.weak
    ]
    decision = decide(candidates, size, wishes)
    weak = {labels.fold(h.label): h.label for h in found if h.weak}
    refused = [label for key, label in weak.items() if key in wishes.not_speakers]
    doubtful = [label for key, label in weak.items() if key not in wishes.not_speakers]
    return replace(
        decision,
        doubtful=(*decision.doubtful, *doubtful),
        refused=(*decision.refused, *refused),
    )


def _size(text: str, start: int, end: int, found: list[Head]) -> Size:
    """Paragraphs and lines of talk; a label in a paragraph or line of its own is none."""
    paragraphs = sum(1 for _ in _PARAGRAPH.finditer(text, start, end))
    lines = sum(1 for _ in _SPOKEN_LINE.finditer(text, start, end))
    breaks = [text[head.start : head.body] for head in found]
    own_line = sum("\n" in label for label in breaks)
    own_paragraph = sum("\n\n" in label for label in breaks)
    return Size(paragraphs - own_paragraph, lines - own_line)


def _cut_footer(text: str, out: Spoken) -> int:
    found = _FOOTER.search(text, max(0, len(text) - 300))
    if found is None:
        return len(text)
    out.details["footer"] = found[1].strip()
    return found.start()


def _take(text: str, head: Head, name: str, stop: int, out: Spoken) -> bool:
    """Add the turn after ``head``; headings inside cut it. Whether there were any words."""
    here, any_words = head.body, False
    starts = head.start_ms
    for found in [*_HEADING.finditer(text, head.body, stop), None]:
        until = found.start() if found else stop
        start, end, tail = _trim(text, here, until)
        if start < end:
            out.turns.append(Turn(start, end, name, starts, head.end_ms or tail))
            any_words, starts = True, None
        if found is not None:
            _note_heading(found["words"], out)
            here = found.end()
    return any_words


def _note_heading(words: str | None, out: Spoken) -> None:
    if words:
        before = out.details.get("headings")
        out.details["headings"] = f"{before} / {words.strip()}" if before else words.strip()


def _trim(text: str, start: int, end: int) -> tuple[int, int, int | None]:
    """Leave out blanks at both ends and a stamp that closes the turn."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    aside = _ASIDE.search(text, max(start, end - 80), end)
    if aside is not None:
        end = aside.start()
    low = max(start, end - 40)
    found = (
        _TAIL.search(text[low:end]) if end > start and text[end - 1] in "#])0123456789" else None
    )
    if found is None:
        return start, end, None
    if (
        found["clock"] is not None
        and low == start
        and found.start() == 0
        and text[start - 1 : start] != "\n"
    ):
        return start, end, None  # the whole turn is a time: an answer such as '10:30'
    stamp = F4.search(found[0])
    stop = low + found.start()
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop, milliseconds(stamp[0]) if stamp else None


def _before_talk(text: str, front: Front, found: list[Head], first: int, out: Spoken) -> None:
    """Prose before the first label is a turn of nobody; anything else is kept as a note.

    So is what a label stands before that was not taken for a speaker.
    """
    notes = []
    for para in _PARAGRAPH.finditer(text, front.end, first):
        words = para[0].rstrip()
        labelled = any(para.start() <= head.start < para.end() for head in found)
        if labelled or is_prose(words):
            out.turns.append(Turn(para.start(), para.start() + len(words)))
        else:
            notes.append(words)
    if notes:
        out.details["before the talk"] = "\n".join(notes)
        out.warnings.append(
            "What stands before the first speaker is kept with the file's details and is no part "
            f"of the talk ({sum(len(note.split()) for note in notes)} words)."
        )


def _unlabelled(text: str, front: Front, end: int, out: Spoken, *, markdown: bool) -> None:
    """No speakers: each paragraph is a turn, or each line where no line is empty."""
    for begin in (front.end, 0):
        spans = _paragraph_spans(text, begin, end)
        for start, stop in spans:
            heading = _HEADING.fullmatch(text, start, stop)
            if heading is not None and len(spans) > 1:
                _note_heading(heading["words"], out)
            else:
                out.turns.append(Turn(start, stop))
        if out.turns:
            break
    if out.turns:
        out.warnings.append("No speakers were found; each paragraph stands on its own.")


def _paragraph_spans(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for found in _PARAGRAPH.finditer(text, begin, end):
        low, high = found.start(), found.start() + len(found[0].rstrip())
        lines = text[low:high].split("\n")
        if len(lines) == 1 or not _one_line_each(lines):
            spans.append((low, high))
            continue
        for line in lines:
            if line.strip():
                lead = len(line) - len(line.lstrip())
                spans.append((low + lead, low + len(line.rstrip())))
            low += len(line) + 1
    return spans


def _one_line_each(lines: list[str]) -> bool:
    """Whether lines are paragraphs of their own rather than a paragraph that was wrapped."""
    if any(line.startswith("#") for line in lines):
        return True
    long = sum(len(line) > 120 for line in lines)
    ended = sum(line.rstrip().endswith((".", "?", "!", "\u2026", '"', "\u201d")) for line in lines)
    return long > len(lines) // 2 or ended >= 0.8 * len(lines)


def _finish(out: Spoken, empty: int) -> None:
    if any(turn.end_ms is not None and turn.start_ms is None for turn in out.turns):
        out.turns = _starts_from_ends(out.turns)
    if empty:
        plural = "labels have" if empty > 1 else "label has"
        out.warnings.append(f"{empty} {plural} no words after it and made no turn.")


def _starts_from_ends(turns: list[Turn]) -> list[Turn]:
    """f4 stamps tell when a turn ends; the next one starts there."""
    fixed, before = [], 0
    for turn in turns:
        if turn.end_ms is None or turn.start_ms is not None:
            fixed.append(turn)
            before = turn.end_ms or before
            continue
        fixed.append(Turn(turn.start, turn.end, turn.speaker, before, turn.end_ms, turn.question))
        before = turn.end_ms
    return fixed
