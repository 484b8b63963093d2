"""All memos of the study in one list, the highlighted one to be read beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qualcode.study.types import MemoInfo, MemoPlace, MemoTarget
from qualcode.tui.markdown import first_words
from qualcode.tui.screens.choose import Row
from qualcode.tui.screens.sifted import Filter, Sifted
from qualcode.tui.shown import line, name, when
from qualcode.tui.widgets.preview import Preview

if TYPE_CHECKING:
    from qualcode.tui.session import Session

ABOUT: dict[MemoTarget, str] = {
    "coding": "codings",
    "passage": "passages",
    "code": "codes",
    "document": "documents",
    "participant": "participants",
    "study": "the study",
}


class MemoList(Sifted[int]):
    """Memos, the newest first; the answer is the id of one.

    Args:
        session: the open study.
        memos: those to choose from.
        places: what they are on.
        write: the key that writes a memo, for a study without any.
    """

    def __init__(
        self,
        session: Session,
        memos: Sequence[MemoInfo],
        places: dict[int, MemoPlace],
        *,
        write: str,
    ) -> None:
        on = [("", "everything"), *ABOUT.items()]
        by = [("", "everybody"), *((str(c.id), c.name) for c in session.coders.values())]
        super().__init__(
            "Memos",
            (Filter("on", "on what", on), Filter("by", "by whom", by)),
            empty="No memo is like that." if memos else f"No memo yet. {write} writes one.",
            keys="Enter: go there and read",
        )
        self._session = session
        self._memos = sorted(memos, key=lambda m: (m.changed_at, m.id), reverse=True)
        self._places = places
        self._found_by: list[str] = []

    def body(self) -> Iterator[Widget]:
        """The list, and the highlighted memo."""
        with Horizontal(classes="sides"):
            with Vertical(classes="left"):
                yield from super().body()
            with VerticalScroll(classes="right", can_focus=False):
                yield Static(id="about")
                yield Preview()

    def sift(self, query: str, values: Sequence[str], limit: int) -> tuple[list[Row], bool]:
        """Memos that hold all words typed, on what and by whom is chosen."""
        if query and not self._found_by:
            self._found_by = [self._text_of(memo) for memo in self._memos]
        wanted, (target, coder) = query.casefold().split(), values
        found = (
            memo
            for n, memo in enumerate(self._memos)
            if (not target or memo.target == target)
            and (not coder or str(memo.coder_id) == coder)
            and (not wanted or all(word in self._found_by[n] for word in wanted))
        )
        rows: list[Row] = []
        for memo in found:
            if len(rows) == limit:
                return rows, True
            rows.append(Row(memo.id, self._look(memo), ()))
        return rows, False

    def showing(self, row: Row | None) -> None:
        """Show the highlighted memo as it is read, where there is room beside the list."""
        shown = self.query_one(".right")
        shown.display = row is not None and self.app.size.width >= 110
        memo = next((m for m in self._memos if row is not None and m.id == row.key), None)
        if memo is not None and shown.display:
            links = self._session.study.memos.links_in(memo.body)
            told = f"{self._about(memo)}\non {name(self._places[memo.id].what)}\n"
            self.query_one("#about", Static).update(Content.styled(told, "dim"))
            preview = self.query_one(Preview)
            preview.show(memo.body, links, self._session.codes, clickable=False)

    def _text_of(self, memo: MemoInfo) -> str:
        what = self._places[memo.id].what
        return f"{memo.title}\n{memo.body}\n{what}\n{self._coder(memo)}".casefold()

    def _coder(self, memo: MemoInfo) -> str:
        coder = self._session.coders.get(memo.coder_id)
        return coder.name if coder else "?"

    def _look(self, memo: MemoInfo) -> Content:
        style = "bold" if memo.title else ""
        about = f"\n  {self._about(memo)} · on {name(self._places[memo.id].what, 80)}"
        return Content.assemble((memo_name(memo), style), (about, "dim"))

    def _about(self, memo: MemoInfo) -> str:
        return f"{when(memo.changed_at)} · {name(self._coder(memo), 20)}"


def memo_name(memo: MemoInfo, cells: int = 80) -> str:
    """A memo's title, or else how its text begins."""
    return line(memo.title, cells) if memo.title else first_words(memo.body, cells)
