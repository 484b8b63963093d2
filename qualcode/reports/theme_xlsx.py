"""The theme summary as a workbook: one row a theme, code, group or quotation."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.reports import words
from qualcode.reports.model import Figures, GroupFigures, ThemeSummary
from qualcode.reports.xlsx_kit import Book, Cell

_FIGURES = (
    "Participants",
    "of participants",
    "In interviews",
    "of those interviewed",
    "In focus groups",
    "of those in focus groups",
    "Interviews",
    "of interviews",
    "Focus groups",
    "of focus groups",
    "Other documents",
    "of other documents",
    "Passages",
)


_DIGITS = {"Before": 1, "After": 1, "Change": 1, "p": 3, "p adjusted": 3, "Effect size": 2}
"""Of the survey's figures, as the other formats have them."""


def _figures(figures: Figures) -> tuple[int, ...]:
    counts = (
        figures.participants,
        figures.in_interviews,
        figures.in_groups,
        figures.interviews,
        figures.groups,
        figures.other,
    )
    return (*(n for count in counts for n in count), figures.passages)


def _themes(summary: ThemeSummary) -> Iterator[tuple[Cell, ...]]:
    for question, theme in summary.themes():
        meaning = theme.definition or theme.short
        yield theme.name, question.text, meaning, *_figures(theme.figures)


def _codes(summary: ThemeSummary) -> Iterator[tuple[Cell, ...]]:
    for _, theme in summary.themes():
        for code in theme.codes:
            yield code.name, theme.name, code.definition, *_figures(code.figures)


def _groups(summary: ThemeSummary, which: str) -> Iterator[tuple[Cell, ...]]:
    for _, theme in summary.themes():
        for name, figures in [("", theme.figures)] + [(c.name, c.figures) for c in theme.codes]:
            rows: tuple[GroupFigures, ...] = getattr(figures, which)
            for row in rows:
                yield theme.name, name, row.label, *row.participants, row.passages


def _quotations(summary: ThemeSummary) -> Iterator[tuple[Cell, ...]]:
    for _, theme in summary.themes():
        for q in theme.quotations:
            status = words.STATUS_WORDS[q.status]
            yield theme.name, q.code, q.shown, q.attribution, status, q.guid


def _survey(summary: ThemeSummary) -> Iterator[tuple[Cell, ...]]:
    for question in summary.questions:
        for line in question.survey.lines if question.survey else ():
            figures = (line.before, line.after, line.change, line.p, line.p_adjusted, line.effect)
            yield line.factor, question.text, line.pairs, line.missing, *figures, line.note


def _read_me(summary: ThemeSummary) -> list[str]:
    lines = [summary.study, words.heard(summary)]
    lines += [line for line in (summary.made,) if line]
    lines += ["", *(q.text for q in summary.questions)]
    lines += ["", *summary.notes, *words.quoted_notes(summary)]
    for question in summary.questions:
        if question.survey is not None:
            lines += words.survey_notes(question.survey)
    return lines


def theme_xlsx(summary: ThemeSummary) -> bytes:
    """The summary as the bytes of a workbook."""
    book = Book(summary.title)
    book.text_sheet("Read me", summary.title, _read_me(summary))
    book.sheet("Themes", ("Theme", "Question", "Meaning", *_FIGURES), _themes(summary))
    book.sheet("Codes", ("Code", "Theme", "Meaning", *_FIGURES), _codes(summary))
    tail = ("Participants", "of participants", "Passages")
    book.sheet("By role", ("Theme", "Code", "Role", *tail), _groups(summary, "by_role"))
    book.sheet(
        "By institution",
        ("Theme", "Code", "Institution", *tail),
        _groups(summary, "by_institution"),
    )
    headings = ("Theme", "Code", "Quotation", "Attribution", "Review", "Identity")
    book.sheet("Quotations", headings, _quotations(summary))
    if summary.quoted:
        shares = ("Role", "Quotations", "of quotations", "Participants", "of participants")
        rows = ((s.label, *s.quotations, *s.participants) for s in summary.quoted)
        book.sheet(words.QUOTED_TITLE, shares, rows)
    if any(q.survey for q in summary.questions):
        figures = ("Before", "After", "Change", "p", "p adjusted", "Effect size", "Note")
        survey = ("Factor", "Beside", "Pairs", "Missing", *figures)
        book.sheet("Survey", survey, _survey(summary), digits=_DIGITS)
    return book.to_bytes()
