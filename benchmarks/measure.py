"""How every benchmark reports: a figure, its floor, and what the floor is."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table; ``floor`` is the least work the machine could do, same unit."""

    question: str
    figure: float
    floor: float
    unit: str
    note: str


def median_ms(action: Callable[[], object], times: int = 7) -> float:
    """The median time of an action, in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def table(figures: list[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| question | qualcode | floor | unit | the floor is |", "|---|--:|--:|---|---|"]
    for f in figures:
        lines.append(f"| {f.question} | {f.figure:,.2f} | {f.floor:,.2f} | {f.unit} | {f.note} |")
    return "\n".join(lines)
