"""The theme summary as Markdown (tables as GitHub and pandoc read them)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.reports import words
from qualcode.reports.model import (
    GroupFigures,
    QuotationLine,
    SurveySection,
    ThemeSection,
    ThemeSummary,
)
from qualcode.text.safe import for_markdown as md

INDENT = "\u2003"
"""Before a row's name, once for each step that it is set in: a blank that Markdown keeps."""


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: frozenset[int] = frozenset(),
    indents: Sequence[int] = (),
) -> list[str]:
    """A pipe table; the columns in ``right`` are set flush right. Cells are escaped here.

    ``indents`` says how many steps each row's name is set in, if any is.
    """
    rule = ["---:" if n in right else "---" for n in range(len(headings))]
    lines = [[md(cell) for cell in row] for row in rows]
    for line, steps in zip(lines, indents or [0] * len(lines), strict=True):
        line[0] = INDENT * steps + line[0]
    lines = [[md(h) for h in headings], rule, *lines]
    return [f"| {' | '.join(line)} |" for line in lines] + [""]


def _groups(label: str, groups: tuple[GroupFigures, ...]) -> list[str]:
    if not groups:
        return []
    rows = [(g.label, str(g.participants), f"{g.passages:,}") for g in groups]
    return table((label, "Participants", "Passages"), rows, right=frozenset({1, 2}))


def _quotation(quotation: QuotationLine) -> list[str]:
    return [f"> “{md(quotation.shown)}”", ">", f"> — {md(words.credit(quotation))}", ""]


def _survey(section: SurveySection) -> list[str]:
    lines = [f"#### {md(words.survey_title(section))}", ""]
    rows = [words.survey_cells(line) for line in section.lines]
    lines += table(words.SURVEY_HEADINGS, rows, right=frozenset({1, 2, 3, 4, 5, 7}))
    for note in words.survey_notes(section):
        lines += [md(note), ""]
    return lines


def _theme(theme: ThemeSection) -> list[str]:
    lines = [f"### {md(theme.name)}", ""]
    if theme.definition or theme.short:
        lines += [md(theme.definition or theme.short), ""]
    lines += [f"**{md(words.figures_line(theme.figures))}**", ""]
    if theme.codes:
        headings = words.code_headings(theme)
        rows = [words.code_cells(code, theme) for code in theme.codes]
        indents = [code.depth - 1 for code in theme.codes]
        lines += table(headings, rows, right=frozenset(range(2, len(headings))), indents=indents)
    lines += _groups("By role", theme.figures.by_role)
    lines += _groups("By institution", theme.figures.by_institution)
    if theme.quotations:
        lines += ["#### In their own words", ""]
    for quotation in theme.quotations:
        lines += _quotation(quotation)
    return lines


def theme_markdown(summary: ThemeSummary) -> str:
    """The summary as Markdown text."""
    lines = [f"# {md(summary.title)}", "", f"{md(summary.study)} — {md(words.heard(summary))}", ""]
    if summary.made:
        lines += [md(summary.made), ""]
    for question in summary.questions:
        lines += [f"## {md(question.text)}", ""]
        for theme in question.themes:
            lines += _theme(theme)
        if question.survey is not None:
            lines += _survey(question.survey)
    if summary.quoted:
        lines += [f"## {words.QUOTED_TITLE}", ""]
        rows = [words.quoted_cells(share) for share in summary.quoted]
        lines += table(words.QUOTED_HEADINGS, rows, right=frozenset({1, 2}))
        for note in words.quoted_notes(summary):
            lines += [md(note), ""]
    if summary.notes:
        lines += ["## How to read this summary", "", *(f"- {md(n)}" for n in summary.notes), ""]
    return "\n".join(lines)
