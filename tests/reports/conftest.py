"""A summary made by hand, with every part that a format has to lay out."""

from __future__ import annotations

import pytest

from qualcode.reports.model import (
    CodeSummary,
    Count,
    Figures,
    GroupFigures,
    QuestionSummary,
    QuotationLine,
    SurveyLine,
    SurveySection,
    ThemeSection,
    ThemeSummary,
)

HOSTILE = "=1+1 <script>alert(1)</script> & \x1b[31mred\x00 | *bold* \u202eback"


def figures(n: int, passages: int, roles: tuple[int, int, int]) -> Figures:
    labels = ("Head teacher or senior leader", "Teacher", "Student")
    sizes = (5, 5, 6)
    return Figures(
        participants=Count(n, 16),
        in_interviews=Count(min(n, 5), 5),
        in_groups=Count(max(0, n - 5), 11),
        interviews=Count(min(n, 5), 5),
        groups=Count(2 if n > 5 else 0, 2),
        other=Count(0, 0),
        passages=passages,
        by_role=tuple(
            GroupFigures(label, Count(k, size), k * 2)
            for label, k, size in zip(labels, roles, sizes, strict=True)
        ),
        by_institution=(
            GroupFigures("Special school", Count(3, 4), 11),
            GroupFigures("Sports college", Count(2, 4), 7),
        ),
    )


def theme(name: str, codes: tuple[str, ...], n: int) -> ThemeSection:
    return ThemeSection(
        name=name,
        short="In short.",
        definition=f"What people say about {name.lower()}, whether they welcome it or not.",
        colour="#2a9d8f",
        figures=figures(n, 41, (5, 3, min(4, n))),
        codes=tuple(
            CodeSummary(
                c,
                (name, c),
                1,
                "A sentence that explains the code to somebody who has never coded.",
                figures(12 - i, 17 - i, (5 - i % 4, 3, i % 5)),
            )
            for i, c in enumerate(codes)
        ),
        quotations=(
            QuotationLine(
                "I used to think of it as my school and their school. […] Now it is our students, "
                "and that changes what you argue about in a meeting.",
                "Head teacher",
                codes[0],
                "11111111-1111-4111-8111-111111111111",
                "approved",
            ),
            QuotationLine("You have to ask. Nobody tells you twice.", "Student", codes[1]),
        ),
    )


SURVEY = SurveySection(
    before="pre",
    after="post",
    test_name="Wilcoxon signed rank, exact; in brackets adjusted (Holm)",
    effect_name="standardised mean change (Hedges)",
    lines=(
        SurveyLine("Feelings about school", 9, 1, 61.24, 68.5, 7.26, 0.0497, 0.31, 0.7),
        SurveyLine(
            "Response to the curriculum", 4, 6, 55.0, 54.0, -1.0, note="too few pairs for a test"
        ),
    ),
    cautions=("There was no control group: a change is not an effect.",),
)


@pytest.fixture
def summary() -> ThemeSummary:
    leading = (
        "Vision beyond own institution",
        "Building capacity",
        "Sharing power and responsibility",
        "Tracking progress across institutions",
        "Timetabling and transport",
    )
    learning = ("Confidence", "Motivation", "Asking questions", "Left out or lost")
    return ThemeSummary(
        title="Theme summary",
        study="The partnership",
        questions=(
            QuestionSummary(
                "leading",
                "What did partnership do to the leaders' leadership?",
                "leaders",
                (theme("Leading beyond one school", leading, 14),),
            ),
            QuestionSummary(
                "learning",
                "What did partnership do to the students' learning?",
                "students",
                (theme("Learning together", learning, 11),),
                SURVEY,
            ),
        ),
        participants=16,
        interviews=5,
        groups=2,
        other=0,
        coders=2,
        k=3,
        notes=(
            "Counts are of participants who could be told apart.",
            "A focus group is one source.",
        ),
    )


@pytest.fixture
def hostile(summary: ThemeSummary) -> ThemeSummary:
    from dataclasses import replace

    first = summary.questions[0].themes[0]
    quotation = QuotationLine(HOSTILE, HOSTILE, HOSTILE, "22222222-2222-4222-8222-222222222222")
    bad = replace(
        first,
        name=HOSTILE,
        definition=HOSTILE,
        quotations=(quotation,),
        codes=(replace(first.codes[0], name=HOSTILE, definition=HOSTILE), *first.codes[1:]),
    )
    question = replace(summary.questions[0], text=HOSTILE, themes=(bad,))
    return replace(summary, title=HOSTILE, study=HOSTILE, questions=(question,), notes=(HOSTILE,))
