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
            for coder in self.list():
                if coder.name.casefold() == name.casefold():
                    return coder
            guid = new_guid()
            key = recorder.insert("coder", {"guid": guid, "name": name})
        return CoderInfo(key, guid, name)

    def use(self, name_or_id: str | int) -> CoderInfo:
        """Let this coder be the one at work, now and when the study is next opened."""
        coder = self.find(name_or_id)
        self._study.coder = coder
        if not self._study.read_only:
            self._study.settings.set("coder", coder.id)
        return coder

    def start(self, name: str | None) -> CoderInfo:
        """The coder to begin with: the one named, else the one of last time, else the first."""
        coders = self.list()
        if name is not None:
            for coder in coders:
                if coder.name.casefold() == name.casefold():
                    return coder
            self._study.coder = coders[0]
            return self.add(name)
        last = self._study.settings.get("coder")
        return next((coder for coder in coders if coder.id == last), coders[0])
