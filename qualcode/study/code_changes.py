"""Changes of the codebook that touch much at once: taking one in, merging, removing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.codebook import Code
from qualcode.errors import UsageError
from qualcode.store import queries
from qualcode.store.recorder import Recorder
from qualcode.study import code_columns, removing
from qualcode.study.bulk import portions
from qualcode.study.marks import clean_name
from qualcode.study.types import CodeInfo, MergeEffect

if TYPE_CHECKING:
    from sqlalchemy import Connection


def take_in(recorder: Recorder, present: Sequence[CodeInfo], codes: Sequence[Code]) -> int:
    """Add codes that are not at their path yet and describe those that are; returns the added.

    What a codebook leaves empty does not wipe out what the study has, and frozen codes stay.
    """
    keys = {(code.parent_id, code.name.casefold()): code.id for code in present}
    frozen = {code.id for code in present if code.frozen}
    guids = {code.guid for code in present}
    last: dict[int | None, float | None] = defaultdict(lambda: None)
    for old in present:
        last[old.parent_id] = max(last[old.parent_id] or old.position, old.position)
    added = 0

    def walk(code: Code, parent_id: int | None) -> None:
        nonlocal added
        fields = {name: getattr(code, name) for name in code_columns.FIELDS}
        name = clean_name(code.name)
        if not name:
            raise UsageError("A code of the codebook has no name.")
        key = keys.get((parent_id, name.casefold()))
        if key is None:
            fields["guid"] = None if code.guid in guids else code.guid
            fields["colour"] = code.colour
            values = code_columns.new(
                name, parent_id, last[parent_id], len(present) + added, fields
            )
            last[parent_id] = values["position"]
            keys[parent_id, name.casefold()] = key = recorder.insert("code", values)
            guids.add(values["guid"])
            added += 1
        elif key not in frozen:
            said = code_columns.columns(fields)
            told = {k: v for k, v in said.items() if v not in ("", "[]", None)}
            recorder.update("code", key, told)
        for child in code.children:
            walk(child, key)

    for code in codes:
        walk(code, None)
    return added


def merge_effect(
    connection: Connection, source: CodeInfo, into: CodeInfo, children: Sequence[CodeInfo]
) -> MergeEffect:
    """What :func:`merge` would do."""
    codings, doubled = queries.shared_codings(connection, source.id, into.id)
    return MergeEffect(
        codings=codings,
        doubled=doubled,
        children=tuple(child.name for child in children),
        memos=len(queries.memos(connection, "code", source.id)),
        quotations=sum(row[4] == source.id for row in queries.quotations(connection)),
        lost=tuple(field for field in code_columns.DESCRIPTION if getattr(source, field)),
    )


def merge(recorder: Recorder, source_id: int, into_id: int) -> int:
    """Move all that is on one code to another and remove the first; returns codings moved."""
    connection = recorder.connection
    rows = queries.codes(connection)
    last = max((row["position"] for row in rows if row["parent_id"] == into_id), default=None)
    for child in (row for row in rows if row["parent_id"] == source_id):
        last = code_columns.between(last, None)
        recorder.update("code", child["id"], {"parent_id": into_id, "position": last})
    for memo in queries.memos(connection, "code", source_id):
        recorder.update("memo", memo[0], {"target_id": into_id})
    coding_ids = queries.coding_ids(connection, code_ids=[source_id])
    recode(recorder, coding_ids, into_id)
    for quotation in queries.quotations(connection):
        if source_id in (quotation[3], quotation[4]):
            code_id = into_id if quotation[4] == source_id else quotation[4]
            _requote(recorder, quotation[0], code_id)
    recorder.delete("code", source_id)
    return len(coding_ids)


def recode(recorder: Recorder, coding_ids: Sequence[int], into_id: int) -> None:
    """Give codings another code, and the quotations that rest on them.

    Where the same coder has put that code on the same passage already, the two become one, and
    memos and quotations of both are kept.
    """
    quoted = defaultdict(list)
    for quotation in queries.quotations(recorder.connection):
        quoted[quotation[2]].append(quotation[0])
    alone, others = _apart(recorder.connection, coding_ids, into_id)
    recorder.update_all("coding", alone, {"code_id": into_id})
    rested_on = quoted.keys() | {
        memo[0]
        for ids in portions(others)
        for memo in queries.coding_memos(recorder.connection, ids)
    }
    for coding_id in (key for key in others if key in rested_on):
        _move_coding(recorder, coding_id, into_id, quoted[coding_id])
    recorder.delete_all("coding", [key for key in others if key not in rested_on])
    for coding_id in coding_ids:
        for quotation_id in quoted[coding_id]:
            _requote(recorder, quotation_id, into_id)


def _apart(
    connection: Connection, coding_ids: Sequence[int], into_id: int
) -> tuple[list[int], list[int]]:
    """Codings that just take the code, all at once; and those that become one with another."""
    alone: list[int] = []
    others: list[int] = []
    taken: set[tuple[int, ...]] = set()
    for ids in portions(coding_ids):
        for key, twin, *place in queries.places_and_twins(connection, ids, into_id):
            (others if twin or tuple(place) in taken else alone).append(key)
            taken.add(tuple(place))
    return alone, others


def remove(recorder: Recorder, code_ids: Sequence[int]) -> None:
    """Remove codes (parents first in ``code_ids``) with their codings and memos."""
    removing.codings(recorder, queries.coding_ids(recorder.connection, code_ids=code_ids))
    for code_id in reversed(code_ids):
        removing.memos_on(recorder, "code", code_id)
        recorder.delete("code", code_id)


def _requote(recorder: Recorder, quotation_id: int, code_id: int) -> None:
    """Let a quotation be of another code, and of the theme that this one stands below."""
    above = {row["id"]: row["parent_id"] for row in queries.codes(recorder.connection)}
    theme_id = code_id
    while above[theme_id] is not None:
        theme_id = above[theme_id]
    recorder.update("quotation", quotation_id, {"code_id": code_id, "theme_id": theme_id})


def _move_coding(
    recorder: Recorder, coding_id: int, into_id: int, quotation_ids: Sequence[int]
) -> None:
    connection = recorder.connection
    coding = queries.coding(connection, coding_id)
    there = queries.coding_at(
        connection,
        document_id=coding[1],
        start=coding[4],
        end=coding[5],
        code_id=into_id,
        coder_id=coding[3],
    )
    if there is None:
        recorder.update("coding", coding_id, {"code_id": into_id})
        return
    for memo in queries.memos(connection, "coding", coding_id):
        recorder.update("memo", memo[0], {"target_id": there})
    for quotation_id in quotation_ids:
        recorder.update("quotation", quotation_id, {"coding_id": there})
    recorder.delete("coding", coding_id)
