"""Moving and selecting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk


class Reading(Part):
    """Moves the cursor and the selection of the transcript.

    Attributes:
        marking: whether moving selects.
        resizing: the coding whose ends are being moved, if any.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.marking = False
        self.resizing: int | None = None

    def move(self, unit: str, step: int) -> None:
        """Go a step; while marking, take the words on the way into the selection."""
        if self.marking:
            self.view.action_extend(unit, step)
        else:
            self.view.action_cursor(unit, step)

    def extend(self, unit: str, step: int) -> None:
        """Move the end of the selection."""
        self.view.action_extend(unit, step)

    def sentence(self, step: int) -> None:
        """Select the sentence, or one more, or one less."""
        self._unit("sentence", step)

    def turn(self, step: int) -> None:
        """Select the turn, or one more, or one less."""
        self._unit("turn", step)

    def word(self, step: int) -> None:
        """Select the word, or one more, or one less."""
        self._unit("word", step)

    def _unit(self, unit: str, step: int) -> None:
        if step > 0 or self.view.selection is not None:
            self.view.action_extend(unit, step)

    def mark(self) -> None:
        """Begin or end marking."""
        self.marking = not self.marking
        said = "Marking: move to select, Esc or v ends it" if self.marking else "Marking ended"
        self.desk.say(said)

    def clear(self) -> None:
        """Let go, one thing at a time: resizing, marking, the selection, the places found."""
        if self.resizing is not None:
            self.resizing = None
            self.view.clear_selection()
            self.desk.say("The coding was left as it was")
            self.desk.show_keys()
        elif self.marking:
            self.mark()
            self.view.clear_selection()
        elif self.view.selection is not None:
            self.view.clear_selection()
        elif self.desk.finding.hits:
            self.desk.finding.forget()
        else:
            self.desk.step_back()

    def copy(self) -> None:
        """Copy the selected words to the clipboard of the terminal."""
        selection = self.view.selection
        if selection is not None:
            start, end = selection
            self.desk.app.copy_to_clipboard(self.session.text[start:end])
            self.desk.say(f"Copied {len(self.session.text[start:end].split())} words")

    def coding(self, step: int) -> None:
        """Go to the next or the previous coding."""
        if not self.view.next_coding(step):
            self.desk.say(f"No coding {'after' if step > 0 else 'before'} this place")

    def uncoded(self) -> None:
        """Select the next sentence that nobody coded."""
        if not self.view.next_uncoded():
            self.desk.say("Nothing uncoded after this place")

    def edge(self, direction: int) -> None:
        """Go to the beginning or end of the document."""
        self.move("document", direction)
