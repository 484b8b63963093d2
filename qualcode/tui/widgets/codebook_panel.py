"""The panel of the codebook: a heading, a line to narrow it with, and the tree."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from qualcode.tui.screens.dialog import LineInput
from qualcode.tui.session import Session
from qualcode.tui.shown import counted
from qualcode.tui.widgets.codebook import CodebookTree


class CodebookPanel(Vertical):
    """The tree with its heading, and a line to narrow it with."""

    def compose(self) -> ComposeResult:
        """Heading, line and tree."""
        yield Static(Content("Codebook"), classes="heading", id="codebook-heading")
        line = LineInput(placeholder="letters of a code", id="codebook-filter")
        line.display = False
        yield line
        yield CodebookTree(id="codebook-tree")

    @property
    def _line(self) -> Input:
        return self.query_one("#codebook-filter", Input)

    @property
    def narrowed(self) -> bool:
        """Whether the tree may show less than all codes."""
        return self._line.display

    def show(self, session: Session) -> None:
        """Show the codes as the session knows them."""
        self.query_one(CodebookTree).show(session)
        self.on_resize()

    def narrow(self) -> None:
        """Let letters be typed that narrow the tree."""
        self._line.display = True
        self._line.focus()

    def show_all(self) -> None:
        """Show all codes again; the highlighted one stays so."""
        tree = self.query_one(CodebookTree)
        tree.focus()
        here = tree.chosen
        self._line.value = ""
        self._line.display = False
        if here is not None:
            tree.choose(here)
        self.on_resize()

    def reveal(self, code_id: int) -> None:
        """Highlight a code; where it is not among those shown, show all again."""
        tree = self.query_one(CodebookTree)
        if self.narrowed and not tree.holds(code_id):
            self.show_all()
        tree.choose(code_id)

    def on_mount(self) -> None:
        """Narrow the tree with each letter, in the frame in which the letter is drawn."""
        self.watch(self._line, "value", self._typed, init=False)

    def _typed(self, letters: str) -> None:
        self.query_one(CodebookTree).narrow(letters)
        self.on_resize()

    def on_resize(self) -> None:
        """The heading says what the two columns of figures are."""
        heading = self.query_one("#codebook-heading", Static)
        tree = self.query_one(CodebookTree)
        title = "Codebook"
        if self._line.value.strip():
            title = f"{tree.shown} of {counted(len(tree.codes), 'code')}"
        width = heading.content_size.width
        gap = " " * max(1, width - len(title) - 8)
        # Its size stays as it is: to lay out the whole screen anew costs more than the coding.
        look = Content.assemble(title, gap, ("here all", "not bold dim"))
        heading.update(look, layout=False)
