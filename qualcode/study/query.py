"""What one asks of the coded passages: a code, what stands by it, and who, where, when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from qualcode.analysis.neighbours import Side
from qualcode.errors import UsageError
from qualcode.study.types import Origin

if TYPE_CHECKING:
    from qualcode.study.core import Study

Kind = Literal["with", "without", "near", "not near"]

ORIGINS: dict[Origin, str] = {
    "hand": "coded by hand",
    "suggestion": "taken from a suggestion",
    "import": "imported",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What must, or must not, be coded by a passage.

    ``with`` asks for another coding on at least one of the passage's characters, ``near`` for one
    within some turns of it. ``without`` and ``not near`` ask that there is none, and there the
    passage's own coding counts, too: what is coded *Confidence* is never without *Confidence*.

    Attributes:
        kind: see above.
        codes: ids; a coding with any of them will do, or with a code below them.
        within: for ``near``: how many turns away at most; 0 is the same turn, 1 the next.
        side: for ``near``: ``before`` and ``after`` ask for one that stands wholly before or after
            the passage; with ``either``, one that overlaps it is near as well.
        same_coder: only codings by the coder of the passage count; else those of all coders.
        subtree: whether codes below count.
    """

    kind: Kind
    codes: tuple[int, ...]
    within: int = 1
    side: Side = "either"
    same_coder: bool = False
    subtree: bool = True

    def __post_init__(self) -> None:
        if not self.codes:
            raise UsageError("A condition needs a code.")
        if self.within < 0:
            raise UsageError("A number of turns is not negative.")


@dataclass(frozen=True, slots=True)
class Query:
    """Which coded passages are wanted; all that is said must hold.

    Attributes:
        codes: ids; passages with any of them, and with the codes below them. Empty: all codes.
        subtree: whether codes below count.
        conditions: what else is coded there, see :class:`Condition`. Any of several codes is
            one condition, all of several codes are several conditions.
        documents: ids; only in these. Empty: in all.
        attributes: name and value of participants' attributes, such as ``("role", "Student")``:
            somebody is heard in the passage who has them. Values of one attribute are
            alternatives; of several attributes, one person must have a value of each.
        speaker: a label as heard, or a participant's name: this person is heard in the passage
            (and has the attributes, where some are asked for). Letter case is free.
        coder_id: only codings by this coder.
        since: only codings made on this day (of the computer's clock) or later.
        until: only codings made on this day or before.
        origin: only codings made in this way.
        memo: only codings with a memo (True) or without one (False).
        words: these must all occur in the passage, in any order and letter case.
    """

    codes: tuple[int, ...] = ()
    subtree: bool = True
    conditions: tuple[Condition, ...] = ()
    documents: tuple[int, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    speaker: str = ""
    coder_id: int | None = None
    since: date | None = None
    until: date | None = None
    origin: Origin | None = None
    memo: bool | None = None
    words: str = ""


def beginning(day: date) -> str:
    """When a day begins on the computer's clock, as the study keeps times.

    Raises:
        UsageError: if the day is out of reach.
    """
    try:
        at = datetime(day.year, day.month, day.day).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise _out_of_reach() from None
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ending(day: date) -> str:
    """When a day ends; see :func:`beginning`."""
    try:
        return beginning(day + timedelta(days=1))
    except OverflowError:
        raise _out_of_reach() from None


def read_day(given: str) -> date:
    """The day that somebody wrote.

    Raises:
        UsageError: if it is none.
    """
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        raise UsageError(f"'{given}' is no day.", hint="Write it like 2026-11-24.") from None


def _out_of_reach() -> UsageError:
    return UsageError("That day is out of reach.", hint="Give one of this century.")


def condition_in_words(study: Study, condition: Condition) -> str:
    """A condition as a person would say it: ``near Left out within 2 turns``."""
    names = _codes(study, condition.codes, subtree=False)
    turns = "the same turn" if not condition.within else _turns(condition.within)
    wanted = condition.kind in ("with", "near")
    coder = " by the same coder" if condition.same_coder else ""
    if condition.kind in ("with", "without"):
        return f"{condition.kind} {names}{coder}"
    if condition.side == "either":
        return f"{'near' if wanted else 'without'} {names}{coder} within {turns}"
    where = f"in {turns}, " if not condition.within else f"up to {turns} "
    return f"{'with' if wanted else 'without'} {names}{coder} {where}{condition.side} it"


def narrowings(study: Study, query: Query) -> list[tuple[str, Query]]:
    """What narrows a query, each in words and with the query as it would be without it."""
    found: list[tuple[str, Query]] = []

    def add(said: str, /, **without: Any) -> None:
        found.append((said, replace(query, **without)))

    for name in dict.fromkeys(name for name, _ in query.attributes):
        own = [value for other, value in query.attributes if other == name]
        rest = tuple(pair for pair in query.attributes if pair[0] != name)
        add(f"{name} {' or '.join(own)}", attributes=rest)
    if query.speaker:
        add(f"spoken by {query.speaker}", speaker="")
    if query.documents:
        names = [study.documents.get(key).name for key in query.documents]
        add(f"in {' or '.join(names)}", documents=())
    if query.coder_id is not None:
        add(f"coded by {study.coders.find(query.coder_id).name}", coder_id=None)
    if query.since is not None:
        add(f"since {query.since.isoformat()}", since=None)
    if query.until is not None:
        add(f"until {query.until.isoformat()}", until=None)
    if query.origin is not None:
        add(ORIGINS[query.origin], origin=None)
    if query.memo is not None:
        add("with a memo" if query.memo else "without a memo", memo=None)
    for n, condition in enumerate(query.conditions):
        others = query.conditions[:n] + query.conditions[n + 1 :]
        add(condition_in_words(study, condition), conditions=others)
    if query.words:
        add(f"with the words “{query.words}”", words="")
    return found


def in_words(study: Study, query: Query) -> str:
    """A query in one line: ``Confidence and below, role Student, near Left out within 2 turns``."""
    asked = _codes(study, query.codes, subtree=query.subtree) or "All codings"
    return ", ".join([asked, *(words for words, _ in narrowings(study, query))])


def _codes(study: Study, codes: tuple[int, ...], *, subtree: bool) -> str:
    said = []
    for key in codes:
        below = " and below" if subtree and study.codebook.children(key) else ""
        said.append(study.codebook.get(key).name + below)
    return " or ".join(said)


def _turns(number: int) -> str:
    return "1 turn" if number == 1 else f"{number} turns"
