"""Which keys do what: the standard keys, a preset, and what a person changed.

Knows no screen. A key may be several, one after another (``g g``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from qualcode.errors import ReadError
from qualcode.tui.actions import ACTIONS, Action, Pane, counting_in, show_key

Changes = Mapping[Pane, Mapping[str, tuple[str, ...]]]
"""For panes, the keys that actions have there instead of those they had."""

PANES: tuple[Pane, ...] = get_args(Pane)


class Keymap:
    """The keys of all actions in all panes.

    Args:
        layers: changes of the standard keys; the later ones count before the earlier. Keys
            changed in a pane count in that pane; those of an action that counts everywhere can
            be changed everywhere or in one pane only.

    Raises:
        ReadError: if a key would stand for two things in a pane; it names the entry.
    """

    def __init__(self, *layers: Changes) -> None:
        self._layers = layers
        self._tables: dict[Pane, dict[str, str]] = {
            pane: self._table(pane) for pane in PANES if pane != "everywhere"
        }
        self._begun: dict[Pane, set[str]] = {
            pane: {begun for keys in table for begun in _beginnings(keys)}
            for pane, table in self._tables.items()
        }

    def action(self, pane: Pane, keys: str) -> str | None:
        """What keys do in a pane: the id of an action."""
        return self._tables[pane].get(keys)

    def goes_on(self, pane: Pane, keys: str) -> bool:
        """Whether there are longer keys in a pane that begin with these."""
        return keys in self._begun[pane]

    def following(self, pane: Pane, begun: str) -> Iterator[tuple[str, Action]]:
        """What can be pressed after keys, as people write it, and what that would do."""
        for keys, action_id in self._tables[pane].items():
            if keys.startswith(f"{begun} "):
                yield show_key(keys[len(begun) :]), ACTIONS[action_id]

    def keys(self, action_id: str, pane: Pane | None = None) -> tuple[str, ...]:
        """The keys of an action, as people write them; those in its own pane, if not told."""
        action = ACTIONS[action_id]
        wanted = self._wanted(action, pane or action.pane)
        table = self._tables.get(pane or action.pane)
        counting = (keys for keys in wanted if table is None or table.get(keys) == action_id)
        return tuple(show_key(keys) for keys in counting)

    def key(self, action_id: str, pane: Pane | None = None) -> str:
        """The key to name for an action; that of the palette, where it has none of its own.

        Where it does not count in ``pane``, its key in the pane where it does is named.
        """
        ways = self.keys(action_id, pane) or self.keys(action_id) or self.keys("palette", pane)
        return ways[0] if ways else "palette"

    def fill(self, text: str, pane: Pane | None = None) -> str:
        """A text of the program's own, with the keys of the actions that it names in braces."""
        return text.format_map(_Keys(self, pane))

    def _wanted(self, action: Action, pane: Pane) -> tuple[str, ...]:
        """The keys an action should have in a pane."""
        for layer in reversed(self._layers):
            for place in _places(pane, action):
                if (changed := layer.get(place, {}).get(action.id)) is not None:
                    return changed
        return action.keys

    def _table(self, pane: Pane) -> dict[str, str]:
        """What each of the keys in a pane does; what is the pane's own counts before the rest."""
        counting = counting_in(pane)
        lent = self._taken(pane, [a for a in counting if self._is_lent(pane, a)])
        own = self._taken(pane, [a for a in counting if not self._is_lent(pane, a)])
        begun = {beginning for keys in own for beginning in _beginnings(keys)}
        hidden = own.keys() | begun
        left = {
            keys: action_id
            for keys, action_id in lent.items()
            if hidden.isdisjoint((keys, *_beginnings(keys)))
        }
        return left | own

    def _is_lent(self, pane: Pane, action: Action) -> bool:
        """Whether an action has its keys from the transcript, for which the round stands."""
        changed = pane == "round" and self._names("transcript", action.id)
        return action.pane not in ("everywhere", pane) or (
            changed and not self._names("round", action.id)
        )

    def _taken(self, pane: Pane, actions: list[Action]) -> dict[str, str]:
        taken: dict[str, str] = {}
        begun: dict[str, str] = {}
        for action in actions:
            for keys in dict.fromkeys(self._wanted(action, pane)):
                shorter = (taken[b] for b in (keys, *_beginnings(keys)) if b in taken)
                other = begun.get(keys) or next(shorter, None)
                if other is not None:
                    raise self._clash(pane, action, ACTIONS[other])
                taken[keys] = action.id
                begun |= dict.fromkeys(_beginnings(keys), action.id)
        return taken

    def _clash(self, pane: Pane, one: Action, other: Action) -> ReadError:
        """The error of a key for two actions; it names the entry that was changed."""
        if self._changed_in(pane, one) < self._changed_in(pane, other):
            one, other = other, one
        where = next((p for p in (pane, one.pane) if self._names(p, one.id)), pane)
        key, its = next(
            (key, its)
            for key in self._wanted(one, pane)
            for its in self._wanted(other, pane)
            if (key == its and one != other) or key in _beginnings(its) or its in _beginnings(key)
        )
        if one == other:
            return ReadError(
                f"[{where}] {one.id}: the key {show_key(key)} begins the key {show_key(its)}.",
                hint="Keep one of the two.",
            )
        return ReadError(
            f"[{where}] {one.id}: the key {show_key(key)} clashes with {show_key(its)} of "
            f"'{other.id}' ({other.title}) in [{pane}].",
            hint=f"Give one of the two another key, or none: {other.id} = []",
        )

    def _changed_in(self, pane: Pane, action: Action) -> int:
        """The number of the last layer that changes an action's keys; 0 where none does."""
        places = _places(pane, action)
        changing = (
            n
            for n, layer in enumerate(self._layers, start=1)
            if any(action.id in layer.get(place, {}) for place in places)
        )
        return max(changing, default=0)

    def _names(self, pane: Pane, action_id: str) -> bool:
        return any(action_id in layer.get(pane, {}) for layer in self._layers)


class Presses:
    """What has been pressed so far of keys that are several."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.begun = ""

    def press(self, pane: Pane, key: str) -> tuple[bool, str | None]:
        """Take a key; returns whether it meant something, and which action is to be done now.

        A key that does not go on with what was begun ends that, and does nothing else.
        """
        keys, was = f"{self.begun} {key}".strip(), self.begun
        self.begun = keys if self.keymap.goes_on(pane, keys) else ""
        action_id = self.keymap.action(pane, keys)
        return bool(action_id or self.begun or was), action_id


class _Keys(dict[str, str]):
    """The keys of actions, for a text that names them."""

    def __init__(self, keymap: Keymap, pane: Pane | None) -> None:
        super().__init__()
        self._keymap, self._pane = keymap, pane

    def __missing__(self, action_id: str) -> str:
        return self._keymap.key(action_id, self._pane)


def _places(pane: Pane, action: Action) -> tuple[Pane, ...]:
    """Where changed keys of an action for a pane may stand, those that count first."""
    return (pane, "transcript" if pane == "round" else pane, action.pane)


def _beginnings(keys: str) -> list[str]:
    """All that comes before the last key, at each length: ``g g x`` begins as ``g`` and ``g g``."""
    parts = keys.split()
    return [" ".join(parts[:n]) for n in range(1, len(parts))]


STANDARD = Keymap()
"""The keys of somebody who changed none."""
