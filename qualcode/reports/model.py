"""The theme summary as plain data: what every format lays out, and nothing else.

All texts in it are fit to be shown: names are masked and groups are named so that nobody
stands alone. A count without its N does not occur.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Status = Literal["", "approved", "queried", "declined"]
"""How far a quotation has come in the review; empty where nobody has decided."""


class Count(NamedTuple):
    """``n`` of ``of``; always printed together."""

    n: int
    of: int

    def __str__(self) -> str:
        return f"{self.n} of {self.of}"


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One row of a table by role or by institution.

    ``participants`` are the group's people who spoke of it, of those heard in the study;
    ``passages`` the passages in which one of them is heard.
    """

    label: str
    participants: Count
    passages: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How widely something was spoken of.

    ``participants`` counts people who could be told apart; ``in_interviews`` and
    ``in_groups`` the same people by where they were heard (somebody heard in both counts in
    both). A focus group is one source, however many people took part in it. ``other`` counts
    documents that are neither interview nor focus group. ``passages`` are places in the
    transcripts: stretches that overlap are one (:mod:`qualcode.analysis.passages`).
    """

    participants: Count
    in_interviews: Count
    in_groups: Count
    interviews: Count
    groups: Count
    other: Count
    passages: int
    by_role: tuple[GroupFigures, ...] = ()
    by_institution: tuple[GroupFigures, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotationLine:
    """A quotation as it is read: ``shown`` words and whose they are, by role.

    ``code`` is the name of the code it speaks for; ``guid`` its lasting identity, empty for
    one that was picked for this report only and has not been put forward for review.
    """

    shown: str
    attribution: str
    code: str
    guid: str = ""
    status: Status = ""


@dataclass(frozen=True, slots=True)
class CodeSummary:
    """A code of a theme. ``depth`` is 1 directly below the theme."""

    name: str
    path: tuple[str, ...]
    depth: int
    definition: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class ThemeSection:
    """A theme: its definition, its figures (with all codes below), its codes and quotations."""

    name: str
    short: str
    definition: str
    colour: str
    figures: Figures
    codes: tuple[CodeSummary, ...] = ()
    quotations: tuple[QuotationLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """The change of one factor between two waves; None where it cannot be said.

    Means and ``change`` are in the units of the survey (PASS: percentage scores) over the
    ``pairs``; ``missing`` respondents lack one of the two waves or both. ``p`` is that of
    :attr:`SurveySection.test_name`, ``p_adjusted`` the same adjusted over all factors;
    ``effect`` is named by :attr:`SurveySection.effect_name`. ``note`` says why a figure is
    wanting.
    """

    factor: str
    pairs: int
    missing: int
    before: float | None
    after: float | None
    change: float | None
    p: float | None = None
    p_adjusted: float | None = None
    effect: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SurveySection:
    """Survey change shown beside the themes of one research question."""

    before: str
    after: str
    test_name: str
    effect_name: str
    lines: tuple[SurveyLine, ...]
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """A research question with the themes that answer it."""

    key: str
    text: str
    audience: str
    themes: tuple[ThemeSection, ...]
    survey: SurveySection | None = None


@dataclass(frozen=True, slots=True)
class QuotedShare:
    """How often people of one row by role are quoted, beside how many of them were heard."""

    label: str
    quotations: Count
    participants: Count


@dataclass(frozen=True, slots=True)
class ThemeSummary:
    """A whole report. ``k`` is the smallest group of people that is named as such.

    ``quoted`` sets the quotations shown beside who took part. ``notes`` are sentences on how to
    read it; ``made`` is empty unless a date was asked for. ``warnings`` are for whoever made
    the report, before it is given away, and stand in no format.
    """

    title: str
    study: str
    questions: tuple[QuestionSummary, ...]
    participants: int
    interviews: int
    groups: int
    other: int
    coders: int
    k: int
    approved_only: bool = False
    made: str = ""
    notes: tuple[str, ...] = field(default=())
    quoted: tuple[QuotedShare, ...] = ()
    one_voice: Count | None = None
    """Quotations of the person quoted most, where they are more than a quarter of all."""
    warnings: tuple[str, ...] = ()

    def themes(self) -> Iterator[tuple[QuestionSummary, ThemeSection]]:
        """All themes in order, each with its question."""
        for question in self.questions:
            for theme in question.themes:
                yield question, theme
