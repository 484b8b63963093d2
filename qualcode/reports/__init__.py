"""What leaves the study for a reader: theme summaries and tables, in the formats people use.

:func:`build_theme_summary` gathers the figures once into a plain model; the writers only lay
it out, so every format says the same. Nothing heavy is imported until a file is written.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.reports.build import build_theme_summary
    from qualcode.reports.build_tables import REPORTS, build_report
    from qualcode.reports.write import write_report, write_theme_summary

_HOMES = {
    "build_theme_summary": "qualcode.reports.build",
    "build_report": "qualcode.reports.build_tables",
    "REPORTS": "qualcode.reports.build_tables",
    "write_report": "qualcode.reports.write",
    "write_theme_summary": "qualcode.reports.write",
}

__all__ = [
    "REPORTS",
    "build_report",
    "build_theme_summary",
    "write_report",
    "write_theme_summary",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
