"""The codings at the cursor: who coded what and when, and what to do with one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from qualcode.study.types import CodingRow, Origin
from qualcode.tui.keymap import Keymap, Presses
from qualcode.tui.markdown import first_words
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.picker import swatch
from qualcode.tui.shown import line, name, when

if TYPE_CHECKING:
    from qualcode.tui.session import Session

ORIGINS: dict[Origin, str] = {"hand": "", "suggestion": ", suggested", "import": ", imported"}

DOES = ("recode", "resize", "memo", "remove")
"""The actions on one coding, in the order of the line of keys."""


class CodingsHere(Choose[tuple[str, int]]):
    """Lists codings; the answer is what to do (go, remove, recode, resize, memo) with which.

    What can be done has the keys that it has in the transcript.
    """

    def __init__(self, rows: Sequence[Row], keymap: Keymap) -> None:
        keyed = (f"{keys[0]}: {what}   " for what in DOES if (keys := keymap.keys(what)))
        told = f"{''.join(keyed)}Enter: select it   Esc: back"
        super().__init__("Codings here", rows, typing=False, keys=told)
        self._presses = Presses(keymap)

    def chosen(self, row: Row) -> None:
        """Go to the coding."""
        self.dismiss(("go", row.key))

    def on_key(self, event: events.Key) -> None:
        """Answer with another thing to do with the highlighted coding."""
        _, what = self._presses.press("transcript", event.key)
        if what in DOES and (row := self.highlighted) is not None:
            event.stop()
            event.prevent_default()
            self.dismiss((what, row.key))


def coding_look(session: Session, coding: CodingRow) -> Content:
    """A coding as a row: code, coder, time, the words, and the memo."""
    code = session.codes[coding.code_id]
    coder = session.coders.get(coding.coder_id)
    who = name(coder.name, 20) if coder else "?"
    came = ORIGINS[coding.origin]
    look = Content.assemble(
        swatch(code),
        (name(code.name, 40), "bold"),
        (f"  {who}, {when(coding.created_at)}{came}", "dim"),
        f"\n  “{line(session.text[coding.start : coding.end], 60)}”",
    )
    if coding.has_memo:
        for memo in session.memos("coding", coding.id):
            look = Content.assemble(look, (f"\n  ✎ {first_words(memo.body, 60)}", "$warning"))
    return look
