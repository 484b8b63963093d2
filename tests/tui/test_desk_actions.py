"""The registry of actions and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui import actions
from qualcode.tui.keys_page import keys_page
from qualcode.tui.screens.help import all_keys
from qualcode.tui.widgets.lines import PANE_LINES

ROOT = Path(__file__).parents[2]
PANES = ("transcript", "codebook", "documents", "round", "passages", "compare")


def test_docs_keys_is_up_to_date():
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert written == keys_page(), "run: python -m qualcode.tui.keys_page docs/keys.md"


@pytest.mark.parametrize("pane", PANES)
def test_no_key_does_two_things_in_a_pane(pane):
    own = (a for a in actions.counting_in(pane) if a.pane in ("everywhere", pane))
    keys = [key for action in own for key in action.keys]
    assert len(keys) == len(set(keys))


def test_every_action_is_in_a_group_and_in_the_help():
    shown = all_keys().plain
    for action in actions.ACTIONS.values():
        assert action.group in actions.GROUPS
        assert action.title in shown


def test_no_key_needs_what_terminals_do_not_send():
    for action in actions.ACTIONS.values():
        for key in action.keys:
            assert "alt+" not in key and "ctrl+shift" not in key


def test_the_key_line_names_actions_with_a_word_and_a_key():
    for pane, names in PANE_LINES.items():
        for name in names:
            action = actions.ACTIONS[name]
            assert action.short and action.keys
            assert action in actions.counting_in(pane)


async def test_every_action_is_carried_out_by_a_method_of_the_desk(study, sit):
    async with sit(study) as seat:
        for action in actions.ACTIONS.values():
            part, method = action.call.split(".")
            assert callable(getattr(seat.desk.parts[part], method))


@pytest.mark.parametrize(
    ("key", "shown"),
    [("full_stop", "."), ("shift+right", "Shift+→"), ("ctrl+p", "Ctrl+P"), ("S", "S")],
)
def test_keys_are_written_as_people_do(key, shown):
    assert actions.show_key(key) == shown
