"""The steering group's review: a page that goes out, decisions that come back."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.review.pack import build_pack, write_pack
    from qualcode.review.read import read_decisions

_HOMES = {
    "build_pack": "qualcode.review.pack",
    "read_decisions": "qualcode.review.read",
    "write_pack": "qualcode.review.pack",
}

__all__ = ["build_pack", "read_decisions", "write_pack"]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
