"""The marks that a study puts on what it keeps: times and identifiers."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime


def now() -> str:
    """The time as the study keeps it: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def clean_name(given: str) -> str:
    """A name on one line: control characters and line ends become single blanks."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", given).split())


def new_guid() -> str:
    """A new identifier for something that may leave the file."""
    return str(uuid.uuid4())


def counted(number: int, noun: str) -> str:
    """``1 coding``, ``2 codings``: how the history says how many."""
    return f"{number} {noun if number == 1 else noun + 's'}"
