"""The transcript: a virtualised view that draws only the rows on the screen.

It knows nothing of studies: it is given a text, its turns and codings, and says where the
cursor is and what is selected. Keys are bound by the application to its methods.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from textual import events
from textual.message import Message

from qualcode.study.types import CodeInfo, CodingRow, SpeakerInfo, TurnRow
from qualcode.tui.widgets.transcript_mouse import Mouse
from qualcode.tui.widgets.transcript_rows import TranscriptRows
from qualcode.tui.widgets.transcript_sheet import Sheet
from qualcode.view import motions
from qualcode.view.caret import Caret
from qualcode.view.columns import columns
from qualcode.view.lanes import Lanes, Stripe
from qualcode.view.layout import Layout
from qualcode.view.spans import SpanIndex, differing

_SETTLED = 0.3  # seconds after opening at which what was loaded is put out of the collector's way


def settle() -> None:
    """Put what is loaded out of the garbage collector's way, and let it look at the rest."""
    gc.freeze()
    gc.enable()


class TranscriptView(TranscriptRows):
    """A document with its codings, on which passages are selected.

    Offsets are code points of the document's text. It must have no border and no padding.
    """

    class CursorMoved(Message):
        """The cursor is at another offset."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class SelectionChanged(Message):
        """Another passage is selected; both None when none is."""

        def __init__(self, start: int | None, end: int | None) -> None:
            super().__init__()
            self.start = start
            self.end = end

    class CodingClicked(Message):
        """The stripe or the name of a coding was clicked."""

        def __init__(self, id: int) -> None:
            super().__init__()
            self.id = id

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._mouse = Mouse(self)

    # -- what is shown -----------------------------------------------------------

    def load(
        self,
        text: str,
        turns: Sequence[TurnRow],
        speakers: Iterable[SpeakerInfo],
        codings: Iterable[CodingRow],
        codes: Iterable[CodeInfo],
        *,
        language: str = "",
        signs: Mapping[int, str] | None = None,
    ) -> None:
        """Show another document, from its beginning and with nothing selected.

        Args:
            text: the document's text.
            turns: its turns in order.
            speakers: its speakers.
            codings: its codings, in any order.
            codes: the codebook, in the order of the tree.
            language: of the document, for its clauses.
            signs: letters for coders by id, where their codings are to be told apart.
        """
        gc.unfreeze()
        self.sheet = Sheet(turns=turns, speakers={s.id: s for s in speakers}, signs=signs or {})
        self.sheet.put_codes(codes)
        self.sheet.put_codings(codings)
        width = self._room()
        cols = columns(width, len(turns))
        layout = Layout(text, turns, cols.words, labels=not cols.speaker)
        self.caret = Caret(layout, language)
        self.units.put_voices(self.sheet.speaking())
        self._lay_out(layout, width)
        self.scroll_to(y=0, animate=False)
        self.refresh()
        if self.is_attached:
            # Collector pauses over what was just loaded are the longest pauses at a key press.
            self.set_timer(_SETTLED, settle)
        self.post_message(self.CursorMoved(self.caret.cursor))
        self.post_message(self.SelectionChanged(None, None))

    def set_codings(self, codings: Iterable[CodingRow]) -> None:
        """Show other codings on the same document; cursor and selection stay."""
        self.sheet.put_codings(codings)
        self.lanes = Lanes(self.rows, self.sheet.spans)
        self._forget_strips()
        self._renew_overview()
        self.refresh()

    def set_codes(self, codes: Iterable[CodeInfo]) -> None:
        """Show the codebook as it is now: names, colours, order."""
        self.sheet.put_codes(codes)
        self._forget_strips()
        self.refresh()

    def set_speakers(self, speakers: Iterable[SpeakerInfo]) -> None:
        """Show who speaks as it is now known."""
        self.sheet.put_speakers(speakers)
        self.units.put_voices(self.sheet.speaking())
        self._forget_strips()
        self.refresh()

    def add_coding(self, coding: CodingRow) -> None:
        """Show one coding more, or one that was changed; only its rows are drawn again."""
        self.remove_coding(coding.id)
        self.sheet.add_coding(coding)
        stripe = self.lanes.add(coding.id, coding.start, coding.end)
        self._draw_stripe(stripe, coding)

    def remove_coding(self, coding_id: int) -> None:
        """Show a coding no longer; one that is not there is no error."""
        coding = self.sheet.remove_coding(coding_id)
        if coding is not None:
            self._draw_stripe(self.lanes.remove(coding_id), coding)

    def _draw_stripe(self, stripe: Stripe, coding: CodingRow) -> None:
        self._strips.clear()
        first = self.rows.turn_rows(self.rows.row_turn[stripe.first])[0]
        self._redraw(first, stripe.last)
        self.vertical_scrollbar.changed(coding.start, coding.end)

    def set_hits(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark what a search found; an empty list takes the marks away."""
        self.sheet.hits = SpanIndex((n, s, e) for n, (s, e) in enumerate(spans))
        self._strips.clear()
        self._renew_overview()
        self.refresh()

    def set_memos(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark where passages have memos. Codings say themselves whether they have one."""
        self.sheet.put_memos(spans)
        self._strips.clear()
        self._renew_overview()
        self.refresh()

    # -- cursor and selection ------------------------------------------------------

    @property
    def cursor(self) -> int:
        """The offset at which the cursor is: between graphemes, in a turn or at its end."""
        return self.caret.cursor

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected passage, or None."""
        return self.caret.selection

    @property
    def passage(self) -> tuple[int, int]:
        """What a code would be put on: the selection, else the sentence at the cursor."""
        return self.caret.passage

    @property
    def turn(self) -> int:
        """The turn the cursor is in, counted from 0."""
        return self.rows.turn_at(self.caret.cursor)

    def codings_at(self, offset: int | None = None) -> list[CodingRow]:
        """The codings on an offset (the cursor's), the shortest first."""
        return self.sheet.codings_at(self.caret.under if offset is None else offset)

    def put_cursor(self, offset: int, *, follow: bool = True) -> None:
        """Put the cursor somewhere and select nothing; ``follow`` scrolls to it."""
        with self._changing(follow=follow):
            self.caret.put(offset)

    def select_span(self, anchor: int, cursor: int, *, follow: bool = True) -> None:
        """Select a passage; the cursor goes to the second offset, which may be the smaller."""
        with self._changing(follow=follow):
            self.caret.span(anchor, cursor)

    def clear_selection(self) -> None:
        """Select nothing; the cursor goes to where the passage began."""
        with self._changing():
            self.caret.clear()

    def go_to(self, offset: int, end: int | None = None) -> None:
        """Put the cursor at ``offset``, or select up to ``end``, and bring it into sight."""
        row = self.rows.row_at(self.rows.snap(offset))
        if not self._is_shown(row):
            self.scroll_to(y=max(0, row - self.size.height // 3), animate=False)
        if end is None or end <= offset:
            self.put_cursor(offset)
        else:
            self.select_span(offset, end)
            if not self._is_shown(row):
                self.scroll_to(y=row, animate=False)

    @contextmanager
    def _changing(self, *, follow: bool = True) -> Iterator[None]:
        """Draw what differs after the block, keep the cursor in sight, and tell of it."""
        caret = self.caret
        old, before, row = caret.cursor, caret.selection, self.rows.row_at(caret.under)
        yield
        now = caret.selection
        if (old, before) != (caret.cursor, now):
            for changed in {row, self.rows.row_at(caret.under)}:
                self._redraw(changed, changed)
            for low, high in differing(before, now):
                self._redraw(self.rows.row_at(low), self.rows.row_at(high))
        self._show_cursor(scroll=follow)
        if old != caret.cursor:
            self.post_message(self.CursorMoved(caret.cursor))
        if before != now:
            self.post_message(self.SelectionChanged(*(now or (None, None))))

    # -- actions, for keys to be bound to ----------------------------------------------

    def action_cursor(self, unit: str, count: int = 1) -> None:
        """Move by grapheme, word, sentence, row, page, turn or document; select nothing."""
        with self._changing():
            self.caret.move(unit, count, page=self.page_rows)

    def action_extend(self, unit: str, count: int = 1) -> None:
        """Extend the selection by a unit, or shrink it when ``count`` goes the other way.

        With nothing selected, words, clauses, sentences and turns begin with the one at the
        cursor.
        """
        with self._changing():
            self.caret.extend(unit, count, page=self.page_rows)

    def action_row_edge(self, direction: int, extend: bool = False) -> None:
        """Go to the beginning (-1) or end (1) of the row, selecting on the way if asked."""
        with self._changing():
            self.caret.row_edge(direction, extend=extend)

    def select_unit(self, unit: str, *, follow: bool = True) -> None:
        """Select a unit at the cursor, one of :data:`qualcode.view.units.LADDER`."""
        with self._changing(follow=follow):
            self.caret.select(unit)

    def select_word(self) -> None:
        """Select the word at the cursor."""
        self.select_unit("word")

    def select_sentence(self) -> None:
        """Select the sentence at the cursor."""
        self.select_unit("sentence")

    def select_turn(self) -> None:
        """Select the turn at the cursor."""
        self.select_unit("turn")

    def select_more(self) -> bool:
        """Select the next larger unit that holds what is selected; whether there is one.

        The window stays where it is, however far the selection reaches.
        """
        with self._changing(follow=False):
            return self.caret.grow()

    def select_less(self) -> bool:
        """Go back the way the selection grew, or to the next smaller unit at the cursor."""
        with self._changing():
            return self.caret.shrink()

    @property
    def mark(self) -> int | None:
        """The place that is marked, to select from there; None if none is."""
        return self.sheet.mark

    def put_mark(self, offset: int | None) -> None:
        """Mark a place at the margin, or with None none any more."""
        marked = [at for at in (self.sheet.mark, offset) if at is not None]
        self.sheet.mark = offset
        self._strips.clear()
        for row in map(self.rows.row_at, marked):
            self._redraw(row, row)

    def select_from_mark(self) -> None:
        """Select from the word at the mark to the word at the cursor; the mark goes."""
        if self.sheet.mark is not None:
            with self._changing():
                self.caret.between(self.sheet.mark)
            self.put_mark(None)

    def next_coding(self, direction: int = 1) -> bool:
        """Go to where the next coding starts, or with -1 the one before; whether there is one."""
        found = motions.next_start(self.sheet.starts, self.caret.begin, direction)
        if found is not None:
            self.go_to(found)
        return found is not None

    def next_uncoded(self, direction: int = 1, unit: str = "sentence") -> bool:
        """Select the next sentence or turn of a participant that nobody coded, if there is one."""
        found = motions.next_uncoded(
            self.rows,
            self.units,
            self.sheet.spans,
            self.caret.begin,
            unit=unit,
            direction=direction,
            wanted=self.sheet.is_data,
        )
        if found is not None:
            self.go_to(*found)
        return found is not None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """See :class:`Mouse`."""
        self._mouse.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """See :class:`Mouse`."""
        self._mouse.move(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """See :class:`Mouse`."""
        self._mouse.up()

    def on_click(self, event: events.Click) -> None:
        """See :class:`Mouse`."""
        self._mouse.click(event)
