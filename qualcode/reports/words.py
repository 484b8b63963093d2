"""The phrases and number formats that all formats share, so that all say the same."""

from __future__ import annotations

from qualcode.reports.model import (
    CodeSummary,
    Count,
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


def out_of(count: Count, one: str, many: str = "") -> str:
    """``1 of 1 interview``, ``0 of 2 interviews``: the noun belongs to what the count is out of."""
    return f"{count} {one if count.of == 1 else many or one + 's'}"


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
    """How widely a theme was spoken of, in one line; people are left out where none are known."""
    parts = []
    if figures.participants.of:
        parts.append(out_of(figures.participants, "participant"))
    if figures.interviews.of:
        people = _people(figures.in_interviews, "interviewed")
        parts.append(out_of(figures.interviews, "interview") + people)
    if figures.groups.of:
        people = _people(figures.in_groups, "in it" if figures.groups.of == 1 else "in them")
        parts.append(out_of(figures.groups, "focus group") + people)
    if figures.other.of:
        parts.append(out_of(figures.other, "other document"))
    return " \u00b7 ".join([*parts, plural(figures.passages, "passage")])


def _people(people: Count, where: str) -> str:
    return f" ({out_of(people, 'person', 'people')} {where})" if people.of else ""


def code_headings(theme: ThemeSection) -> tuple[str, ...]:
    """The columns of a theme's table of codes: only what the study has anything of."""
    return ("Code", "Meaning", *(name for _, name in _kinds(theme)), "Passages")


def code_cells(code: CodeSummary, theme: ThemeSection) -> tuple[str, ...]:
    """One row under :func:`code_headings`."""
    counts = (str(getattr(code.figures, kind)) for kind, _ in _kinds(theme))
    return (code.name, code.definition, *counts, f"{code.figures.passages:,}")


def _kinds(theme: ThemeSection) -> list[tuple[str, str]]:
    """What is counted of a theme's codes, by the name of the figure, with its heading."""
    kinds = (
        ("participants", "Participants"),
        ("interviews", "Interviews"),
        ("groups", "Focus groups"),
        ("other", "Other documents"),
    )
    return [(kind, name) for kind, name in kinds if getattr(theme.figures, kind).of]


def heard(summary: ThemeSummary) -> str:
    """Who and what the summary rests on, in one line."""
    counts = (
        (summary.participants, "participant"),
        (summary.interviews, "interview"),
        (summary.groups, "focus group"),
        (summary.other, "other document"),
    )
    parts = [plural(n, what) for n, what in counts if n]
    return " \u00b7 ".join([*parts, plural(summary.coders, "coder")])


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
        f"{share.label}: heard ({out_of(share.participants, 'participant')}), but not quoted."
        for share in summary.quoted
        if not share.quotations.n
    ]
    if summary.one_voice is not None:
        notes.append(f"One person speaks in {out_of(summary.one_voice, 'quotation')}.")
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
