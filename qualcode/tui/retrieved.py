"""The passages that were asked for: which, where one is among them, which are marked.

Holds no widgets, so that a list can be left and taken up again exactly as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from qualcode.errors import QualcodeError
from qualcode.study import Study
from qualcode.study.query import Query
from qualcode.study.retrieval import Found, Match
from qualcode.tui.session import Session

PORTION = 32
"""Passages whose words are read at a time."""
CONTEXTS = (12, 50, 0)
"""Words shown either side, the first to begin with."""


class Retrieved:
    """A list of passages; there are none in it before it has been read.

    Attributes:
        query: what was asked.
        matches: the passages, without their words.
        wrong: why there are none, where the study no longer has what was asked.
        cursor: the number of the highlighted one.
        top, skipped: the first passage on the screen, and how many rows of it are above.
        marks: the codings that are marked.
        context: how many words are shown either side.
        reading: a number that is another whenever the words have been read again.
        away: whether the list was left for a place in a document.
    """

    def __init__(self, session: Session, query: Query) -> None:
        self._session = session
        self.query = query
        self.matches: list[Match] = []
        self.wrong = ""
        self.cursor = self.top = self.skipped = 0
        self.marks: set[int] = set()
        self.context = CONTEXTS[0]
        self.away = False
        self.reading = 0
        self._found: dict[int, Found] = {}
        self._people: int | None = None
        self._read_for = query

    @property
    def asked(self) -> Query:
        """The query, limited to the coder at work where the desk shows only their codings."""
        coder = self._session.shown_coder
        if coder is None:
            return self.query
        own = tuple(replace(c, same_coder=True) for c in self.query.conditions)
        return replace(self.query, coder_id=coder, conditions=own)

    @property
    def in_words(self) -> str:
        """What was asked, in one line."""
        try:
            return self._session.study.retrieval.in_words(self.asked)
        except QualcodeError as error:
            return str(error)

    @property
    def people(self) -> int:
        """How many people are heard in the passages."""
        if self._people is None:
            self._people = len(self._session.study.retrieval.people(self.matches))
        return self._people

    @property
    def size(self) -> int:
        """How many codings are looked at, more or less, to answer what is asked."""
        codes = self._session.codes
        asked = {*self.query.codes, *(c for each in self.query.conditions for c in each.codes)}
        if not self.query.codes:
            return sum(self._session.counts_all.values())
        below = set(asked)
        below.update(c.id for c in codes.values() if c.parent_id in below)  # in tree order
        return sum(self._session.counts_all.get(code_id, 0) for code_id in below)

    def asking(self) -> Callable[[Study], list[Match] | str]:
        """Asks a study for the passages, or why there are none; may be called in a thread."""
        return partial(_matches, query=self.asked)

    def read(self) -> None:
        """Read the list again, as the study is now."""
        self.take(self.asking()(self._session.study))

    def give_up(self) -> None:
        """Ask what was asked when the list was read last."""
        self.query = self._read_for

    def drop(self, coding_ids: Collection[int]) -> None:
        """Take passages out of the list whose codings are gone."""
        gone = set(coding_ids)
        self.take([match for match in self.matches if match.coding_id not in gone])

    def take(self, found: list[Match] | str) -> None:
        """Take what was found, or why there is nothing; place and marks stay."""
        here = self.matches[self.cursor].coding_id if self.matches else None
        top = self.matches[self.top].coding_id if self.matches else None
        self.matches, self.wrong = ([], found) if isinstance(found, str) else (found, "")
        self._read_for = self.query
        self._read_words_again()
        self._people = None
        at = {match.coding_id: n for n, match in enumerate(self.matches)}
        self.marks &= at.keys()
        last = max(0, len(self.matches) - 1)
        self.cursor = at.get(here or 0, min(self.cursor, last))
        if top not in at:
            self.skipped = 0
        self.top = at.get(top or 0, min(self.top, last))

    def found(self, number: int) -> Found | None:
        """A passage with its words; None where it has just been removed by somebody else."""
        key = self.matches[number].coding_id
        if key not in self._found:
            low = number - number % PORTION
            portion = self.matches[low : low + PORTION]
            shown = self._session.study.retrieval.show(portion, context=self.context)
            if self._session.blind:
                shown = [self._own_memos(found) for found in shown]
            self._found.update((found.passage.coding_id, found) for found in shown)
        return self._found.get(key)

    def _own_memos(self, found: Found) -> Found:
        """A passage without what others have written on its coding."""
        own = self._session.memos("coding", found.passage.coding_id)
        memo = "\n\n".join(memo.body for memo in own)
        return replace(found, passage=replace(found.passage, memo=memo))

    @property
    def chosen(self) -> list[int]:
        """The codings that an action is for: the marked ones, or the highlighted one."""
        if self.marks:
            return [m.coding_id for m in self.matches if m.coding_id in self.marks]
        return [self.matches[self.cursor].coding_id] if self.matches else []

    def step(self, step: int) -> None:
        """Highlight another passage; stops at the ends."""
        self.cursor = max(0, min(self.cursor + step, len(self.matches) - 1))

    def mark(self, number: int) -> None:
        """Mark a passage, or unmark it."""
        self.marks ^= {self.matches[number].coding_id}

    def mark_all(self) -> None:
        """Mark all; unmark them where all are marked."""
        every = {match.coding_id for match in self.matches}
        self.marks = set() if self.marks == every else every

    def more_context(self) -> None:
        """Show more words either side, or none after the most."""
        at = CONTEXTS.index(self.context)
        self.context = CONTEXTS[(at + 1) % len(CONTEXTS)]
        self._read_words_again()

    def _read_words_again(self) -> None:
        self._found.clear()
        self.reading += 1


def _matches(study: Study, *, query: Query) -> list[Match] | str:
    try:
        return study.retrieval.match(query)
    except QualcodeError as error:
        return str(error)
