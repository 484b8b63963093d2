"""``docs/keys.md``, made from the registry of actions: ``python -m qualcode.tui.keys_page``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from qualcode.files import write_atomically
from qualcode.tui import actions
from qualcode.tui.actions import Pane
from qualcode.tui.keyfile import preset_keymap
from qualcode.tui.keymap import STANDARD
from qualcode.tui.presets import PRESETS

HEAD = """\
# Keys of the coding desk

<!-- Made by `python -m qualcode.tui.keys_page docs/keys.md`; do not edit. -->

Every action is also in the command palette (Ctrl+P), where a few letters of its name find it.
Letters count as they are: `S` is Shift+S. [Keys can be changed](coding-desk.md#changing-keys).
"""

PANES: dict[Pane, str] = {
    "everywhere": "everywhere",
    "transcript": "transcript",
    "round": "quick round",
    "codebook": "codebook",
    "filter": "codebook, while finding codes",
    "documents": "documents",
    "passages": "list of passages",
    "compare": "two coders compared",
}


def keys_page() -> str:
    """The page, with a table for each group of actions."""
    parts = [HEAD]
    for group in actions.GROUPS:
        parts.append(f"\n## {group}\n\n| key | does | where |\n|---|---|---|\n")
        for action in actions.of_group(group):
            keys = " ".join(f"`{_escaped(key)}`" for key in STANDARD.keys(action.id))
            keys = keys or "palette"
            does = f"{action.title}. {STANDARD.fill(action.does)}".rstrip(" .") + "."
            parts.append(f"| {keys} | {does} | {PANES[action.pane]} |\n")
    return "".join([*parts, *_preset_part("vi")])


def _preset_part(preset: str) -> Iterator[str]:
    """What a preset changes."""
    keymap = preset_keymap(preset)
    yield f"\n## The {preset} preset\n\n"
    yield f'`preset = "{preset}"` in `keys.toml` changes these; all other keys stay.\n\n'
    yield "| key | does | where |\n|---|---|---|\n"
    for pane, changed in PRESETS[preset].items():
        for action_id in changed:
            place = PANES[pane]
            keys = keymap.keys(action_id, None if pane == "everywhere" else pane)
            shown = " ".join(f"`{_escaped(key)}`" for key in keys)
            yield f"| {shown} | {actions.ACTIONS[action_id].title} | {place} |\n"


def _escaped(key: str) -> str:
    return key.replace("|", "\\|")


if __name__ == "__main__":
    write_atomically(Path(sys.argv[1]), keys_page().encode(), mode=0o644)
