"""Moving, merging, splitting and removing codes."""

from __future__ import annotations

import re

from textual.content import Content

from qualcode.study import Study
from qualcode.study.types import CodeInfo, MergeEffect, PassageRow
from qualcode.tui.screens.ask import Confirm
from qualcode.tui.screens.picker import TOP, CodePicker, NewName, Picked, swatch
from qualcode.tui.screens.split import SplitCodings, SplitTarget
from qualcode.tui.shown import counted, name
from qualcode.tui.work.at_code import AtCode

AROUND = 60
"""How much of the text before and after a coding is shown, in code points."""

_FIELDS = {
    "short": "short definition",
    "definition": "definition",
    "inclusion": "when to use it",
    "exclusion": "when not to",
    "examples": "examples",
    "near_misses": "near misses",
    "question": "research question",
}


class Restructuring(AtCode):
    """Changes which codes there are and where they stand."""

    def move(self) -> None:
        """Put the code below another one."""
        code = self.chosen
        below = set(self.study.codebook.subtree(code.id))
        picker = CodePicker(
            f"Below which code comes {name(code.name, 40)}?",
            [c for c in self.session.codes.values() if c.id not in below],
            top="at the top, as a theme",
            start=code.parent_id or TOP,
            holders=True,
        )

        def then(picked: Picked) -> None:
            parent = picked if isinstance(picked, int) and picked != TOP else None
            if parent != code.parent_id:
                self._put(code, parent)

        self.desk.ask(picker, then)

    def drop(self, code_id: int, parent_id: int | None, before_id: int | None) -> None:
        """Put a code that was dragged where it was let go."""
        code = self.code(code_id)
        if self.study.read_only:
            self.desk.say("This study is open for reading only", warning=True)
            return
        others = [c.id for c in self.study.codebook.children(parent_id) if c.id != code_id]
        self._put(code, parent_id, others.index(before_id) if before_id in others else None)

    def outwards(self) -> None:
        """Put the code one level higher, right after the one it stood below."""
        code = self.chosen
        if code.parent_id is None:
            self.desk.say(f"{name(code.name)} is a theme already")
            return
        above = self.code(code.parent_id)
        order = [c.id for c in self.study.codebook.children(above.parent_id)]
        self._put(code, above.parent_id, order.index(above.id) + 1)

    def inwards(self) -> None:
        """Put the code one level lower, below the one before it."""
        code = self.chosen
        order = [c.id for c in self.study.codebook.children(code.parent_id)]
        at = order.index(code.id)
        if at == 0:
            self.desk.say(f"No code stands before {name(code.name)} that it could go below")
            return
        self._put(code, order[at - 1])

    def _put(self, code: CodeInfo, parent_id: int | None, position: int | None = None) -> None:
        self.study.codebook.move(code.id, parent_id, position)
        if parent_id == code.parent_id:
            where = "among the codes there"
        else:
            where = f"below {name(self.code(parent_id).name)}" if parent_id else "to the top"
        self.changed(f"Moved {name(code.name)} {where}", choose=code.id)

    def shift(self, step: int) -> None:
        """Move the code up or down among its siblings."""
        code = self.chosen
        siblings = [c.id for c in self.study.codebook.children(code.parent_id)]
        to = siblings.index(code.id) + step
        if not 0 <= to < len(siblings):
            self.desk.say(f"{name(code.name)} is the {'first' if step < 0 else 'last'} there")
            return
        self.study.codebook.move(code.id, code.parent_id, to)
        way = "up" if step < 0 else "down"
        self.changed(f"Moved {name(code.name)} {way}", choose=code.id)

    def merge(self) -> None:
        """Let another code take this one in, after showing what that means."""
        source = self.chosen
        below = set(self.study.codebook.subtree(source.id))
        picker = CodePicker(
            f"Into which code does {name(source.name, 40)} go?",
            [c for c in self.session.codes.values() if c.id not in below],
        )
        self.desk.ask(picker, lambda into: self._confirm_merge(source, into))

    def _confirm_merge(self, source: CodeInfo, picked: Picked) -> None:
        if not isinstance(picked, int):
            return
        into = self.code(picked)
        effect = self.study.codebook.merge_effect(source.id, into.id)
        confirm = Confirm(
            "Merge two codes", told(source, into, effect, self.key("undo")), yes="merge"
        )

        def then(yes: bool) -> None:
            if yes:
                moved = self.study.codebook.merge(source.id, into.id)
                self.session.last_code = into.id
                said = f"Merged {name(source.name)} into {name(into.name)}"
                self.changed(f"{said}, {counted(moved, 'coding')} moved", choose=into.id)

        self.desk.ask(confirm, then)

    def split(self) -> None:
        """Send some of the code's own codings to another code."""
        code = self.chosen
        coder = self.session.shown_coder

        def passages(study: Study) -> list[PassageRow]:
            return study.codings.passages(code.id, subtree=False, coder_id=coder)

        self.desk.fetching.fetch(
            passages,
            lambda codings: self._split_from(code, codings),
            size=self.session.counts_all.get(code.id, 0),
            what=f"the codings of {name(code.name, 40)}",
        )

    def _split_from(self, code: CodeInfo, codings: list[PassageRow]) -> None:
        if not codings:
            self.desk.say(f"{name(code.name)} has no codings of its own to send elsewhere")
            return
        screen = SplitCodings(code, codings, self._around)
        self.desk.ask(screen, lambda ids: self._split_to(code, ids))

    def _split_to(self, code: CodeInfo, coding_ids: list[int]) -> None:
        picker = SplitTarget(
            f"{counted(len(coding_ids), 'coding')} of {name(code.name, 30)}: to which code?",
            [c for c in self.session.codes.values() if c.id != code.id],
            new=True,
        )

        def then(picked: Picked) -> None:
            wanted = picked.name if isinstance(picked, NewName) else None
            into_id = picked if isinstance(picked, int) else None
            into = self.study.codebook.split(code.id, coding_ids, wanted, into_id=into_id)
            moved = counted(len(coding_ids), "coding")
            said = f"Split {name(code.name)}: {moved} to {name(into.name)}"
            self.changed(said, choose=into.id)

        self.desk.ask(picker, then)

    def _around(self, coding: PassageRow) -> tuple[str, str]:
        text = self.study.documents.text(coding.document_id)
        before = text[max(0, coding.start - AROUND) : coding.start]
        after = text[coding.end : coding.end + AROUND]
        return f"…{_on_one_line(before)}", f"{_on_one_line(after)}…"

    def remove(self) -> None:
        """Remove the code, those below it, and their codings. Undo brings all back."""
        code = self.chosen
        self.study.codebook.remove(code.id)
        self.changed(f"Removed {name(code.name)} with its codings")


def told(source: CodeInfo, into: CodeInfo, effect: MergeEffect, undo: str) -> list[Content]:
    """What merging two codes would do, a line each."""
    lines = [
        Content.assemble(swatch(source), (name(source.name), "bold"), "  goes into"),
        Content.assemble(swatch(into), (name(into.name), "bold")),
        Content(""),
        Content(f"· {counted(effect.codings, 'coding')} will be of {name(into.name)}"),
    ]
    if effect.doubled:
        lines.append(Content(f"· {effect.doubled} of them are there already and become one"))
    if effect.quotations:
        quoted = counted(effect.quotations, "quotation")
        lines.append(Content(f"· {quoted} put forward will be of {name(into.name)}"))
    if effect.children:
        names = ", ".join(name(child, 30) for child in effect.children[:5])
        more = " …" if len(effect.children) > 5 else ""
        come = f"{counted(len(effect.children), 'code')} below it will come along"
        lines.append(Content(f"· {come}: {names}{more}"))
    if effect.memos:
        lines.append(Content(f"· {counted(effect.memos, 'memo')} on it will be kept"))
    if effect.lost:
        fields = ", ".join(_FIELDS[field] for field in effect.lost)
        lines.append(Content(f"· of {name(source.name)} will be gone: {fields}"))
    return [*lines, Content(f"· {undo} undoes it")]


def _on_one_line(text: str) -> str:
    return name(re.sub(r"\s+", " ", text))
