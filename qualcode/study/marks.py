"""The marks that a study puts on what it keeps: times and identifiers."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from qualcode.errors import UsageError

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", re.ASCII)
_AHEAD = timedelta(days=1)
"""So far may the clock of another computer be ahead."""


def now() -> str:
    """The time as the study keeps it: UTC, ISO 8601, to the millisecond."""
    return _kept(datetime.now(UTC))


def checked_time(given: str) -> str:
    """A time that came from outside, as the study keeps it.

    Raises:
        UsageError: if it is no time in UTC, or lies in the future.
    """
    try:
        time = datetime.fromisoformat(given) if _TIME.fullmatch(given) else None
    except ValueError:
        time = None
    if time is None or time > datetime.now(UTC) + _AHEAD:
        raise UsageError(
            "A time is no time that there is, or lies in the future.",
            hint="Write it in UTC, as in 2026-03-01T09:00:00Z, and look at the clock.",
        )
    return _kept(time)


def _kept(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def clean_name(given: str) -> str:
    """A name on one line: control characters and line ends become single blanks.

    Empty where nothing of it can be seen.
    """
    name = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", given).split())
    hidden = (c.isspace() or unicodedata.category(c) == "Cf" for c in name)
    return "" if all(hidden) else name


def new_guid() -> str:
    """A new identifier for something that may leave the file."""
    return str(uuid.uuid4())


def and_list(names: Sequence[str]) -> str:
    """Names as in a sentence: ``A``, ``A and B``, ``A, B and C``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, noun: str) -> str:
    """``1 coding``, ``2 codings``: how the history says how many."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"
