"""Making, naming, moving and merging codes."""

from __future__ import annotations

from textual.content import Content

from qualcode.study.code_columns import COLOURS
from qualcode.study.types import CodeInfo
from qualcode.tui.screens.ask import AskLine, Confirm
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.editor import TextEditor
from qualcode.tui.screens.picker import TOP, CodePicker, Picked, swatch
from qualcode.tui.shown import counted, name
from qualcode.tui.work.part import Part

HUES = ("blue", "vermilion", "green", "pink", "orange", "sky", "yellow")


class CodebookWork(Part):
    """Changes the codebook, at the code that is highlighted in it."""

    @property
    def chosen(self) -> CodeInfo:
        """The highlighted code; actions that use it need one."""
        code_id = self.desk.codebook_tree.chosen
        assert code_id is not None, "the action was called without a code"
        return self.code(code_id)

    def new(self) -> None:
        """Make a code below the theme at hand."""
        here = self.desk.codebook_tree.chosen
        theme = self.study.codebook.theme_of(here) if here in self.session.codes else None
        if theme is None:
            self.new_theme()
            return
        ask = AskLine(f"A new code below {name(theme.name, 40)}", hint="its name")
        self.desk.ask(ask, lambda wanted: self._make(wanted, theme.id))

    def new_theme(self) -> None:
        """Make a theme."""
        self.desk.ask(AskLine("A new theme", hint="its name"), lambda n: self._make(n, None))

    def _make(self, wanted: str, parent_id: int | None) -> None:
        code = self.study.codebook.add(wanted, parent_id)
        self._changed(f"New code {name(code.name)}", choose=code.id)

    def rename(self) -> None:
        """Give the code another name."""
        code = self.chosen
        ask = AskLine(f"Another name for {name(code.name, 40)}", value=code.name)

        def then(wanted: str) -> None:
            if wanted != code.name:
                self.study.codebook.rename(code.id, wanted)
                self._changed(f"Renamed {name(code.name)} to {name(self.code_name(code.id))}")

        self.desk.ask(ask, then)

    def code_name(self, code_id: int) -> str:
        """A code's name as the study has it now."""
        return self.study.codebook.get(code_id).name

    def define(self) -> None:
        """Write what the code stands for."""
        code = self.chosen
        editor = TextEditor(f"What does {name(code.name, 40)} stand for?", text=code.definition)

        def then(text: str) -> None:
            if text != code.definition:
                self.study.codebook.describe(code.id, definition=text.strip())
                self._changed(f"Defined {name(code.name)}")

        self.desk.ask(editor, then)

    def recolour(self) -> None:
        """Give the code another colour."""
        code = self.chosen
        rows = [
            Row(hue, Content.assemble(("██  ", hue), word), ())
            for hue, word in zip(COLOURS, HUES, strict=True)
        ]
        rows.append(Row("", Content("another, as #rrggbb …"), ()))
        choose: Choose[str] = Choose(
            f"A colour for {name(code.name, 40)}", rows, start=code.colour, typing=False
        )
        self.desk.ask(choose, lambda hue: self._recolour(code, hue))

    def _recolour(self, code: CodeInfo, hue: str) -> None:
        if not hue:
            ask = AskLine("The colour, as #rrggbb", value=code.colour)
            self.desk.ask(ask, lambda typed: self._recolour(code, typed))
            return
        self.study.codebook.recolour(code.id, hue)
        self._changed(f"Recoloured {name(code.name)}")

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
                self.study.codebook.move(code.id, parent)
                where = f"below {name(self.code(parent).name)}" if parent else "to the top"
                self._changed(f"Moved {name(code.name)} {where}", choose=code.id)

        self.desk.ask(picker, then)

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
        self._changed(f"Moved {name(code.name)} {way}", choose=code.id)

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
        confirm = Confirm("Merge two codes", self.merge_told(source, into), yes="merge")

        def then(yes: bool) -> None:
            if yes:
                moved = self.study.codebook.merge(source.id, into.id)
                self.session.last_code = into.id
                said = f"Merged {name(source.name)} into {name(into.name)}"
                self._changed(f"{said}, {counted(moved, 'coding')} moved", choose=into.id)

        self.desk.ask(confirm, then)

    def merge_told(self, source: CodeInfo, into: CodeInfo) -> list[Content]:
        """What merging two codes would do, a line each."""
        codings = self.study.codings.all()
        moving = [c for c in codings if c.code_id == source.id]
        spans = {
            (c.document_id, c.start, c.end, c.coder_id) for c in codings if c.code_id == into.id
        }
        double = sum((c.document_id, c.start, c.end, c.coder_id) in spans for c in moving)
        children = len(self.study.codebook.children(source.id))
        memos = len(self.study.memos.list("code", source.id))
        told = [
            Content.assemble(swatch(source), (name(source.name), "bold"), "  goes into"),
            Content.assemble(swatch(into), (name(into.name), "bold")),
            Content(""),
            Content(f"· {counted(len(moving), 'coding')} will be of {name(into.name)}"),
        ]
        if double:
            told.append(Content(f"· {double} of them are there already and become one"))
        if children:
            told.append(Content(f"· {counted(children, 'code')} below it will come along"))
        if memos:
            told.append(Content(f"· {counted(memos, 'memo')} will be kept"))
        if source.definition or source.short:
            told.append(Content(f"· the definition of {name(source.name)} will be gone"))
        return [*told, Content("· u undoes it")]

    def remove(self) -> None:
        """Remove the code, those below it, and their codings. Undo brings all back."""
        code = self.chosen
        self.study.codebook.remove(code.id)
        self._changed(f"Removed {name(code.name)} with its codings")

    def _changed(self, said: str, *, choose: int | None = None) -> None:
        self.desk.reload()
        if choose is not None:
            self.desk.codebook_tree.choose(choose)
        self.desk.done(said)
