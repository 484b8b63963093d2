"""The mouse on a transcript: drag, double and triple click, shift-click, clicks on stripes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

from qualcode.view.lanes import shared

if TYPE_CHECKING:
    from qualcode.tui.widgets.transcript import TranscriptView

_CLICKS = {2: "word", 3: "sentence", 4: "turn"}


class Mouse:
    """What the mouse does to a view.

    Textual's own selection is off there: it selects cells of the screen, not offsets of a
    text, and loses its anchor when the view scrolls. A drag takes in whole graphemes, from
    the one pressed on to the one under the pointer. Beyond the top or bottom the view
    scrolls for as long as the pointer stays there.
    """

    def __init__(self, view: TranscriptView) -> None:
        self._view = view
        self._from: tuple[int, int] | None = None
        self._at = (0, 0)
        self._timer: Timer | None = None

    def down(self, event: events.MouseDown) -> None:
        """Put the cursor there, or with shift extend the selection to there."""
        view = self._view
        row = event.y + view.scroll_offset.y
        if event.button == 3:
            self._aim(self._offset(event.x, row))
        if event.button != 1:
            return
        self.up()
        if (key := self.coding_at(event.x, row)) is not None:
            view.post_message(view.CodingClicked(key))
            return
        offset = self._offset(event.x, row)
        if event.shift:
            begin = view.cursor if view.caret.anchor is None else view.caret.anchor
            self._from = (begin, begin)
            self._extend(offset)
        else:
            self._from = (offset, view.rows.next(offset))
            view.put_cursor(offset, follow=False)
        self._at = (event.x, row)
        view.capture_mouse()

    def move(self, event: events.MouseMove) -> None:
        """Extend the selection to the pointer while the button is held."""
        view = self._view
        if self._from is None:
            return
        self._set_scrolling(-1 if event.y < 0 else 1 if event.y >= view.size.height else 0)
        row = event.y + view.scroll_offset.y
        if (event.x, row) != self._at:
            self._at = (event.x, row)
            self._extend(self._offset(event.x, row))

    def up(self) -> None:
        """The button is let go."""
        self._from = None
        self._set_scrolling(0)
        self._view.release_mouse()

    def click(self, event: events.Click) -> None:
        """Select the word on a double click, the sentence on a triple, the turn on a fourth."""
        view = self._view
        unit = _CLICKS.get(min(event.chain, 4))
        row = event.y + view.scroll_offset.y
        if unit is None or event.button != 1 or self.coding_at(event.x, row) is not None:
            return
        start, end = view.units.at(self._offset(event.x, row), unit)
        view.select_span(start, end, follow=False)

    def _aim(self, offset: int) -> None:
        """Put the cursor where something is to be done, unless that is selected already."""
        selection = self._view.selection
        if selection is None or not selection[0] <= offset < selection[1]:
            self._view.put_cursor(offset, follow=False)

    def coding_at(self, x: int, row: int) -> int | None:
        """The coding whose stripe or name is drawn in a cell of the margin."""
        view, cols = self._view, self._view.cols
        if x < cols.lanes_at or not 0 <= row < len(view.rows):
            return None
        lane = x - cols.lanes_at
        if lane < cols.lanes:
            stripe = shared(view.lanes.at(row), cols.lanes)[0][lane]
            return None if stripe is None else stripe.key
        names = view.lanes.names(row)
        return names[0] if names and lane >= cols.lanes + cols.over else None

    def _offset(self, x: int, row: int) -> int:
        return self._view.rows.offset_at(row, x - self._view.cols.words_at)

    def _extend(self, offset: int) -> None:
        view = self._view
        assert self._from is not None
        low, high = self._from
        if offset < low:
            view.select_span(high, offset, follow=False)
        else:
            layout = view.rows
            inside = offset < layout.turn_end[layout.turn_at(offset)]
            end = layout.next(offset) if inside else offset
            view.select_span(low, max(high, end), follow=False)

    def _set_scrolling(self, direction: int) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if direction:
            self._timer = self._view.set_interval(0.04, lambda: self._scroll(direction))

    def _scroll(self, direction: int) -> None:
        view = self._view
        if self._from is None:
            return
        view.scroll_to(y=view.scroll_offset.y + direction, animate=False)
        edge = 0 if direction < 0 else view.size.height - 1
        self._extend(self._offset(self._at[0], view.scroll_offset.y + edge))
