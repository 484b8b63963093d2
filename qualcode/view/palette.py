"""Colours that most eyes can tell apart, and marks for where there is no colour.

The hues are those of Okabe and Ito (2008), chosen to stay apart for people with protan,
deutan and tritan colour vision. Six of the eight are used: with eight, two of them fall
together for deutan eyes. Light backgrounds need darker ones of the same hues. Contrast is
the ratio of WCAG 2.1 (relative luminance, section 1.4.3); stripes keep 3:1 and names 4.5:1.
"""

from __future__ import annotations

import re
from functools import lru_cache

ON_DARK = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#3d9bd6", "#d55e00")
"""Hues for codes on a dark background, orange first."""

ON_LIGHT = ("#9a6a00", "#1f78a8", "#00704f", "#7a7200", "#00568a", "#a84a00")
"""The same hues, dark enough for a light background."""

GLYPHS = "┃╏║┇▌╎█▐"
"""Stripes that differ in form; with letters they tell codes apart without colour."""

STRIPE_CONTRAST = 3.0
NAME_CONTRAST = 4.5

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_Rgb = tuple[int, int, int]


def rgb(colour: str, *, fallback: str = "#999999") -> _Rgb:
    """Red, green and blue, 0 to 255, of ``#rrggbb``; of ``fallback`` if it is none."""
    value = colour if _HEX.fullmatch(colour) else fallback
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def to_hex(colour: _Rgb) -> str:
    """``#rrggbb`` for red, green and blue."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.1)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (value / 255 for value in rgb(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def is_dark(background: str) -> bool:
    """Whether white stands out from ``background`` more than black does."""
    return contrast(background, "#ffffff") >= contrast(background, "#000000")


@lru_cache(maxsize=4096)
def blend(colour: str, other: str, share: float) -> str:
    """``colour`` mixed with a share (0 to 1) of ``other``."""
    mixed = (round(a + (b - a) * share) for a, b in zip(rgb(colour), rgb(other), strict=True))
    red, green, blue = mixed
    return to_hex((red, green, blue))


@lru_cache(maxsize=4096)
def readable(colour: str, background: str, ratio: float = STRIPE_CONTRAST) -> str:
    """The colour, moved towards white or black until it stands out enough."""
    towards = "#ffffff" if is_dark(background) else "#000000"
    for step in range(21):
        moved = blend(colour, towards, step / 20)
        if contrast(moved, background) >= ratio:
            return moved
    return towards


def tint(colour: str, background: str, share: float = 0.32) -> str:
    """A background for coded words: the code's colour laid thinly over the usual one."""
    return blend(background, colour, share)


def hues(background: str) -> tuple[str, ...]:
    """The palette for a background."""
    return ON_DARK if is_dark(background) else ON_LIGHT


def glyph(index: int) -> str:
    """The form of a code's stripe, by its place in the codebook."""
    return GLYPHS[index % len(GLYPHS)]


def letter(index: int) -> str:
    """One letter for a code, by its place in the codebook: A to Z, a to z, and again."""
    index %= 52
    return chr(ord("A") + index) if index < 26 else chr(ord("a") + index - 26)
