"""Splitting a code: which of its codings go, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.study.types import CodeInfo, PassageRow
from qualcode.tui.screens.choose import Row
from qualcode.tui.screens.dialog import Dialog, LineInput
from qualcode.tui.screens.picker import CodePicker, NewName
from qualcode.tui.shown import counted, line, name, words

SHOWN = 300
"""At most so many codings are listed; letters narrow the list to those that are looked for."""

DOCUMENT, LONGEST = 20, 90
"""Cells for the name of the document in a row, and for the words at most."""

Around = Callable[[PassageRow], tuple[str, str]]


class SplitCodings(Dialog[list[int]]):
    """The codings of a code, to mark those that go; the answer is their ids, at least one.

    Args:
        code: the code that is split.
        codings: its own codings, in the order of the study.
        around: what stands before and after the words of a coding, safe to show.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("space", "mark", show=False),
        Binding("a", "mark_all", show=False),
        Binding("slash", "narrow", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("up,k", "step(-1)", show=False),
        Binding("enter", "go_on", show=False, priority=True),
    ]

    def __init__(self, code: CodeInfo, codings: Sequence[PassageRow], around: Around) -> None:
        super().__init__(
            f"Split {name(code.name, 40)}: which codings go to another code?",
            keys="Space: mark   a: mark all   /: narrow   Enter: go on   Esc: leave",
        )
        self._codings = list(codings)
        self._around = around
        self._found = self._codings
        self._marked: set[int] = set()

    def body(self) -> Iterator[Widget]:
        """The line to narrow with, how many are marked, and the codings."""
        filter_line = LineInput(placeholder="words, a document, a coder", id="line")
        filter_line.display = False
        yield filter_line
        yield Static(id="found")
        yield OptionList(id="rows", markup=False)
        yield Static(id="whole")

    def on_mount(self) -> None:
        """List all."""
        self._list()
        self._rows.focus()

    @property
    def _rows(self) -> OptionList:
        return self.query_one("#rows", OptionList)

    @property
    def _shown(self) -> list[PassageRow]:
        return self._found[:SHOWN]

    def action_mark(self) -> None:
        """Mark the highlighted coding, or no longer, and go on to the next."""
        at = self._rows.highlighted
        if at is not None:
            self._turn(at)
            self._rows.highlighted = min(at + 1, len(self._shown) - 1)

    def action_mark_all(self) -> None:
        """Mark all that answer to the letters; where all are marked, none of them."""
        ids = {coding.coding_id for coding in self._found}
        self._marked = self._marked - ids if ids <= self._marked else self._marked | ids
        for at in range(len(self._shown)):
            self._redraw(at)
        self._tell()

    def action_narrow(self) -> None:
        """Let letters be typed that narrow the list."""
        filter_line = self.query_one("#line", Input)
        filter_line.display = True
        filter_line.focus()

    def action_step(self, step: int) -> None:
        """Go to another row; from the line, to the list."""
        self._rows.focus()
        if self._shown:
            at = (self._rows.highlighted or 0) + step
            self._rows.highlighted = max(0, min(at, len(self._shown) - 1))

    def action_go_on(self) -> None:
        """From the line to the list; from the list, on with those that are marked."""
        if not self._rows.has_focus:
            self._rows.focus()
        elif self._marked:
            self.dismiss([c.coding_id for c in self._codings if c.coding_id in self._marked])
        else:
            self._tell("Nothing is marked yet: Space marks a coding, a marks all")

    def action_leave(self) -> None:
        """From the line, back to all codings; from the list, leave."""
        filter_line = self.query_one("#line", Input)
        if filter_line.display:
            self._rows.focus()
            filter_line.value = ""
            filter_line.display = False
        else:
            self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Letters are for the list or for the line, whichever has the focus."""
        event.prevent_default()

    @on(Input.Changed, "#line")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        wanted = event.value.casefold().split()
        self._found = [c for c in self._codings if all(w in _found_by(c) for w in wanted)]
        self._list()

    @on(OptionList.OptionSelected, "#rows")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._turn(event.option_index)

    def _list(self) -> None:
        self._rows.set_options([Option(self._look(coding)) for coding in self._shown])
        self._rows.highlighted = 0 if self._shown else None
        self._tell()

    def _turn(self, at: int) -> None:
        self._marked ^= {self._shown[at].coding_id}
        self._redraw(at)
        self._tell()

    def _redraw(self, at: int) -> None:
        self._rows.replace_option_prompt_at_index(at, self._look(self._shown[at]))

    def _tell(self, warning: str = "") -> None:
        found = len(self._found)
        parts = [f"{len(self._marked)} of {counted(len(self._codings), 'coding')} marked"]
        if found < len(self._codings):
            parts.append(f"{found} found")
        if found > SHOWN:
            parts.append(f"the first {SHOWN} are listed")
        told = Content.styled(warning, "$warning") if warning else Content(" · ".join(parts))
        self.query_one("#found", Static).update(told)

    def _look(self, coding: PassageRow) -> Content:
        mark = ("[x] ", "bold $success") if coding.coding_id in self._marked else ("[ ] ", "dim")
        document = name(coding.document, DOCUMENT)
        gap = " " * (DOCUMENT + 2 - cell_len(document))
        return Content.assemble(mark, (document, "dim"), gap, line(coding.text, LONGEST))

    @on(OptionList.OptionHighlighted, "#rows")
    def _show_whole(self) -> None:
        """Below the list, the highlighted coding in full, with a little around it."""
        at, told = self._rows.highlighted, Content()
        if at is not None and at < len(self._shown):
            coding = self._shown[at]
            before, after = self._around(coding)
            turn = f" · turn {coding.parts[0].turn}" if coding.parts else ""
            where = f"{name(coding.document)}{turn} · {name(coding.coder)}\n"
            passage = words(" ".join(coding.text.split()), "bold")
            told = Content.assemble(
                (where, "$text-muted"), (before, "dim"), passage, (after, "dim")
            )
        self.query_one("#whole", Static).update(told)


class SplitTarget(CodePicker):
    """Where the codings go: to a code that is there, or to a new one of the name typed.

    A split is mostly made for a new code, so that comes before codes whose names are only like it.
    """

    def candidates(self, query: str) -> list[Row]:
        """As in any picker; a new code first where no code begins like it."""
        found = super().candidates(query)
        if found and isinstance(found[-1].key, NewName):
            typed = query.casefold()
            if not any(row.found_by[0].casefold().startswith(typed) for row in found[:-1]):
                found = [found[-1], *found[:-1]]
        return found

    def showing(self, row: Row | None) -> None:
        """Say where a new code would stand."""
        if row is not None and isinstance(row.key, NewName):
            told = "Enter makes this code, beside the one that is split; below it, if a theme."
            self.query_one("#about", Static).update(Content(told))
        else:
            super().showing(row)


def _found_by(coding: PassageRow) -> str:
    return f"{coding.document} {coding.coder} {coding.text}".casefold()
