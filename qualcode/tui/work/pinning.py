"""Pinning codes to the numbers 1 to 9."""

from __future__ import annotations

from textual.content import Content

from qualcode.study.favourites import NUMBERS
from qualcode.study.types import CodeInfo
from qualcode.tui.screens.choose import Row
from qualcode.tui.screens.numbers import AskNumber
from qualcode.tui.screens.picker import Picked, swatch
from qualcode.tui.shown import name
from qualcode.tui.work.part import Part


class Pinning(Part):
    """Each coder's favourites: codes that a number always stands for."""

    def pin(self) -> None:
        """Ask for a number, and for a code unless one is highlighted in the codebook."""
        chosen = self.desk.codebook_tree.chosen if self.desk.pane == "codebook" else None
        code = self.session.codes.get(chosen or 0)
        title = "Pin a code to which number?"
        if code is not None:
            title = f"Pin {name(code.name, 40)} to which number?"
        at = next((n for n, pinned in self.session.pins.items() if pinned == chosen), None)
        free = next((n for n in NUMBERS if n not in self.session.pins), None)
        ask = AskNumber(title, [self._row(number) for number in NUMBERS], start=at or free)
        self.desk.ask(ask, lambda answer: self._answered(answer, code))

    def _row(self, number: int) -> Row:
        code = self.session.codes.get(self.session.pins.get(number, 0))
        held = [swatch(code), name(code.name, 50)] if code else [Content.styled("free", "dim")]
        return Row(("pin", number), Content.assemble((f"{number}  ", "bold $accent"), *held), ())

    def _answered(self, answer: tuple[str, int], code: CodeInfo | None) -> None:
        what, number = answer
        if what == "free":
            self._unpin(number)
        elif code is not None:
            self._pin(number, code.id)
        else:
            picker = self.desk.coding.picker(
                f"Which code for {number}?", start=self.session.pins.get(number)
            )
            self.desk.ask(picker, lambda picked: self._picked(number, picked))

    def _picked(self, number: int, picked: Picked) -> None:
        if isinstance(picked, int):
            self._pin(number, picked)

    def _pin(self, number: int, code_id: int) -> None:
        self.study.favourites.pin(number, code_id)
        self._changed(f"{number} codes with {name(self.code(code_id).name)} from now on")

    def _unpin(self, number: int) -> None:
        if number in self.session.pins:
            self.study.favourites.unpin(number)
            self._changed(f"{number} is free again")

    def _changed(self, said: str) -> None:
        self.session.pins = self.study.favourites.list()
        self.desk.suggesting.show()
        self.desk.say(said)
