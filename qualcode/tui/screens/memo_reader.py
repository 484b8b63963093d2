"""Reading a memo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qualcode.study.types import CodeInfo, MemoInfo, MemoLink
from qualcode.tui.screens.dialog import Dialog, KeysToPress
from qualcode.tui.screens.memo import ask_which
from qualcode.tui.shown import name
from qualcode.tui.widgets.preview import Preview


class MemoReader(Dialog[MemoLink | Literal["own"]]):
    """A memo to read: somebody else's, or in a study that may only be read.

    The answer is the link to follow, or ``own`` to write one's own memo on the same thing.

    Args:
        heading: what the memo is on, and by whom.
        memo: the memo.
        links: its links.
        codes: by id.
        own: whether one's own can be written.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g,g", "go", "Follow", show=False),
        Binding("m", "own", "My own", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("q,enter", "dismiss", show=False),
    ]

    def __init__(
        self,
        heading: str,
        memo: MemoInfo,
        *,
        links: list[MemoLink],
        codes: dict[int, CodeInfo],
        own: bool,
    ) -> None:
        follow = "   Ctrl+G: follow a link" if links else ""
        mine = "   m: write one of your own" if own else ""
        super().__init__(heading, keys=f"↑ ↓: scroll{follow}{mine}   Esc: back")
        self._memo = memo
        self._links = links
        self._codes = codes
        self._own = own

    def body(self) -> Iterator[Widget]:
        """Title and text."""
        if self._memo.title:
            yield Static(Content.styled(name(self._memo.title, 200), "bold"), classes="passage")
        with VerticalScroll(id="shown"):
            yield Preview()

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one(Preview).show(self._memo.body, self._links, self._codes)
        self.query_one("#shown").focus()

    def action_scroll(self, step: int) -> None:
        """Scroll by rows."""
        self.query_one("#shown").scroll_relative(y=step, animate=False)

    def action_own(self) -> None:
        """Write one's own."""
        if self._own:
            self.dismiss("own")

    def action_go(self) -> None:
        """Follow a link."""
        ask_which(self, self._links, self._codes, self.action_follow, self._say)

    def action_follow(self, n: int) -> None:
        """Follow this link."""
        if self._links[n].problem:
            self._say(f"That link leads nowhere: {self._links[n].problem}")
        else:
            self.dismiss(self._links[n])

    def _say(self, words: str) -> None:
        self.query_one(KeysToPress).say(words, "$warning")
