"""What all text of the desk is held to: it stands out from whatever it stands on.

Themes, dimming, highlights and the colours of codes are mixed freely, and a person may choose any
colour for a code. So contrast is not left to each of them; it is seen to once, as the rows of a
widget are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from qualcode.view.palette import NAME_CONTRAST, STRIPE_CONTRAST, contrast, readable

_LINES = frozenset(map(chr, range(0x2500, 0x2580))) | {"█"}
"""Stripes, frames and swatches."""
_PARTS_OF_CELLS = frozenset(map(chr, range(0x2580, 0x25A0))) - {"█"}
"""Edges of scroll bars and buttons: they continue what is beside them, in its colour."""


class Readable(LineFilter):
    """Moves colours towards white or black: of words to 4.5:1 (WCAG 2.1 AA), of lines to 3:1."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with colours that can be read."""
        return [
            Segment(text, style and _readable(style, _ratio(text)), control)
            for text, style, control in segments
        ]


def unfiltered(filters: Sequence[LineFilter]) -> list[LineFilter]:
    """The filters of a row that may be dim, or is readable already."""
    return [each for each in filters if not isinstance(each, Readable)]


@lru_cache(maxsize=8192)
def _ratio(text: str) -> float:
    """The contrast that a text must have; 0 for one of which nothing is seen."""
    seen = set(text) - {" "} - _PARTS_OF_CELLS
    if not seen:
        return 0
    return STRIPE_CONTRAST if seen <= _LINES else NAME_CONTRAST


@lru_cache(maxsize=8192)
def _readable(style: Style, ratio: float) -> Style:
    colour, background = style.color, style.bgcolor
    if not ratio or colour is None or background is None:
        return style
    if colour.triplet is None or background.triplet is None:
        return style  # one of the terminal's own colours: nobody knows how it looks
    fore, back = colour.triplet.hex, background.triplet.hex
    if contrast(fore, back) >= ratio:
        return style
    return style + Style.from_color(RichColor.parse(readable(fore, back, ratio)))
