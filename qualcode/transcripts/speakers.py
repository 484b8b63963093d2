"""Which of the labels that stand in a text are speakers, and which of them are in doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from qualcode.transcripts import labels
from qualcode.transcripts.labels import fold, looks_like_name
from qualcode.transcripts.model import Wishes

_SPACED = 0.8
_MOSTLY_SPACED = 0.6
_SHARE_OF_PARAGRAPHS = 0.6
_SHARE_OF_LINES = 0.8
_LEAST_HEARD = 0.2
_MOST_NAMED = 12
_FEW_TURNS = 4

_NUMBERED = re.compile(r"(?P<what>\D*?)[\s.#-]*(?P<which>\d{1,3})[a-z]?")
_NUMBERED_PERSON = re.compile(
    r"(?:[psbt]|speaker|participant|respondent|interviewee|person|student|pupil|teacher|parent|"
    r"head|leader|voice|member|sprecher(?:in)?|befragte[rn]?|proband(?:in)?|teilnehmer(?:in)?|"
    r"locuteur|hablante|participante?)[\s.#-]*\d{1,3}",
    re.IGNORECASE,
)


class Candidate(NamedTuple):
    """A label as it stands in the text.

    ``opens``: it opens a paragraph; ``sure``: it is set apart by more than a colon (bold, a
    time stamp).
    """

    label: str
    opens: bool
    sure: bool = False


class Size(NamedTuple):
    """How many paragraphs and lines of talk a text has."""

    paragraphs: int
    lines: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of the labels.

    ``names`` are the speakers, the label to keep keyed by its folded form. ``unsure`` were
    taken for speakers and may be none; ``doubtful`` were not taken and may be speakers;
    ``refused`` are no speakers because the person importing says so.
    """

    names: dict[str, str] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def warnings(self) -> list[str]:
        """What the person importing should look at, as sentences."""
        found = []
        if self.doubtful:
            said = "may be a speaker but was not taken for one"
            if len(self.doubtful) > 1:
                said = "may be speakers but were not taken for such"
            where = "; what follows it is part of the turn before" if self.names else ""
            found.append(f"{_listed(self.doubtful)} {said}{where}.")
        if self.unsure:
            said = "was taken for a speaker but is seldom heard; look whether it is one"
            if len(self.unsure) > 1:
                said = "were taken for speakers but are seldom heard; look whether they are"
            found.append(f"{_listed(self.unsure)} {said}.")
        return found


def _listed(names: tuple[str, ...]) -> str:
    shown = [f"'{name}'" for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        shown.append(f"{len(names) - _MOST_NAMED} more labels")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def decide(candidates: Sequence[Candidate], size: Size | None, wishes: Wishes) -> Decision:
    """Decide which labels are speakers.

    A label is one if the person importing or the study knows it, if it says so itself
    ('Interviewer', 'P3'), or if it is heard at least twice. A label heard once is one if it is
    numbered as others are, or if nearly all paragraphs begin with a label; where turns are not
    parted by empty lines, nearly all lines.

    Args:
        candidates: all places where a label may stand, in order.
        size: of the text; None where the share says nothing, as in captions, which name a
            speaker only on a change.
        wishes: what is known beforehand.
    """
    roll = _Roll(candidates, size, wishes)
    names = roll.firm | roll.repeated
    numbered = _numbered(roll.spelled, names)
    names |= numbered
    labelled = roll.nearly_all(names)
    if labelled:
        names |= roll.once
    if roll.is_chance(names):
        names = set()
    return Decision(
        {key: label for key, label in roll.spelled.items() if key in names},
        roll.labels(key for key in names - roll.firm - numbered if roll.is_unsure(key, names)),
        roll.labels(key for key in roll.counts.keys() - names if roll.is_doubtful(key, labelled)),
        _spellings(candidates, wishes.not_speakers),
    )


class _Roll:
    """The labels of a text that may be speakers, keyed by their folded form.

    ``firm`` are speakers whatever else stands in the text; ``repeated`` are heard twice, and
    not only within paragraphs of others like a 'Bottom line:'; ``once`` look like names where
    a turn may begin.
    """

    def __init__(self, candidates: Sequence[Candidate], size: Size | None, wishes: Wishes) -> None:
        self._size = size
        self._told = wishes.speakers | wishes.known
        good = [c for c in candidates if self._may_be(c.label, wishes)]
        self._sure = {fold(c.label) for c in good if c.sure and looks_like_name(c.label)}
        self.counts = Counter(fold(c.label) for c in good)
        self.spelled = _usual_spellings(good)
        self._names = {key for key in self.counts if looks_like_name(self.spelled[key])}
        says_so = {key for key in self.counts if _says_so(self.spelled[key])}
        self.firm = self._sure | says_so | (self._told & self.counts.keys())
        self._twice = {
            key for key, n in self.counts.items() if n > 1 and _repeatable(self.spelled[key])
        } - self.firm
        self._spaced = size is None or self._is_spaced(good)
        self._opening = Counter(fold(c.label) for c in good if c.opens or not self._spaced)
        self._inside = {key for key in self._twice if not self._opening[key]}
        self.repeated = self._twice - (self._inside - self._names)
        self.once = (self._opening.keys() & self._names) - self.firm - self.repeated

    def _may_be(self, label: str, wishes: Wishes) -> bool:
        key = fold(label)
        return key not in wishes.not_speakers and (key in self._told or labels.plausible(label))

    def _is_spaced(self, good: Sequence[Candidate]) -> bool:
        """Whether turns are parted by empty lines; the first one shows nothing.

        They are if nearly all stand after one, or most do and two speakers always, which sets
        'Reasons:' within an answer apart.
        """
        later = [(fold(c.label), c.opens) for c in good[1:]]
        heard = self.firm | (self._twice & self._names)
        shown = [(key, opens) for key, opens in later if key in heard]
        shown = shown or [(key, opens) for key, opens in later if key in self._names]
        always = {key for key, _ in shown} - {key for key, opens in shown if not opens}
        least = _SPACED if len(always) < 2 else _MOSTLY_SPACED
        return sum(opens for _, opens in shown) >= least * len(shown)

    def nearly_all(self, names: set[str]) -> bool:
        """Whether talk nearly always begins with one of these labels or one heard once."""
        if self._size is None:
            return bool(names)
        heard = sum(self._opening[key] for key in names | self.once)
        if self._spaced:
            return heard >= max(2, _SHARE_OF_PARAGRAPHS * self._size.paragraphs)
        return heard >= max(2, _SHARE_OF_LINES * self._size.lines)

    def is_chance(self, names: set[str]) -> bool:
        """Whether the only label of a text is one too seldom to be a speaker's."""
        if len(names) != 1 or self._size is None or names & self._told or self._sure:
            return False
        heard = sum(self.counts[key] for key in names)
        return heard < _LEAST_HEARD * self._size.paragraphs or heard < 2

    def is_unsure(self, key: str, names: set[str]) -> bool:
        """Whether a label that is taken for a speaker may be none, in more than a few turns."""
        heard = self.counts[key]
        if sum(self.counts[name] for name in names) <= _FEW_TURNS:
            return False
        return heard == 1 or key in self._inside or (heard == 2 and key not in self._names)

    def is_doubtful(self, key: str, labelled: bool) -> bool:
        """Whether a label that is not taken for a speaker may be one.

        Where talk nearly always begins with a label (``labelled``), so may be what looks like
        no name, as 'Special school student', where others begin to speak.
        """
        role = labelled and bool(self._opening[key]) and _repeatable(self.spelled[key])
        return role or key in self._names or key in self._twice or key in self.firm

    def labels(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The labels of these keys, in the order in which they were first heard."""
        wanted = set(keys)
        return tuple(label for key, label in self.spelled.items() if key in wanted)


def _says_so(label: str) -> bool:
    return labels.is_interviewer_word(label) or labels.is_nobody_word(label)


def _repeatable(label: str) -> bool:
    """Whether a label heard twice can be a speaker: lower case only for a single word."""
    return not label.lstrip("([")[:1].islower() or len(label.split()) == 1


def _numbered(spelled: dict[str, str], names: set[str]) -> set[str]:
    """Labels such as 'P3' that count on from others or name a numbered person."""
    series = {what for what in map(_series, names) if what is not None}
    new = {key for key in spelled if key not in names}
    fits = {key for key in new if _series(key) in series}
    people = {key for key in new if _NUMBERED_PERSON.fullmatch(key)}
    return fits | people if len(names | people) > 1 else fits


@lru_cache(maxsize=4096)
def _series(key: str) -> str | None:
    found = _NUMBERED.fullmatch(key)
    return found["what"].strip() if found is not None and found["what"].strip() else None


def _usual_spellings(good: Iterable[Candidate]) -> dict[str, str]:
    """The spelling met most often of each label, in order of first appearance."""
    met: dict[str, Counter[str]] = {}
    for candidate in good:
        tidy = labels.tidy(candidate.label)
        met.setdefault(fold(tidy), Counter())[tidy] += 1
    return {key: spellings.most_common(1)[0][0] for key, spellings in met.items()}


def _spellings(candidates: Iterable[Candidate], keys: frozenset[str]) -> tuple[str, ...]:
    found = {fold(c.label): labels.tidy(c.label) for c in candidates if fold(c.label) in keys}
    return tuple(found.values())
