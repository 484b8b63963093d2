"""Whether the tests of the desk carry out every action of its registry."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

DESK = Path(__file__).parent / "tui"


class EveryAction:
    """Gathers what is carried out at the desk, by a key, a click or the palette.

    Where all tests of the desk have passed, in one process or in several of pytest-xdist, the
    run fails if an action was carried out by none of them. A part of the tests says nothing.
    """

    def __init__(self) -> None:
        self.done: set[str] = set()
        self._whole: list[bool] = []
        self._chosen = False
        self._lacking: list[str] = []

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Note from now on what the desk carries out, but not what a test calls itself."""
        from qualcode.tui.actions import ACTIONS
        from qualcode.tui.screens.desk import Desk
        from qualcode.tui.work.needs import missing

        carry_out = Desk.action_do

        def action_do(desk: Desk, action_id: str) -> None:
            caller = Path(sys._getframe(1).f_code.co_filename)
            by_test = caller.parent == DESK and caller.name.startswith("test_")
            if not by_test and missing(desk, ACTIONS[action_id]) is None:
                self.done.add(action_id)
            carry_out(desk, action_id)

        patch.setattr(Desk, "action_do", action_do)

    def pytest_deselected(self, items: Iterable[pytest.Item]) -> None:
        """Some tests of the desk are left out."""
        self._chosen = self._chosen or any(DESK in item.path.parents for item in items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """See whether all tests of the desk are going to be run."""
        files = {item.path for item in session.items}
        parts = any("::" in arg for arg in session.config.args)
        whole = files.issuperset(DESK.glob("test_*.py")) and not (parts or self._chosen)
        self._whole.append(whole and not session.config.option.collectonly)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what one of several processes has done."""
        done, whole = getattr(node, "workeroutput", {}).get("every action", ((), False))
        self.done.update(done)
        self._whole.append(whole)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over what was done, or compare it with the registry."""
        whole = bool(self._whole) and all(self._whole)
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["every action"] = (sorted(self.done), whole)
        elif whole and not (session.testsfailed or session.shouldstop or session.shouldfail):
            from qualcode.tui.actions import ACTIONS

            self._lacking = [action_id for action_id in ACTIONS if action_id not in self.done]
            if self._lacking:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which actions no test has carried out."""
        if self._lacking:
            told = f"No test of the desk carries out: {', '.join(self._lacking)}"
            terminalreporter.write_line(told, red=True)
