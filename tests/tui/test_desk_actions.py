"""The registry of actions and what is made of it."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from qualcode.tui import actions
from qualcode.tui.keymap import PANES, STANDARD
from qualcode.tui.keys_page import keys_page
from qualcode.tui.legends import LEGENDS
from qualcode.tui.screens.help import all_keys, legend
from qualcode.tui.widgets.lines import PANE_LINES

ROOT = Path(__file__).parents[2]


def test_docs_keys_is_up_to_date():
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert written == keys_page(), "run: python -m qualcode.tui.keys_page docs/keys.md"


def test_every_action_is_in_a_group_and_in_the_help():
    shown = " ".join(all_keys(STANDARD).plain.split())
    for action in actions.ACTIONS.values():
        assert action.group in actions.GROUPS
        assert action.title in shown
        assert all(f in actions.ACTIONS for _, f, *_ in Formatter().parse(action.does) if f)


@pytest.mark.parametrize("pane", [pane for pane in PANES if pane != "everywhere"])
def test_help_tells_what_a_pane_shows_and_what_counts_there_first(pane):
    assert pane in LEGENDS and legend(STANDARD, pane).plain
    here, _, elsewhere = all_keys(STANDARD, pane).plain.partition("Elsewhere")
    for action in actions.counting_in(pane):
        assert action.title in " ".join(here.split())
    there = {a.title for a in actions.ACTIONS.values()} - {
        a.title for a in actions.counting_in(pane)
    }
    assert all(title in " ".join(elsewhere.split()) for title in there)


async def test_help_is_for_the_pane_in_focus(study, sit):
    async with sit(study, (80, 24)) as seat:
        await seat.press("question_mark")
        assert "Help: the transcript" in seat.screen() and "a coding, in the" in seat.screen()
        await seat.press("escape", "B", "f1")
        assert "Help: the codebook" in seat.screen() and "codings in this document" in seat.screen()


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
