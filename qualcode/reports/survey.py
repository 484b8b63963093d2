"""The survey's change, laid beside the themes of the question that is about learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.reports.model import SurveyLine, SurveySection

if TYPE_CHECKING:
    from qualcode.analysis.survey import Change, SurveyChange
    from qualcode.codebook import Question
    from qualcode.study import Study

TEST = "Wilcoxon signed rank, exact; the adjusted p is Holm's, over all factors tested"
EFFECT = "mean change in standard deviations of the changes (Hedges' correction)"
SETTING = "survey question"
"""The study's setting that names the question (by key) which the survey stands beside."""


def change_of(study: Study) -> SurveyChange | None:
    """The survey's change; None where the study has no scores."""
    return study.analyses.survey_change() if study.survey.scores() else None


def is_beside(study: Study, question: Question) -> bool:
    """Whether the survey belongs beside this question.

    The study's setting says so; without it, it is the question ``learning``, else the first
    one for students.
    """
    chosen = study.settings.get(SETTING)
    if chosen is None:
        asked = study.codebook.questions()
        keys = [q.key for q in asked if q.key == "learning"]
        keys += [q.key for q in asked if "student" in q.audience.casefold()]
        chosen = keys[0] if keys else None
    return bool(question.key == chosen)


def survey_section(study: Study, question: Question) -> SurveySection | None:
    """The survey beside a question; None where it belongs elsewhere or there is none."""
    if not is_beside(study, question):
        return None
    change = change_of(study)
    return None if change is None else section_of(change)


def section_of(change: SurveyChange) -> SurveySection:
    """A survey's change as a report shows it."""
    tested = any(factor.wilcoxon is not None for factor in change.factors)
    common = [
        note for factor in change.factors if factor.wilcoxon is not None for note in factor.notes
    ]
    return SurveySection(
        before=change.pre,
        after=change.post,
        test_name=TEST if tested else "",
        effect_name=EFFECT if any(f.d_z_hedges is not None for f in change.factors) else "",
        lines=tuple(_line(factor) for factor in change.factors),
        cautions=(*change.warnings, *dict.fromkeys(common)),
    )


def _line(factor: Change) -> SurveyLine:
    test = factor.wilcoxon
    return SurveyLine(
        factor=factor.factor,
        pairs=factor.pairs,
        missing=factor.missing + factor.pre_only + factor.post_only,
        before=factor.pre_mean,
        after=factor.post_mean,
        change=factor.mean_change,
        p=test.p if test else None,
        p_adjusted=factor.p_holm,
        effect=factor.d_z_hedges,
        note="" if test else " ".join(factor.notes),
    )
