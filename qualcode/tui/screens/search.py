"""Finding words in what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.errors import QualcodeError
from qualcode.study.types import SearchHit
from qualcode.tui.screens.choose import BUILT, Choose, Row
from qualcode.tui.screens.dialog import LineInput
from qualcode.tui.shown import counted, name

LIMIT = 300
WAIT = 0.15
"""Seconds without a letter before the search is made, so that typing is never held up."""


class Search(Choose[int]):
    """Finds words; the answer is the number of the hit to go to, in :attr:`hits`.

    Args:
        find: makes the search.
        query: what to begin with.
        onwards: what to press at the place, to go from there to others.
    """

    def __init__(self, find: Callable[[str], list[SearchHit]], *, query: str, onwards: str) -> None:
        super().__init__(
            "Find in all documents",
            [],
            empty='Words that must all occur, a "phrase in quotes", a beginning* of a word.',
            keys=f"↑ ↓: move   Enter: go there (then {onwards})   Esc: leave",
        )
        self._find = find
        self._query = query
        self.hits: list[SearchHit] = []

    @property
    def query_text(self) -> str:
        """What is being looked for."""
        return self.query_one("#line", Input).value.strip()

    def body(self) -> Iterator[Widget]:
        """The line, how many were found, and the places."""
        yield LineInput(self._query, placeholder="what was said", id="line")
        yield Static(id="found", classes="note")
        rows = OptionList(id="rows", markup=False)
        rows.can_focus = False
        yield rows
        yield Static(Content(self._empty), id="empty", classes="note")

    def on_mount(self) -> None:
        """Search at once where there are words to begin with."""
        self._waiting = self.set_timer(WAIT, self._search, pause=not self._query)

    def _narrow(self, query: str, *, start: int | None = None) -> None:
        self._waiting.stop()
        self._waiting = self.set_timer(WAIT, self._search)

    def action_take(self) -> None:
        """Go to the highlighted place, of what is typed now."""
        self._search()
        super().action_take()

    def _search(self) -> None:
        self._waiting.stop()
        query = self.query_text
        found, hint = "", self._empty
        hits: list[SearchHit] = []
        if query:
            try:
                hits = self._find(query)
                more = " (the first ones)" if len(hits) >= LIMIT else ""
                found = f"{counted(len(hits), 'place')}{more}"
                hint = "Nobody said that. Try fewer words, or a beginning*."
            except QualcodeError as error:
                hint = str(error)
        self._show(hits, found, hint)

    def look(self, row: Row) -> Content:
        """The place, made when it is about to be seen."""
        return hit_look(self.hits[row.key])

    def _show(self, hits: list[SearchHit], found: str, hint: str) -> None:
        rows = self.query_one("#rows", OptionList)
        same = hits == self.hits and bool(hits)
        at = rows.highlighted if same else 0
        self.hits = hits
        self._shown = [Row(n, Content(), ()) for n in range(len(hits))]
        seen = self._shown[: (at or 0) + BUILT]
        rows.set_options([Option(self.look(row)) for row in seen])
        rows.highlighted = at if hits else None
        rows.display = bool(hits)
        self.query_one("#found", Static).update(Content(found))
        self.query_one("#empty", Static).update(Content(hint))
        self.query_one("#empty").display = not hits


def hit_look(hit: SearchHit) -> Content:
    """A place as a row: the words with a little around them, then who and where."""
    before = name(hit.before[-32:].replace("\n", " ").replace("\t", " "))
    after = name(hit.after[:44].replace("\n", " ").replace("\t", " "))
    where = f"\n  {name(hit.speaker or '', 24)} · {name(hit.document, 32)} · turn {hit.turn}"
    return Content.assemble(
        ("…", "dim"), before, (name(hit.match), "bold reverse"), after, (where, "dim")
    )
