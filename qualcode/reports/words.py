"""The phrases and number formats that all formats share, so that all say the same."""

from __future__ import annotations

from qualcode.reports.model import (
    CodeSummary,
    Figures,
    QuotationLine,
    QuotedShare,
    Status,
    SurveyLine,
    SurveySection,
    ThemeSection,
    ThemeSummary,
)

MINUS = "\u2212"
NOTHING = "\u2013"

STATUS_WORDS: dict[Status, str] = {
    "": "",
    "approved": "approved by the steering group",
    "queried": "queried in the review",
    "declined": "declined in the review",
}

SURVEY_HEADINGS = (
    "Factor",
    "Pairs",
    "Missing",
    "Before",
    "After",
    "Change",
    "Test (adjusted)",
    "Effect size",
)


def plural(n: int, one: str, many: str = "") -> str:
    """``1 passage``, ``2 passages``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def number(value: float | None, *, digits: int = 1, sign: bool = False) -> str:
    """A figure with a true minus sign, a dash where there is none."""
    if value is None:
        return NOTHING
    text = f"{value:+.{digits}f}" if sign else f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("+-")
    return text.replace("-", MINUS)


def p_value(p: float) -> str:
    """``p = .031`` or ``p < .001``, without a zero that can never be anything else."""
    if p < 0.001:
        return "p < .001"
    return f"p = {p:.3f}".replace("0.", ".") if p < 1 else "p = 1"


def figures_line(figures: Figures) -> str:
    """One sentence that says how widely a theme was spoken of."""
    people = f"{figures.participants} participants"
    where = []
    if figures.interviews.of:
        where.append(
            f"{figures.interviews} interviews ({figures.in_interviews} people interviewed)"
        )
    if figures.groups.of:
        where.append(f"{figures.groups} focus groups ({figures.in_groups} people in them)")
    if figures.other.of:
        where.append(f"{figures.other} other documents")
    return " \u00b7 ".join([people, *where, plural(figures.passages, "passage")])


def code_headings(theme: ThemeSection) -> tuple[str, ...]:
    """The columns of a theme's table of codes: only kinds of sources that the study has."""
    kinds = (
        (theme.figures.interviews, "Interviews"),
        (theme.figures.groups, "Focus groups"),
        (theme.figures.other, "Other documents"),
    )
    return ("Code", "Meaning", "Participants", *(k for c, k in kinds if c.of), "Passages")


def code_cells(code: CodeSummary, theme: ThemeSection) -> tuple[str, ...]:
    """One row under :func:`code_headings`."""
    own, whole = code.figures, theme.figures
    kinds = ("interviews", "groups", "other")
    counts = (str(getattr(own, kind)) for kind in kinds if getattr(whole, kind).of)
    return (code.name, code.definition, str(own.participants), *counts, f"{own.passages:,}")


def heard(summary: ThemeSummary) -> str:
    """Who and what the summary rests on, in one line."""
    parts = [plural(summary.participants, "participant")]
    if summary.interviews:
        parts.append(plural(summary.interviews, "interview"))
    if summary.groups:
        parts.append(plural(summary.groups, "focus group"))
    if summary.other:
        parts.append(plural(summary.other, "other document"))
    parts.append(plural(summary.coders, "coder"))
    return " \u00b7 ".join(parts)


def credit(quotation: QuotationLine) -> str:
    """The line under a quotation: whose words, on what, and how far reviewed."""
    parts = [quotation.attribution, f"on {quotation.code}" if quotation.code else ""]
    return " \u00b7 ".join(p for p in [*parts, STATUS_WORDS[quotation.status]] if p)


QUOTED_TITLE = "Who is quoted"
QUOTED_HEADINGS = ("By role", "Quotations", "Participants")


def quoted_cells(share: QuotedShare) -> tuple[str, ...]:
    """One row under :data:`QUOTED_HEADINGS`."""
    return (share.label, str(share.quotations), str(share.participants))


def quoted_notes(summary: ThemeSummary) -> tuple[str, ...]:
    """What the balance of the quotations should make a reader ask."""
    notes = [
        f"{share.label}: heard ({share.participants} participants), but not quoted."
        for share in summary.quoted
        if not share.quotations.n
    ]
    if summary.one_voice is not None:
        notes.append(f"One person speaks in {summary.one_voice} quotations.")
    return tuple(notes)


def survey_cells(line: SurveyLine) -> tuple[str, ...]:
    """One row under :data:`SURVEY_HEADINGS`."""
    test = p_value(line.p) if line.p is not None else ""
    if test and line.p_adjusted is not None:
        test += f" ({p_value(line.p_adjusted).removeprefix('p ').removeprefix('= ')})"
    return (
        line.factor,
        str(line.pairs),
        str(line.missing),
        number(line.before),
        number(line.after),
        number(line.change, sign=True),
        test or line.note or NOTHING,
        number(line.effect, digits=2, sign=True),
    )


def survey_title(section: SurveySection) -> str:
    """What the survey table shows."""
    return f"What the survey says: change from {section.before} to {section.after}"


def survey_notes(section: SurveySection) -> tuple[str, ...]:
    """The sentences that belong under the survey table."""
    names = (
        "Means and change are of the pairs.",
        f"Test: {section.test_name}." if section.test_name else "",
        f"Effect size: {section.effect_name}." if section.effect_name else "",
    )
    return tuple(n for n in (" ".join(filter(None, names)), *section.cautions) if n)
