"""Keys as terminals name them, and as people write them."""

from __future__ import annotations

import string
import unicodedata

_OWN_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_WRITTEN = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    **{f"f{n}": f"F{n}" for n in range(1, 13)},
}
_HELD = ("ctrl", "shift")


def _char_name(char: str) -> str:
    """What a character's key is called: ``c`` is ``c``, ``/`` is ``slash``."""
    if char.isalnum():
        return char
    name = unicodedata.name(char, "").lower().replace("-", "_").replace(" ", "_")
    return _OWN_NAMES.get(name, name)


_CHARS = {_char_name(char): char for char in f"{string.punctuation}´§°€£¿¡«»–—"}
_READ = {
    **{written.casefold(): key for key, written in _WRITTEN.items()},
    **{key: key for key in (*_WRITTEN, *_CHARS)},
    "return": "enter",
    "del": "delete",
}


def show_key(key: str) -> str:
    """A key as people write it: ``Shift+→``, ``Ctrl+P``, ``?``; ``g g`` is two in a row."""
    return " ".join(_show(part) for part in key.split())


def read_key(written: str) -> str | None:
    """The name of a key that somebody wrote, such as ``Ctrl+P`` or ``g g``; None if it is none."""
    parts = [_read(part) for part in written.split()]
    return " ".join(part for part in parts if part) if parts and all(parts) else None


def _show(key: str) -> str:
    *held, last = key.split("+")
    shown = _WRITTEN.get(last) or _CHARS.get(last, last)
    if held and len(shown) == 1 and shown.isalpha():
        shown = shown.upper()
    return "+".join([*(part.capitalize() for part in held), shown])


def _read(written: str) -> str | None:
    before, plus, last = written[:-1].rpartition("+")
    last += written[-1]
    held = [part.casefold() for part in before.split("+")] if plus else []
    name = _READ.get(last.casefold()) or (_char_name(last) if len(last) == 1 else "")
    if not name or any(part not in _HELD for part in held) or len(set(held)) < len(held):
        return None
    if held and len(name) == 1:  # Shift+s is what S is; Ctrl knows no capitals
        if held == ["shift"]:
            return name.upper() if name.isalpha() else None
        name = name.lower()
    return "+".join([*sorted(held), name])
