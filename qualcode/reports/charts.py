"""Charts for reports: prevalence by role, as SVG for pages and PNG for Word.

matplotlib is loaded when the first chart is drawn. The same data give the same bytes: no
date, fixed ids. The picture reads in grey: length and printed figures carry it, not colour.
"""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from qualcode.text.safe import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from qualcode.reports.model import ThemeSection

ChartFormat = Literal["svg", "png"]

_BAR = "#24606b"
_TRACK = "#e6eaec"
_INK = "#24292e"
_LABEL_WIDTH = 30
_PANEL_WIDTH = 22
_NO_GLYPH = re.compile("[\u2400-\u2426]")
_METADATA: dict[ChartFormat, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}


def _lettering(text: str) -> str:
    return _NO_GLYPH.sub("\ufffd", one_line(text))


@dataclass(frozen=True, slots=True)
class Panel:
    """One group of people: its label, how many were heard, and its figure for each row."""

    label: str
    of: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PrevalenceChart:
    """People of each group who spoke of each row (a code, or the theme itself)."""

    title: str
    rows: tuple[str, ...]
    panels: tuple[Panel, ...]

    @property
    def alt(self) -> str:
        """The whole chart in words, for those who hear it."""
        said = [
            f"{row}: " + ", ".join(f"{p.label} {p.values[n]} of {p.of}" for p in self.panels)
            for n, row in enumerate(self.rows)
        ]
        return f"Bar chart. {self.title}. " + "; ".join(said) + "."


def theme_chart(theme: ThemeSection) -> PrevalenceChart | None:
    """The prevalence of a theme's codes by role; None where no roles are known."""
    rows = theme.codes or ()
    labels = [g.label for g in theme.figures.by_role]
    if not labels or not rows:
        return None
    panels = []
    for label, group in zip(labels, theme.figures.by_role, strict=True):
        values = []
        for code in rows:
            found = {g.label: g.participants.n for g in code.figures.by_role}
            values.append(found.get(label, 0))
        panels.append(Panel(_lettering(label), group.participants.of, tuple(values)))
    total = theme.figures.participants.of
    title = f"{_lettering(theme.name)}: participants who spoke of each code, by role (N = {total})"
    return PrevalenceChart(title, tuple(_lettering(c.name) for c in rows), tuple(panels))


def render_chart(chart: PrevalenceChart, form: ChartFormat, *, title: bool = True) -> bytes:
    """The chart as a picture.

    Args:
        chart: what to draw.
        form: ``svg`` (lettering as outlines, so it looks the same everywhere) or ``png``.
        title: whether the title is drawn; leave it out where a caption says it.
    """
    import matplotlib

    settings: Any = {
        "svg.hashsalt": "qualcode",
        "svg.fonttype": "path",
        "font.family": "DejaVu Sans",
        "font.size": 9,
        "text.parse_math": False,
    }
    with matplotlib.rc_context(settings):
        figure = _draw(chart, title=title)
        target = io.BytesIO()
        with warnings.catch_warnings():  # scripts the font lacks become boxes, not messages
            warnings.filterwarnings("ignore", "Glyph .* missing from font")
            clear = form == "svg"  # pages show behind it that there is more to the side
            figure.savefig(
                target, format=form, dpi=200, metadata=_METADATA[form], transparent=clear
            )
    return target.getvalue()


def _draw(chart: PrevalenceChart, *, title: bool) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    labels = [textwrap.fill(row, _LABEL_WIDTH) for row in chart.rows]
    lines = sum(max(1, label.count("\n") + 0.6) for label in labels)
    heads = [_head(p) for p in chart.panels]
    top = 0.18 * max(h.count("\n") + 1 for h in heads) + (0.42 if title else 0.05)
    height = 0.30 * lines + top + 0.12
    figure = Figure(figsize=(7.2, height))
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, len(chart.panels), squeeze=False)[0]
    figure.subplots_adjust(
        left=0.29, right=0.99, wspace=0.16, top=1 - top / height, bottom=0.1 / height
    )
    for n, (ax, panel) in enumerate(zip(axes, chart.panels, strict=True)):
        _panel(ax, panel, heads[n], labels if n == 0 else [""] * len(labels))
    if title:
        wrapped = textwrap.fill(chart.title, 92)
        figure.text(
            0.01, 1 - 0.08 / height, wrapped, va="top", fontsize=10, weight="bold", color=_INK
        )
    return figure


def _head(panel: Panel) -> str:
    return textwrap.fill(f"{panel.label} (N\u00a0=\u00a0{panel.of})", _PANEL_WIDTH)


def _panel(ax: Axes, panel: Panel, head: str, labels: list[str]) -> None:
    places = list(range(len(labels)))
    full = max(panel.of, 1)
    ax.barh(places, [full] * len(places), height=0.58, color=_TRACK)
    ax.barh(places, panel.values, height=0.58, color=_BAR)
    for place, value in zip(places, panel.values, strict=True):
        ax.text(full * 1.04, place, str(value), va="center", ha="left", fontsize=9, color=_INK)
    ax.set_xlim(0, full * 1.2)
    ax.set_ylim(len(places) - 0.5, -0.5)
    ax.set_yticks(places, labels)
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0, colors=_INK)
    ax.set_title(head, fontsize=9, loc="left", color=_INK, pad=4)
    for spine in ax.spines.values():
        spine.set_visible(False)
