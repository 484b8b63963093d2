"""Coded passages with their words, turn by turn: what summaries and exports are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qualcode.store import queries
from qualcode.study.types import PassageRow, SpokenPart

if TYPE_CHECKING:
    from qualcode.study.core import Study


def build_passages(
    study: Study,
    *,
    code_id: int | None = None,
    subtree: bool = True,
    document_id: int | None = None,
    coder_id: int | None = None,
    coding_ids: Sequence[int] | None = None,
) -> list[PassageRow]:
    """See :meth:`qualcode.study.codings.Codings.passages`; or just these codings."""
    codes: list[int] | None = None
    if code_id is not None:
        codes = study.codebook.subtree(code_id) if subtree else [code_id]
    with study.reading() as connection:
        rows, touched = queries.passages(
            connection,
            code_ids=codes,
            document_id=document_id,
            coder_id=coder_id,
            coding_ids=coding_ids,
        )
        memos: dict[int, str] = defaultdict(str)
        for target, body in queries.coding_memos(connection):
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
