"""How far two coders agree in a document, code by code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qualcode.tui.screens.dialog import Dialog
from qualcode.tui.shown import counted, name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.analysis.agreement import Agreement, CodeAgreement, Pooled
    from qualcode.analysis.coefficients import Coefficient
    from qualcode.study.types import CodeInfo, CoderInfo

WIDTH = 28
BEFORE = (
    "Report it as it was before anything was talked over: qualcode report agreement. What is "
    "agreed on here changes none of it; a coder who changes their own codings afterwards does."
)


class Figures(Dialog[None]):
    """A table: how many turns each gave a code, and how far they agree. It scrolls.

    Args:
        found: the figures.
        coders: A and B.
        codes: the codebook.
        blind: a sentence on who coded blind.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,f,enter", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(8)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
    ]

    def __init__(
        self,
        found: Agreement,
        coders: tuple[CoderInfo, CoderInfo],
        codes: Mapping[int, CodeInfo],
        *,
        blind: str,
    ) -> None:
        one, other = (name(coder.name, 24) for coder in coders)
        title = f"{one} (A) and {other} (B), before talking it over"
        super().__init__(title, keys="↑ ↓: scroll   Esc: back")
        self._found, self._codes, self._blind = found, codes, blind

    def body(self) -> Iterator[Widget]:
        """The head of the table, its rows, and what they mean."""
        columns = ("only A", "only B", "agree", "kappa", "alpha")
        head = " " * WIDTH + f"{'both':>5}" + "".join(f"{column:>7}" for column in columns)
        yield Static(Content.styled(head, "dim"))
        used = [row for row in self._found.codes if row.table.n > row.table.neither]
        rows = [self._row(self._label(row.code_id), row) for row in used]
        rows.append(self._row("All codes", self._found.pooled).stylize("bold"))
        units = counted(self._found.units, "turn")
        counted_by = f"Counted by the participants' turns of this document ({units})."
        with VerticalScroll(id="figures", can_focus=False):
            yield Static(Content("\n").join(rows))
            yield Static(Content(f"{counted_by}\n{self._blind}\n{BEFORE}"), classes="note")

    def action_scroll(self, rows: int) -> None:
        """Scroll the table."""
        self.query_one("#figures").scroll_relative(y=rows, animate=False)

    def _label(self, code_id: int) -> str:
        return name(self._codes[code_id].name, WIDTH - 1) if code_id in self._codes else "?"

    def _row(self, label: str, row: CodeAgreement | Pooled) -> Content:
        table = row.table
        percent = row.percent.value
        figures = (
            f"{table.both:>5}{table.only_a:>7}{table.only_b:>7}"
            f"{'-' if percent is None else f'{percent * 100:.0f} %':>7}"
            f"{_shown(row.kappa):>7}{_shown(row.alpha):>7}"
        )
        gap = " " * (WIDTH - Content(label).cell_length)
        return Content(f"{label}{gap}{figures}")


def _shown(found: Coefficient) -> str:
    return "-" if found.value is None else f"{found.value:.2f}".replace("-", "\u2212")
