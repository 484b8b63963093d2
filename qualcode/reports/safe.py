"""Texts from outside made harmless for a page, a Word file, a spreadsheet or Markdown.

HTML is escaped by the templates themselves (Jinja2 with autoescape); what is done here is
what escaping does not do: control characters, characters that turn the reading direction,
and characters that XML forbids become visible marks, so that nothing is hidden and no file
is broken.
"""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # unseen, direction
    "\ud800-\udfff\ufffe\uffff]"  # not allowed in XML
)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=])", re.MULTILINE)
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
_BLANKS = re.compile(r"\s+")


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def visible(text: str) -> str:
    """The text with every hidden or forbidden character as a visible mark."""
    return _HIDDEN.sub(_mark, text)


def one_line(text: str) -> str:
    """The same, with all white space as single blanks."""
    return _BLANKS.sub(" ", visible(text)).strip()


def markdown(text: str) -> str:
    """One line of text that Markdown shows as it stands."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escaped)


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a leading ``= + - @`` gets a ``'``."""
    clean = visible(text)
    return f"'{clean}" if clean.startswith(_FORMULA_START) else clean
