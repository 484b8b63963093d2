"""Codings: which coder put which code on which passage."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, get_args

from qualcode.errors import NotFound, Refused, UsageError
from qualcode.store import queries
from qualcode.study import code_changes, removing
from qualcode.study.bulk import NewCoding, again, prepare, there
from qualcode.study.marks import and_list, counted, new_guid, now
from qualcode.study.part import Part
from qualcode.study.passages import build_passages
from qualcode.study.suggestion_record import note
from qualcode.study.types import (
    CodeInfo,
    CodingPlace,
    CodingRow,
    Origin,
    PassageRow,
    Stretch,
    Unit,
)
from qualcode.study.uncoded import uncoded
from qualcode.text import Span
from qualcode.text.anchors import make_anchor

if TYPE_CHECKING:
    from qualcode.analysis.acceptance import Shown


class Codings(Part):
    """The codings of a study. Passages may overlap freely, and carry any number of codes."""

    def apply(
        self,
        document_id: int,
        start: int,
        end: int,
        code_id: int,
        *,
        origin: str = "hand",
        shown: Shown | None = None,
    ) -> CodingRow:
        """Put a code on ``text[start:end]`` of a document, as the coder at work.

        The same coder, code and passage again gives the coding that is there. ``origin`` is
        ``hand``, ``suggestion`` or ``import``: where the coding came from. ``shown`` is what was
        suggested when it was made; a new coding goes into the record of suggestions with it.

        Raises:
            UsageError: if the passage is empty or outside the text.
            NotFound: if there is no such document or code.
            Refused: if the code only holds others together.
        """
        _check_origin(origin)
        where = {"document_id": document_id, "start": start, "end": end}
        whose = {"code_id": code_id, "coder_id": self._study.coder.id}
        with self._study.change("code") as recorder:
            document = self._study.documents.get(document_id)
            values = self._place(document_id, start, end)
            recorder.label = f"coded {self._codable(code_id).name} in {document.name}"
            found = queries.coding_at(recorder.connection, **where, **whose)
            if found is None:
                made = {"guid": new_guid(), "created_at": now(), "origin": origin}
                found = recorder.insert("coding", {**made, **where, **whose, **values})
                if shown is not None:
                    place, chosen = Stretch(document_id, start, end), ((found, code_id),)
                    note(recorder.connection, self._study.coder.id, place, shown, chosen)
            row = queries.coding(recorder.connection, found)
        return CodingRow(*row)

    def apply_together(
        self,
        document_id: int,
        start: int,
        end: int,
        code_ids: Collection[int],
        *,
        shown: Shown | None = None,
    ) -> list[CodingRow]:
        """Put several codes on one passage as one action; see :meth:`apply`."""
        names = [self._codable(code_id).name for code_id in code_ids]
        document = self._study.documents.get(document_id)
        label = f"coded {and_list(names)} in {document.name}"
        with self._study.change("several", label) as recorder:
            before = {row.id for row in self.touching(document_id, start, end)} if shown else set()
            rows = [self.apply(document_id, start, end, code_id) for code_id in code_ids]
            new = [(row.id, row.code_id) for row in rows if row.id not in before]
            if shown is not None and new:
                place = Stretch(document_id, start, end)
                note(recorder.connection, self._study.coder.id, place, shown, new)
        return rows

    def apply_many(self, codings: Iterable[NewCoding], *, origin: str = "import") -> int:
        """Put many codes on many passages as one action; returns how many were new.

        For imports: the same rules as :meth:`apply`, a thousand times faster than as many calls.
        """
        _check_origin(origin)
        wanted = list(dict.fromkeys(codings))
        with self._study.change("code", f"took in {counted(len(wanted), 'coding')}") as recorder:
            rows = prepare(self._study, recorder.connection, wanted, origin=origin)
            recorder.insert_many("coding", rows)
        return len(rows)

    def apply_to_speaker(self, speaker_id: int, code_id: int) -> int:
        """Put a code on each turn of a speaker in their document, as the coder at work.

        One action, undone by one undo. Turns without words, and those that this coder has
        given the code already, are left as they are. Returns how many codings are new.

        Raises:
            NotFound: if there is no such speaker or code.
            Refused: if the code only holds others together.
        """
        documents = self._study.documents
        with self._study.change("code") as recorder:
            code, coder_id = self._codable(code_id), self._study.coder.id
            speaker = next((s for s in documents.all_speakers() if s.id == speaker_id), None)
            if speaker is None:
                raise NotFound(f"There is no speaker {speaker_id}.")
            document = documents.get(speaker.document_id)
            text = documents.text(document.id)
            wanted = [
                NewCoding(document.id, turn.start, turn.end, code_id, coder_id)
                for turn in documents.turns(document.id)
                if turn.speaker_id == speaker_id and text[turn.start : turn.end].strip()
            ]
            recorder.label = f"coded {code.name} on all a speaker says in {document.name}"
            rows = prepare(self._study, recorder.connection, wanted, origin="hand")
            recorder.insert_many("coding", rows)
        return len(rows)

    def get(self, coding_id: int) -> CodingRow:
        """One coding.

        Raises:
            NotFound: if there is no such coding.
        """
        with self._study.reading() as connection:
            row = queries.coding(connection, coding_id)
        if row is None:
            raise NotFound(f"There is no coding {coding_id} any more.")
        return CodingRow(*row)

    def remove(self, coding_id: int) -> None:
        """Take a coding away, with its memos."""
        with self._study.change("code") as recorder:
            code = self._study.codebook.get(self.get(coding_id).code_id)
            recorder.label = f"removed {code.name} from a passage"
            removing.codings(recorder, [coding_id])

    def recode(self, coding_id: int, code_id: int) -> None:
        """Put another code in the place of a coding's; memos stay.

        Raises:
            Refused: if the same coder has put that code on the same passage already.
        """
        with self._study.change("code") as recorder:
            coding, code = self.get(coding_id), self._codable(code_id)
            old = self._study.codebook.get(coding.code_id)
            recorder.label = f"recoded {old.name} as {code.name}"
            self._refuse_double(recorder.connection, coding._replace(code_id=code_id))
            code_changes.recode(recorder, [coding_id], code_id)

    def apply_again(self, coding_ids: Iterable[int], code_id: int) -> int:
        """Put a code on the passages of some codings, too, as the coder at work, as one action.

        Returns:
            How many codings were made: passages that have it already are left as they are.
        """
        with self._study.change("code") as recorder:
            code, rows = self._codable(code_id), there(self._study, coding_ids)
            recorder.label = f"coded {counted(len(rows), 'passage')} {code.name}"
            return self.apply_many(again(rows, code_id, self._study.coder.id), origin="hand")

    def recode_all(self, coding_ids: Iterable[int], code_id: int) -> int:
        """Put another code in the place of those of some codings, as one action; memos stay.

        Where the same coder has put that code on the same passage already, the two become one.

        Returns:
            How many codings had another code.
        """
        with self._study.change("code") as recorder:
            code = self._codable(code_id)
            going = [row.id for row in there(self._study, coding_ids) if row.code_id != code_id]
            recorder.label = f"recoded {counted(len(going), 'passage')} as {code.name}"
            code_changes.recode(recorder, going, code_id)
        return len(going)

    def remove_all(self, coding_ids: Iterable[int]) -> int:
        """Take codings away, with their memos, as one action; returns how many."""
        with self._study.change("code") as recorder:
            going = [row.id for row in there(self._study, coding_ids)]
            recorder.label = f"removed {counted(len(going), 'coding')}"
            removing.codings(recorder, going)
        return len(going)

    def resize(self, coding_id: int, start: int, end: int) -> None:
        """Let a coding cover ``text[start:end]`` instead.

        Raises:
            UsageError: if the passage is empty or outside the text.
            Refused: if the same coding is there already.
        """
        with self._study.change("code") as recorder:
            coding = self.get(coding_id)
            values = self._place(coding.document_id, start, end)
            code = self._study.codebook.get(coding.code_id)
            recorder.label = f"resized a passage of {code.name}"
            self._refuse_double(recorder.connection, coding._replace(start=start, end=end))
            recorder.update("coding", coding_id, values)

    def of_document(self, document_id: int, coder_id: int | None = None) -> list[CodingRow]:
        """The codings of a document (of one coder), by place."""
        with self._study.reading() as connection:
            rows = queries.codings(connection, document_id=document_id, coder_id=coder_id)
        return [CodingRow(*row) for row in rows]

    def these(self, coding_ids: Collection[int]) -> list[CodingRow]:
        """Some codings; those that are not there (any more) are left out."""
        return there(self._study, coding_ids)

    def all(self, coder_id: int | None = None) -> list[CodingRow]:
        """The codings of all documents (of one coder)."""
        with self._study.reading() as connection:
            return [CodingRow(*row) for row in queries.codings(connection, coder_id=coder_id)]

    def touching(
        self, document_id: int, start: int, end: int, coder_id: int | None = None
    ) -> list[CodingRow]:
        """The codings (of one coder) that share a character with ``text[start:end]``."""
        with self._study.reading() as connection:
            rows = queries.codings(
                connection, document_id=document_id, coder_id=coder_id, touching=(start, end)
            )
        return [CodingRow(*row) for row in rows]

    def uncoded(
        self,
        document_id: int | None = None,
        *,
        unit: Unit = "sentence",
        coder_id: int | None = None,
    ) -> list[Stretch]:
        """What no coding (of one coder) touches, in the order of the study.

        Interviewers' talk is never among it, nor is what has no letter and no digit.

        Args:
            document_id: only this document; all, where None.
            unit: how much is one: a sentence, a turn, or an answer.
            coder_id: whose codings count; everybody's, where None.

        Raises:
            NotFound: if there is no such document.
            UsageError: if there is no such unit.
        """
        return uncoded(self._study, document_id, unit=unit, coder_id=coder_id)

    def places(
        self,
        code_id: int,
        *,
        subtree: bool = True,
        document_id: int | None = None,
        coder_id: int | None = None,
    ) -> list[CodingPlace]:
        """Where a code (and, with ``subtree``, those below it) was put, in the study's order."""
        codes = self._study.codebook.subtree(code_id) if subtree else [code_id]
        with self._study.reading() as connection:
            rows = queries.coding_places(
                connection, codes, document_id=document_id, coder_id=coder_id
            )
        return [CodingPlace(*row) for row in rows]

    def counts_by_document(
        self,
        code_id: int | None = None,
        *,
        subtree: bool = True,
        coder_id: int | None = None,
        document_ids: Collection[int] | None = None,
    ) -> dict[int, int]:
        """How many codings (of one code, by one coder) each document has, in their order.

        ``document_ids``: count in these documents only, which is quick in a large study.
        """
        codes: list[int] | None = None
        if code_id is not None:
            codes = self._study.codebook.subtree(code_id) if subtree else [code_id]
        with self._study.reading() as connection:
            rows = queries.document_counts(
                connection, code_ids=codes, coder_id=coder_id, document_ids=document_ids
            )
        found = dict(tuple(row) for row in rows)
        ids = document_ids
        if ids is None:
            ids = [document.id for document in self._study.documents.list()]
        return {document_id: found.get(document_id, 0) for document_id in ids}

    def passages(
        self,
        code_id: int | None = None,
        *,
        subtree: bool = True,
        document_id: int | None = None,
        coder_id: int | None = None,
    ) -> list[PassageRow]:
        """Coded passages with their words and speakers, in the order of the study.

        Args:
            code_id: only this code (and, with ``subtree``, those below it); all, where None.
            subtree: whether codes below count.
            document_id: only this document.
            coder_id: only this coder.
        """
        return build_passages(
            self._study,
            code_id=code_id,
            subtree=subtree,
            document_id=document_id,
            coder_id=coder_id,
        )

    def _codable(self, code_id: int) -> CodeInfo:
        code = self._study.codebook.get(code_id)
        if not code.codable:
            raise Refused(
                f"'{code.name}' only holds other codes together.", hint="Choose one below it."
            )
        return code

    def _place(self, document_id: int, start: int, end: int) -> dict[str, Any]:
        text = self._study.documents.text(document_id)
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise UsageError("The passage is empty or outside the text.", hint="Select some words.")
        anchor = make_anchor(text, Span(start, end))
        with self._study.reading() as connection:
            first, last = queries.turns_touched(connection, document_id, start, end)
        return {
            "start": start,
            "end": end,
            "turn_first": first,
            "turn_last": last,
            "quote": anchor.quote,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        }

    def _refuse_double(self, connection: Any, wanted: CodingRow) -> None:
        found = queries.coding_at(
            connection,
            document_id=wanted.document_id,
            start=wanted.start,
            end=wanted.end,
            code_id=wanted.code_id,
            coder_id=wanted.coder_id,
        )
        if found not in (None, wanted.id):
            raise Refused("That code is on that passage already.")


def _check_origin(origin: str) -> None:
    if origin not in get_args(Origin):
        raise UsageError(f"A coding comes from one of: {', '.join(get_args(Origin))}.")
