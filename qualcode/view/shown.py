"""How text is drawn: a form on whose width all terminals agree, grapheme by grapheme.

Stored text is never changed. What is drawn stands for it: controls, escape sequences and
direction marks become visible marks (see :func:`qualcode.text.safe.for_terminal`), tabs
become blanks, and what terminals measure differently (emoji joined by zero-width joiners,
skin tones, variation selectors, flags) is drawn as its first character, or a flag as its
two letters. The layout counts cells of this drawn form only.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex
from rich.cells import cell_len

from qualcode.text.safe import for_terminal

TAB_CELLS = 4
"""Cells a tab takes. Tabs in speech are pauses of a typist, not columns of a table."""

_NOT_ONE_CELL = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u0482"
    "\u048a-\u052f\u1e00-\u1eff\u2010-\u2015\u2018-\u201f\u2020-\u2022\u2026\u2030\u2032\u2033"
    "\u2039\u203a\u20ac\u2190-\u2193\u2500-\u257f]"
)
_GRAPHEME = regex.compile(r"\X")
_JOINED = regex.compile(r"\u200d(?=\p{Extended_Pictographic}).*", regex.DOTALL)
# Modifiers that change the picture but, from terminal to terminal, not the width.
_MODIFIERS = re.compile(
    "[\u200b\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\xad\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{1,2}")
_HIDDEN = "\u00b7"
_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def is_one_cell(text: str, start: int, end: int) -> bool:
    """Whether every character of ``text[start:end]`` is a grapheme of one cell, or a new line."""
    return _NOT_ONE_CELL.search(text, start, end) is None


def has_rtl(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` holds letters written from right to left."""
    return _RTL.search(text, start, end) is not None


def grapheme_starts(text: str, start: int, end: int) -> list[int]:
    """Where the extended grapheme clusters of ``text[start:end]`` start (UAX 29)."""
    return [found.start() for found in _GRAPHEME.finditer(text, start, end)]


@lru_cache(maxsize=8192)
def shown_grapheme(grapheme: str) -> tuple[str, int]:
    """What is drawn for one grapheme, and how many cells it takes.

    A new line is drawn as nothing; anything else has at least one cell, so that it can be
    seen and selected.
    """
    if grapheme in ("\n", "\r\n"):
        return "", 0
    if grapheme == "\t":
        return " " * TAB_CELLS, TAB_CELLS
    if _FLAG.fullmatch(grapheme):
        letters = "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in grapheme)
        return letters, len(letters)
    drawn = _MODIFIERS.sub("", _JOINED.sub("", grapheme)) or grapheme
    drawn = for_terminal(drawn.replace("\n", "").replace("\t", ""))
    cells = cell_len(drawn)
    if cells:
        return drawn, cells
    # Marks without a base: on a dotted circle they are seen and take one cell everywhere.
    tone = _MODIFIERS.fullmatch(grapheme) is None and grapheme.isprintable()
    return ("\u25cc" + drawn, 1) if tone else (_HIDDEN, 1)


def shown_text(text: str, start: int, end: int) -> str:
    """What is drawn for ``text[start:end]``, which must start and end between graphemes."""
    if is_one_cell(text, start, end):
        return text[start:end].replace("\n", "")
    parts = _GRAPHEME.findall(text, start, end)
    return "".join(shown_grapheme(part)[0] for part in parts)


def shown_name(name: str, cells: int) -> str:
    """A name (of a speaker or code) made safe and cut to ``cells``, with ``…`` where cut."""
    if cells <= 0:
        return ""
    if cell_len(name) <= cells and is_one_cell(name, 0, len(name)) and "\n" not in name:
        return name
    drawn: list[tuple[str, int]] = []
    used = 0
    for part in _GRAPHEME.findall(for_terminal(name, name=True)):
        piece, size = shown_grapheme(part)
        if used + size > cells:
            return _cut(drawn, cells) + "…"
        drawn.append((piece, size))
        used += size
    return "".join(piece for piece, _ in drawn)


def _cut(drawn: list[tuple[str, int]], cells: int) -> str:
    while drawn and sum(size for _, size in drawn) > cells - 1:
        drawn.pop()
    return "".join(piece for piece, _ in drawn)
