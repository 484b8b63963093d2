"""Moving and selecting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.tui.shown import counted, name
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

    def unit(self, unit: str, step: int) -> None:
        """Select a word, clause, sentence or turn, or one more, or one less."""
        if step > 0 or self.view.selection is not None:
            self.view.action_extend(unit, step)

    def speaker(self) -> None:
        """Select all the turns around the cursor in which the same speaker goes on."""
        self.view.select_unit("speaker", follow=False)
        speaker = self.view.sheet.speaker(self.view.turn)
        whose = f" of {name(speaker.label, 40)}" if speaker else ""
        self.desk.say(f"Selected {self._turns()}{whose}")

    def answer(self) -> None:
        """Select the answer at the cursor with its question."""
        if not self.view.units.has_questions:
            self.desk.say(
                f"Nobody asks in this document: {self.key('speaker')} says who is an interviewer"
            )
            return
        self.view.select_unit("answer", follow=False)
        self.desk.say(f"Selected the question with its answer: {self._turns()}")

    def _turns(self) -> str:
        start, end = self.view.passage
        return counted(sum(start < t.end and t.start < end for t in self.session.turns), "turn")

    def grow(self) -> None:
        """Select the next larger unit."""
        if not self.view.select_more():
            self.desk.say("The whole document is selected")

    def shrink(self) -> None:
        """Go back to what was selected before it grew, or select the next smaller unit."""
        self.view.select_less()

    def place(self) -> None:
        """Mark a place; the next time, select from there to here."""
        mark, here = self.view.mark, self.view.cursor
        if mark is None:
            self.view.put_mark(here)
            again, gone = self.key("place"), self.key("clear")
            self.desk.say(f"Marked: go to the other end and press {again} again, {gone} lets it go")
        elif mark == here:
            self._unmark()
        else:
            self.view.select_from_mark()
            self.desk.say("Selected from the mark to here")

    def _unmark(self) -> None:
        self.view.put_mark(None)
        self.desk.say("The mark is gone")

    def mark(self) -> None:
        """Begin or end marking."""
        self.marking = not self.marking
        ends = f"{self.key('clear')} or {self.key('mark')} ends it"
        self.desk.say(f"Marking: move to select, {ends}" if self.marking else "Marking ended")

    def clear(self) -> None:
        """Stop what is looked for, or let go, one thing at a time.

        Resizing, marking, a mark, the selection, places found.
        """
        if self.desk.fetching.busy:
            self.desk.fetching.stop()
        elif self.resizing is not None:
            self.resizing = None
            self.view.clear_selection()
            self.desk.say("The coding was left as it was")
            self.desk.show_keys()
        elif self.marking:
            self.mark()
            self.view.clear_selection()
        elif self.view.mark is not None:
            self._unmark()
        elif self.view.selection is not None:
            self.view.clear_selection()
        elif self.desk.finding.hits:
            self.desk.finding.forget()
        else:
            self.desk.step_back()

    def let_go(self) -> None:
        """Neither mark nor resize any more: another document or side is before one."""
        self.resizing, self.marking = None, False

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

    def line_edge(self, direction: int) -> None:
        """Go to the beginning or end of the line on the screen."""
        self.view.action_row_edge(direction, extend=self.marking)

    def edge(self, direction: int) -> None:
        """Go to the beginning or end of the document."""
        self.move("document", direction)
