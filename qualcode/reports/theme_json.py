"""The theme summary as JSON, for scripts: what the other formats say, keys in the model's order."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from qualcode.reports.model import Count, ThemeSummary


def plain(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists, a count as ``{"n": …, "of": …}``."""
    if isinstance(value, Count):
        return {"n": value.n, "of": value.of}
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def theme_json(summary: ThemeSummary) -> str:
    """The summary as indented JSON text."""
    data = plain(summary)
    del data["warnings"]  # they would tell readers what must not be put together
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
