"""Taking things out of a study together with all that rests on them, row by recorded row."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.store import queries
from qualcode.store.recorder import Recorder
from qualcode.study.bulk import portions


def memos_on(recorder: Recorder, target: str, target_id: int) -> None:
    """Remove the memos on one thing."""
    rows = queries.memos(recorder.connection, target, target_id)
    recorder.delete_all("memo", [row[0] for row in rows])


def codings(recorder: Recorder, coding_ids: Sequence[int]) -> None:
    """Remove codings with their memos, quotations and what was decided of those."""
    gone = set(coding_ids)
    if not gone:
        return
    quoted = {row[0] for row in queries.quotations(recorder.connection) if row[2] in gone}
    if quoted:
        decided = [row[0] for row in queries.decisions(recorder.connection) if row[1] in quoted]
        recorder.delete_all("decision", decided)
        recorder.delete_all("quotation", sorted(quoted))
    for ids in portions(coding_ids):
        recorder.delete_all("memo", queries.memo_ids_on(recorder.connection, ids))
    recorder.delete_all("coding", coding_ids)


def document(recorder: Recorder, document_id: int) -> None:
    """Remove a document with its codings, memos and speakers; its source stays for undo."""
    codings(recorder, queries.coding_ids(recorder.connection, document_id=document_id))
    memos_on(recorder, "document", document_id)
    memos_on(recorder, "passage", document_id)
    rows = queries.speakers(recorder.connection, document_id)
    recorder.delete_all("speaker", [row[0] for row in rows])
    recorder.delete("document", document_id)
