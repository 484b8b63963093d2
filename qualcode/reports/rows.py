"""A study's turns and codings as the rows that the analyses read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.rows import Mark, TurnUnit

if TYPE_CHECKING:
    from qualcode.study import Study


def turns_of(study: Study) -> list[TurnUnit]:
    """The turns of all documents, with whose they are."""
    units = []
    speakers = {s.id: s for s in study.documents.all_speakers()}
    for document in study.documents.list():
        for turn in study.documents.turns(document.id):
            speaker = speakers.get(turn.speaker_id) if turn.speaker_id is not None else None
            kind = speaker.kind if speaker else "nobody"
            person = speaker.participant_id if speaker else None
            units.append(TurnUnit(document.id, turn.n, turn.start, turn.end, kind, person))
    return units


def marks_of(study: Study, *, coder_id: int | None = None) -> list[Mark]:
    """All codings, or one coder's."""
    return [
        Mark(c.document_id, c.code_id, c.start, c.end, c.coder_id)
        for c in study.codings.all(coder_id=coder_id)
    ]
