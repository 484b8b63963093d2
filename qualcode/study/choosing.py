"""Choosing what could be quoted: one person's own words, their names masked, their role said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.passages import Extent, passage_of
from qualcode.study.types import Quotation
from qualcode.text import Span

if TYPE_CHECKING:
    from qualcode.study.core import Study
    from qualcode.study.types import PassageRow, SpokenPart


def choose(
    study: Study, code_id: int, n: int, *, k: int = 3, beside: Sequence[Quotation] = ()
) -> list[Quotation]:
    """Representative quotations for a code with all codes below it; nothing is kept.

    Of each coding the longest stretch that one participant speaks may be quoted:
    voices that nobody can be told for have no role to be attributed to, and joining two
    people's words, or one person's across a question, would misquote them. Stretches that
    overlap are one passage, by however many coders and under however many codes. How the choice
    is made says :func:`qualcode.suggest.choose_quotations`. Names are masked in what is shown,
    after the choice, and in the reasons; the attribution is the label that
    :meth:`~qualcode.study.analyses.Analyses.labels` gives the speaker.

    Args:
        study: the study.
        code_id: the code or theme.
        n: at most so many quotations.
        k: the smallest number of people a label may stand for.
        beside: quotations whose words and passages are not chosen again.
    """
    from qualcode.suggest import Candidate, choose_quotations

    quotable = _quotable(study.coders.by_people(study.codings.passages(code_id)))
    roles = {p.id: p.role for p in study.participants.list()}
    candidates = [
        Candidate(
            id=number,
            text=found.part.text,
            participant=found.part.participant_id,
            document=found.row.document_id,
            role=roles.get(found.part.participant_id or 0) or None,
            start=found.part.start,
            barred=_barred(found, beside),
        )
        for number, found in enumerate(quotable)
    ]
    mask = study.quotations.mask(k=k)
    labels = study.quotations.attributions(k=k)
    themes = {c.id: study.codebook.subtree(c.id) for c in study.codebook.themes()}
    made = []
    for chosen in choose_quotations(candidates, n, language=study.language, mask=mask):
        row, part, _ = quotable[chosen.candidate.id]
        made.append(
            Quotation(
                id=0,
                guid="",
                coding_id=row.coding_id,
                theme_id=next(t for t, below in themes.items() if row.code_id in below),
                code_id=row.code_id,
                shown=mask(chosen.shown),
                attribution=labels[part.participant_id or 0],
                reason=chosen.reason,
                spans=tuple((part.start + s.start, part.start + s.end) for s in chosen.kept),
                document_id=row.document_id,
            )
        )
    return made


def _barred(quotable: _Quotable, beside: Iterable[Quotation]) -> tuple[Span, ...]:
    """What of a passage is quoted already: all of it where that was done from its codings."""
    part, found = quotable.part, set()
    for quotation in beside:
        if quotation.coding_id in quotable.codings:
            return (Span(0, len(part.text)),)
        if quotation.document_id == quotable.row.document_id:
            found |= {
                Span(max(start, part.start) - part.start, min(end, part.end) - part.start)
                for start, end in quotation.spans
                if start < part.end and part.start < end
            }
    return tuple(sorted(found))


class _Quotable(NamedTuple):
    """A passage that can be quoted: a coding of it, what would be quoted, and all its codings."""

    row: PassageRow
    part: SpokenPart
    codings: frozenset[int]


def _quotable(passages: Iterable[PassageRow]) -> list[_Quotable]:
    """The passages that can be quoted, in the order of documents and places.

    What one participant says in overlapping codings, of several codes or by several coders, is
    one passage: taken once, as the longest of the codings has it, of equally long ones the first.
    """
    parts = [(row, part) for row in passages if (part := longest_own(row)) is not None]
    parts.sort(key=lambda p: (p[0].document_id, p[1].start - p[1].end, p[1].start, p[0].coding_id))
    whole = passage_of((row.document_id, part.start, part.end) for row, part in parts)
    found: dict[Extent, list[tuple[PassageRow, SpokenPart]]] = {}
    for row, part in parts:
        found.setdefault(whole[row.document_id, part.start, part.end], []).append((row, part))
    return [
        _Quotable(*own[0], frozenset(row.coding_id for row, _ in own))
        for _, own in sorted(found.items())
    ]


def longest_own(row: PassageRow) -> SpokenPart | None:
    """The longest stretch of a passage that one known participant speaks; None without one."""
    own = [p for p in row.parts if p.kind == "participant" and p.participant_id is not None]
    return max(own, key=lambda p: (p.end - p.start, -p.start), default=None)
