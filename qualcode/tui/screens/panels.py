"""Which panels of the desk are shown: what there is room for, and what the person wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.tui.widgets.suggestions import SuggestionsPanel

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

WIDE, MEDIUM = 116, 90
"""Cells from which the documents are shown, too, and from which the codebook is."""
BESIDE, ANOTHER = 100, 60
"""Cells from which two sides stand beside each other, and how many of them one more takes."""
TALL = 20
"""Rows from which suggestions are shown."""


class Panels:
    """Shows and hides the panels around the transcript."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wished: dict[str, bool] = {}
        self._latest = "codebook"

    def toggle(self, which: str) -> None:
        """Show a panel and go there; when there, hide it and go back to the transcript."""
        desk = self._desk
        panel = desk.query_one(f"#{which}")
        inside = desk.codebook_tree if which == "codebook" else desk.document_list
        if panel.display and desk.focused is inside:
            self._wished[which] = False
            desk.transcript.focus()
        else:
            self._wished[which] = True
        self._latest = which
        self.arrange()
        if self._wished[which]:
            inside.focus()

    def show(self, which: str) -> None:
        """Show a panel, without going there."""
        self._wished[which], self._latest = True, which
        self.arrange()

    def show_here(self) -> None:
        """Mark the panel that keys are for."""
        focused = self._desk.focused
        around = focused.ancestors if focused is not None else []
        for which in ("documents", "codebook"):
            panel = self._desk.query_one(f"#{which}")
            panel.set_class(panel in around, "-here")

    def toggle_suggestions(self) -> None:
        """Show the suggestions, or hide them."""
        self._wished["suggestions"] = not self._desk.query_one(SuggestionsPanel).display
        self.arrange()

    def take_wishes(self, other: Panels) -> None:
        """Show and hide what is shown and hidden on another desk."""
        self._wished.update(other._wished)

    def hide_suggestions(self) -> None:
        """Show no suggestions unless asked to."""
        self._wished["suggestions"] = False

    def arrange(self) -> None:
        """Show what there is room for and what is wished."""
        desk = self._desk
        width, height = desk.app.size
        desk.query_one("#sides").set_class(desk.sides.split and width < BESIDE, "-stacked")
        room = width - (ANOTHER if desk.sides.split and width >= BESIDE else 0)
        fits = {
            "documents": room >= WIDE,
            "codebook": room >= MEDIUM,
            "suggestions": height >= TALL,
        }
        shown = {which: self._wished.get(which, fit) for which, fit in fits.items()}
        if room < WIDE and shown["documents"] and shown["codebook"]:  # one in the other's place
            shown["documents"] = self._latest == "documents"
            shown["codebook"] = not shown["documents"]
        for which, display in shown.items():
            desk.query_one(f"#{which}").display = display
        desk.set_class(height < 28, "-low")
        desk.set_class(height >= 38, "-high")
        desk.set_class(width < MEDIUM, "-narrow")
