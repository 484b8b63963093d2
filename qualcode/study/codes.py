"""The codebook of a study: the tree of codes, and the research questions its themes answer."""

from __future__ import annotations

import difflib
import json
from typing import Any

from qualcode.codebook import Code, Codebook, Question
from qualcode.errors import NotFound, Refused, UsageError
from qualcode.store import queries
from qualcode.study import code_changes, code_columns
from qualcode.study.marks import clean_name
from qualcode.study.part import Part
from qualcode.study.types import CodeInfo


class Codes(Part):
    """The codes of a study. A theme is a code with no parent; names differ among siblings."""

    _kept: tuple[tuple[int, ...], list[CodeInfo]] | None = None

    def codes(self) -> list[CodeInfo]:
        """All codes in the order of the tree: each theme, then what is below it."""
        recorder = self._study._recorder
        changed = recorder is not None and recorder.touched["code"]
        state = (self._study.version(), *((id(recorder), changed) if changed else ()))
        if self._kept is None or self._kept[0] != state:
            self._kept = (state, self._read())
        return list(self._kept[1])

    def stands_since(self, before: int, after: int) -> None:
        """A change from version ``before`` to ``after`` touched no code: what is kept holds."""
        if self._kept is not None and self._kept[0][0] == before:
            self._kept = ((after,), self._kept[1])

    def forget(self) -> None:
        """A change has failed: what was read within it never was."""
        self._kept = None

    def themes(self) -> list[CodeInfo]:
        """The codes at the top."""
        return [code for code in self.codes() if code.parent_id is None]

    def get(self, code_id: int) -> CodeInfo:
        """One code.

        Raises:
            NotFound: if there is no such code.
        """
        for code in self.codes():
            if code.id == code_id:
                return code
        raise NotFound(f"There is no code {code_id} any more.")

    def find(self, name: str) -> CodeInfo:
        """The code with this name, or with this path (``Theme / Code``); letter case is free.

        Raises:
            NotFound: if there is none, or more than one.
        """
        codes = self.codes()
        wanted = _plain(name)
        found = [c for c in codes if wanted in (_plain(c.name), _plain(c.label))]
        if len(found) == 1:
            return found[0]
        if found:
            paths = "; ".join(c.label for c in found)
            raise NotFound(f"'{name}' may mean several codes.", hint=f"Say which: {paths}.")
        near = difflib.get_close_matches(wanted, [_plain(c.name) for c in codes], n=3, cutoff=0.5)
        names = [c.name for c in codes if _plain(c.name) in near]
        hint = f"Did you mean: {', '.join(names)}?" if names else "See: qualcode codebook export"
        raise NotFound(f"There is no code '{name}' in the codebook.", hint=hint)

    def children(self, code_id: int | None) -> list[CodeInfo]:
        """The codes directly below a code, or the themes."""
        return [code for code in self.codes() if code.parent_id == code_id]

    def subtree(self, code_id: int) -> list[int]:
        """The ids of a code and all below it, itself first."""
        ids = [self.get(code_id).id]
        for code in self.codes():
            if code.parent_id in ids:
                ids.append(code.id)
        return ids

    def theme_of(self, code_id: int) -> CodeInfo:
        """The theme that a code stands under."""
        code = self.get(code_id)
        while code.parent_id is not None:
            code = self.get(code.parent_id)
        return code

    def questions(self) -> list[Question]:
        """The research questions, in order."""
        with self._study.reading() as connection:
            return [Question(*row[1:]) for row in queries.questions(connection)]

    def counts(
        self, document_id: int | None = None, *, coder_id: int | None = None
    ) -> dict[int, int]:
        """How many codings each code has (in one document, by one coder); not summed upwards."""
        with self._study.reading() as connection:
            found = dict(
                tuple(row) for row in queries.code_counts(connection, document_id, coder_id)
            )
        return {code.id: found.get(code.id, 0) for code in self.codes()}

    def add(self, name: str, parent_id: int | None = None, **fields: Any) -> CodeInfo:
        """Make a code, last among its siblings.

        Args:
            name: differs from its siblings' names.
            parent_id: the code above; None makes a theme.
            fields: ``colour`` and any of :data:`qualcode.study.code_columns.FIELDS`.

        Raises:
            Refused: if a sibling has the name.
        """
        with self._study.change("codebook") as recorder:
            name = self._free(name, parent_id)
            recorder.label = f"new code {name}"
            if parent_id is not None:
                self.get(parent_id)
            siblings = self.children(parent_id)
            last = siblings[-1].position if siblings else None
            values = code_columns.new(name, parent_id, last, len(self.codes()), fields)
            key = recorder.insert("code", values)
        return self.get(key)

    def rename(self, code_id: int, name: str) -> None:
        """Give a code another name."""
        with self._study.change("codebook") as recorder:
            code = self._changeable(code_id)
            name = self._free(name, code.parent_id, but=code_id)
            recorder.label = f"renamed {code.name} to {name}"
            recorder.update("code", code_id, {"name": name})

    def describe(self, code_id: int, **fields: Any) -> None:
        """Change any of :data:`qualcode.study.code_columns.FIELDS` of a code."""
        with self._study.change("codebook") as recorder:
            recorder.label = f"described {self._changeable(code_id).name}"
            recorder.update("code", code_id, code_columns.columns(fields))

    def recolour(self, code_id: int, colour: str) -> None:
        """Give a code another colour, ``#rrggbb``."""
        with self._study.change("codebook") as recorder:
            recorder.label = f"recoloured {self.get(code_id).name}"
            recorder.update("code", code_id, {"colour": code_columns.colour(colour)})

    def move(self, code_id: int, parent_id: int | None, position: int | None = None) -> None:
        """Put a code below another one (None: make it a theme), ``position``-th from 0, or last.

        Raises:
            Refused: if it would come below itself, or a sibling there has its name.
        """
        with self._study.change("codebook") as recorder:
            code = self._changeable(code_id)
            if parent_id is not None and parent_id in self.subtree(code_id):
                raise Refused(f"'{code.name}' cannot be moved below itself.")
            self._free(code.name, parent_id, but=code_id)
            recorder.label = f"moved {code.name}"
            siblings = [c for c in self.children(parent_id) if c.id != code_id]
            at = len(siblings) if position is None else max(0, min(position, len(siblings)))
            low = siblings[at - 1].position if at else None
            high = siblings[at].position if at < len(siblings) else None
            values = {"parent_id": parent_id, "position": code_columns.between(low, high)}
            if values["position"] in (low, high):  # nothing is left between the two
                for n, sibling in enumerate(siblings):
                    place = {"position": float(n if n < at else n + 1)}
                    recorder.update("code", sibling.id, place)
                values["position"] = float(at)
            recorder.update("code", code_id, values)

    def merge(self, source_id: int, into_id: int) -> int:
        """Let one code take in another: its codings, memos and the codes below it.

        Where a coder has both codes on one passage, one coding is left, with the memos of both.
        The source is gone afterwards. Returns how many codings were moved.

        Raises:
            Refused: if ``into_id`` is the source itself or below it.
        """
        with self._study.change("codebook") as recorder:
            source, into = self._changeable(source_id), self.get(into_id)
            if into_id in self.subtree(source_id):
                raise Refused(f"'{source.name}' cannot be merged into itself or a code below it.")
            if not into.codable:
                raise Refused(f"'{into.name}' only holds other codes together.")
            for child in self.children(source_id):
                self._free(child.name, into_id)
            recorder.label = f"merged {source.name} into {into.name}"
            return code_changes.merge(recorder, source_id, into_id)

    def remove(self, code_id: int) -> None:
        """Remove a code with those below it and all their codings. Can be undone."""
        with self._study.change("codebook") as recorder:
            recorder.label = f"removed {self._changeable(code_id).name}"
            code_changes.remove(recorder, self.subtree(code_id))

    def freeze(self, code_id: int, frozen: bool = True) -> None:
        """Protect a code's name, place and definition from changes, or let them be changed."""
        with self._study.change("codebook") as recorder:
            recorder.label = f"{'froze' if frozen else 'unfroze'} {self.get(code_id).name}"
            recorder.update("code", code_id, {"frozen": frozen})

    def import_(self, codebook: Codebook) -> int:
        """Take in a codebook: new codes are added, codes that are there get its descriptions.

        Codes are the same where their paths are. Returns how many codes were added.
        """
        with self._study.change("codebook", f"took in the codebook {codebook.name}") as recorder:
            known = {row.key: row.id for row in queries.questions(recorder.connection)}
            for n, question in enumerate(codebook.questions):
                values = {"text": question.text, "audience": question.audience}
                if question.key in known:
                    recorder.update("question", known[question.key], values)
                else:
                    values_new = {"key": question.key, "position": len(known) + n, **values}
                    recorder.insert("question", values_new)
            return code_changes.take_in(recorder, self.codes(), codebook.codes)

    def export(self) -> Codebook:
        """The codebook as it stands, free of the study."""
        codes = self.codes()

        def below(parent_id: int | None) -> tuple[Code, ...]:
            return tuple(
                Code(
                    name=c.name,
                    short=c.short,
                    definition=c.definition,
                    inclusion=c.inclusion,
                    exclusion=c.exclusion,
                    examples=c.examples,
                    near_misses=c.near_misses,
                    colour=c.colour,
                    question=c.question,
                    codable=c.codable,
                    guid=c.guid,
                    children=below(c.id),
                )
                for c in codes
                if c.parent_id == parent_id
            )

        return Codebook(
            name=self._study.name,
            codes=below(None),
            language=self._study.language,
            questions=tuple(self.questions()),
        )

    def _read(self) -> list[CodeInfo]:
        with self._study.reading() as connection:
            rows = queries.codes(connection)
        below: dict[int | None, list[Any]] = {}
        for row in rows:
            below.setdefault(row["parent_id"], []).append(row)
        made: list[CodeInfo] = []

        def walk(parent_id: int | None, path: tuple[str, ...]) -> None:
            for row in below.get(parent_id, ()):
                here = (*path, row["name"])
                values = {**row, "path": here}
                for name in ("examples", "near_misses"):
                    values[name] = tuple(json.loads(row[name]))
                made.append(CodeInfo(**values))
                walk(row["id"], here)

        walk(None, ())
        return made

    def _changeable(self, code_id: int) -> CodeInfo:
        code = self.get(code_id)
        if code.frozen:
            raise Refused(f"'{code.name}' is frozen.", hint="Unfreeze it first.")
        return code

    def _free(self, name: str, parent_id: int | None, *, but: int | None = None) -> str:
        name = clean_name(name)
        if not name:
            raise UsageError("A code needs a name.")
        for sibling in self.children(parent_id):
            if sibling.id != but and sibling.name.casefold() == name.casefold():
                raise Refused(
                    f"There is a code '{sibling.name}' at this place already.",
                    hint="Choose another name, or use that code.",
                )
        return name


def _plain(name: str) -> str:
    return " ".join(name.replace("/", " / ").split()).casefold()
