"""The codebook of a study: the tree of codes, and the research questions its themes answer."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from typing import Any

from qualcode.codebook import Codebook, Question
from qualcode.errors import NotFound, Refused, UsageError
from qualcode.store import queries
from qualcode.study import code_changes, code_columns, code_rows
from qualcode.study.marks import clean_name
from qualcode.study.part import Part
from qualcode.study.types import CodeInfo, MergeEffect


class Codes(Part):
    """The codes of a study. A theme is a code with no parent; names differ among siblings."""

    _kept: tuple[tuple[int, ...], list[CodeInfo]] | None = None

    def codes(self) -> list[CodeInfo]:
        """All codes in the order of the tree: each theme, then what is below it."""
        recorder = self._study._recorder
        changed = recorder is not None and recorder.touched["code"]
        state = (self._study.version(), *((id(recorder), changed) if changed else ()))
        if self._kept is None or self._kept[0] != state:
            with self._study.reading() as connection:
                self._kept = (state, code_rows.in_order(queries.codes(connection)))
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
        self,
        document_id: int | None = None,
        *,
        coder_id: int | None = None,
        code_ids: Collection[int] | None = None,
    ) -> dict[int, int]:
        """How many codings each code has (in one document, by one coder); not summed upwards.

        ``code_ids``: count only these codes, which is quick in a large study.
        """
        with self._study.reading() as connection:
            rows = queries.code_counts(connection, document_id, coder_id, code_ids=code_ids)
        found = dict(tuple(row) for row in rows)
        ids = [code.id for code in self.codes()] if code_ids is None else code_ids
        return {code_id: found.get(code_id, 0) for code_id in ids}

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

    def add_example(self, code_id: int, text: str, *, near_miss: bool = False) -> bool:
        """Put words with a code's examples, or its near misses; False if they are there already.

        Raises:
            UsageError: if there are no words.
        """
        text = text.strip()
        if not text:
            raise UsageError("An example needs some words.")
        field = "near_misses" if near_miss else "examples"
        with self._study.change("codebook") as recorder:
            code = self._changeable(code_id)
            given = getattr(code, field)
            if text in given:
                return False
            recorder.label = f"gave {code.name} {'a near miss' if near_miss else 'an example'}"
            recorder.update("code", code_id, code_columns.columns({field: (*given, text)}))
        return True

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
            source, into = self._mergeable(source_id, into_id)
            recorder.label = f"merged {source.name} into {into.name}"
            return code_changes.merge(recorder, source_id, into_id)

    def merge_effect(self, source_id: int, into_id: int) -> MergeEffect:
        """What :meth:`merge` would do; raises what it would raise."""
        source, into = self._mergeable(source_id, into_id)
        with self._study.reading() as connection:
            return code_changes.merge_effect(connection, source, into, self.children(source_id))

    def split(
        self,
        code_id: int,
        coding_ids: Sequence[int],
        name: str | None = None,
        *,
        into_id: int | None = None,
    ) -> CodeInfo:
        """Send some of a code's codings to another code, which is returned.

        The code stays with its other codings, its description and what is below it. Where a
        coder has the other code on a passage already, one coding is left, with both memos.

        Args:
            code_id: the code to be split.
            coding_ids: which of its codings go.
            name: of the new code they go to: the next one after the code, or the last below it
                where that is a theme.
            into_id: the code they go to, where it is there already.

        Raises:
            UsageError: if no coding is given, one is not of the code, or not just one of
                ``name`` and ``into_id`` is given.
            Refused: if a sibling has the name, or the other code only holds others together.
        """
        wanted = list(dict.fromkeys(coding_ids))
        if (name is None) == (into_id is None):
            raise UsageError("Say the name of a new code, or a code that is there: just one.")
        with self._study.change("codebook") as recorder:
            code = self.get(code_id)
            there = queries.coding_ids(recorder.connection, code_ids=[code_id])
            if not wanted or set(wanted).difference(there):
                raise UsageError(
                    f"No codings of '{code.name}' were given, or others, too.",
                    hint="Choose again from the codings as they stand now.",
                )
            beside = into_id is None
            into = self._beside(code, clean_name(str(name))) if beside else self.get(into_id or 0)
            if into.id == code_id or not into.codable:
                raise Refused(f"The codings of '{code.name}' cannot go to '{into.name}'.")
            moved = "1 coding" if len(wanted) == 1 else f"{len(wanted)} codings"
            recorder.label = f"split {code.name}: {moved} to {into.name}"
            code_changes.recode(recorder, wanted, into.id)
        return into

    def remove(self, code_id: int) -> None:
        """Remove a code with those below it and all their codings. Can be undone."""
        with self._study.change("codebook") as recorder:
            recorder.label = f"removed {self._changeable(code_id).name}"
            ids = self.subtree(code_id)
            for below in ids[1:]:
                self._changeable(below)
            code_changes.remove(recorder, ids)

    def freeze(self, code_id: int, frozen: bool = True) -> None:
        """Protect a code's name, place and definition from changes, or let them be changed."""
        with self._study.change("codebook") as recorder:
            recorder.label = f"{'froze' if frozen else 'unfroze'} {self.get(code_id).name}"
            recorder.update("code", code_id, {"frozen": frozen})

    def freeze_all(self, frozen: bool = True) -> int:
        """Freeze all codes there are, or let all be changed; returns how many were not so yet."""
        word = "froze" if frozen else "unfroze"
        with self._study.change("codebook", f"{word} the codebook") as recorder:
            wanted = [code.id for code in self.codes() if code.frozen != frozen]
            for code_id in wanted:
                recorder.update("code", code_id, {"frozen": frozen})
        return len(wanted)

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
        return Codebook(
            name=self._study.name,
            codes=code_rows.as_tree(self.codes()),
            language=self._study.language,
            questions=tuple(self.questions()),
        )

    def _changeable(self, code_id: int) -> CodeInfo:
        code = self.get(code_id)
        if code.frozen:
            raise Refused(f"'{code.name}' is frozen.", hint="Unfreeze it first.")
        return code

    def _mergeable(self, source_id: int, into_id: int) -> tuple[CodeInfo, CodeInfo]:
        source, into = self._changeable(source_id), self.get(into_id)
        if into_id in self.subtree(source_id):
            raise Refused(f"'{source.name}' cannot be merged into itself or a code below it.")
        if not into.codable:
            raise Refused(f"'{into.name}' only holds other codes together.")
        for child in self.children(source_id):
            self._changeable(child.id)
            self._free(child.name, into_id)
        return source, into

    def _beside(self, code: CodeInfo, name: str) -> CodeInfo:
        """A new code right after another; the last below it, where that is a theme."""
        if code.parent_id is None:
            return self.add(name, code.id)
        made = self.add(name, code.parent_id)
        order = [sibling.id for sibling in self.children(code.parent_id)]
        self.move(made.id, code.parent_id, order.index(code.id) + 1)
        return self.get(made.id)

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
