"""The one place that makes text safe for each way out.

Transcripts, file names and labels come from outside and may hold terminal escape
sequences, bidirectional overrides, spreadsheet formulas or characters that XML forbids.
They are stored as they came and made safe only on the way out: :func:`for_terminal` for
anything shown on a screen, :func:`for_sheet` for csv and xlsx cells, :func:`for_xml` for
Word, Excel and REFI files, :func:`for_page` for what is read on paper or in a browser,
:func:`for_markdown` for Markdown, :func:`for_filename` for names of files. HTML is escaped
by Jinja2.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypeVar, overload

_Value = TypeVar("_Value")

_SUBSTITUTE = "\u2426"  # stands for a C1 control, which has no picture of its own
_TURNED = "\u21c4"  # stands for a control that would turn the writing direction
_NEW_LINE = "\u2424"
_HIDDEN = "\u00b7"  # stands for a character of no width
_BROKEN = "\ufffd"  # stands for half a surrogate pair


def _marks() -> dict[int, str]:
    marks = {c: chr(0x2400 + c) for c in range(0x20) if c not in (0x09, 0x0A)}
    marks[0x7F] = "\u2421"
    marks.update(dict.fromkeys(range(0x80, 0xA0), _SUBSTITUTE))
    turning = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    marks.update(dict.fromkeys(turning, _TURNED))
    marks.update(dict.fromkeys((0x2028, 0x2029), _NEW_LINE))
    marks.update(dict.fromkeys(range(0xD800, 0xE000), _BROKEN))
    return marks


def _name_marks() -> dict[int, str]:
    marks = _marks()
    marks[0x09] = "\u2409"
    marks[0x0A] = _NEW_LINE
    hidden = (0x00AD, 0x034F, 0x115F, 0x1160, 0x180E, 0x200B, 0x200C, 0x200D, 0x3164, 0xFEFF)
    joined = (*hidden, *range(0x2060, 0x2066), *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080))
    marks.update(dict.fromkeys(joined, _HIDDEN))
    return marks


_TERMINAL = _marks()
_TERMINAL_NAME = _name_marks()
_UNSAFE = re.compile("[" + re.escape("".join(map(chr, _TERMINAL))) + "]")
_UNSAFE_NAME = re.compile("[" + re.escape("".join(map(chr, _TERMINAL_NAME))) + "]")


def for_terminal(text: str, *, name: bool = False) -> str:
    """Make ``text`` safe to show on a terminal, one mark for each unsafe character.

    Every unsafe character becomes exactly one visible character, so that offsets into the
    result are offsets into ``text``. Unsafe are the C0 controls except new line and tab,
    DEL, the C1 controls, direction controls, line and paragraph separators and lone
    surrogates.

    Args:
        text: text from outside.
        name: whether this is a name (of a speaker, code, file): then new lines, tabs and
            characters of no width are marked too, because two names that look the same
            must not differ.

    Returns:
        A text of the same length.
    """
    if name:
        return text.translate(_TERMINAL_NAME) if _UNSAFE_NAME.search(text) else text
    return text.translate(_TERMINAL) if _UNSAFE.search(text) else text


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """Remove what XML 1.0 cannot hold (section 2.2 of the recommendation, 'Char').

    Markup is not escaped here; whoever writes the XML does that.
    """
    return _NOT_XML.sub("", text)


def for_page(text: str) -> str:
    """The text as reports hold it: hidden and direction characters as marks, fit for XML."""
    return for_xml(for_terminal(text))


_BLANKS = re.compile(r"\s+")


def one_line(text: str) -> str:
    """The same, with all white space as single blanks."""
    return _BLANKS.sub(" ", for_page(text)).strip()


_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=])", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|~&+=.)-])")


def for_markdown(text: str) -> str:
    """One line of text that Markdown shows as it stands."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escaped)


def without_escapes(markdown: str) -> str:
    """Markdown as it is read on a screen: what :func:`for_markdown` escaped, as it was."""
    return _ESCAPED.sub(r"\1", markdown)


_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][+-]?\d+)?%?", re.ASCII)


@overload
def for_sheet(cell: str) -> str: ...
@overload
def for_sheet(cell: _Value) -> _Value: ...
def for_sheet(cell: object) -> object:
    """Make a cell safe for csv and xlsx: no formula, no characters a workbook refuses.

    A text that a spreadsheet could take for a formula gets an apostrophe before it;
    negative numbers are left alone. Anything that is not a string is returned as it is.
    """
    if not isinstance(cell, str):
        return cell
    clean = for_xml(cell)
    if _FORMULA.match(clean) and not _NUMBER.fullmatch(clean):
        return "'" + clean
    return clean


_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def for_filename(text: str, *, fallback: str = "untitled", limit: int = 120) -> str:
    """Make one file name, without a folder, that every usual system accepts.

    Args:
        text: what the file should be called, for instance the name of a code.
        fallback: used where nothing of ``text`` is left.
        limit: the longest name in bytes of UTF-8; leaves room for a suffix.

    Returns:
        A name that is not empty, has no path separators, control or direction characters,
        no dot or blank at either end and is no reserved device name.
    """
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if ord(c) not in _TERMINAL_NAME)
    name = " ".join(_NOT_IN_NAMES.sub(" ", shown).split()).strip(". ")
    name = name.encode("utf-8")[:limit].decode("utf-8", "ignore").strip(". ")
    if _RESERVED.match(name):
        name = f"_{name}"
    return name or fallback
