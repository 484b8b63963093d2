"""Who codes."""

from __future__ import annotations

import builtins

from qualcode.errors import NotFound, UsageError
from qualcode.store import queries
from qualcode.study.marks import clean_name, new_guid
from qualcode.study.part import Part
from qualcode.study.types import CoderInfo


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
