"""Coding blind: who does, since when, and which codings were made so.

A coder who codes blind sees neither others' codings nor suggestions, so that the agreement with
another coder is between two judgements and not between one and its echo. When it began and
ended stands in the history, and nowhere else; from there all is read.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Literal, NamedTuple

from qualcode.store import queries

if TYPE_CHECKING:
    from qualcode.study.core import Study

BEGAN, ENDED = "blind", "sighted"
"""The actions of the history that begin and end it."""
_JUDGEMENT = frozenset({"code_id", "start", "end"})
"""The columns of a coding that say what was judged."""


class MadeBlind(NamedTuple):
    """How many of some codings were made blind."""

    blind: int
    codings: int

    @property
    def share(self) -> Literal["all", "some", "none"]:
        """All of them, some, or none; none also where there are no codings."""
        if not self.blind:
            return "none"
        return "all" if self.blind == self.codings else "some"


def is_blind(study: Study, coder_id: int) -> bool:
    """Whether a coder codes blind now."""
    changes = _changes(study, coder_id)
    return bool(changes) and changes[-1][1] == BEGAN


def set_blind(study: Study, blind: bool) -> None:
    """Let the coder at work code blind from now on, or no longer; noted in the history."""
    if is_blind(study, study.coder.id) == blind:
        return
    action, label = (BEGAN, "began to code blind") if blind else (ENDED, "ended coding blind")
    with study.change(action, label, undoable=False) as recorder:
        recorder.noted = True


def made_blind(study: Study, coder_id: int, documents: Collection[int] | None) -> MadeBlind:
    """How many of a coder's codings (in some documents) were made while they coded blind.

    What an import brought was not made here, and nobody knows how: it does not count as blind.
    Nor does what the coder recoded or resized later without being blind.
    """
    changes = _changes(study, coder_id)
    times = [at for at, _ in changes]

    def were_blind(at: str) -> bool:
        before = bisect_right(times, at)
        return before > 0 and changes[before - 1][1] == BEGAN

    seen = _changed_sighted(study, coder_id, times[0], were_blind) if times else set()
    blind = total = 0
    for coding in study.codings.all(coder_id):
        if documents is not None and coding.document_id not in documents:
            continue
        total += 1
        unseen = coding.id not in seen and were_blind(coding.created_at)
        blind += unseen and coding.origin != "import"
    return MadeBlind(blind, total)


def _changed_sighted(
    study: Study, coder_id: int, since: str, were_blind: Callable[[str], bool]
) -> set[int]:
    """The codings that a coder recoded or resized while not blind, and did not undo."""
    with study.reading() as connection:
        rows = queries.changes_since(connection, coder_id, since)
    return {
        key
        for at, changes in rows
        if not were_blind(at)
        for table, key, before, after in json.loads(changes)
        if table == "coding" and before and after and not _JUDGEMENT.isdisjoint(after)
    }


def _changes(study: Study, coder_id: int) -> list[tuple[str, str]]:
    """When a coder began and ended, in order: time and action."""
    with study.reading() as connection:
        rows = queries.notes(connection, coder_id, (BEGAN, ENDED))
    return [(row.at, row.action) for row in rows]
