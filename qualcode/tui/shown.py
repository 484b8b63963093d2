"""Words from outside, made ready for the screen.

Names, transcripts and memos may hold escape sequences and things that look like markup.
Every widget takes its words from here, as :class:`~textual.content.Content`, which knows no
markup, with everything that would move the terminal's cursor replaced by visible marks.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from textual.app import App
from textual.content import Content
from textual.widget import Widget

from qualcode.text.safe import for_terminal
from qualcode.view.palette import readable
from qualcode.view.shown import shown_name

_FULL = 10_000


def name(text: str, cells: int | None = None) -> str:
    """A name on one line, cut with ``…`` where it is wider than ``cells``."""
    return shown_name(text, _FULL if cells is None else max(0, cells))


def words(text: str, style: str = "") -> Content:
    """Running text of any length, in one style."""
    return Content.styled(for_terminal(text.replace("\t", "    ")), style)


def line(text: str, cells: int) -> str:
    """The beginning of a text on one line."""
    return shown_name(" ".join(text[: cells * 4 + 40].split()), cells)


def clean_name(text: str) -> str:
    """A text as the beginning of a new name: one line, nothing that cannot be seen."""
    seen = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    safe = "".join(c for c in seen if for_terminal(c, name=True) == c)
    return re.sub(r"\s+", " ", safe).strip()


def when(stamp: str) -> str:
    """A time as kept in the study, as a person reads it: ``24 Nov 14:05``."""
    try:
        at = datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return name(stamp, 16)
    return f"{at.day} {at:%b %H:%M}"


def without_colours(app: App[Any]) -> bool:
    """Whether the terminal has too few colours to tell codes by them; letters do it then."""
    few = not app.is_headless and app.console.color_system in ("standard", "windows")
    return app.no_color or app.native_ansi_color or few


def tone(colour: str, widget: Widget) -> str:
    """A code's colour, lightened or darkened so that it can be seen on the widget."""
    return readable(colour, widget.background_colors[1].hex6.lower())


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 coding``, ``2 codings``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
