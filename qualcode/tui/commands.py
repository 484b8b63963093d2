"""The desk's actions in the command palette."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.filter import LineFilter

from qualcode.tui.actions import FULL, OVER, Action, of_group
from qualcode.tui.readable import unfiltered
from qualcode.tui.screens.desk import Desk
from qualcode.tui.screens.over import Over
from qualcode.tui.shown import name

_NOT_OFFERED = ("palette", "back", "back-documents", "filtered", "filter-end", "menu")
_ORDER = (
    "Passages",
    "Compare",
    "Code",
    "Codings",
    "Find",
    "Study",
    "Codebook",
    "Documents",
    "Screen",
    "Select",
    "Move",
)


class Commands(CommandPalette):
    """The command palette over the desk, which stays dim behind it."""

    def __init__(self) -> None:
        super().__init__(placeholder="type a few letters of a command", id="--command-palette")

    def on_mount(self) -> None:
        """Say what to press, as dialogues do."""
        line = self.query_one("#--input")
        line.border_title = "All commands   ↑ ↓: move   Enter: do it   Esc: leave"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All but those that would make readable what is dim."""
        return unfiltered(super().get_line_filters())


class DeskCommands(Provider):
    """Every action of the registry with its key."""

    async def search(self, query: str) -> Hits:
        """The actions that answer to what was typed."""
        matcher = self.matcher(query)
        for action in self._offered():
            score = max(matcher.match(action.title), matcher.match(action.group) * 0.7)
            if score > 0:
                look = action_look(self._desk, action)
                yield Hit(score, look, self._run(action), action.title, self._help(action))

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for action in self._offered():
            look = action_look(self._desk, action)
            yield DiscoveryHit(look, self._run(action), action.title, self._help(action))

    def _offered(self) -> list[Action]:
        here = self.screen
        return [
            action
            for group in _ORDER
            for action in of_group(group)
            if action.id not in _NOT_OFFERED
            and not action.id.startswith("number-")
            and (
                (isinstance(here, Desk) and action.pane not in FULL)
                or (isinstance(here, Over) and (action.pane == here.PANE or action.id in OVER))
            )
            and (action.pane != "round" or (isinstance(here, Desk) and here.round.has_keys))
        ]

    @property
    def _desk(self) -> Desk:
        here = self.screen
        assert isinstance(here, Desk | Over)
        return here if isinstance(here, Desk) else here.desk

    def _run(self, action: Action) -> Any:
        return partial(self._desk.action_do, action.id)

    def _help(self, action: Action) -> str | None:
        return self._desk.keymap.fill(action.does) or None


def action_look(desk: Desk, action: Action) -> Content:
    """An action with its key; undo and redo say of what."""
    study, of = desk.session.study, None
    keys = desk.keymap.keys(action.id)
    if action.id in ("undo", "redo") and not study.read_only:
        of = study.history.can_undo() if action.id == "undo" else study.history.can_redo()
    return Content.assemble(
        action.title,
        (f" “{name(of, 48)}”" if of else ""),
        (f"   {keys[0]}", "dim") if keys else "",
    )
