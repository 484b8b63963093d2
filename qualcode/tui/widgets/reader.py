"""The transcript with the desk's keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from qualcode.tui.actions import bindings
from qualcode.tui.widgets.transcript import TranscriptView


class Reader(TranscriptView, inherit_bindings=False):
    """A transcript whose keys move a cursor instead of scrolling."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("transcript")]
