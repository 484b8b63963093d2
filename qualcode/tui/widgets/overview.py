"""The scroll bar of a transcript: an overview of the whole document, one column wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from qualcode.tui.widgets.transcript_paint import MEMO, Painter
from qualcode.view import palette
from qualcode.view.overview import FULL, Cell, Overview

if TYPE_CHECKING:
    from qualcode.tui.widgets.transcript_rows import TranscriptRows

BARS = " ▏▎▍▌▋▊"
"""How much is coded, by level; the cell's background, the window, is seen beside them."""
LINES = " --==≡≡"
"""The same where there are no colours: one line, two, three."""
HIT, CURSOR = "•", "◂"


class _Drawn(NamedTuple):
    cell: Cell
    window: bool
    cursor: bool


class OverviewBar(ScrollBar):
    """Shows what is coded, found and noted where, the window and the cursor; a click goes there.

    Only cells that look different are drawn again, so that moving the cursor costs nothing
    here until it comes to another cell.

    Args:
        view: the transcript.
    """

    # What Textual's own bar would draw again as a whole at every step.
    position: Reactive[float] = Reactive(0.0, repaint=False)
    mouse_over: Reactive[bool] = Reactive(False, repaint=False)
    grabbed: Reactive[Offset | None] = Reactive(None, repaint=False)

    def __init__(self, view: TranscriptRows) -> None:
        super().__init__(vertical=True, name="vertical")
        self._view = view
        self._overview: Overview | None = None
        self._drawn: list[_Drawn] = []
        self._held = 0.0

    @property
    def overview(self) -> Overview:
        """The cells at the present height and width."""
        if self._overview is None or self._overview.cells != self._cells:
            view = self._view
            self._overview = Overview(
                view.rows, self._cells, view.sheet.spans, view.sheet.hits, view.sheet.memo_in
            )
        return self._overview

    @property
    def _cells(self) -> int:
        return max(1, self.size.height)

    def renew(self) -> None:
        """Show other rows, codings, hits or memos."""
        self._overview = None
        self.update()

    def changed(self, start: int, end: int) -> None:
        """Show that a coding came, or went, between two offsets."""
        self.overview.forget(start, end)
        self.update()

    def update(self) -> None:
        """Draw the cells that look different from what they did."""
        before, self._drawn = self._drawn, self._looks()
        pairs = enumerate(zip(before, self._drawn, strict=False))
        changed = [Region(0, y, 1, 1) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    def watch_position(self) -> None:
        """The window is elsewhere."""
        self.update()

    def _window(self) -> range:
        view, overview = self._view, self.overview
        top = view.scroll_offset.y
        bottom = min(top + view.size.height, len(view.rows)) - 1
        return range(overview.cell_of(top), overview.cell_of(bottom) + 1)

    def _looks(self) -> list[_Drawn]:
        overview, window, view = self.overview, self._window(), self._view
        cursor = overview.cell_of(view.rows.row_at(view.caret.under))
        return [_Drawn(overview.at(y), y in window, y == cursor) for y in range(overview.cells)]

    def render_line(self, y: int) -> Strip:
        """One cell."""
        if len(self._drawn) != self._cells:
            self._drawn = self._looks()
        text, style = _painted(self._view.painter, self._drawn[y])
        return Strip([Segment(text, style)], 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go there; what is in the window already is held where it is."""
        event.stop()
        event.prevent_default()
        if event.button != 1:
            return
        inside = event.y in self._window()
        self._held = event.y - self._view.scroll_offset.y / self._step if inside else 0.0
        self.capture_mouse()
        self._go(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on with the pointer while the button is held."""
        event.stop()
        event.prevent_default()
        if self.grabbed is not None:
            self._go(event.y)

    @property
    def _step(self) -> float:
        """How many rows the window goes down a cell, so that the last cell leads to the end."""
        return max(1, len(self._view.rows) - self._view.size.height) / max(1, self._cells - 1)

    def _go(self, y: int) -> None:
        self._view.scroll_to(y=round((y - self._held) * self._step), animate=False)


def _painted(painter: Painter, drawn: _Drawn) -> tuple[str, Style]:
    cell, look = drawn.cell, painter.look
    if look.plain:
        text = CURSOR if drawn.cursor else HIT if cell.hit else MEMO if cell.memo else ""
        return text or LINES[cell.coded], painter.style(reverse=drawn.window, bold=drawn.cursor)
    fore, back = look.foreground, look.background
    if drawn.cursor:
        fore, back = back, fore
    elif drawn.window:
        back = palette.blend(back, fore, 0.2)
    if cell.hit:
        hue = palette.hues(back)[3]
        return HIT, painter.style(palette.readable(hue, back, 4.5), background=back, bold=True)
    if cell.memo:
        return MEMO, painter.style(palette.readable(look.accent, back, 4.5), background=back)
    bar = palette.blend(fore, back, 0.35)
    return BARS[min(cell.coded, FULL)], painter.style(bar, background=back)
