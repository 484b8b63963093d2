"""Picking a code by a few letters, with its definition beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qualcode.study.types import CodeInfo
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.shown import name, words

TOP = 0
"""The key of the row that stands for the top of the codebook."""


@dataclass(frozen=True, slots=True)
class NewName:
    """The answer of a picker: a code of this name is to be made."""

    name: str


Picked = int | NewName


class CodePicker(Choose[Picked]):
    """Picks a code; the answer is its id, :data:`TOP`, or a :class:`NewName`.

    Args:
        title: what is asked.
        codes: to choose from, in the order of the codebook.
        passage: the words that will be coded, shown below the title.
        start: the code to begin at.
        new: whether what was typed can become a new code.
        top: the words of a row for the top of the codebook; none where empty.
        takes: whether a code can be answered; others are shown, but only to find one's way.
    """

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
    ) -> None:
        rows = [code_row(code) for code in codes]
        if top:
            rows.insert(0, Row(TOP, Content.styled(top, "italic"), (top,)))
        empty = "No code has these letters." if codes else "The codebook is empty."
        super().__init__(title, rows, start=start, empty=empty)
        self._codes = {code.id: code for code in codes}
        self._passage = passage
        self._new = new
        self._holders = holders

    def body(self) -> Iterator[Widget]:
        """The passage, the list, and the definition of the highlighted code."""
        if self._passage:
            yield Static(words(f"“{self._passage}”"), classes="passage")
        with Horizontal(classes="sides"):
            with Vertical(classes="left"):
                yield from super().body()
            with VerticalScroll(classes="right", can_focus=False):
                yield Static(id="about")

    def candidates(self, query: str) -> list[Row]:
        """Codes that answer to the letters; last, making one of that name."""
        found = super().candidates(query)
        if query:
            found = [
                row if row.key == TOP else code_row(self._codes[row.key], path=True)
                for row in found
            ]
        exact = any(code.name.casefold() == query.casefold() for code in self._codes.values())
        if self._new and query and not exact:
            look = Content.assemble(("＋ ", "$success"), "New code ", (f"“{query}” …", "bold"))
            found = [*found, Row(NewName(query), look, ())]
        return found

    def chosen(self, row: Row) -> None:
        """Answer, where the row can be taken."""
        code = self._codes.get(row.key) if isinstance(row.key, int) else None
        if code is not None and not code.codable and not self._holders:
            self.app.bell()
            return
        self.dismiss(row.key)

    def showing(self, row: Row | None) -> None:
        """Show what the highlighted code stands for."""
        about = self.query_one("#about", Static)
        if row is None:
            about.update(Content())
        elif isinstance(row.key, NewName):
            about.update(Content("Enter makes this code; the next question is below which theme."))
        else:
            code = self._codes.get(row.key)
            about.update(describe(code) if code else Content())


def swatch(code: CodeInfo) -> Content:
    """A stripe in a code's colour."""
    return Content.styled("┃ ", code.colour)


def code_row(code: CodeInfo, *, path: bool = False) -> Row:
    """A code as a row: indented as in the codebook, or with its path behind it."""
    indent = "" if path else "  " * code.depth
    style = "bold" if code.depth == 0 else ""
    parts = [Content(indent), swatch(code), Content.styled(name(code.name), style)]
    if path and code.depth:
        above = " / ".join(name(part) for part in code.path[:-1])
        parts.append(Content.styled(f"  {above}", "dim"))
    if not code.codable:
        parts.append(Content.styled("  (holds others)", "dim"))
    look = Content("").join(parts)
    return Row(code.id, look, (code.name, code.label, code.short, code.definition))


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
