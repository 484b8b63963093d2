"""Time stamps as transcription services write them."""

from __future__ import annotations

import re

CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
"""Minutes and seconds, hours before and a fraction after if need be."""

F4 = re.compile(r"#\d{1,3}:\d{2}:\d{2}-\d{1,3}#")
"""The stamp of f4 and easytranscript; what follows the hyphen are tenths of a second."""

_PARTS = re.compile(r"(\d{1,3}):(\d{1,2})(?::(\d{1,2}))?(?:[.,-](\d{1,3}))?")


def milliseconds(stamp: str) -> int | None:
    """The time a stamp stands for: ``0:03``, ``1:02:10``, ``00:00:14-5``, ``00:00:01,250``."""
    found = _PARTS.fullmatch(stamp.strip("#[]() \t"))
    if found is None:
        return None
    first, second, third, fraction = found.groups()
    whole = (int(first), int(second), int(third)) if third else (0, int(first), int(second))
    rest = int(fraction.ljust(3, "0")) if fraction else 0
    return (whole[0] * 3600 + whole[1] * 60 + whole[2]) * 1000 + rest
