"""What an action is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Pane = Literal[
    "everywhere", "transcript", "round", "codebook", "filter", "documents", "passages", "compare"
]  # fmt: skip
"""``round`` is the transcript while a quick round brings passages."""
Need = Literal[
    "document", "writing", "passage", "coding", "code", "changeable", "hits", "last", "past",
    "passages", "difference", "sighted",
]  # fmt: skip

GROUPS = (
    "Move",
    "Select",
    "Code",
    "Codings",
    "Find",
    "Passages",
    "Compare",
    "Codebook",
    "Documents",
    "Study",
    "Screen",
)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Attributes:
        id: its name for keys and tests; never changes.
        keys: Textual names of its keys in the standard keys, the one to show first; ``g g`` is
            two, one after the other.
        title: what the palette and the help call it.
        does: one sentence more, where the title does not say it all; ``{undo}`` in it stands for
            the key of that action.
        group: one of :data:`GROUPS`.
        pane: where its keys count.
        call: ``part.method`` of the desk that does it, with ``args``.
        needs: what must be there; the desk says what is missing.
        short: its word in the key line; empty where it is not shown there.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    group: str
    call: str
    args: tuple[Any, ...] = ()
    pane: Pane = "everywhere"
    needs: tuple[Need, ...] = ()
    short: str = ""
    does: str = ""
