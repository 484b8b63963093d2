"""A code's fields as the columns of its table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from qualcode.errors import UsageError
from qualcode.study.marks import new_guid

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442")
"""Given to codes that bring none: the hues of Okabe and Ito, told apart by the colour-blind."""

FIELDS = (
    "short",
    "definition",
    "inclusion",
    "exclusion",
    "examples",
    "near_misses",
    "question",
    "codable",
)
"""What a researcher can say of a code besides its name, place and colour."""

DESCRIPTION = FIELDS[:-1]
"""Those of them that are words."""


def columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as columns; lists become JSON.

    Raises:
        UsageError: if a code has no such field.
    """
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise UsageError(f"A code has no field '{min(unknown)}'.")
    values = dict(fields)
    for name in ("examples", "near_misses"):
        if name in values:
            values[name] = json.dumps(list(values[name]), ensure_ascii=False)
    return values


def colour(given: str) -> str:
    """A colour in lower case.

    Raises:
        UsageError: if it is not written ``#rrggbb``.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", given):
        raise UsageError(f"'{given}' is no colour.", hint="Write it as #rrggbb, as in #0072b2.")
    return given.lower()


def between(low: float | None, high: float | None) -> float:
    """A position between two, either of which may be missing."""
    if low is None:
        return 1.0 if high is None else high - 1.0
    return low + 1.0 if high is None else (low + high) / 2


def new(
    name: str, parent_id: int | None, last: float | None, count: int, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns of a new code, after the sibling at ``last``, in a study of ``count`` codes."""
    given = dict(fields)
    hue = given.pop("colour", None) or COLOURS[count % len(COLOURS)]
    guid = given.pop("guid", None) or new_guid()
    return {
        "guid": guid,
        "parent_id": parent_id,
        "position": between(last, None),
        "name": name,
        "colour": colour(hue),
        "short": "",
        "definition": "",
        "inclusion": "",
        "exclusion": "",
        "examples": "[]",
        "near_misses": "[]",
        "question": None,
        "codable": True,
        "frozen": False,
        **columns(given),
    }
