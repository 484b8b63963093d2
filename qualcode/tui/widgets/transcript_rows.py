"""The rows of a transcript on the screen: laid out, painted, scrolled, kept up to date."""

from __future__ import annotations

from textual import events
from textual.cache import LRUCache
from textual.filter import ANSIToTruecolor
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.tui.readable import unfiltered
from qualcode.tui.widgets.overview import OverviewBar
from qualcode.tui.widgets.transcript_paint import Look, Painter
from qualcode.tui.widgets.transcript_sheet import Sheet
from qualcode.view.caret import Caret
from qualcode.view.columns import Columns, columns
from qualcode.view.lanes import Lanes
from qualcode.view.layout import Layout
from qualcode.view.units import Units

_SCROLL_OFF = 2  # rows kept in sight above and below the cursor


class TranscriptRows(ScrollView, can_focus=True):
    """The part of a transcript view that draws.

    Only rows in sight are painted; a painted row is kept until something on it changes. The
    view must have no border and no padding: it goes round the part of Textual that draws
    them, which costs a fifth of a page.

    Attributes:
        sheet: what is drawn.
        caret: cursor and selection.
        rows, lanes, cols: the layout, the stripes and the columns at the present width.
    """

    DEFAULT_CSS = """
    TranscriptRows {
        width: 1fr;
        height: 1fr;
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    """
    ALLOW_SELECT = False

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.sheet = Sheet()
        self._strips: LRUCache[object, Strip] = LRUCache(512)
        self._painter: Painter | None = None
        self._bar: OverviewBar | None = None
        self.caret = Caret(Layout("", (), 80))
        self._lay_out(self.caret.rows, 80)

    @property
    def units(self) -> Units:
        """The words, sentences and turns of the document."""
        return self.caret.units

    @property
    def vertical_scrollbar(self) -> OverviewBar:
        """The overview, in the place of the scroll bar; made when it is first asked for."""
        if self._bar is None:
            # What Textual does for its own, whose class cannot be chosen.
            self._vertical_scrollbar = self._bar = OverviewBar(self)
            self._bar.display = False
            self.app._start_widget(self, self._bar)
        return self._bar

    @property
    def painter(self) -> Painter:
        """What draws, with the sheet, the layout and the look of the moment."""
        if self._painter is None:
            self._painter = Painter(self.sheet, self.rows, self.lanes, self.cols, self._look())
        return self._painter

    @property
    def page_rows(self) -> int:
        """How many rows a page is: what is in sight, less what stays in sight."""
        return max(1, self.size.height - _SCROLL_OFF)

    def _room(self) -> int:
        room = self.scrollable_content_region.width if self.is_attached else 0
        return room or 80

    def _lay_out(self, layout: Layout, width: int) -> None:
        self.rows = self.caret.rows = layout
        self.cols: Columns = columns(width, len(self.sheet.turns))
        self._width = width
        self.lanes = Lanes(layout, self.sheet.spans)
        self.virtual_size = Size(width, len(layout))
        self._forget_strips()
        self._renew_overview()

    def _forget_strips(self) -> None:
        self._strips.clear()
        self._painter = None

    def _renew_overview(self) -> None:
        if self._bar is not None:
            self._bar.renew()

    # -- drawing -------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in ``crop``, without the styles cache: there is no border to draw."""
        right = crop.x + crop.width
        background = self.background_colors[1]
        strips = []
        # Nothing drawn here has a colour of the 16, or one that cannot be read.
        filters = unfiltered(self.get_line_filters())
        filters = [each for each in filters if not isinstance(each, ANSIToTruecolor)]
        for y in range(crop.y, crop.y + crop.height):
            strip = self.render_line(y)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            strips.append(strip.crop(crop.x, right))
        return strips

    def render_line(self, y: int) -> Strip:
        """The row at ``y`` cells from the top of the view."""
        painter = self.painter
        row = y + self.scroll_offset.y
        if row >= len(self.rows):
            return Strip.blank(self._width, painter.style())
        start, end = self.rows.row_span(row)
        chosen, part, under = self.caret.selection, None, self.caret.under
        if chosen and chosen[0] < end and chosen[1] > start:
            part = (max(chosen[0], start), min(chosen[1], end))
        cursor = under if self.rows.row_at(under) == row else None
        key = (row, part, cursor)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = painter.paint(row, part, cursor)
        return strip

    def _look(self) -> Look:
        """The colours of the theme, and whether the terminal can show them."""
        app = self.app
        if app.native_ansi_color:
            return Look("default", "default", "default", True, self.has_focus)
        few = not app.is_headless and app.console.color_system in ("standard", "windows")
        background = self.background_colors[1]
        foreground = background + background.get_contrast_text(0.87)
        return Look(
            background.hex6.lower(),
            foreground.hex6.lower(),
            app.theme_variables.get("primary", "#0178d4")[:7],
            app.no_color or few,
            self.has_focus,
        )

    def _redraw(self, first: int, last: int) -> None:
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def _is_shown(self, row: int) -> bool:
        return 0 <= row - self.scroll_offset.y < self.size.height

    def _show_cursor(self, *, scroll: bool = True) -> None:
        """Scroll as little as it takes, and tell the terminal where its cursor belongs."""
        if not self.is_attached or not self.size.height:
            return
        row, cell = self.rows.place(self.caret.under)
        if scroll:
            self._scroll_to_row(row)
        self.vertical_scrollbar.update()
        if self.has_focus and self._is_shown(row):
            x = self.region.x + self.cols.words_at + cell
            self.app.cursor_position = Offset(x, self.region.y + row - self.scroll_offset.y)

    def _scroll_to_row(self, row: int) -> None:
        top, height = self.scroll_offset.y, self.size.height
        off = min(_SCROLL_OFF, (height - 1) // 2)
        low = max(0, row - off)
        if low < top:
            self.scroll_to(y=low, animate=False)
        elif row + off >= top + height:
            self.scroll_to(y=row + off - height + 1, animate=False)

    # -- events ----------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again when the width changed; the first row in sight stays the first."""
        width = self._room()
        if width == self._width:
            self._show_cursor()
            return
        top = min(self.scroll_offset.y, len(self.rows) - 1)
        offset = self.rows.row_start[top]
        shown = self._is_shown(self.rows.row_at(self.caret.under))
        above = self.rows.turn_row[self.rows.row_turn[top]] - top
        cols = columns(width, len(self.sheet.turns))
        self._lay_out(self.rows.rewrap(cols.words, labels=not cols.speaker), width)
        row = self.rows.row_at(offset)
        if above > 0:
            row = self.rows.turn_rows(self.rows.row_turn[row])[0]
        self.scroll_to(y=row, animate=False)
        if shown:
            self._show_cursor()
        self.refresh()

    def on_focus(self) -> None:
        """Draw the cursor as one that keys will move; nothing scrolls away under a click."""
        self._forget_strips()
        self._show_cursor(scroll=False)
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that waits."""
        self._forget_strips()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw everything in the colours of another theme."""
        super().notify_style_update()
        self._forget_strips()
