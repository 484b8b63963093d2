"""The tour of the desk, in a panel below the text; the desk works as always beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from qualcode.tui.tour import KEPT, Tour
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk


class Touring(Part):
    """Shows what to do, notices when it was done, and goes on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tour = Tour()

    @property
    def on(self) -> bool:
        """Whether the tour is shown."""
        return self._tour.step is not None

    def begin_with_study(self) -> None:
        """Begin, where the study wants it: the example study, until one has left the tour."""
        if self.study.settings.get(KEPT) and not self.study.read_only:
            self._begin()

    def toggle(self) -> None:
        """Begin the tour, or leave it."""
        if self.on:
            self.leave()
        else:
            self._begin()

    def leave(self) -> None:
        """End the tour; the study remembers that it need not begin with it again."""
        self._tour.step = None
        self._show()
        if not self.study.read_only and self.study.settings.get(KEPT):
            self.study.settings.set(KEPT, None)

    def did(self, action_id: str) -> None:
        """Take note of what is about to be done."""
        self._tour.did(action_id)

    def look(self, *, coded: bool = False) -> None:
        """Go on, if what was asked for has been done."""
        if not self.on:
            return
        there = {
            what
            for what, so in (
                ("coded", coded),
                ("selection", self.view.selection is not None),
                ("hits", bool(self.desk.finding.hits)),
                ("codebook", self.desk.pane == "codebook"),
            )
            if so
        }
        if self._tour.goes_on(there):
            self._show()

    def _begin(self) -> None:
        self._tour = Tour()
        self._tour.step = 0
        self._show()

    def _show(self) -> None:
        panel = self.desk.query_one("#tour", Static)
        panel.display = self.on
        if self.on:
            keymap = self.desk.keymap
            leave = keymap.fill("  {clear} or {tour} leaves the tour.")
            title, asks = self._tour.title, keymap.fill(self._tour.asks)
            panel.update(Content.assemble((title, "bold"), asks, (leave, "dim")))
