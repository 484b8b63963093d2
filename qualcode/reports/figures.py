"""The figures of a theme summary: all codes counted at once, groups pooled before counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.prevalence import Prevalence, Tally, prevalence
from qualcode.analysis.rows import (
    CodeNode,
    Person,
    Source,
    TurnUnit,
    rolled_up,
    touches,
)
from qualcode.reports.groups import Member, pooled
from qualcode.reports.model import Count, Figures, GroupFigures
from qualcode.reports.rows import marks_of, turns_of

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.types import ParticipantInfo

INSTITUTION = ("institution_type", "type of institution", "institution")
"""Attributes that say where people are from, the least telling first."""

_ROLE, _PLACE = "role", "institution"


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """Figures for each code of a study (with all codes below it), and what they are out of."""

    by_code: Mapping[int, Figures]
    base: Tally
    other: int

    @property
    def interviews(self) -> int:
        """Interviews in the study: sources that are neither focus group nor other."""
        return self.base.interviews - self.other


def count_codes(study: Study, *, k: int = 3, coder_id: int | None = None) -> CodeFigures:
    """Count every code of a study.

    Args:
        study: the study.
        k: the smallest number of people in a row by role or institution.
        coder_id: only this coder's codings; all coders' taken together, where not given.
    """
    codes = [CodeNode(c.id, c.parent_id) for c in study.codebook.codes()]
    marks = marks_of(study, coder_id=coder_id)
    documents = study.documents.list()
    turns = turns_of(study)
    people = study.participants.list()
    rows = _labelled(people, turns, k)
    found = prevalence(
        codes,
        marks,
        turns,
        [Person(p.id, "", rows[p.id]) for p in people],
        [Source(d.id, d.kind == "focus group") for d in documents],
        attributes=(_ROLE, _PLACE),
    )
    others = {d.id for d in documents if d.kind not in ("interview", "focus group")}
    data = [t for t in turns if t.is_data]
    other_base = len({t.document_id for t in data} & others)
    other_of: dict[int, set[int]] = defaultdict(set)
    if others:
        for mark, turn in touches(rolled_up(marks, codes), data):
            if turn.document_id in others:
                other_of[mark.code_id].add(turn.document_id)
    order = list(dict.fromkeys(v for r in rows.values() for v in r.values()))
    by_code = {
        row.code_id: _figures(found, row.code_id, len(other_of[row.code_id]), other_base, order)
        for row in found.codes
    }
    return CodeFigures(by_code, found.base, other_base)


def _labelled(
    people: Sequence[ParticipantInfo], turns: Sequence[TurnUnit], k: int
) -> dict[int, dict[str, str]]:
    """The rows by role and by institution that each person heard is counted in."""
    heard = {t.participant_id for t in turns if t.kind == "participant" and t.is_data}
    speaking = [p for p in people if p.id in heard]
    place = next((a for a in INSTITUTION if any(p.attributes.get(a) for p in speaking)), None)
    rows: dict[int, dict[str, str]] = {p.id: {} for p in people}
    for key, attribute, within in ((_ROLE, "role", "group"), (_PLACE, place, "")):
        if attribute is None or not any(p.attributes.get(attribute) for p in speaking):
            continue
        members = [
            Member(p.id, p.attributes.get(attribute) or "not known", p.attributes.get(within, ""))
            for p in speaking
        ]
        for person, label in pooled(members, k=k).items():
            rows[person][key] = label
    return rows


def _figures(
    found: Prevalence, code_id: int, other: int, other_base: int, order: Sequence[str]
) -> Figures:
    row, base = found.of(code_id), found.base
    own = row.total
    return Figures(
        participants=Count(own.participants, base.participants),
        in_interviews=Count(own.interviewees, base.interviewees),
        in_groups=Count(own.group_members, base.group_members),
        interviews=Count(own.interviews - other, base.interviews - other_base),
        groups=Count(own.groups, base.groups),
        other=Count(other, other_base),
        passages=own.passages,
        by_role=_groups(row.by[_ROLE], found.base_by[_ROLE], order),
        by_institution=_groups(row.by[_PLACE], found.base_by[_PLACE], order),
    )


def _groups(
    own: Mapping[str, Tally], base: Mapping[str, Tally], order: Sequence[str]
) -> tuple[GroupFigures, ...]:
    nothing = Tally()
    rows = []
    for label in order:
        if label in base:
            tally = own.get(label, nothing)
            count = Count(tally.participants, base[label].participants)
            rows.append(GroupFigures(label, count, tally.passages))
    return tuple(rows)
