"""Choosing what could be quoted: one person's own words, their names masked, their role said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode.study.types import Quotation
from qualcode.text import Span

if TYPE_CHECKING:
    from qualcode.study.core import Study
    from qualcode.study.types import PassageRow, SpokenPart


def choose(
    study: Study, code_id: int, n: int, *, k: int = 3, beside: Sequence[Quotation] = ()
) -> list[Quotation]:
    """Representative quotations for a code with all codes below it; nothing is kept.

    Of each coded passage the longest stretch that one participant speaks may be quoted:
    voices that nobody can be told for have no role to be attributed to, and joining two
    people's words, or one person's across a question, would misquote them. How the choice
    is made says :func:`qualcode.suggest.choose_quotations`. Names are masked in what is
    shown, after the choice; the attribution is the most detailed label that at least ``k``
    participants of the study share.

    Args:
        study: the study.
        code_id: the code or theme.
        n: at most so many quotations.
        k: the smallest number of people a label may stand for.
        beside: quotations whose words and passages are not chosen again.
    """
    from qualcode.suggest import Candidate, choose_quotations

    rows, parts = _quotable(study.coders.by_people(study.codings.passages(code_id)))
    roles = {p.id: p.role for p in study.participants.list()}
    candidates = [
        Candidate(
            id=key,
            text=part.text,
            participant=part.participant_id,
            document=rows[key].document_id,
            role=roles.get(part.participant_id or 0) or None,
            start=part.start,
            barred=_barred(rows[key], part, beside),
        )
        for key, part in parts.items()
    ]
    mask = study.quotations.mask(k=k)
    labels = study.quotations.attributions(k=k)
    themes = {c.id: study.codebook.subtree(c.id) for c in study.codebook.themes()}
    made = []
    for chosen in choose_quotations(candidates, n, language=study.language):
        row, part = rows[chosen.candidate.id], parts[chosen.candidate.id]
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


def _barred(row: PassageRow, part: SpokenPart, beside: Iterable[Quotation]) -> tuple[Span, ...]:
    """What of a passage is quoted already: all of it where that was done from this coding."""
    found = set()
    for quotation in beside:
        if quotation.coding_id == row.coding_id:
            return (Span(0, len(part.text)),)
        if quotation.document_id == row.document_id:
            found |= {
                Span(max(start, part.start) - part.start, min(end, part.end) - part.start)
                for start, end in quotation.spans
                if start < part.end and part.start < end
            }
    return tuple(sorted(found))


def _quotable(
    passages: Iterable[PassageRow],
) -> tuple[dict[int, PassageRow], dict[int, SpokenPart]]:
    """By coding, the passages that can be quoted and the part of each that would be.

    A passage under several codes, or by several coders, is taken once: as it was coded first.
    """
    rows: dict[int, PassageRow] = {}
    parts: dict[int, SpokenPart] = {}
    seen: set[tuple[int, int, int]] = set()
    for row in sorted(passages, key=lambda r: (r.document_id, r.start, r.end, r.coding_id)):
        part = longest_own(row)
        if part is None or (row.document_id, row.start, row.end) in seen:
            continue
        seen.add((row.document_id, row.start, row.end))
        rows[row.coding_id] = row
        parts[row.coding_id] = part
    return rows, parts


def longest_own(row: PassageRow) -> SpokenPart | None:
    """The longest stretch of a passage that one known participant speaks; None without one."""
    own = [p for p in row.parts if p.kind == "participant" and p.participant_id is not None]
    return max(own, key=lambda p: (p.end - p.start, -p.start), default=None)
