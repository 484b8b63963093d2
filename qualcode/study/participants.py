"""Participants: the people of the study and what is known of them."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import NotFound, ReadError, Refused, UsageError
from qualcode.store import queries
from qualcode.store.recorder import Recorder
from qualcode.study.marks import clean_name, counted, new_guid
from qualcode.study.matching import match_label
from qualcode.study.part import Part
from qualcode.study.sheets import read_sheet
from qualcode.study.types import ParticipantInfo


@dataclass(frozen=True, slots=True)
class ParticipantsReport:
    """What reading a table of participants did.

    ``matched`` are speakers (document and label) that now belong to a participant,
    ``unmatched`` speakers that still belong to nobody, ``unheard`` participants whom no
    document has.
    """

    added: int
    changed: int
    matched: tuple[tuple[str, str], ...]
    unmatched: tuple[tuple[str, str], ...]
    unheard: tuple[str, ...]


class Participants(Part):
    """The participants of a study, in the order they were added."""

    def list(self) -> builtins.list[ParticipantInfo]:
        """All participants with their attributes."""
        with self._study.reading() as connection:
            people = queries.participants(connection)
            rows = queries.attributes(connection)
        known: dict[int, dict[str, str]] = {person[0]: {} for person in people}
        for _, participant_id, name, value in rows:
            known[participant_id][name] = value
        return [ParticipantInfo(key, guid, name, known[key]) for key, guid, name in people]

    def get(self, participant_id: int) -> ParticipantInfo:
        """One participant.

        Raises:
            NotFound: if there is no such participant.
        """
        for participant in self.list():
            if participant.id == participant_id:
                return participant
        raise NotFound(f"There is no participant {participant_id}.")

    def attributes(self) -> builtins.list[str]:
        """The names of all attributes, in the order they first came."""
        return list(dict.fromkeys(a for p in self.list() for a in p.attributes))

    def add(self, name: str, attributes: Mapping[str, str] | None = None) -> ParticipantInfo:
        """Add a participant; speakers heard under the name become theirs.

        Raises:
            Refused: if there is a participant of that name.
        """
        name = clean_name(name)
        if not name:
            raise UsageError("A participant needs a name.")
        with self._study.change("participants", "added a participant") as recorder:
            if any(p.name.casefold() == name.casefold() for p in self.list()):
                raise Refused("There is a participant of that name already.")
            key = self._insert(recorder, name)
            self._write(recorder, key, attributes or {})
            self._match(recorder)
        return self.get(key)

    def set_attributes(self, participant_id: int, attributes: Mapping[str, str]) -> None:
        """Set attributes; an empty value removes one; others stay."""
        with self._study.change("participants", "changed a participant") as recorder:
            self.get(participant_id)
            self._write(recorder, participant_id, attributes)
            self._match(recorder)

    def import_file(self, path: str | Path) -> ParticipantsReport:
        """Read participants from a CSV or Excel table.

        The column ``name`` holds the name heard in the transcripts; ``heard_as`` may list other
        labels, separated by ``;``; every other column becomes an attribute. People who are there
        already get the table's attributes. Speakers are matched anew where they had nobody.

        Raises:
            ReadError: if the table cannot be read, has no ``name``, or names somebody twice.
        """
        source = Path(path)
        sheet = read_sheet(source)
        if "name" not in sheet.columns:
            raise ReadError(
                f"{source.name} has no column 'name'.",
                hint="Call the column with the participants' names 'name'.",
            )
        named: dict[str, dict[str, str]] = {}
        seen: set[str] = set()
        for line, row in zip(sheet.lines, sheet.rows, strict=True):
            name = clean_name(row["name"])
            if not name:
                raise ReadError(
                    f"Line {line} of {source.name} has no name.", hint="Name them, or take it out."
                )
            if name.casefold() in seen:
                raise ReadError(
                    f"Line {line} of {source.name} names somebody a second time.",
                    hint="Let each participant have one line.",
                )
            seen.add(name.casefold())
            named[name] = {k: v for k, v in row.items() if k != "name"}
        return self._take_in(named)

    def _take_in(self, named: dict[str, dict[str, str]]) -> ParticipantsReport:
        added = changed = 0
        label = f"read {counted(len(named), 'participant')}"
        with self._study.change("participants", label) as recorder:
            present = {p.name.casefold(): p for p in self.list()}
            for name, attributes in named.items():
                known = present.get(name.casefold())
                key = known.id if known else self._insert(recorder, name)
                wrote = self._write(recorder, key, attributes)
                added += known is None
                changed += known is not None and wrote
            matched = self._match(recorder)
        names = {d.id: d.name for d in self._study.documents.list()}
        speakers = self._study.documents.all_speakers()
        heard = {s.participant_id for s in speakers}
        loose = [s for s in speakers if s.kind == "participant" and s.participant_id is None]
        return ParticipantsReport(
            added,
            changed,
            tuple(matched),
            tuple((names[s.document_id], s.label) for s in loose),
            tuple(p.name for p in self.list() if p.id not in heard),
        )

    def _insert(self, recorder: Recorder, name: str) -> int:
        return recorder.insert("participant", {"guid": new_guid(), "name": name})

    def _write(
        self, recorder: Recorder, participant_id: int, attributes: Mapping[str, str]
    ) -> bool:
        rows = queries.attributes(recorder.connection)
        present = {row[2]: row[0] for row in rows if row[1] == participant_id}
        before = len(recorder.changes)
        for given, value in attributes.items():
            name, value = clean_name(given).casefold(), value.strip()
            if not name:
                raise UsageError("An attribute needs a name.")
            if not value and name in present:
                recorder.delete("attribute", present[name])
            elif name in present:
                recorder.update("attribute", present[name], {"value": value})
            elif value:
                values = {"participant_id": participant_id, "name": name, "value": value}
                recorder.insert("attribute", values)
        return len(recorder.changes) > before

    def _match(self, recorder: Recorder) -> builtins.list[tuple[str, str]]:
        people = self.list()
        names = {d.id: d.name for d in self._study.documents.list()}
        matched: builtins.list[tuple[str, str]] = []
        for speaker in self._study.documents.all_speakers():
            if speaker.kind != "participant" or speaker.participant_id is not None:
                continue
            found = match_label(speaker.label, people)
            if found is not None:
                recorder.update("speaker", speaker.id, {"participant_id": found})
                matched.append((names[speaker.document_id], speaker.label))
        return matched
