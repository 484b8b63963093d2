"""All kinds of work at the desk, by the names that the registry of actions calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk
    from qualcode.tui.work.part import Part

KINDS = {
    "reading": "reading:Reading",
    "coding": "coding:Coding",
    "pinning": "pinning:Pinning",
    "round": "quick_round:QuickRound",
    "codebook": "codebook:CodebookWork",
    "restructuring": "restructuring:Restructuring",
    "memos": "memos:Memos",
    "fetching": "fetching:Fetching",
    "finding": "finding:Finding",
    "jumping": "jumping:Jumping",
    "places": "places:Places",
    "retrieving": "retrieving:Retrieving",
    "comparing": "comparing:Comparing",
    "speaking": "speaking:Speaking",
    "looking_back": "looking_back:LookingBack",
    "menu": "menu:Menu",
    "whole": "whole:Whole",
    "tour": "touring:Touring",
}
"""Name: module and class."""
BEHIND = ("codebook", "memos", "retrieving", "restructuring", "pinning", "comparing", "whole")
"""What is loaded once the desk is on the screen, heavy ones each by itself."""


class Parts(Mapping[str, "Part"]):
    """One part of each kind, for a desk; made when it is first asked for.

    The parts bring most dialogs and screens with them, and a tenth of the time to the first
    frame would go into loading what the first frame does not show.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[str, Part] = {}
        self._behind = iter(BEHIND)

    def __getitem__(self, name: str) -> Part:
        """The part of a name; KeyError where there is none."""
        if name not in self._made:
            module, kind = KINDS[name].split(":")
            loaded = import_module(f"qualcode.tui.work.{module}")
            self._made[name] = cast("Part", getattr(loaded, kind)(self._desk))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """The names of all."""
        return iter(KINDS)

    def __len__(self) -> int:
        """How many there are."""
        return len(KINDS)

    def load_one_more(self) -> bool:
        """Load one that may be wanted soon; False once there is nothing left to load."""
        name = next(self._behind, None)
        if name is not None:
            self[name]
        return name is not None
