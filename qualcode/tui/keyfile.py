"""The file in which a person changes keys: ``keys.toml`` in the folder of settings."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from qualcode.errors import ReadError, UsageError
from qualcode.files import config_dir, write_atomically
from qualcode.tui.actions import ACTIONS, Pane, counting_in, show_key
from qualcode.tui.actions.keys import read_key
from qualcode.tui.keymap import PANES, Keymap
from qualcode.tui.presets import PRESETS

FILE = "keys.toml"
_RESERVED = "ctrl+q"
_HEAD = """\
# Keys of qualcode's coding desk. Take the # away before an action to change its keys.
# Write keys as the key line shows them: "c", "S", "Ctrl+P", "Shift+→", "F3", "Esc".
# "g g" is g pressed twice. Several keys: ["x", "Del"]. No key: []
# What counts everywhere can be changed for one part only: put it below that part's [heading].
# 'qualcode keys' shows all keys, and says what is wrong with this file.

"""


def key_file() -> Path:
    """Where the file lies, if there is one."""
    return config_dir() / FILE


def read_keymap() -> Keymap:
    """The keys that count for whoever is at the machine: those of the file, if there is one.

    Raises:
        ReadError: if the file cannot be read, or something in it is wrong; it names the entry.
    """
    try:
        with key_file().open("rb") as file:
            told = tomllib.load(file)
    except FileNotFoundError:
        return Keymap()
    except OSError as problem:
        raise ReadError(f"{key_file()} cannot be read: {problem.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        what = "it is not UTF-8" if isinstance(problem, UnicodeDecodeError) else str(problem)
        raise ReadError(f"{FILE} is no valid TOML: {what}.") from None
    try:
        return keymap_of(told)
    except ReadError as error:
        raise ReadError(f"{FILE}, {error.message}", hint=error.hint) from None


def keymap_of(told: Mapping[str, Any]) -> Keymap:
    """The keys that the contents of a file ask for.

    Raises:
        ReadError: if something in it is wrong; it names the entry.
    """
    preset = told.get("preset", "standard")
    if preset not in PRESETS:
        hint = f"There are: {', '.join(PRESETS)}."
        raise ReadError(f"preset: there is no preset {_shown(preset)}.", hint=hint)
    tables = (_table(*entry) for entry in told.items() if entry[0] != "preset")
    return Keymap(PRESETS[preset], dict(tables))


def preset_keymap(preset: str) -> Keymap:
    """The keys of a preset alone.

    Raises:
        UsageError: if there is none of that name.
    """
    if preset not in PRESETS:
        raise UsageError(
            f"There is no preset '{preset}'.", hint=f"There are: {', '.join(PRESETS)}."
        )
    return Keymap(PRESETS[preset])


def write_key_file(preset: str) -> Path:
    """Write a file to begin with, in which every action is commented out; returns where.

    Raises:
        UsageError: if there is one already, or there is no such preset.
        QualcodeError: if it cannot be written.
    """
    keymap = preset_keymap(preset)
    path = key_file()
    if path.exists():
        raise UsageError(f"There is a {path} already.", hint="Change it, or move it away first.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError(f"{path.parent} cannot be made: {problem.strerror}.") from None
    write_atomically(path, _written(keymap, preset).encode(), mode=0o644)
    return path


def _written(keymap: Keymap, preset: str) -> str:
    lines = [_HEAD, f'preset = "{preset}"\n' if preset != "standard" else '# preset = "vi"\n']
    for pane in PANES:
        lines.append(f"\n[{pane}]\n")
        for action in ACTIONS.values():
            if action.pane == pane:
                keys = json.dumps(list(keymap.keys(action.id)), ensure_ascii=False)
                lines.append(f"# {action.id} = {keys}  # {action.title}\n")
    return "".join(lines)


def _table(where: str, table: Any) -> tuple[Pane, dict[str, tuple[str, ...]]]:
    if where not in PANES or not isinstance(table, dict):
        hint = _perhaps(where, PANES) or f"There are: {', '.join(PANES)}."
        raise ReadError(f"[{where}]: there is no such part of the desk.", hint=hint)
    pane = PANES[PANES.index(where)]
    return pane, {action_id: _keys(pane, action_id, keys) for action_id, keys in table.items()}


def _keys(pane: Pane, action_id: str, keys: Any) -> tuple[str, ...]:
    entry = f"[{pane}] {action_id}"
    if action_id not in ACTIONS:
        hint = _perhaps(action_id, ACTIONS) or "'qualcode keys' lists all actions."
        raise ReadError(f"{entry}: there is no such action.", hint=hint)
    if ACTIONS[action_id] not in counting_in(pane):
        hint = f"Put it below [{ACTIONS[action_id].pane}]."
        raise ReadError(f"{entry}: this cannot be done there.", hint=hint)
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise ReadError(f"{entry}: its keys are no list.", hint=f'Write: {action_id} = ["c"]')
    read = tuple(_key(entry, key) for key in keys)
    if action_id != "quit" and any(_RESERVED in key.split() for key in read):
        raise ReadError(f"{entry}: {show_key(_RESERVED)} always leaves.", hint="Use another key.")
    return read


def _key(entry: str, written: str) -> str:
    key = read_key(written)
    if key is None:
        hint = "Write keys as the key line shows them: c, S, Ctrl+P, Esc; two in a row as 'g g'."
        raise ReadError(f"{entry}: {_shown(written)} is no key.", hint=hint)
    return key


def _shown(value: Any) -> str:
    return f"'{str(value)[:40]}'"


def _perhaps(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), n=1)
    return f"Did you mean '{near[0]}'?" if near else ""
