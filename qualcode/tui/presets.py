"""Sets of keys to begin with, by name."""

from __future__ import annotations

from qualcode.tui.keymap import Changes

PRESETS: dict[str, Changes] = {"standard": {}}
"""What each changes of the standard keys."""
