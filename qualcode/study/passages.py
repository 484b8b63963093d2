"""Coded passages with their words, turn by turn: what summaries and exports are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qualcode.store import queries
from qualcode.study.bulk import portions
from qualcode.study.types import PassageRow, SpokenPart

if TYPE_CHECKING:
    from qualcode.study.core import Study

Rows = Sequence[Any]


def build_passages(
    study: Study,
    *,
    code_id: int | None = None,
    subtree: bool = True,
    document_id: int | None = None,
    coder_id: int | None = None,
) -> list[PassageRow]:
    """See :meth:`qualcode.study.codings.Codings.passages`."""
    codes: list[int] | None = None
    if code_id is not None:
        codes = study.codebook.subtree(code_id) if subtree else [code_id]
    with study.reading() as connection:
        found = queries.passages(
            connection, code_ids=codes, document_id=document_id, coder_id=coder_id
        )
        memos = queries.coding_memos(connection)
    return _made(study, *found, memos)


def passages_of(study: Study, coding_ids: Sequence[int]) -> list[PassageRow]:
    """The passages of some codings, in their order; what is gone is left out."""
    made: dict[int, PassageRow] = {}
    with study.reading() as connection:
        for ids in portions(coding_ids):
            found = queries.passages(connection, coding_ids=ids)
            memos = queries.coding_memos(connection, ids)
            made |= {row.coding_id: row for row in _made(study, *found, memos)}
    return [made[key] for key in coding_ids if key in made]


def _made(study: Study, rows: Rows, touched: Rows, memo_rows: Rows) -> list[PassageRow]:
    memos: dict[int, str] = defaultdict(str)
    for target, body in memo_rows:
        memos[target] = f"{memos[target]}\n\n{body}" if memos[target] else body
    documents = {d.id: d for d in study.documents.list()}
    coders = {c.id: c.name for c in study.coders.list()}
    turns: dict[int, list[Any]] = defaultdict(list)
    for turn in touched:
        turns[turn[0]].append(turn)
    made: list[PassageRow] = []
    for key, guid, document, code, coder, start, end, quote, created in rows:
        parts = _parts(quote, start, end, turns.get(key, ()))
        heard = {
            p.participant_id: None
            for p in parts
            if p.participant_id is not None and p.kind == "participant"
        }
        made.append(
            PassageRow(
                coding_id=key,
                coding_guid=guid,
                document_id=document,
                document=documents[document].name,
                document_kind=documents[document].kind,
                code_id=code,
                coder_id=coder,
                coder=coders[coder],
                start=start,
                end=end,
                text=quote,
                parts=parts,
                participant_ids=tuple(heard),
                created_at=created,
                memo=memos.get(key, ""),
            )
        )
    return made


def _parts(quote: str, start: int, end: int, turns: Any) -> tuple[SpokenPart, ...]:
    parts = []
    for _, n, turn_start, turn_end, label, speaker_id, kind, participant_id in turns:
        low, high = max(start, turn_start), min(end, turn_end)
        words = quote[low - start : high - start]
        if low < high and words.strip():
            parts.append(
                SpokenPart(n, speaker_id, label, kind or "nobody", participant_id, low, high, words)
            )
    return tuple(parts)
