"""The theme summary as one self-contained HTML page that also prints well."""

from __future__ import annotations

from markupsafe import Markup

from qualcode.reports import words
from qualcode.reports.charts import PrevalenceChart, render_chart, theme_chart
from qualcode.reports.model import ThemeSection, ThemeSummary
from qualcode.reports.pages import asset, data_uri, environment, policy, spoken


def _picture(chart: PrevalenceChart) -> str:
    return data_uri(render_chart(chart, "svg", title=False), "image/svg+xml")


def _chart(theme: ThemeSection) -> dict[str, str] | None:
    chart = theme_chart(theme)
    if chart is None:
        return None
    return {"src": _picture(chart), "alt": chart.alt, "caption": chart.title}


def theme_html(summary: ThemeSummary, *, language: str = "en") -> str:
    """The summary as an HTML page."""
    style = asset("qualcode.reports", "report.css")
    template = environment("qualcode.reports").get_template("themes.html.j2")
    return template.render(
        summary=summary,
        words=words,
        chart=_chart,
        own=spoken(language),
        style=Markup(style),
        policy=policy(style=style),
    )
