"""What is not coded yet: sentences, turns or answers that no coding touches."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from qualcode.errors import UsageError
from qualcode.study.types import Stretch, TurnRow, Unit
from qualcode.text.sentences import sentence_spans
from qualcode.text.spans import merged

if TYPE_CHECKING:
    from qualcode.study.core import Study

_WORD = re.compile(r"[^\W_]")


def uncoded(
    study: Study, document_id: int | None, *, unit: Unit, coder_id: int | None
) -> list[Stretch]:
    """See :meth:`qualcode.study.codings.Codings.uncoded`."""
    if unit not in get_args(Unit):
        raise UsageError(f"Passages are looked at by one of: {', '.join(get_args(Unit))}.")
    documents = (
        study.documents.list() if document_id is None else [study.documents.get(document_id)]
    )
    found: list[Stretch] = []
    for document in documents:
        text, turns = study.documents.text(document.id), study.documents.turns(document.id)
        speakers = study.documents.speakers(document.id)
        asking = {speaker.id for speaker in speakers if speaker.kind == "interviewer"}
        codings = study.codings.of_document(document.id, coder_id)
        covered = merged((coding.start, coding.end) for coding in codings)
        found.extend(
            Stretch(document.id, start, end)
            for start, end in units_of(text, turns, asking, unit)
            if not _touched(covered, start, end)
        )
    return found


def units_of(
    text: str, turns: Sequence[TurnRow], asking: Collection[int], unit: Unit
) -> Iterator[tuple[int, int]]:
    """The sentences, turns or answers of a document that hold a word, in order.

    Args:
        text: the document's text.
        turns: its turns.
        asking: the ids of the speakers whose talk is no data.
        unit: which of them.
    """
    if unit == "answer":
        spans: Iterator[tuple[int, int]] = _answers(turns, asking)
    else:
        data = (turn for turn in turns if turn.speaker_id not in asking)
        spans = ((turn.start, turn.end) for turn in data)
    if unit == "sentence":
        spans = (
            (sentence.start, sentence.end)
            for start, end in spans
            for sentence in sentence_spans(text, start, end)
        )
    return ((start, end) for start, end in spans if _WORD.search(text, start, end))


def _answers(turns: Sequence[TurnRow], asking: Collection[int]) -> Iterator[tuple[int, int]]:
    """Stretches of turns up to the next question; where nobody asks anything, each turn."""
    asked = any(turn.speaker_id in asking or turn.question for turn in turns)
    start = end = -1
    for turn in turns:
        asks = turn.speaker_id in asking
        if start >= 0 and (asks or turn.question or not asked):
            yield start, end
            start = -1
        if not asks:
            start, end = (turn.start if start < 0 else start), turn.end
    if start >= 0:
        yield start, end


def _touched(covered: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span shares a character with any of some spans in order, none overlapping."""
    before = bisect_left(covered, (end,))
    return before > 0 and covered[before - 1][1] > start
