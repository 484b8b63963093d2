"""All kinds of work at the desk, by the names that the registry of actions calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.tui.work.codebook import CodebookWork
from qualcode.tui.work.coding import Coding
from qualcode.tui.work.finding import Finding
from qualcode.tui.work.memos import Memos
from qualcode.tui.work.part import Part
from qualcode.tui.work.reading import Reading
from qualcode.tui.work.retrieving import Retrieving
from qualcode.tui.work.speaking import Speaking
from qualcode.tui.work.whole import Whole

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

KINDS: dict[str, type[Part]] = {
    "reading": Reading,
    "coding": Coding,
    "codebook": CodebookWork,
    "memos": Memos,
    "finding": Finding,
    "retrieving": Retrieving,
    "speaking": Speaking,
    "whole": Whole,
}


def all_parts(desk: Desk) -> dict[str, Part]:
    """One of each kind, for a desk."""
    return {name: kind(desk) for name, kind in KINDS.items()}
