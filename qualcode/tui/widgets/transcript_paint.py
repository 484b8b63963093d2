"""Painting one row of a transcript: words, stripes, names, all as one strip of segments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from qualcode.tui.widgets.transcript_sheet import Sheet
from qualcode.view import palette
from qualcode.view.columns import SHORTEST_NAME, Columns
from qualcode.view.lanes import Lanes, Stripe, shared
from qualcode.view.layout import GAP, LABEL, SPEECH, Layout
from qualcode.view.shown import shown_name

MEMO = "✎"
MARK = "»"
RTL = "⇄"
BETWEEN = " · "
STRIPES = {"": ("┃", "│"), "B": ("┇", "┆")}
"""A stripe beside words and beside a gap, by the sign of its coder."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the theme and the terminal allow.

    ``plain`` is for terminals without colours, or with 16, where tints would vanish: coded
    words are underlined and stripes have forms and letters.
    """

    background: str
    foreground: str
    accent: str
    plain: bool = False
    focused: bool = True


@lru_cache(maxsize=8192)
def _style(
    colour: str, background: str, bold: bool, underline: bool, reverse: bool, dim: bool
) -> Style:
    return Style(
        color=colour,
        bgcolor=background,
        bold=bold,
        underline=underline,
        reverse=reverse,
        dim=dim,
    )


class Painter:
    """Makes strips of rows. Every segment has a style with both colours.

    Textual's monochrome filter raises on a segment without style, and the view goes round
    the styles cache that would add a background.
    """

    def __init__(self, sheet: Sheet, layout: Layout, lanes: Lanes, cols: Columns, look: Look):
        self.sheet, self.layout, self.lanes, self.cols, self.look = sheet, layout, lanes, cols, look

    def style(
        self,
        colour: str | None = None,
        *,
        background: str | None = None,
        bold: bool = False,
        underline: bool = False,
        reverse: bool = False,
        dim: bool = False,
    ) -> Style:
        """A style on the view's background; without a colour, in its foreground."""
        look = self.look
        fore = look.foreground if colour is None else colour
        return _style(fore, background or look.background, bold, underline, reverse, dim)

    def quiet(self) -> Style:
        """For numbers, times and interviewers: there, but behind the rest."""
        if self.look.plain:
            return self.style(dim=True)
        look = self.look
        grey = palette.blend(look.foreground, look.background, 0.4)
        return self.style(palette.readable(grey, look.background, palette.NAME_CONTRAST))

    def paint(self, row: int, selected: tuple[int, int] | None, cursor: int | None) -> Strip:
        """One row.

        Args:
            row: which.
            selected: the part of this row that is selected.
            cursor: the offset under the cursor if that is in this row.
        """
        segments: list[Segment] = []
        self._paint_left(row, segments)
        kind = self.layout.row_kind[row]
        if kind == SPEECH:
            used = self._paint_speech(row, selected, cursor, segments)
        else:
            used = self._paint_label(row, segments) if kind == LABEL else 0
        room = self.cols.words + self.cols.hang - used
        if room > 0:
            segments.append(Segment(" " * room, self.style()))
        self._paint_margin(row, segments)
        return Strip(_joined(segments), self.cols.total)

    # -- left of the words -----------------------------------------------------

    def _paint_left(self, row: int, segments: list[Segment]) -> None:
        cols, layout = self.cols, self.layout
        turn, kind = layout.row_turn[row], layout.row_kind[row]
        nth = row - layout.turn_row[turn]
        first = nth == 0 if cols.speaker else kind == LABEL
        if cols.number:
            number = f"{self._number(turn):>{cols.number - 1}} " if first else " " * cols.number
            segments.append(Segment(number, self.quiet() if first else self.style()))
        if cols.speaker:
            text, style = "", self.style()
            if kind == SPEECH and nth == 0:
                text, style = self._name(turn, cols.speaker - 1)
            elif kind == SPEECH and nth == 1:
                text, style = self._time(turn), self.quiet()
            segments.append(Segment(_fill(text, cols.speaker), style))
        if cols.mark:
            segments.append(self._sign(row) if kind == SPEECH else Segment(" ", self.style()))

    def _sign(self, row: int) -> Segment:
        """Whether something is marked in a row of speech, or has a memo."""
        mark = self.sheet.mark
        if mark is not None and self.layout.row_at(mark) == row:
            return Segment(MARK, self.style(bold=True))
        if self.sheet.memo_in(*self.layout.row_span(row)):
            return Segment(MEMO, self.style(self.look.accent))
        return Segment(" ", self.style())

    def _number(self, turn: int) -> int:
        turns = self.sheet.turns
        return turns[turn].n if turn < len(turns) else turn + 1

    def _name(self, turn: int, cells: int) -> tuple[str, Style]:
        speaker = self.sheet.speaker(turn)
        label = speaker.label if speaker else None
        if label is None and turn < len(self.sheet.turns):
            label = self.sheet.turns[turn].label
        sign = f"{RTL} " if cells > len(RTL) + 1 and self.layout.is_rtl(turn) else ""
        text = sign + shown_name(label or "", cells - len(sign))
        if speaker is None or speaker.kind == "interviewer":
            return text, self.quiet()
        if self.look.plain:
            return text, self.style(bold=True)
        hues = palette.hues(self.look.background)
        hue = hues[self.sheet.voices.get(speaker.id, 0) % len(hues)]
        readable = palette.readable(hue, self.look.background, palette.NAME_CONTRAST)
        return text, self.style(readable, bold=True)

    def _time(self, turn: int) -> str:
        turns = self.sheet.turns
        start = turns[turn].start_ms if turn < len(turns) else None
        if start is None:
            return ""
        hours, rest = divmod(start // 1000, 3600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"

    def _paint_label(self, row: int, segments: list[Segment]) -> int:
        turn = self.layout.row_turn[row]
        time = self._time(turn)
        if self.cols.words < len(time) + 2 + SHORTEST_NAME:
            time = ""
        name, style = self._name(turn, self.cols.words - (len(time) + 2 if time else 0))
        segments.append(Segment(name, style))
        used = cell_len(name)
        if time:
            segments.append(Segment(f"  {time}", self.quiet()))
            used += len(time) + 2
        if not self.cols.names:
            used += self._paint_turn_names(turn, self.cols.words - used - 2, segments)
        return used

    def _paint_turn_names(self, turn: int, cells: int, segments: list[Segment]) -> int:
        """Where no names fit beside the words: the codes that begin in a turn, at the right."""
        if cells < SHORTEST_NAME:
            return 0
        start, end = self.layout.turn_span(turn)
        sheet, first = self.sheet, dict[int, int]()
        for key in sheet.spans.window(start, end):
            if sheet.spans[key][0] >= start:
                first.setdefault(sheet.codings[key].code_id, key)
        names: list[Segment] = []
        used = self._paint_names(list(first.values()), cells, names)
        segments.extend([Segment(" " * (cells + 2 - used), self.style()), *names])
        return cells + 2

    # -- the words ---------------------------------------------------------------

    def _paint_speech(
        self,
        row: int,
        selected: tuple[int, int] | None,
        cursor: int | None,
        segments: list[Segment],
    ) -> int:
        layout, sheet = self.layout, self.sheet
        start, end = layout.row_span(row)
        spans = [(*sheet.spans[k], k) for k in sheet.spans.window(start, end)]
        hits = [sheet.hits[k] for k in sheet.hits.window(start, end)]
        under = None
        if cursor is not None and cursor < end:
            under = (cursor, min(end, layout.next(cursor)))
        edges = {start, end}
        for low, high in (*(s[:2] for s in spans), *hits, *filter(None, (selected, under))):
            edges.update((layout.snap(max(low, start)), self._whole(min(high, end))))
        quiet = not sheet.is_data(layout.row_turn[row])
        used, room = 0, self.cols.words + self.cols.hang
        for low, high in pairwise(sorted(edges)):
            text = layout.shown(low, high)
            on_cursor = under is not None and under[0] <= low < under[1]
            if on_cursor and not text:
                text = " "
            covering = [k for s, e, k in spans if s < high and e > low]
            chosen = selected is not None and selected[0] <= low < selected[1]
            hit = any(s < high and e > low for s, e in hits)
            cells = layout.cells(low, high) or len(text)
            if used + cells > room:  # a tab at which the row was broken: it hangs as one blank
                text, cells = text[: room - used - cells], room - used
            segments.append(
                Segment(text, self._word_style(covering, chosen, hit, on_cursor, quiet))
            )
            used += cells
        if cursor is not None and under is None:
            used = self._paint_cursor(segments, used, room, quiet)
        return used

    def _paint_cursor(self, segments: list[Segment], used: int, room: int, quiet: bool) -> int:
        """The cursor behind the last word of a turn; on the blank, where one hangs there."""
        if used == room:
            last = segments.pop()
            segments.append(Segment(last.text[:-1], last.style))
            used -= 1
        segments.append(Segment(" ", self._word_style([], False, False, True, quiet)))
        return used + 1

    def _whole(self, end: int) -> int:
        """The end of a span, after the grapheme that it may lie in: imports bring such."""
        snapped = self.layout.snap(end)
        return snapped if snapped == end else self.layout.next(snapped)

    def _word_style(
        self, codings: list[int], chosen: bool, hit: bool, cursor: bool, quiet: bool
    ) -> Style:
        look = self.look
        if look.plain:
            return self.style(
                bold=hit or (cursor and chosen),
                underline=bool(codings) or (cursor and chosen),
                reverse=(chosen and not cursor) or (cursor and not chosen),
                dim=quiet and not chosen and not cursor,
            )
        if cursor:
            back = (
                look.foreground
                if look.focused
                else palette.blend(look.foreground, look.background, 0.5)
            )
            return self.style(palette.readable(look.background, back, 4.5), background=back)
        fore, back = look.foreground, look.background
        if codings:
            spans = self.sheet.spans
            nearest = min(codings, key=lambda k: spans[k][1] - spans[k][0])
            back = palette.tint(self.sheet.colour(nearest), back, 0.24)
        if chosen:
            back = palette.blend(look.background, look.accent, 0.55)
        elif quiet:
            fore = palette.blend(fore, look.background, 0.3)
        if hit:
            fore = palette.readable(palette.hues(look.background)[3], back, 4.5)
        return self.style(
            palette.readable(fore, back, 4.5),
            background=back,
            bold=hit,
            underline=hit or len(codings) > 1,
        )

    # -- the margin --------------------------------------------------------------

    def _paint_margin(self, row: int, segments: list[Segment]) -> None:
        cols, found = self.cols, self.lanes.at(row)
        if not found:
            blank = cols.lanes + cols.over + cols.names + cols.rest
            segments.append(Segment(" " * blank, self.style()))
            return
        stripes, over = shared(found, cols.lanes)
        for stripe in stripes:
            segments.append(self._stripe_segment(row, stripe))
        more = (f"+{over}" if over < 10 else "+…") if over and cols.over else ""
        left = cols.over + cols.names + cols.rest
        if left:
            text = _fill(more, cols.over) + " " * bool(more and cols.names)
            segments.append(Segment(text, self.quiet() if more else self.style()))
            left -= len(text)
        if cols.names:
            keys = self.lanes.names(row)
            left -= self._paint_names(keys, left - cols.rest - 1, segments)
        if left > 0:
            segments.append(Segment(" " * left, self.style()))

    def _stripe_segment(self, row: int, stripe: Stripe | None) -> Segment:
        if stripe is None:
            return Segment(" ", self.style())
        order, sign = self.sheet.order(stripe.key), self.sheet.sign(stripe.key)
        begins = row == stripe.first
        if self.look.plain:
            mark = (sign or palette.letter(order)) if begins else palette.glyph(order)
            return Segment(mark, self.style())
        lettered = bool(sign) and begins
        ratio = palette.NAME_CONTRAST if lettered else palette.STRIPE_CONTRAST
        colour = palette.readable(self.sheet.colour(stripe.key), self.look.background, ratio)
        if lettered:
            return Segment(sign, self.style(colour, bold=True))
        whole, thin = STRIPES.get(sign, STRIPES[""])
        return Segment(thin if self.layout.row_kind[row] == GAP else whole, self.style(colour))

    def _paint_names(self, codings: list[int], cells: int, segments: list[Segment]) -> int:
        """The names of codes as far as they fit, and how many do not; returns the cells used."""
        used = 0
        for n, key in enumerate(codings):
            left = len(codings) - n - 1
            room = cells - used - (len(f"{BETWEEN}+{left}") if left else 0)
            if room < 6 and n:
                more = f"+{left + 1}"
                segments.append(Segment(more, self.quiet()))
                return used + len(more)
            code = self.sheet.codes.get(self.sheet.codings[key].code_id)
            sign = self.sheet.sign(key)
            if self.look.plain and not sign:
                sign = palette.letter(self.sheet.order(key))
            name = shown_name(code.name if code else "?", room)
            if sign:
                name = shown_name(f"{sign} {name}", room)
            colour = palette.readable(
                self.sheet.colour(key), self.look.background, palette.NAME_CONTRAST
            )
            segments.append(Segment(name, self.style(None if self.look.plain else colour)))
            used += cell_len(name)
            if left:
                segments.append(Segment(BETWEEN, self.quiet()))
                used += len(BETWEEN)
        return used


def _joined(segments: list[Segment]) -> list[Segment]:
    """The same with neighbours of one style made one: most of a row's cost is its segments."""
    joined: list[Segment] = []
    text, style = "", None
    for segment in segments:
        if segment.style is style:
            text += segment.text
            continue
        if text:
            joined.append(Segment(text, style))
        text, style = segment.text, segment.style
    if text:
        joined.append(Segment(text, style))
    return joined


def _fill(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))
