"""All kinds of work at the desk, by the names that the registry of actions calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.tui.work.codebook import CodebookWork
from qualcode.tui.work.coding import Coding
from qualcode.tui.work.comparing import Comparing
from qualcode.tui.work.finding import Finding
from qualcode.tui.work.jumping import Jumping
from qualcode.tui.work.looking_back import LookingBack
from qualcode.tui.work.memos import Memos
from qualcode.tui.work.menu import Menu
from qualcode.tui.work.part import Part
from qualcode.tui.work.pinning import Pinning
from qualcode.tui.work.places import Places
from qualcode.tui.work.quick_round import QuickRound
from qualcode.tui.work.reading import Reading
from qualcode.tui.work.restructuring import Restructuring
from qualcode.tui.work.retrieving import Retrieving
from qualcode.tui.work.speaking import Speaking
from qualcode.tui.work.touring import Touring
from qualcode.tui.work.whole import Whole

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

KINDS: dict[str, type[Part]] = {
    "reading": Reading,
    "coding": Coding,
    "pinning": Pinning,
    "round": QuickRound,
    "codebook": CodebookWork,
    "restructuring": Restructuring,
    "memos": Memos,
    "finding": Finding,
    "jumping": Jumping,
    "places": Places,
    "retrieving": Retrieving,
    "comparing": Comparing,
    "speaking": Speaking,
    "looking_back": LookingBack,
    "menu": Menu,
    "whole": Whole,
    "tour": Touring,
}


def all_parts(desk: Desk) -> dict[str, Part]:
    """One of each kind, for a desk."""
    return {name: kind(desk) for name, kind in KINDS.items()}
