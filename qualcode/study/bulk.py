"""Many codings at once: for imports, and for what is done with all passages of a list."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.errors import Refused, UsageError
from qualcode.store import queries
from qualcode.study.marks import new_guid, now
from qualcode.study.types import CodingRow
from qualcode.text import Span
from qualcode.text.anchors import make_anchor

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.core import Study
    from qualcode.study.types import TurnRow

AT_ONCE = 5_000


class NewCoding(NamedTuple):
    """A coding to be made: code and coder by id, the passage as code-point offsets."""

    document_id: int
    start: int
    end: int
    code_id: int
    coder_id: int


def prepare(
    study: Study, connection: Connection, wanted: Sequence[NewCoding], *, origin: str
) -> list[dict[str, Any]]:
    """The rows of those codings that are not in the study yet.

    Raises:
        UsageError: if a passage is empty or outside its text.
        Refused: if a code only holds others together.
        NotFound: if a document, code or coder is not in the study.
    """
    for code_id in {coding.code_id for coding in wanted}:
        if not study.codebook.get(code_id).codable:
            raise Refused("One of the codes only holds other codes together.")
    for coder_id in {coding.coder_id for coding in wanted}:
        study.coders.find(coder_id)
    by_document: dict[int, list[NewCoding]] = defaultdict(list)
    for coding in wanted:
        by_document[coding.document_id].append(coding)
    time = now()
    rows: list[dict[str, Any]] = []
    for document_id, codings in by_document.items():
        text, turns = study.documents.text(document_id), study.documents.turns(document_id)
        ends = [turn.end for turn in turns]
        starts = [turn.start for turn in turns]
        present = {
            (row[4], row[5], row[2], row[3])
            for row in queries.codings(connection, document_id=document_id)
        }
        for coding in codings:
            start, end = coding.start, coding.end
            if (start, end, coding.code_id, coding.coder_id) in present:
                continue
            if not 0 <= start < end <= len(text) or not text[start:end].strip():
                raise UsageError("A passage is empty or outside its document.")
            anchor = make_anchor(text, Span(start, end))
            first, last = _touched(turns, starts, ends, start, end)
            rows.append(
                {
                    "guid": new_guid(),
                    "document_id": document_id,
                    "code_id": coding.code_id,
                    "coder_id": coding.coder_id,
                    "start": start,
                    "end": end,
                    "turn_first": first,
                    "turn_last": last,
                    "quote": anchor.quote,
                    "prefix": anchor.prefix,
                    "suffix": anchor.suffix,
                    "created_at": time,
                    "origin": origin,
                }
            )
    return rows


def portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in as many at a time as a database takes in one query."""
    for n in range(0, len(keys), AT_ONCE):
        yield keys[n : n + AT_ONCE]


def there(study: Study, coding_ids: Iterable[int]) -> list[CodingRow]:
    """The codings with these ids that are still there."""
    with study.reading() as connection:
        return [
            CodingRow(*row)
            for ids in portions(list(dict.fromkeys(coding_ids)))
            for row in queries.codings(connection, coding_ids=ids)
        ]


def again(codings: Iterable[CodingRow], code_id: int, coder_id: int) -> list[NewCoding]:
    """Another code, by a coder, on the passages of some codings."""
    return [NewCoding(c.document_id, c.start, c.end, code_id, coder_id) for c in codings]


def _touched(
    turns: Sequence[TurnRow], starts: list[int], ends: list[int], start: int, end: int
) -> tuple[int | None, int | None]:
    low, high = bisect.bisect_right(ends, start), bisect.bisect_left(starts, end)
    return (turns[low].n, turns[high - 1].n) if low < high else (None, None)
