"""The theme summary as a Word file that can be handed to a head teacher as it is."""

from __future__ import annotations

from qualcode.reports import words
from qualcode.reports.charts import render_chart, theme_chart
from qualcode.reports.docx_kit import WordPage
from qualcode.reports.model import (
    GroupFigures,
    QuestionSummary,
    SurveySection,
    ThemeSection,
    ThemeSummary,
)


def _overview(page: WordPage, summary: ThemeSummary) -> None:
    page.heading("At a glance", 1)
    counted = ("Participants", "Passages") if summary.participants else ("Passages",)
    rows = []
    for question in summary.questions:
        for n, theme in enumerate(question.themes):
            counts = (str(theme.figures.participants), f"{theme.figures.passages:,}")
            name = question.text if n == 0 else ""
            rows.append((theme.name, name, *counts[-len(counted) :]))
    headings = ("Theme", "Answers the question", *counted)
    page.table(headings, rows, right=frozenset(range(2, len(headings))), own=(0, 1))


def _groups(page: WordPage, heading: str, groups: tuple[GroupFigures, ...]) -> None:
    if not groups:
        return
    rows = [(g.label, str(g.participants), f"{g.passages:,}") for g in groups]
    headings = (heading, "Participants", "Passages")
    page.table(headings, rows, right=frozenset({1, 2}), own=(0,))


def _theme(page: WordPage, theme: ThemeSection) -> None:
    page.heading(theme.name, 2, own=True)
    if theme.definition or theme.short:
        page.text(theme.definition or theme.short, own=True)
    page.text(words.figures_line(theme.figures), style="Figures")
    for quotation in theme.quotations:
        page.quotation(quotation.shown, words.credit(quotation))
    chart = theme_chart(theme)
    if chart is not None:
        png = render_chart(chart, "png", title=False)
        page.picture(png, caption=chart.title, alt=chart.alt)
    if theme.codes:
        headings = words.code_headings(theme)
        counts = range(2, len(headings))
        page.table(
            headings,
            [words.code_cells(code, theme) for code in theme.codes],
            right=frozenset(counts),
            indents=[code.depth - 1 for code in theme.codes],
            own=(0, 1),
        )
    _groups(page, "By role", theme.figures.by_role)
    _groups(page, "By institution", theme.figures.by_institution)


def _survey(page: WordPage, section: SurveySection) -> None:
    page.heading(words.survey_title(section), 3)
    page.table(
        words.SURVEY_HEADINGS,
        [words.survey_cells(line) for line in section.lines],
        right=frozenset({1, 2, 3, 4, 5, 7}),
    )
    for note in words.survey_notes(section):
        page.text(note, style="Note")


def _question(page: WordPage, question: QuestionSummary) -> None:
    page.heading(question.text, 1, own=bool(question.key))
    for theme in question.themes:
        _theme(page, theme)
    if question.survey is not None:
        _survey(page, question.survey)


def theme_docx(summary: ThemeSummary, *, language: str = "en") -> bytes:
    """The summary as the bytes of a Word file."""
    page = WordPage(summary.title, language=language)
    page.title(summary.title, (summary.study, words.heard(summary), summary.made))
    _overview(page, summary)
    for question in summary.questions:
        _question(page, question)
    if summary.quoted:
        page.heading(words.QUOTED_TITLE, 1)
        rows = [words.quoted_cells(share) for share in summary.quoted]
        page.table(words.QUOTED_HEADINGS, rows, right=frozenset({1, 2}), own=(0,))
        for note in words.quoted_notes(summary):
            page.text(note, style="Note")
    if summary.notes:
        page.heading("How to read this summary", 1)
        for note in summary.notes:
            page.bullet(note)
    page.footer(f"{summary.title} \u00b7 {summary.study}")
    return page.to_bytes()
