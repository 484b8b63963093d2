"""Guesses about a transcript: who asks, who cannot be counted, what kind of document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from qualcode.text.words import count_words
from qualcode.transcripts import labels
from qualcode.transcripts.model import Transcript, Turn

SpeakerKind = Literal["participant", "interviewer", "nobody"]
DocumentKind = Literal["interview", "focus group", "survey answers", "other"]

_ASKS = re.compile(r"[?\uff1f\u061f][\s\"'\u201d\u2019)\]*_]*(?:[(\[][^()\[\]]{0,40}[)\]]\s*)?\Z")
_LEAST_SHARE = 0.3


def guess_interviewers(
    text: str, turns: Iterable[Turn], details: Mapping[str, str]
) -> frozenset[str]:
    """The labels of those who ask.

    First by what the label says ('Interviewer', 'Ruth (moderator)'), then by what the file
    says at its top ('Interviewer: Ruth Calloway'), else the one speaker whose turns end in
    a question most often and, where there are two, who says less.
    """
    spoken = [turn for turn in turns if turn.speaker is not None and turn.question is None]
    names = dict.fromkeys(turn.speaker for turn in spoken if turn.speaker is not None)
    said = frozenset(name for name in names if labels.is_interviewer_word(name))
    if not said and len(names) > 1:
        said = frozenset(name for name in names if _named_at_top(name, details))
    if not said:
        single = [name for name in names if name.upper() in ("M", "R")]
        others = [name for name in names if re.fullmatch(r"[PSBFT]\.?\s?\d{1,2}", name, re.I)]
        if len(single) == 1 and len(others) == len(names) - 1 and others:
            said = frozenset(single)
    if said or len(names) < 2:
        return said
    return _by_questions(text, spoken)


def _named_at_top(name: str, details: Mapping[str, str]) -> bool:
    low = labels.fold(name)
    for key, value in details.items():
        if labels.is_interviewer_word(key.rstrip("s")) or labels.is_interviewer_word(key):
            for person in re.split(r"[,;&\n]|\band\b", value):
                whole = labels.fold(person)
                initials = "".join(w[0] for w in whole.split())
                if low and low in (whole, initials, *whole.split()):
                    return True
    return False


def _by_questions(text: str, spoken: list[Turn]) -> frozenset[str]:
    people: dict[str, list[Turn]] = {}
    for turn in spoken:
        if turn.speaker is not None and not labels.is_nobody_word(turn.speaker):
            people.setdefault(turn.speaker, []).append(turn)
    share = {
        name: sum(_ASKS.search(text, max(t.start, t.end - 120), t.end) is not None for t in own)
        / len(own)
        for name, own in people.items()
    }
    order = sorted(share, key=lambda name: -share[name])
    if len(order) < 2 or share[order[0]] < _LEAST_SHARE:
        return frozenset()
    first, second = order[0], order[1]
    if len(order) == 2:
        words = {n: sum(count_words(text, t.start, t.end) for t in people[n]) for n in order}
        asks = share[first] > share[second] and words[first] < words[second]
    else:
        asks = share[first] >= 2 * share[second] and len(people[first]) >= 3
    return frozenset((first,)) if asks else frozenset()


def speaker_kind(label: str, transcript: Transcript) -> SpeakerKind:
    """Whose talk this label stands for.

    Args:
        label: a label heard in ``transcript``.
        transcript: where it was heard.

    Returns:
        ``interviewer`` if guessed to ask, ``nobody`` for labels such as 'Several' that no
        person can be counted for, else ``participant``.
    """
    if label in transcript.interviewers:
        return "interviewer"
    if not any(t.question for t in transcript.turns) and labels.is_nobody_word(label):
        return "nobody"
    return "participant"


def guess_kind(transcript: Transcript) -> DocumentKind:
    """Whether this is an interview, a focus group, survey answers or something else.

    Three or more participants make a focus group, or two where the title says so.
    """
    if any(turn.question is not None for turn in transcript.turns):
        return "survey answers"
    people = [s for s in transcript.speakers if speaker_kind(s, transcript) == "participant"]
    told = " ".join((transcript.name, transcript.details.get("title", ""))).casefold()
    named_group = re.search(r"focus[\s_-]*group|group[\s_-]*(?:interview|discussion)", told)
    if len(people) >= 3 or (len(people) == 2 and named_group is not None):
        return "focus group"
    if people and len(transcript.speakers) > 1:
        return "interview"
    return "other"
