"""Making, naming, describing and freezing codes, and finding them in the tree."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from qualcode.study.code_columns import COLOURS
from qualcode.study.types import CodeInfo
from qualcode.tui.screens.ask import AskLine
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.code_form import CodeForm
from qualcode.tui.shown import counted, line, name
from qualcode.tui.work.at_code import AtCode

HUES = ("blue", "vermilion", "green", "pink", "orange", "sky", "yellow")


class CodebookWork(AtCode):
    """Changes the codebook, at the code that is highlighted in it."""

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
        self.changed(f"New code {name(code.name)}", choose=code.id)

    def rename(self) -> None:
        """Give the code another name."""
        code = self.chosen
        ask = AskLine(f"Another name for {name(code.name, 40)}", value=code.name)

        def then(wanted: str) -> None:
            if wanted != code.name:
                self.study.codebook.rename(code.id, wanted)
                self.changed(f"Renamed {name(code.name)} to {name(self.code_name(code.id))}")

        self.desk.ask(ask, then)

    def code_name(self, code_id: int) -> str:
        """A code's name as the study has it now."""
        return self.study.codebook.get(code_id).name

    def describe(self) -> None:
        """Fill in the form of the code; where it may not be changed, read it."""
        code, locked = self.chosen, ""
        if self.study.read_only:
            locked = "For reading only."
        elif code.frozen:
            locked = f"Frozen: {self.key('freeze-code')} lets it be changed."

        def save(changed: dict[str, Any]) -> None:
            fields = dict(changed)
            wanted = fields.pop("name", None)
            with self.study.one_action(f"described {code.name}", action="codebook"):
                if wanted is not None:
                    self.study.codebook.rename(code.id, wanted)
                self.study.codebook.describe(code.id, **fields)

        def then(different: bool) -> None:
            if different:
                self.changed(f"Described {name(self.code_name(code.id))}", choose=code.id)

        form = CodeForm(code, self.study.codebook.questions(), save, locked=locked)
        self.desk.ask(form, then)

    def example(self, near_miss: bool = False) -> None:
        """Let the selected words be an example of the code, or a near miss."""
        code, selection = self.chosen, self.view.selection
        if selection is None:
            return
        words = self.session.text[slice(*selection)]
        kind = "a near miss" if near_miss else "an example"
        if self.study.codebook.add_example(code.id, words, near_miss=near_miss):
            self.changed(f"“{line(words.strip(), 30)}” is {kind} of {name(code.name)}")
        else:
            self.desk.say(f"These words are {kind} of {name(code.name)} already")

    def freeze(self) -> None:
        """Protect the code from changes, or let it be changed."""
        code = self.chosen
        self.study.codebook.freeze(code.id, not code.frozen)
        if code.frozen:
            self.changed(f"{name(code.name)} can be changed again")
        else:
            self.changed(f"Froze {name(code.name)}: its name, place and description stay")

    def freeze_all(self, frozen: bool) -> None:
        """Protect all codes from changes, or let all be changed."""
        count = self.study.codebook.freeze_all(frozen)
        if count:
            self.changed(f"{'Froze' if frozen else 'Unfroze'} {counted(count, 'code')}")
        else:
            self.desk.say(f"All codes are {'frozen' if frozen else 'free'} already")

    def narrow(self) -> None:
        """Show only codes that answer to the letters typed."""
        self.desk.panels.show("codebook")
        self.panel.narrow()

    def to_found(self) -> None:
        """From the letters to the codes they found."""
        self.desk.codebook_tree.focus()

    def show_all(self) -> None:
        """Show all codes again."""
        self.panel.show_all()

    def back(self) -> None:
        """Show all codes again; where they are all there, go back to the transcript."""
        if self.panel.narrowed:
            self.panel.show_all()
        else:
            self.view.focus()

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
        self.changed(f"Recoloured {name(code.name)}")
