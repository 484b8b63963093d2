"""Documents: transcripts and other source texts, their turns and speakers."""

from __future__ import annotations

import builtins
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from qualcode import transcripts
from qualcode.errors import NotFound, Refused, UsageError
from qualcode.store import queries
from qualcode.store.recorder import Recorder
from qualcode.study import removing
from qualcode.study.code_columns import between
from qualcode.study.marks import clean_name, new_guid, now
from qualcode.study.matching import known_labels, match_label
from qualcode.study.part import Part
from qualcode.study.types import (
    DocumentInfo,
    DocumentKind,
    ImportReport,
    SpeakerInfo,
    SpeakerKind,
    TurnRow,
)

if TYPE_CHECKING:
    from qualcode.study.core import Study

_KEPT_TEXTS = 4


class Documents(Part):
    """The study's documents, in the researcher's order."""

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._texts: dict[int, str] = {}

    def list(self) -> builtins.list[DocumentInfo]:
        """All documents, without their texts."""
        with self._study.reading() as connection:
            return [DocumentInfo(*row) for row in queries.documents(connection)]

    def get(self, name_or_id: str | int) -> DocumentInfo:
        """The document with this id or name (with or without the file's ending).

        Raises:
            NotFound: if there is none.
        """
        if isinstance(name_or_id, int):
            with self._study.reading() as connection:
                rows = queries.documents(connection, name_or_id)
            if rows:
                return DocumentInfo(*rows[0])
            raise NotFound(f"There is no document {name_or_id}.")
        documents = self.list()
        found = called(documents, name_or_id)
        if len(found) == 1:
            return found[0]
        names = ", ".join(document.name for document in (found or documents)[:12]) or "none yet"
        if found:
            raise NotFound("That name may mean several documents.", hint=f"Say which: {names}.")
        raise NotFound(
            f"There is no document '{name_or_id}' in the study.", hint=f"Documents: {names}."
        )

    def text(self, document_id: int) -> str:
        """The normalised text that all offsets of the document count in."""
        kept = self._texts
        if document_id not in kept:
            with self._study.reading() as connection:
                text = queries.document_text(connection, document_id)
            if text is None:
                raise NotFound(f"There is no document {document_id}.")
            while len(kept) >= _KEPT_TEXTS:
                kept.pop(next(iter(kept)))
            kept[document_id] = text
        return kept[document_id]

    def forget(self) -> None:
        """Read texts anew: the documents they were of may be gone."""
        self._texts.clear()

    def original(self, document_id: int) -> bytes:
        """The bytes of the file that the document was imported from."""
        with self._study.reading() as connection:
            found = queries.original(connection, document_id)
        if found is None:
            raise NotFound(f"There is no document {document_id}.")
        return found

    def turns(self, document_id: int) -> builtins.list[TurnRow]:
        """The turns of a document; offsets leave out the speaker's label."""
        with self._study.reading() as connection:
            return [TurnRow(*row) for row in queries.turns(connection, document_id)]

    def asked(self, document_id: int | None = None) -> dict[tuple[int, int], str]:
        """What each turn answers, keyed by document and number of the turn.

        That is the question of a survey, where the source says it, else the interviewer's last
        turn before. Turns of interviewers, and those before anything was asked, are left out.
        """
        with self._study.reading() as connection:
            turns = queries.spoken_turns(connection, document_id)
        asked: dict[tuple[int, int], str] = {}
        last: dict[int, str] = {}
        for document, _, n, _, _, question, kind, _, text in turns:
            if kind == "interviewer":
                last[document] = text
            elif question or document in last:
                asked[document, n] = question or last[document]
        return asked

    def speakers(self, document_id: int) -> builtins.list[SpeakerInfo]:
        """Who is heard in a document, in order of first speaking."""
        with self._study.reading() as connection:
            return [SpeakerInfo(*row) for row in queries.speakers(connection, document_id)]

    def all_speakers(self) -> builtins.list[SpeakerInfo]:
        """The speakers of all documents."""
        with self._study.reading() as connection:
            return [SpeakerInfo(*row) for row in queries.speakers(connection)]

    def import_file(
        self,
        path: str | Path,
        *,
        name: str | None = None,
        encoding: str | None = None,
        speakers: Iterable[str] = (),
        not_speakers: Iterable[str] = (),
    ) -> ImportReport:
        """Read a transcript and add it to the study.

        Args:
            path: of the file.
            name: what the document is called; the file's name if None.
            encoding: of a text file; found if None.
            speakers: labels that are speakers, however seldom they are heard. The names of
                the study's participants always are.
            not_speakers: labels that are none, such as a 'Bottom line:' in what somebody says.

        Raises:
            ReadError: if the file cannot be read as a transcript.
            Refused: if the same file is in the study already.
        """
        transcript = transcripts.read(
            Path(path),
            encoding=encoding,
            speakers=speakers,
            not_speakers=not_speakers,
            known=known_labels(self._study.participants.list()),
        )
        return self.add(transcript, name=name)

    def add(
        self,
        transcript: transcripts.Transcript,
        *,
        name: str | None = None,
        kind: DocumentKind | None = None,
    ) -> ImportReport:
        """Add a transcript that has been read.

        Speakers are told apart into participants, interviewers and nobody by guess (correct with
        :meth:`set_speaker`), and matched with the participants that the study knows.

        Raises:
            Refused: if the same bytes are in the study already.
            UsageError: if the kind is none, or the text holds what no text can.
        """
        if kind is not None:
            _check_kind(kind)
        if "\x00" in transcript.text:
            raise UsageError(
                "The text holds NUL characters, which no transcript has.",
                hint="Save it as text again.",
            )
        sha256 = hashlib.sha256(transcript.original).hexdigest()
        with self._study.change("import") as recorder:
            title = self._free_name(clean_name(name or transcript.name) or "document")
            recorder.label = f"imported {title}"
            same = queries.document_with_sha(recorder.connection, sha256)
            if same is not None:
                raise Refused(
                    f"The same file is in the study already, as {same}.",
                    hint=f"Take that one out first: qualcode documents STUDY --remove '{same}'.",
                )
            document_id = self._store(recorder, transcript, sha256, title, kind)
        return ImportReport(
            self.get(document_id),
            len(transcript.turns),
            tuple(self.speakers(document_id)),
            transcript.warnings,
            transcript.unsure,
            transcript.doubtful,
            transcript.refused,
        )

    def set_speaker(
        self,
        speaker_id: int,
        *,
        kind: SpeakerKind | None = None,
        participant_id: int | None = None,
    ) -> None:
        """Correct who a speaker is: of which kind, and which participant.

        A participant given makes the speaker of kind ``participant``; any other kind parts the
        speaker from their participant.
        """
        if kind is not None and kind not in get_args(SpeakerKind):
            raise UsageError(f"A speaker is a participant, interviewer or nobody, not '{kind}'.")
        if participant_id is not None and kind not in (None, "participant"):
            raise UsageError(f"A speaker who is {kind} cannot be a participant of the study.")
        with self._study.change("speaker") as recorder:
            speaker = next((s for s in self.all_speakers() if s.id == speaker_id), None)
            if speaker is None:
                raise NotFound(f"There is no speaker {speaker_id}.")
            values: dict[str, Any] = {}
            if participant_id is not None:
                self._study.participants.get(participant_id)
                values = {"kind": "participant", "participant_id": participant_id}
            elif kind is not None:
                keeps = speaker.participant_id if kind == "participant" else None
                values = {"kind": kind, "participant_id": keeps}
            recorder.label = f"set a speaker of {self.get(speaker.document_id).name}"
            recorder.update("speaker", speaker_id, values)

    def rename(self, document_id: int, name: str) -> None:
        """Give a document another name.

        Raises:
            Refused: if another document has it.
        """
        name = clean_name(name)
        if not name:
            raise UsageError("A document needs a name.")
        with self._study.change("document") as recorder:
            recorder.label = f"renamed {self.get(document_id).name} to {name}"
            if any(d.name == name and d.id != document_id for d in self.list()):
                raise Refused(f"Another document is called '{name}'.", hint="Choose another name.")
            recorder.update("document", document_id, {"name": name})

    def set_kind(self, document_id: int, kind: DocumentKind) -> None:
        """Say what a document is; a focus group counts as one source, not as its speakers."""
        _check_kind(kind)
        with self._study.change("document") as recorder:
            recorder.label = f"set the kind of {self.get(document_id).name} to {kind}"
            recorder.update("document", document_id, {"kind": kind})

    def move(self, document_id: int, before_id: int | None) -> None:
        """Put a document before another one, or (None) last."""
        with self._study.change("document") as recorder:
            document = self.get(document_id)
            if before_id == document_id:
                return
            recorder.label = f"moved {document.name}"
            order = [d for d in self.list() if d.id != document_id]
            at = len(order) if before_id is None else order.index(self.get(before_id))
            low = order[at - 1].position if at else None
            high = order[at].position if at < len(order) else None
            position = between(low, high)
            order.insert(at, document)
            if position in (low, high):  # halved so often that nothing is left between the two
                for n, each in enumerate(order, start=1):
                    recorder.update("document", each.id, {"position": float(n)})
            else:
                recorder.update("document", document_id, {"position": position})

    def remove(self, document_id: int) -> None:
        """Take a document out of the study, with its codings and memos. Can be undone."""
        with self._study.change("document") as recorder:
            recorder.label = f"removed {self.get(document_id).name}"
            removing.document(recorder, document_id)
        self.forget()

    def _free_name(self, wanted: str) -> str:
        names = {document.name for document in self.list()}
        if wanted not in names:
            return wanted
        return next(f"{wanted} ({i})" for i in range(2, 9999) if f"{wanted} ({i})" not in names)

    def _store(
        self,
        recorder: Recorder,
        transcript: transcripts.Transcript,
        sha256: str,
        title: str,
        kind: DocumentKind | None,
    ) -> int:
        text = transcript.text
        turns: builtins.list[dict[str, Any]] = [
            {
                "n": n,
                "start": turn.start,
                "end": turn.end,
                "label": turn.speaker,
                "start_ms": turn.start_ms,
                "end_ms": turn.end_ms,
                "question": turn.question,
                "text": text[turn.start : turn.end],
            }
            for n, turn in enumerate(transcript.turns, start=1)
        ]
        source: dict[str, Any] = {
            "sha256": sha256,
            "format": transcript.format,
            "encoding": transcript.encoding,
            "text": text,
            "original": transcript.original,
            "details": json.dumps(transcript.details, ensure_ascii=False),
        }
        source_id = queries.add_source(recorder.connection, source, turns)
        positions = [document.position for document in self.list()]
        document_id = recorder.insert(
            "document",
            {
                "guid": new_guid(),
                "source_id": source_id,
                "name": title,
                "kind": kind or transcripts.guess_kind(transcript),
                "position": max(positions, default=0.0) + 1.0,
                "words": sum(len(str(turn["text"]).split()) for turn in turns),
                "length": len(text),
                "imported_at": now(),
            },
        )
        recorder.insert_many("speaker", self._speaker_rows(document_id, transcript))
        return document_id

    def _speaker_rows(
        self, document_id: int, transcript: transcripts.Transcript
    ) -> builtins.list[dict[str, Any]]:
        participants = self._study.participants.list()
        rows: builtins.list[dict[str, Any]] = []
        for label in transcript.speakers:
            kind = transcripts.speaker_kind(label, transcript)
            known = match_label(label, participants) if kind == "participant" else None
            rows.append(
                {
                    "document_id": document_id,
                    "label": label,
                    "kind": kind,
                    "participant_id": known,
                }
            )
        return rows


def called(documents: Sequence[DocumentInfo], name: str) -> list[DocumentInfo]:
    """The documents that a name may mean: the one of just that name, or those it fits.

    Neither letter case nor the ending of the file counts then.
    """
    exact = [document for document in documents if document.name == name]
    return exact or [document for document in documents if _bare(document.name) == _bare(name)]


def _bare(name: str) -> str:
    """A document's name without the ending that a transcript's file has."""
    stem, _, ending = name.strip().rpartition(".")
    return (stem if stem and ending.casefold() in transcripts.FORMATS else name.strip()).casefold()


def _check_kind(kind: str) -> None:
    if kind not in get_args(DocumentKind):
        raise UsageError(f"A document is one of: {', '.join(get_args(DocumentKind))}.")
