"""Picking a code by a few letters, with its definition beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from qualcode.study.types import CodeInfo
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.shown import name, words
from qualcode.view.fuzzy import Finder

TOP = 0
"""The key of the row that stands for the top of the codebook."""


@dataclass(frozen=True, slots=True)
class NewName:
    """The answer of a picker: a code of this name is to be made."""

    name: str


Picked = int | NewName | tuple[int, ...]
"""A code, a code to be made or, where several may be picked, those that were."""


class SteadyList(OptionList):
    """A list of a size of its own, however many rows it has.

    Other lists have the whole screen laid out anew whenever their rows change in number, which
    takes longer than all else that a letter does.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)


class About(Static):
    """What a code stands for. Lays the screen out anew only where it is taller than its place."""

    def show(self, content: Content) -> None:
        """Show something else."""
        place = self.parent.size if isinstance(self.parent, Widget) else self.size
        height = content.get_height({}, max(1, self.content_size.width))
        tall = max(height, self.size.height) > place.height
        self.update(content, layout=tall)


class CodePicker(Choose[Picked]):
    """Picks a code; the answer is its id, :data:`TOP`, or a :class:`NewName`.

    Args:
        title: what is asked.
        codes: to choose from, in the order of the codebook.
        passage: the words that will be coded, shown below the title.
        start: the code to begin at.
        new: whether what was typed can become a new code.
        top: the words of a row for the top of the codebook; none where empty.
        holders: whether codes that only hold others can be answered, too.
        several: whether codes can be marked; the answer is then all of them.
        first: codes that come first where the letters typed fit others equally well.
        memos: what was written on codes, by code; they are found by it, too.
    """

    LIST = SteadyList
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,ctrl+at,ctrl+space", "mark", show=False),
    ]

    def __init__(
        self,
        title: str,
        codes: Sequence[CodeInfo],
        *,
        passage: str = "",
        start: int | None = None,
        new: bool = False,
        top: str = "",
        holders: bool = False,
        several: bool = False,
        first: Sequence[int] = (),
        memos: Mapping[int, str] | None = None,
    ) -> None:
        memos = memos or {}
        rows = [_row(code, memos.get(code.id, "")) for code in codes]
        if top:
            rows.insert(0, Row(TOP, Content.styled(top, "italic"), (top,)))
        empty = "No code has these letters." if codes else "The codebook is empty."
        mark = "   Tab: mark several" if several else ""
        keys = f"↑ ↓: move{mark}   Enter: take it   Esc: leave"
        super().__init__(title, rows, start=start, empty=empty, keys=keys)
        self._codes = {code.id: code for code in codes}
        self._passage = passage
        self._new = new
        self._holders = holders
        self._several = several
        self._first = {code_id: n for n, code_id in enumerate(first)}
        self._marked: list[int] = []

    def body(self) -> Iterator[Widget]:
        """The passage, the list, and the definition of the highlighted code."""
        if self._passage:
            yield Static(words(f"“{self._passage}”"), classes="passage")
        if self._several:
            yield Static(id="marked")
        with Horizontal(classes="sides"):
            with Vertical(classes="left"):
                yield from super().body()
            with VerticalScroll(classes="right", can_focus=False):
                yield About(id="about")

    def finder(self) -> Finder[Row]:
        """Codes much used come first where letters fit equally well."""
        last = len(self._first)
        rows = sorted(self._rows, key=lambda row: self._first.get(row.key, last))
        return Finder(rows, lambda row: row.found_by)

    def candidates(self, query: str) -> list[Row]:
        """Codes that answer to the letters; last, making one of that name."""
        found = super().candidates(query)
        exact = any(code.name.casefold() == query.casefold() for code in self._codes.values())
        if self._new and query and not exact and not self._marked:
            look = Content.assemble(
                ("＋ ", "$success"), "New code ", (f"“{name(query)}” …", "bold")
            )
            found = [*found, Row(NewName(query), look, ())]
        return found

    def _narrow(self, query: str, *, start: Picked | None = None) -> None:
        super()._narrow(query, start=start)
        if self._marked:
            self._show_marked()

    def look(self, row: Row) -> Content:
        """A code indented as in the codebook, or among those found with its path behind it."""
        code = self._codes.get(row.key) if isinstance(row.key, int) else None
        if code is None:
            return row.look
        look = _look(code, path=bool(self._typed_letters))
        if self._several:
            mark = ("✓ ", "bold $success") if code.id in self._marked else "  "
            look = Content.assemble(mark, look)
        return look

    @property
    def _typed_letters(self) -> str:
        return self.query_one("#line", Input).value.strip()

    def _can_take(self, row: Row | None) -> bool:
        code = self._codes.get(row.key) if row and isinstance(row.key, int) else None
        return row is not None and (code is None or code.codable or self._holders)

    def action_mark(self) -> None:
        """Mark the highlighted code, or mark it no longer; then the next can be typed."""
        row = self.highlighted
        if not (self._several and row and row.key in self._codes and self._can_take(row)):
            self.app.bell()
            return
        if row.key in self._marked:
            self._marked.remove(row.key)
        else:
            self._marked.append(row.key)
        if self._typed_letters:
            self.query_one("#line", Input).value = ""
            self.move_to(row.key)
        else:
            rows = self.query_one("#rows", OptionList)
            rows.replace_option_prompt_at_index(rows.highlighted or 0, self.look(row))
            self.action_step(1)
        self._show_marked()

    def taken(self) -> tuple[int, ...]:
        """What Enter would answer with, beside a single code: those marked, and one just typed."""
        row = self.highlighted
        typed = row is not None and row.key not in self._marked and bool(self._typed_letters)
        extra = (row.key,) if typed and row and self._can_take(row) else ()
        return (*self._marked, *extra)

    def _show_marked(self) -> None:
        marked = self.query_one("#marked", Static)
        if marked.display or self._marked:
            names = ", ".join(name(self._codes[key].name, 40) for key in self.taken())
            marked.update(Content.assemble(("Enter codes with: ", "$success"), (names, "bold")))
            marked.display = bool(self._marked)

    def chosen(self, row: Row) -> None:
        """Answer, where the row can be taken."""
        if self._marked:
            self.dismiss(self.taken())
        elif self._can_take(row):
            self.dismiss(row.key)
        else:
            self.app.bell()

    def showing(self, row: Row | None) -> None:
        """Show what the highlighted code stands for, and what Enter would code with."""
        if self._marked:
            self._show_marked()
        about = self.query_one(About)
        if row is None:
            about.show(Content())
        elif isinstance(row.key, NewName):
            about.show(Content("Enter makes this code; the next question is below which theme."))
        else:
            code = self._codes.get(row.key)
            about.show(describe(code) if code else Content())


def swatch(code: CodeInfo) -> Content:
    """A stripe in a code's colour."""
    return Content.styled("┃ ", code.colour)


def _row(code: CodeInfo, memo: str) -> Row:
    return Row(code.id, Content(), (code.name, code.label, code.short, code.definition, memo))


def _look(code: CodeInfo, *, path: bool) -> Content:
    indent = "" if path else "  " * code.depth
    style = "bold" if code.depth == 0 else ""
    parts = [Content(indent), swatch(code), Content.styled(name(code.name), style)]
    if path and code.depth:
        above = " / ".join(name(part) for part in code.path[:-1])
        parts.append(Content.styled(f"  {above}", "dim"))
    if not code.codable:
        parts.append(Content.styled("  (holds others)", "dim"))
    return Content("").join(parts)


def describe(code: CodeInfo) -> Content:
    """What a code stands for, as its codebook says."""
    parts = [Content.assemble(swatch(code), (name(code.name), "bold"))]
    if code.depth:
        parts.append(Content.styled(" / ".join(name(p) for p in code.path[:-1]), "dim"))
    if code.short:
        parts.append(words(code.short))
    fields = (
        ("", code.definition),
        ("Code it when: ", code.inclusion),
        ("Not when: ", code.exclusion),
        *(("Example: ", text) for text in code.examples[:2]),
        *(("Near miss: ", text) for text in code.near_misses[:1]),
    )
    for label, text in fields:
        if text:
            parts.append(Content.assemble((label, "bold $text-muted"), words(text)))
    if len(parts) == 1:
        parts.append(Content.styled("No definition yet.", "dim italic"))
    return Content("\n").join(parts)
