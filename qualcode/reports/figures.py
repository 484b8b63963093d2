"""The figures of a theme summary: all codes counted at once, groups pooled before counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.prevalence import Prevalence, Tally
from qualcode.analysis.rows import Person
from qualcode.reports.groups import Member, pooled
from qualcode.reports.model import Count, Figures, GroupFigures

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
    roles: Mapping[int, str]
    """By participant heard, the row by role that they are counted in."""

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
    people = study.participants.list()
    talk = study.analyses.turns()
    heard = {t.participant_id for t in talk if t.kind == "participant" and t.participant_id}
    rows = _labelled(people, heard, k)
    found = study.analyses.prevalence(
        attributes=(_ROLE, _PLACE),
        coder=coder_id,
        people=[Person(p.id, "", rows[p.id]) for p in people],
    )
    other_of, other = _others(study, {t.document_id for t in talk if t.is_data}, coder_id)
    order = list(dict.fromkeys(v for r in rows.values() for v in r.values()))
    by_code = {
        row.code_id: _figures(found, row.code_id, other_of.get(row.code_id, 0), other, order)
        for row in found.codes
    }
    roles = {person: own[_ROLE] for person, own in rows.items() if _ROLE in own}
    return CodeFigures(by_code, found.base, other, roles)


def _others(study: Study, with_data: Set[int], coder_id: int | None) -> tuple[dict[int, int], int]:
    """Documents that are neither interview nor focus group: by code, and all there are."""
    kinds = {d.id: d.kind for d in study.documents.list() if d.id in with_data}
    others = {key for key, kind in kinds.items() if kind not in ("interview", "focus group")}
    if not others:
        return {}, 0
    found = study.analyses.matrix("documents", coder=coder_id)
    places = [n for n, document in enumerate(found.columns) if document in others]
    cells = zip(found.rows, found.cells, strict=True)
    return {code: sum(bool(row[n]) for n in places) for code, row in cells}, len(others)


def _labelled(
    people: Sequence[ParticipantInfo], heard: Set[int], k: int
) -> dict[int, dict[str, str]]:
    """The rows by role and by institution that each person heard is counted in."""
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
