"""Texts from outside made harmless for pages, Word files, spreadsheets and Markdown.

The characters are dealt with in :mod:`qualcode.text.safe`; here stands what the formats of
reports add to it. HTML is escaped by the templates (Jinja2 with autoescape).
"""

from __future__ import annotations

import re

from qualcode.text.safe import for_terminal, for_xml

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=])", re.MULTILINE)
_BLANKS = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text with hidden and direction characters as visible marks, fit for XML."""
    return for_xml(for_terminal(text))


def one_line(text: str) -> str:
    """The same, with all white space as single blanks."""
    return _BLANKS.sub(" ", visible(text)).strip()


def markdown(text: str) -> str:
    """One line of text that Markdown shows as it stands."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escaped)
