"""The sides of the desk: one document, or two beside each other, or one in two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.widget import Widget

from qualcode.tui.session import Session
from qualcode.tui.widgets.side import Side

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk


class Sides:
    """Which sides there are, and which of them keys and panels are about.

    Args:
        desk: the desk.
        session: of the first side.
    """

    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk = desk
        self.all = [Side(session)]
        self._active = 0

    @property
    def active(self) -> Side:
        """The side one works on."""
        return self.all[self._active]

    @property
    def split(self) -> bool:
        """Whether there are two."""
        return len(self.all) > 1

    def toggle(self) -> None:
        """Make a second side, of the same document at the same place; or end the other one."""
        if self.split:
            other = self.all.pop(1 - self._active)
            other.remember()
            self._active = 0
            other.remove()
        else:
            self._add()
        for side in self.all:
            side.set_class(self.split, "-split")
        self.show()
        self._desk.panels.arrange()

    def _add(self) -> None:
        here = self.active
        here.remember()
        side = Side(Session(here.session.study, here.session.common))
        self.all.append(side)
        self._desk.query_one("#sides", Container).mount(side)
        document = here.session.document
        if document is not None:
            # Only once it is on the screen does it know how wide it is.
            self._desk.call_after_refresh(self._fill, side, document.id)

    def _fill(self, side: Side, document_id: int) -> None:
        if side in self.all:
            side.open(document_id)
            self._desk.finding.show()
            self.show()

    def other(self) -> None:
        """Go to the other side."""
        if self.split:
            self.all[1 - self._active].view.focus()

    def focused(self, widget: Widget | None) -> bool:
        """Make the side active whose transcript has the focus; whether that is another one."""
        for n, side in enumerate(self.all):
            if side.view is widget and n != self._active:
                self._active = n
                self.show()
                return True
        return False

    def show(self) -> None:
        """Show which side is which."""
        if self.split:
            for side in self.all:
                side.set_class(side is self.active, "-active")
                side.show_heading()
