"""Gathering a theme summary from a study: figures, quotations, survey, and nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.analysis.rows import Person
from qualcode.reports.figures import CodeFigures, count_codes
from qualcode.reports.model import (
    CodeSummary,
    Count,
    Figures,
    QuestionSummary,
    QuotationLine,
    QuotedShare,
    ThemeSection,
    ThemeSummary,
)
from qualcode.reports.survey import survey_section
from qualcode.study.standing import Standing, without_repeats

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.types import CodeInfo, Quotation

_ELSE = "Themes that answer none of the questions"
_NONE = "Themes"
_NOBODY = Count(0, 0)
_EMPTY = Figures(_NOBODY, _NOBODY, _NOBODY, _NOBODY, _NOBODY, _NOBODY, 0)


def build_theme_summary(
    study: Study,
    *,
    quotations: int = 3,
    approved_only: bool = False,
    k: int = 3,
    title: str = "Theme summary",
    coder_id: int | None = None,
    made: str = "",
) -> ThemeSummary:
    """The theme summary of a study: for each research question its themes.

    Counted are participants who could be told apart, interviews, focus groups (apart) and
    passages (:mod:`qualcode.analysis.passages`); a theme's figures hold all its codes. Rows by
    role or institution with fewer than ``k`` people are put together with others. Quotations
    that were put forward for review are shown first, then representative ones chosen for this
    report; words declined or queried in the review are left out, and none are quoted twice.
    Names of participants are masked everywhere, and words and labels made anew: an approval of
    others than these does not count.

    Args:
        study: the study; it is not changed.
        quotations: the most quotations a theme gets.
        approved_only: show only quotations that the review has approved.
        k: the smallest number of people that a label or a table's row may stand for.
        title: what stands on top.
        coder_id: count only this coder's codings.
        made: a line with date and place, where wanted; without it the report carries no date.
    """
    builder = _Builder(
        study,
        figures=count_codes(study, k=k, coder_id=coder_id),
        mask=study.quotations.mask(k=k),
        standing=study.quotations.standing(k=k),
        kept=study.quotations.list(),
        quotations=quotations,
        approved_only=approved_only,
        k=k,
    )
    base = builder.figures.base
    questions = builder.questions()
    quoted, one_voice = _balance(study, builder)
    rows = study.codings.all(coder_id=coder_id)
    coders = {c.coder_id for c in (study.coders.by_people(rows) if coder_id is None else rows)}
    joins = tuple(study.quotations.joins(builder.shown, k=k))
    return ThemeSummary(
        title=builder.mask(title),
        study=builder.mask(study.name),
        questions=questions,
        participants=base.participants,
        interviews=builder.figures.interviews,
        groups=base.groups,
        other=builder.figures.other,
        coders=len(coders),
        k=k,
        approved_only=approved_only,
        made=made,
        notes=_notes(builder.figures, k=k, approved_only=approved_only, joined=bool(joins)),
        quoted=quoted,
        one_voice=one_voice,
        warnings=(*filter(None, [study.quotations.obstacle()]), *joins),
    )


def _balance(study: Study, builder: _Builder) -> tuple[tuple[QuotedShare, ...], Count | None]:
    """Quotations by role beside the people heard; nothing where nobody is quoted."""
    speakers = study.quotations.speakers(builder.shown)
    roles = builder.figures.roles
    people = [Person(key, "", {"role": label}) for key, label in roles.items()]
    found = study.analyses.balance(speakers, people=people)
    every = sum(share.quotations for share in found.shares)
    if not every or len(found.shares) < 2:
        return (), None
    heard = sum(share.people for share in found.shares)
    order = list(dict.fromkeys(roles.values()))
    shares = sorted(found.shares, key=lambda share: order.index(share.value))
    rows = tuple(
        QuotedShare(s.value, Count(s.quotations, every), Count(s.people, heard)) for s in shares
    )
    return rows, Count(found.by_person[0][1], every) if found.too_much else None


@dataclass(frozen=True, slots=True)
class _Builder:
    """The parts of a summary, with what they all need."""

    study: Study
    figures: CodeFigures
    mask: Callable[[str], str]
    standing: Sequence[Standing]
    kept: Sequence[Quotation]
    quotations: int
    approved_only: bool
    k: int
    shown: list[Quotation] = field(default_factory=list)
    """All quotations that were given to a theme so far."""

    def questions(self) -> tuple[QuestionSummary, ...]:
        codes = self.study.codebook.codes()
        themes = [c for c in codes if c.parent_id is None]
        asked = self.study.codebook.questions()
        found = []
        for question in asked:
            own = tuple(self._theme(t, codes) for t in themes if t.question == question.key)
            survey = survey_section(self.study, question)
            if own or survey is not None:
                text = self.mask(question.text)
                found.append(QuestionSummary(question.key, text, question.audience, own, survey))
        keys = {q.key for q in asked}
        rest = tuple(self._theme(t, codes) for t in themes if t.question not in keys)
        if rest:
            found.append(QuestionSummary("", _ELSE if found else _NONE, "", rest))
        return tuple(found)

    def _theme(self, theme: CodeInfo, codes: Sequence[CodeInfo]) -> ThemeSection:
        own = set(self.study.codebook.subtree(theme.id)) - {theme.id}
        below = [c for c in codes if c.id in own]
        return ThemeSection(
            name=self.mask(theme.name),
            short=self.mask(theme.short),
            definition=self.mask(theme.definition or theme.short),
            colour=theme.colour,
            figures=self.figures.by_code.get(theme.id, _EMPTY),
            codes=tuple(self._code(c) for c in below),
            quotations=self._quotations(theme, {c.id: c for c in [theme, *below]}),
        )

    def _code(self, code: CodeInfo) -> CodeSummary:
        return CodeSummary(
            name=self.mask(code.name),
            path=tuple(self.mask(name) for name in code.path),
            depth=code.depth,
            definition=self.mask(code.short or code.definition),
            figures=self.figures.by_code.get(code.id, _EMPTY),
        )

    def _quotations(
        self, theme: CodeInfo, codes: Mapping[int, CodeInfo]
    ) -> tuple[QuotationLine, ...]:
        if self.quotations <= 0:
            return ()
        kept = [s for s in self.standing if s.quotation.code_id in codes]
        wanted = ("approved",) if self.approved_only else ("approved", "")
        shown = [s for status in wanted for s in kept if s.status == status]
        shown = without_repeats(shown, self.shown)[: self.quotations]
        if not self.approved_only:
            shown += self._fresh(theme, self.quotations - len(shown))
        self.shown.extend(s.quotation for s in shown)
        return tuple(self._line(s, codes) for s in shown)

    def _fresh(self, theme: CodeInfo, wanted: int) -> list[Standing]:
        """More quotations, of no words that were put forward or are quoted already."""
        if wanted <= 0:
            return []
        beside = [*self.kept, *self.shown]
        chosen = self.study.quotations.choose(theme.id, wanted, k=self.k, beside=beside)
        return [Standing(q, "") for q in chosen]

    def _line(self, standing: Standing, codes: Mapping[int, CodeInfo]) -> QuotationLine:
        quotation, status = standing
        code = codes.get(quotation.code_id)
        named = code is not None and code.parent_id is not None
        return QuotationLine(
            shown=quotation.shown,
            attribution=quotation.attribution,
            code=self.mask(code.name) if code is not None and named else "",
            guid=quotation.guid,
            status=status,
        )


def _notes(figures: CodeFigures, *, k: int, approved_only: bool, joined: bool) -> tuple[str, ...]:
    """How to read the summary; ``joined`` labels are not said to hide anybody."""
    people = figures.base.participants
    notes = [
        "A participant is counted where at least one passage of theirs was given the code; "
        "voices that could not be told apart, interviewers and moderators are not counted."
        if people
        else "Who speaks is not matched with participants: people are not counted, and nobody is "
        "quoted.",
        "A passage is a stretch of talk that was given the code; stretches that overlap are one "
        "passage, whoever coded them. Under a theme these are stretches with any of its codes, so "
        "the figures of the codes do not add up to the theme's.",
    ]
    if figures.base.groups:
        notes.append(
            "A focus group is one source, however many people took part, and its members heard "
            "one another; it is therefore shown apart from interviews."
        )
    if people and k > 1:
        hidden = "" if joined else f" that at least {k} people share"
        notes.append(
            f"Nobody is named. Roles and institutions with fewer than {k} people are put "
            f"together with others, and words are attributed to a role or group{hidden}."
        )
    if people:
        notes.append("Cuts in a quotation are marked […]; words in brackets replace a name.")
        notes.append("Counts say how many people spoke of something, not how important it is.")
    if approved_only:
        notes.append("Only quotations that the reviewers approved are shown.")
    return tuple(notes)
