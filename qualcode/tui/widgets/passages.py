"""A list of passages of different heights that draws only those on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.color import Color
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from qualcode.tui.markdown import first_words
from qualcode.tui.shown import name, tone, when, without_colours
from qualcode.view.palette import letter
from qualcode.view.passage import Kind, pieces
from qualcode.view.shown import shown_text

if TYPE_CHECKING:
    from qualcode.study.retrieval import Found
    from qualcode.tui.retrieved import Retrieved
    from qualcode.tui.session import Session

GUTTER = 5
"""Cells before the words: highlighted, marked, the code's stripe."""
KEPT = 400
"""Passages whose rows are kept for the next frame."""

LOOKS: dict[Kind, str] = {
    "around": "dim",
    "label": "italic dim",
    "words": "",
    "shared": "underline",
}
WITHOUT_COLOURS: dict[Kind, str] = {**LOOKS, "words": "bold", "shared": "bold underline"}
"""Where nothing can be dimmed."""


class PassageList(Widget):
    """Passages with who spoke, where and who coded, one of them highlighted.

    Rows are made only for what is in sight: wrapping 12,000 passages would take seconds.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "PassageList { height: 1fr; width: 1fr; }"

    class Clicked(Message):
        """A passage was clicked, perhaps on its mark, perhaps twice."""

        def __init__(self, number: int, *, on_mark: bool, twice: bool) -> None:
            super().__init__()
            self.number, self.on_mark, self.twice = number, on_mark, twice

    class Wheeled(Message):
        """The wheel was turned."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, session: Session, retrieved: Retrieved, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._session = session
        self._list = retrieved
        self._kept: dict[tuple[object, ...], list[Strip]] = {}
        self._in_sight: list[tuple[int, int]] = []

    def show(self) -> None:
        """Draw again, with the highlighted passage in sight."""
        self._follow()
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme has other colours."""
        super().notify_style_update()
        self._kept.clear()

    def on_resize(self) -> None:
        """The highlighted passage stays in sight."""
        self.show()

    @property
    def a_page(self) -> int:
        """How many passages a page further is."""
        whole = {number for number, _ in self._in_sight}
        return max(1, len(whole) - 1)

    # -- what is in sight ------------------------------------------------------------

    def _follow(self) -> None:
        """Scroll as little as brings the highlighted passage into sight, whole where it fits."""
        shown, height = self._list, self.size.height
        if not shown.matches or not height:
            return
        if shown.cursor <= shown.top:
            shown.top, shown.skipped = shown.cursor, 0
            return
        rows, number = 0, shown.cursor
        while number > shown.top and rows < height:
            rows += len(self._block(number))
            number -= 1
        if number == shown.top and rows < height:
            rows += len(self._block(number)) - shown.skipped
            if rows <= height:
                return
            rows += shown.skipped
        else:
            number += 1
        over = max(0, rows - height)
        if number == shown.cursor:
            over = 0  # taller than the screen: its beginning is shown
        shown.top, shown.skipped = number, over

    def _lay_out(self) -> None:
        """Which row of which passage stands in each row of the screen."""
        shown, height = self._list, self.size.height
        rows: list[tuple[int, int]] = []
        number, skipped = shown.top, shown.skipped
        while number < len(shown.matches) and len(rows) < height:
            rows += [(number, n) for n in range(skipped, len(self._block(number)))]
            number, skipped = number + 1, 0
        self._in_sight = rows[:height]

    def render_lines(self, crop: object) -> list[Strip]:
        """The rows in sight; laid out once a frame."""
        self._lay_out()
        return super().render_lines(crop)  # type: ignore[arg-type]

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.size.width
        if y >= len(self._in_sight):
            return Strip.blank(width, self.rich_style)
        number, row = self._in_sight[y]
        return self._block(number)[row]

    # -- one passage -----------------------------------------------------------------

    def _block(self, number: int) -> list[Strip]:
        """The rows of a passage, and an empty one below it."""
        shown = self._list
        match = shown.matches[number]
        here, marked = number == shown.cursor, match.coding_id in shown.marks
        key = (shown.reading, match.coding_id, here, marked, self.size.width)
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = self._made(number, here=here, marked=marked)
        return self._kept[key]

    def _made(self, number: int, *, here: bool, marked: bool) -> list[Strip]:
        found = self._list.found(number)
        base = self.visual_style
        blank = [Strip.blank(self.size.width, base.rich_style)]
        if found is None:
            return blank
        if here:
            base += Style(background=Color.parse(self._highlight))
        width = max(10, self.size.width - GUTTER - 1)
        rows: list[Strip] = []
        for content in self._contents(found, width):
            rows += Visual.to_strips(self, content, width, None, base, pad=True)
        stripe = self._stripe(found)
        edge = Segment(" ", base.rich_style)
        gutters = [self._gutter(stripe, base, here, marked and n == 0) for n in range(len(rows))]
        made = [
            Strip([*gutter, *row.adjust_cell_length(width, base.rich_style), edge], self.size.width)
            for gutter, row in zip(gutters, rows, strict=True)
        ]
        return [*made, *blank]

    @property
    def _highlight(self) -> str:
        return self.app.theme_variables["panel"]

    def _gutter(
        self, stripe: tuple[str, str], base: Style, here: bool, marked: bool
    ) -> list[Segment]:
        content = Content.assemble(
            ("▌" if here else " ", "$primary"),
            ("✓ " if marked else "  ", "bold $accent"),
            stripe,
            " ",
        )
        return list(Visual.to_strips(self, content, GUTTER, 1, base)[0])

    def _stripe(self, found: Found) -> tuple[str, str]:
        if without_colours(self.app):
            order = list(self._session.codes)
            return letter(order.index(found.code.id) if found.code.id in order else 0), "bold"
        return "┃", tone(found.code.colour, self)

    def _contents(self, found: Found, width: int) -> list[Content]:
        """The heading, the words with what stands around them, and the memo."""
        passage = found.passage
        contents = [_heading(found, width)]
        looks = WITHOUT_COLOURS if without_colours(self.app) else LOOKS
        words = [
            (shown_text(piece.text, 0, len(piece.text)), looks[piece.kind])
            for piece in pieces(found)
        ]
        contents.append(Content.assemble(*words))
        if passage.memo:
            memo = first_words(passage.memo, width - 2)
            contents.append(Content.styled(f"✎ {memo}", "$warning"))
        return contents

    # -- the mouse -------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click highlights, on the mark's place marks; a double click goes there."""
        if event.y < len(self._in_sight):
            number, row = self._in_sight[event.y]
            on_mark = event.x < GUTTER and row == 0
            twice = event.chain == 2 and not on_mark
            self.post_message(self.Clicked(number, on_mark=on_mark, twice=twice))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The next passage."""
        event.stop()
        self.post_message(self.Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The one before."""
        event.stop()
        self.post_message(self.Wheeled(-1))


def _heading(found: Found, width: int) -> Content:
    """Code, speakers and role; then place, coder and time as far as there is room."""
    passage = found.passage
    who = ", ".join(name(label, 28) for label in found.speakers[:3])
    more = " …" if len(found.speakers) > 3 else ""
    roles = ", ".join(name(role, 30) for role in found.values("role")[:2])
    left = Content.assemble(
        (name(found.code.name, 40), "bold"),
        f"  {who}{more}" if who else "",
        (f" ({roles})" if roles else "", "dim"),
    )
    turn = f", turn {found.turns[0]}" if found.turns else ""
    where = f"{name(passage.document, 32)}{turn}"
    made = f"{name(passage.coder, 20)}, {when(passage.created_at)}"
    for told in (f"{where} · {made}", where):
        right = Content.styled(told, "dim")
        room = width - right.cell_length - 2
        if left.cell_length <= room:
            break
    left = left.truncate(max(8, room), ellipsis=True)
    gap = " " * max(1, width - left.cell_length - right.cell_length)
    return Content.assemble(left, gap, right).truncate(width, ellipsis=True)
