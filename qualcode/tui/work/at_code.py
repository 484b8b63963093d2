"""What the kinds of work on the codebook share: the code that is highlighted in it."""

from __future__ import annotations

from qualcode.study.types import CodeInfo
from qualcode.tui.widgets.codebook_panel import CodebookPanel
from qualcode.tui.work.part import Part


class AtCode(Part):
    """Work at the code that is highlighted in the codebook."""

    @property
    def chosen(self) -> CodeInfo:
        """The highlighted code; actions that use it need one."""
        code_id = self.desk.codebook_tree.chosen
        assert code_id is not None, "the action was called without a code"
        return self.code(code_id)

    @property
    def panel(self) -> CodebookPanel:
        """Where the codes are shown."""
        return self.desk.query_one(CodebookPanel)

    def changed(self, said: str, *, choose: int | None = None) -> None:
        """Show the study as it is now, highlight a code, and say what was done."""
        self.desk.following.catch_up()
        if choose is not None:
            self.panel.reveal(choose)
        self.desk.done(said)
