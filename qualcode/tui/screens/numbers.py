"""Asking for one of the numbers 1 to 9."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from qualcode.tui.screens.choose import Choose, Row


class AskNumber(Choose[tuple[str, int]]):
    """Lists the numbers with what is pinned to them; the answer is ``pin`` or ``free``, and which.

    Args:
        title: what is asked.
        rows: one a number, in order; their keys are ``pin`` and the number.
        start: the number to begin at.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "free", show=False),
        *(Binding(str(number), f"number({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, title: str, rows: Sequence[Row], *, start: int | None) -> None:
        keys = "1–9 or Enter: this number   x: free it   Esc: leave"
        super().__init__(title, rows, start=("pin", start or 1), typing=False, keys=keys)

    def action_number(self, number: int) -> None:
        """Answer with the number typed."""
        self.dismiss(("pin", number))

    def action_free(self) -> None:
        """Answer that nothing should stand at the highlighted number."""
        if (row := self.highlighted) is not None:
            _, number = row.key
            self.dismiss(("free", number))
