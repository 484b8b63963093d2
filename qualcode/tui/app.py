"""The program on the screen."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.theme import Theme

import qualcode
from qualcode.errors import QualcodeError
from qualcode.study import Study
from qualcode.study.types import HistoryEntry
from qualcode.tui.commands import Commands, DeskCommands
from qualcode.tui.in_order import InOrder
from qualcode.tui.keyfile import read_keymap
from qualcode.tui.keymap import STANDARD, Keymap
from qualcode.tui.readable import Readable
from qualcode.tui.screens.desk import Desk
from qualcode.tui.screens.past import PastDesk
from qualcode.tui.session import Common, Session
from qualcode.tui.shown import without_colours

DARK = Theme(
    name="desk-dark",
    primary="#4ea1d3",
    secondary="#7a9cc6",
    accent="#e0b050",
    warning="#e0b050",
    error="#e06c5a",
    success="#63b58a",
    foreground="#d8dade",
    background="#14171b",
    surface="#181c21",
    panel="#20252c",
    dark=True,
)
LIGHT = Theme(
    name="desk-light",
    primary="#1f6fa8",
    secondary="#44618a",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#b23a2a",
    success="#23724a",
    foreground="#1d2126",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5de",
    dark=False,
)
CONTRAST = Theme(
    name="desk-contrast",
    primary="#5cc8ff",
    secondary="#ffffff",
    accent="#ffd800",
    warning="#ffd800",
    error="#ff7a66",
    success="#6dff9c",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    dark=True,
)
THEME = "desk.theme"


class DeskApp(InOrder):
    """The coding desk over an open study, which the caller closes afterwards.

    Args:
        study: the study.
        suggestions: whether codes are suggested (in a child process).
        keymap: which keys do what.
        trouble: what was wrong with the file of keys, to be told at the beginning.
    """

    CSS_PATH = "desk.tcss"
    TITLE = "qualcode"
    COMMANDS: ClassVar = {DeskCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True)
    ]

    def __init__(
        self,
        study: Study,
        *,
        suggestions: bool = True,
        keymap: Keymap = STANDARD,
        trouble: QualcodeError | None = None,
    ) -> None:
        super().__init__()
        self.study = study
        self.keymap = keymap
        self._trouble = trouble
        self._suggestions = suggestions
        self._readable = Readable()
        for theme in (DARK, LIGHT, CONTRAST):
            self.register_theme(theme)
        kept = study.settings.get(THEME)
        self.theme = kept if kept in self.available_themes else DARK.name

    def get_default_screen(self) -> Desk:
        """The desk is the first screen, so that its first frame is the first frame."""
        return Desk(Session(self.study), suggestions=self._suggestions, keymap=self.keymap)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to each row as it is drawn: at last, its words are made readable."""
        return [*super().get_line_filters(), self._readable]

    def action_command_palette(self) -> None:
        """Show all commands."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Commands())

    def on_mount(self) -> None:
        """Let styles know of too few colours to tell things by them; keep the theme chosen."""
        self.set_class(without_colours(self), "-few")
        self.theme_changed_signal.subscribe(self, self._keep_theme)

    def on_ready(self) -> None:
        """Say what was wrong with the file of keys."""
        if self._trouble is not None:
            self.desk.problem(self._trouble)
            self.desk.say("The standard keys count until the file is put right", warning=True)

    @property
    def desk(self) -> Desk:
        """The desk, whatever is asked over it."""
        desk = self.screen_stack[0]
        assert isinstance(desk, Desk)
        return desk

    def look_back(self, past: Study, entry: HistoryEntry, *, beside: Desk) -> None:
        """Lay a study as it was over the desk of now, or in the place of another such study."""
        before = beside.session.common
        session = Session(past, Common(before.present, dict(before.places)))
        session.only_mine = before.only_mine
        screen = PastDesk(session, entry, beside=beside)
        if isinstance(beside, PastDesk):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    async def action_quit(self) -> None:
        """Leave from anywhere; everything is saved already."""
        self.desk.leave()

    def _keep_theme(self, theme: Theme) -> None:
        """Remember the theme in the study, where it may be written."""
        if not self.study.read_only and theme.name != self.study.settings.get(THEME, DARK.name):
            self.study.settings.set(THEME, theme.name)

    @property
    def fault(self) -> Exception | None:
        """What ended the program before its time, if anything did."""
        return self._exception

    def _fatal_error(self) -> None:
        # Textual's own would print local variables, which here are people's words. The fault
        # is left for whoever called run() to tell.
        self._close_messages_no_wait()


def run(path: str | Path, *, coder: str | None = None, read_only: bool = False) -> None:
    """Open a study at the desk and stay until the person leaves.

    Args:
        path: the study file.
        coder: who is coding; the coder of last time, where not given.
        read_only: look round only.

    Raises:
        StudyError: if the study cannot be opened.
        Exception: a fault of the program itself, after the study has been closed.
    """
    _follow_window()
    keymap, trouble = STANDARD, None
    try:
        keymap = read_keymap()
    except QualcodeError as error:
        trouble = error
    try:
        with qualcode.open(path, coder=coder, read_only=read_only) as study:
            desk = DeskApp(study, keymap=keymap, trouble=trouble)
            desk.run()
            fault = desk.fault
    finally:
        gc.enable()
    if fault is not None:
        raise fault


def _follow_window() -> None:
    """Let the size of the window count, and not what it was when something exported it.

    Textual believes COLUMNS and LINES more than the terminal, and would never see a resize.
    """
    with contextlib.suppress(OSError):
        os.get_terminal_size()
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)
