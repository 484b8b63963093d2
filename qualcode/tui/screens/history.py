"""What was done, by whom and when, each entry a way back to look at the study as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.study.types import HistoryEntry
from qualcode.tui.screens.choose import Row
from qualcode.tui.screens.sifted import Filter, Sifted
from qualcode.tui.shown import name, when

if TYPE_CHECKING:
    from qualcode.study import Study

KINDS: tuple[tuple[str, str], ...] = (
    ("", "everything"),
    ("code", "codings"),
    ("codebook", "the codebook"),
    ("memo", "memos"),
    ("import document speaker participants", "documents and people"),
    ("quote review", "quotations and review"),
    ("several", "several things at once"),
)
"""The actions of the history in groups, and what they were done to."""
VERBS = {"undo": "undone: ", "redo": "done again: "}


class HistoryList(Sifted[HistoryEntry]):
    """The history, newest first; the answer is an entry.

    Args:
        study: the study as it is now.
        at: the id of the entry to begin at.
        own: whether only what the coder at work did is listed.
    """

    def __init__(self, study: Study, *, at: int | None = None, own: bool = False) -> None:
        coders = [("", "everybody"), *((c.name, c.name) for c in study.coders.list())]
        if own:
            coders = [(study.coder.name, f"{study.coder.name} (coding blind)")]
        super().__init__(
            "What was done (newest first)",
            (Filter("to", "to what", KINDS), Filter("by", "by whom", coders)),
            start=next(iter(study.history.list(1, before=at + 1)), None) if at else None,
            empty="Nothing of that kind was done.",
            keys="Enter: see it as it was",
        )
        self._study = study
        self._next = study.history.can_undo()

    def sift(self, query: str, values: Sequence[str], limit: int) -> tuple[list[Row], bool]:
        """Entries that hold all words typed, of the kind and by whom is chosen."""
        kinds, coder = values
        found = self._study.history.list(
            limit + 1, actions=kinds.split(), coder=coder or None, words=query
        )
        return [Row(entry, _look(entry), ()) for entry in found[:limit]], len(found) > limit

    def footing(self) -> str:
        """What undo would undo now."""
        return f"   next undo: {name(self._next, 48)}" if self._next else ""


def _look(entry: HistoryEntry) -> Content:
    gone = entry.kind == "do" and entry.undone
    return Content.assemble(
        (f"{when(entry.at):>12}  ", "dim"),
        (f"{name(entry.coder, 14):<14}  ", "$accent"),
        (f"{VERBS.get(entry.kind, '')}{name(entry.label)}", "strike dim" if gone else ""),
    )
