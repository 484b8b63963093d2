"""Sets of keys to begin with, by name."""

from __future__ import annotations

from qualcode.tui.keymap import Changes

VI: Changes = {
    "everywhere": {
        "palette": ("colon", "ctrl+p"),
        "redo": ("ctrl+r", "U"),
        "next-document": ("right_square_bracket d",),
        "previous-document": ("left_square_bracket d",),
        "quit": ("q", "ctrl+q", "Z Z"),
    },
    "transcript": {
        "next-word": ("w", "e", "ctrl+right"),
        "previous-word": ("b", "ctrl+left"),
        "start-of-line": ("0", "circumflex_accent"),
        "end-of-line": ("dollar_sign",),
        "next-turn": ("right_curly_bracket", "J"),
        "previous-turn": ("left_curly_bracket", "K"),
        "next-sentence": ("right_parenthesis", "full_stop"),
        "previous-sentence": ("left_parenthesis", "comma"),
        "page-down": ("ctrl+f", "pagedown", "space"),
        "page-up": ("ctrl+b", "pageup", "backspace"),
        "start": ("g g", "home"),
        "next-hit": ("n",),
        "previous-hit": ("N",),
        "next-coding": ("right_square_bracket c",),
        "previous-coding": ("left_square_bracket c",),
        "next-uncoded": ("right_square_bracket u", "o"),
        "select-word": ("g w",),
        "shrink-word": ("g W",),
        "shrink-clause": ("g semicolon",),
        "pin": ("g 0",),
    },
    "passages": {"passages-first": ("g g", "home")},
}
"""For hands that know vi. Numbers still code, so that they are no counts."""

PRESETS: dict[str, Changes] = {"standard": {}, "vi": VI}
"""What each changes of the standard keys."""
