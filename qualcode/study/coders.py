"""Who codes."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable
from itertools import count
from typing import Protocol, TypeVar

from qualcode.errors import NotFound, UsageError
from qualcode.store import queries
from qualcode.study import blind
from qualcode.study.marks import clean_name, new_guid
from qualcode.study.part import Part
from qualcode.study.types import CoderInfo

AGREED = "agreed"
"""The setting that keeps who stands for what was agreed on, by GUID."""


class Signed(Protocol):
    """Anything that a coder made."""

    @property
    def coder_id(self) -> int:
        """Who made it."""


Row = TypeVar("Row", bound=Signed)


class Coders(Part):
    """The coders of a study; ``study.coder`` is the one at work."""

    def list(self) -> builtins.list[CoderInfo]:
        """All coders, in the order they joined."""
        with self._study.reading() as connection:
            return [CoderInfo(*row) for row in queries.coders(connection)]

    def find(self, name_or_id: str | int) -> CoderInfo:
        """The coder with this name (letter case does not matter) or id.

        Raises:
            NotFound: if there is none.
        """
        for coder in self.list():
            if name_or_id == coder.id or str(name_or_id).casefold() == coder.name.casefold():
                return coder
        names = ", ".join(coder.name for coder in self.list())
        raise NotFound(f"There is no coder '{name_or_id}'.", hint=f"The coders are: {names}.")

    def who_coded(self, document_id: int | None = None) -> builtins.list[CoderInfo]:
        """The people who have coded anything (in a document); what was agreed on is by nobody."""
        agreed = self.agreed()
        with self._study.reading() as connection:
            busy = set(queries.busy_coders(connection, document_id))
        return [coder for coder in self.list() if coder.id in busy and coder != agreed]

    # -- what was agreed on -------------------------------------------------------------------

    def agreed(self) -> CoderInfo | None:
        """The coder whose codings are what coders agreed on; None where there are none yet.

        It is no person: figures leave it out wherever no coder is named.
        """
        guid = self._study.settings.get(AGREED)
        if guid is None:
            return None
        return next((coder for coder in self.list() if coder.guid == guid), None)

    def make_agreed(self) -> CoderInfo:
        """The same, made where there is none; its name is one that no person has."""
        with self._study.change("coder", undoable=False) as recorder:
            if (known := self.agreed()) is not None:
                return known
            names = ("Agreed" if n == 1 else f"Agreed ({n})" for n in count(1))
            made = self.add(next(name for name in names if self._known(name) is None))
            recorder.label = f"added coder {made.name}"
            self._study.settings.set(AGREED, made.guid)
        return made

    def by_people(self, rows: Iterable[Row]) -> builtins.list[Row]:
        """Those codings and the like that a person made: without what was agreed on."""
        agreed = self.agreed()
        return [row for row in rows if agreed is None or row.coder_id != agreed.id]

    # -- coding blind -------------------------------------------------------------------------

    def is_blind(self, coder_id: int | None = None) -> bool:
        """Whether a coder (the one at work) codes blind; see :mod:`qualcode.study.blind`."""
        return blind.is_blind(self._study, self._study.coder.id if coder_id is None else coder_id)

    def set_blind(self, on: bool) -> None:
        """Let the coder at work code blind, or no longer. The history keeps when."""
        blind.set_blind(self._study, on)

    def made_blind(
        self, coder_id: int, document_ids: Collection[int] | None = None
    ) -> blind.MadeBlind:
        """How many of a coder's codings (in some documents) were made while they coded blind."""
        return blind.made_blind(self._study, coder_id, document_ids)

    # -- who is at work -----------------------------------------------------------------------

    def add(self, name: str) -> CoderInfo:
        """Add a coder; an existing one of that name is returned as it is."""
        name = clean_name(name)
        if not name:
            raise UsageError("A coder needs a name.")
        with self._study.change("coder", f"added coder {name}", undoable=False) as recorder:
            if (known := self._known(name)) is not None:
                return known
            guid = new_guid()
            key = recorder.insert("coder", {"guid": guid, "name": name})
        return CoderInfo(key, guid, name)

    def use(self, name_or_id: str | int) -> CoderInfo:
        """Let this coder be the one at work, now and when the study is next opened."""
        return self._use(self.find(name_or_id))

    def start(self, name: str | None) -> CoderInfo:
        """The coder to begin with: the one named, else the one of last time, else the first.

        One who is named is the one of last time from now on; a new one joins by themselves.
        """
        if name is not None:
            return self._use(self._known(clean_name(name)) or self._join(name))
        coders = self.list()
        last = self._study.settings.get("coder")
        return next((coder for coder in coders if coder.id == last), coders[0])

    def _join(self, name: str) -> CoderInfo:
        with self._study.change("coder", undoable=False) as recorder:
            self._study.coder = self.add(name)
            recorder.label = f"added coder {self._study.coder.name}"
        return self._study.coder

    def _known(self, name: str) -> CoderInfo | None:
        return next((c for c in self.list() if c.name.casefold() == name.casefold()), None)

    def _use(self, coder: CoderInfo) -> CoderInfo:
        self._study.coder = coder
        settings = self._study.settings
        if not self._study.read_only and settings.get("coder") != coder.id:
            settings.set("coder", coder.id)
        return coder
