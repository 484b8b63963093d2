"""The tour: six things to do at the desk, one after another. Knows no screen."""

from __future__ import annotations

from typing import NamedTuple

KEPT = "desk.tour"
"""The setting that is true while the tour is to begin with the study."""


class Step(NamedTuple):
    """A thing to do.

    Attributes:
        asks: what to do; keys are put in where actions are named.
        by: the actions that do it; an id with ``*`` stands for all that begin so. None: any way.
        until: what must be there afterwards, as well.
    """

    asks: str
    by: tuple[str, ...]
    until: str = ""


STEPS = (
    Step("Go down with the arrows to something that was said. {select-sentence} selects the "
         "sentence; again: one more.", ("select-sentence",), "selection"),
    Step("{code} codes what is selected. Type a few letters of a code, such as conf, and take it "
         "with Enter.", ("code", "again", "in-vivo"), "coded"),
    Step("Below the text, codes are suggested. Select another sentence; a number from "
         "{number-1} to {number-9} codes it.", ("number-*",), "coded"),
    Step("{undo} undoes that. Everything can be undone, also days later; {redo} does it again.",
         ("undo",)),
    Step("{find} finds words in all documents. Type bus, and go to a place with Enter.",
         ("find",), "hits"),
    Step("{codebook} goes to the codebook, {back} comes back. There, other keys count: the last "
         "line shows which.", (), "codebook"),
)  # fmt: skip
DONE = "That was the tour. {help} shows the keys that count where you are, {palette} all commands."


class Tour:
    """How far somebody is; ``step`` is None before and after."""

    def __init__(self) -> None:
        self.step: int | None = None
        self._last = ""

    @property
    def asks(self) -> str:
        """What to do now, or that all is done."""
        if self.step is None:
            return ""
        return STEPS[self.step].asks if self.step < len(STEPS) else DONE

    @property
    def title(self) -> str:
        """Which step this is; empty after the last."""
        at = self.step
        return "" if at is None or at == len(STEPS) else f"Step {at + 1} of {len(STEPS)}: "

    def did(self, action_id: str) -> None:
        """An action is about to be carried out."""
        self._last = action_id

    def goes_on(self, there: set[str]) -> bool:
        """Go on to the next step, if what this one asks for was done and is ``there``."""
        if self.step is None or self.step == len(STEPS):
            return False
        step = STEPS[self.step]
        done = not step.by or any(
            self._last.startswith(by[:-1]) if by.endswith("*") else self._last == by
            for by in step.by
        )
        if not done or (step.until and step.until not in there):
            return False
        self.step, self._last = self.step + 1, ""
        return True
