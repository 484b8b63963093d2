"""What became of suggestions: taken, changed or refused, by code, by coder and over time.

Counted are passages for which suggestions were on the screen when something was decided. What one
merely passed by says nothing of a suggestion.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Literal, NamedTuple, TypeVar

Outcome = Literal["first", "other shown", "another", "refused", "undone"]
"""What came of it: the first suggestion was taken, another one of those shown, a code that was
not shown, none at all; or all that was chosen has been undone or removed since."""

LONG_TIME = 31
"""Days with decisions from which on they are counted by month."""
_LEARNED = (1, 10, 30, 100, 300, 1_000, 3_000)


class ModelState(NamedTuple):
    """What a model had learned: from how many passages, and a mark that tells states apart."""

    learned_from: int
    mark: str


class Offered(NamedTuple):
    """A code that was suggested: its id, its place among those shown from 1, its score."""

    code_id: int
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Shown:
    """The suggestions that were on the screen, best first, and the model they are from."""

    offered: tuple[Offered, ...]
    model: ModelState


class Chosen(NamedTuple):
    """A coding that was made: its id, its code then, and its code now, None where it is gone."""

    coding_id: int
    code_id: int
    now: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a passage with suggestions on the screen.

    ``at`` is ISO 8601 in UTC; ``chosen`` is empty where the passage was skipped.
    """

    at: str
    coder_id: int
    document_id: int
    start: int
    end: int
    shown: Shown
    chosen: tuple[Chosen, ...]

    @property
    def place(self) -> tuple[int, int, int]:
        """The document, and where in it."""
        return self.document_id, self.start, self.end

    @property
    def standing(self) -> list[Chosen]:
        """Of what was chosen, the codings that are still there."""
        return [one for one in self.chosen if one.now is not None]

    @property
    def first(self) -> int:
        """The code that was suggested first."""
        return min(self.shown.offered, key=lambda one: one.rank).code_id

    @property
    def outcome(self) -> Outcome:
        """What came of it; by what was chosen then, whatever it was recoded to later."""
        codes = {one.code_id for one in self.standing}
        if not codes:
            return "undone" if self.chosen else "refused"
        if self.first in codes:
            return "first"
        shown = {one.code_id for one in self.shown.offered}
        return "another" if codes.isdisjoint(shown) else "other shown"

    @property
    def recoded(self) -> bool:
        """Whether a coding that is still there has got another code since."""
        return any(one.now != one.code_id for one in self.standing)


def by_passage(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions, oldest first, with those that follow each other on one passage as one.

    Several codes given one after the other, a code undone and another taken, a passage skipped
    and come back to: each is one decision of its coder. What was shown at first counts, with
    whatever was shown further at the end.
    """
    found: list[Decision] = []
    latest: dict[int, int] = {}
    for one in decisions:
        at = latest.get(one.coder_id)
        if at is not None and found[at].place == one.place:
            found[at] = _together(found[at], one)
        else:
            latest[one.coder_id] = len(found)
            found.append(one)
    return found


def _together(before: Decision, after: Decision) -> Decision:
    offered = before.shown.offered
    known, last = {one.code_id for one in offered}, max(one.rank for one in offered)
    new = [one for one in after.shown.offered if one.code_id not in known]
    more = tuple(one._replace(rank=last + n) for n, one in enumerate(new, start=1))
    shown = replace(before.shown, offered=offered + more)
    return replace(before, shown=shown, chosen=before.chosen + after.chosen)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many passages were decided upon, and how; the outcomes add up to ``passages``."""

    passages: int
    first: int
    other_shown: int
    another: int
    refused: int
    undone: int
    recoded: int

    @property
    def share_first(self) -> float | None:
        """The share of passages whose first suggestion was taken and stands; None of none."""
        return self.first / self.passages if self.passages else None


def tally(decisions: Sequence[Decision]) -> Tally:
    """Counts over some decisions, each on a passage of its own; see :func:`by_passage`."""
    outcomes = Counter(one.outcome for one in decisions)
    return Tally(
        len(decisions),
        first=outcomes["first"],
        other_shown=outcomes["other shown"],
        another=outcomes["another"],
        refused=outcomes["refused"],
        undone=outcomes["undone"],
        recoded=sum(one.recoded for one in decisions),
    )


@dataclass(frozen=True, slots=True)
class CodeTally:
    """What became of one code's suggestions.

    Of the passages for which it was among those ``shown``, it was ``taken`` for some, for others
    only ``another`` code was, nothing was (``refused``), or what was chosen is ``undone``.
    ``first`` and ``first_taken`` count the same where it stood first. ``unseen``: how often it
    was chosen although it was not shown.
    """

    code_id: int
    first: int
    first_taken: int
    shown: int
    taken: int
    another: int
    refused: int
    undone: int
    unseen: int


def by_code(decisions: Iterable[Decision]) -> list[CodeTally]:
    """What became of each code's suggestions; codes shown most come first."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for one in decisions:
        standing, outcome = {coding.code_id for coding in one.standing}, one.outcome
        shown = {offered.code_id for offered in one.shown.offered}
        for code in shown:
            fate = outcome if outcome in ("refused", "undone") else "another"
            counts[code].update(("shown", "taken" if code in standing else fate))
        counts[one.first].update(("first", *(["first_taken"] * (one.first in standing))))
        for code in standing - shown:
            counts[code]["unseen"] += 1
    names = ("first", "first_taken", "shown", "taken", "another", "refused", "undone", "unseen")
    rows = [CodeTally(code, *(count[name] for name in names)) for code, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.shown, -row.unseen, row.code_id))


def instead(decisions: Iterable[Decision]) -> list[tuple[int, int, int]]:
    """Which code was suggested first, which was chosen in its place, and how often."""
    pairs = Counter(
        (one.first, chosen.code_id)
        for one in decisions
        if one.outcome in ("other shown", "another")
        for chosen in one.standing
    )
    return sorted(((*pair, n) for pair, n in pairs.items()), key=lambda row: (-row[2], row))


def over_time(decisions: Sequence[Decision]) -> list[tuple[str, list[Decision]]]:
    """The decisions of each day (UTC), or of each month where there are many days."""
    days = {one.at[:10] for one in decisions}
    length = len("2026-01") if len(days) > LONG_TIME else len("2026-01-31")
    return sorted(_grouped(decisions, lambda one: one.at[:length]), key=itemgetter(0))


def by_learned(
    decisions: Sequence[Decision],
) -> list[tuple[tuple[int, int | None], list[Decision]]]:
    """The decisions by how many passages the model had learned from: from, to (or None)."""

    def step(one: Decision) -> tuple[int, int | None]:
        low = max((n for n in _LEARNED if n <= one.shown.model.learned_from), default=0)
        high = next((n - 1 for n in _LEARNED if n > one.shown.model.learned_from), None)
        return low, high

    return sorted(_grouped(decisions, step), key=lambda group: group[0][0])


_Key = TypeVar("_Key", bound=Hashable)


def _grouped(
    decisions: Iterable[Decision], key: Callable[[Decision], _Key]
) -> list[tuple[_Key, list[Decision]]]:
    found: dict[_Key, list[Decision]] = {}
    for one in decisions:
        found.setdefault(key(one), []).append(one)
    return list(found.items())
