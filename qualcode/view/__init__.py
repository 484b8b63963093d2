"""What the screen needs without a screen: rows, motions, stripes, palette, safe display."""

from __future__ import annotations

from qualcode.view.columns import Columns, columns
from qualcode.view.lanes import Lanes, Stripe
from qualcode.view.layout import GAP, LABEL, SPEECH, Layout, Place
from qualcode.view.spans import SpanIndex
from qualcode.view.units import Unit, Units

__all__ = [
    "GAP",
    "LABEL",
    "SPEECH",
    "Columns",
    "Lanes",
    "Layout",
    "Place",
    "SpanIndex",
    "Stripe",
    "Unit",
    "Units",
    "columns",
]
