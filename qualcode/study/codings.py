"""Codings: which coder put which code on which passage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from qualcode.errors import NotFound, Refused, UsageError
from qualcode.store import queries
from qualcode.study import code_changes, removing
from qualcode.study.bulk import NewCoding, again, counted, prepare, there
from qualcode.study.marks import new_guid, now
from qualcode.study.part import Part
from qualcode.study.passages import build_passages
from qualcode.study.types import CodeInfo, CodingRow, Origin, PassageRow
from qualcode.text import Span
from qualcode.text.anchors import make_anchor


class Codings(Part):
    """The codings of a study. Passages may overlap freely, and carry any number of codes."""

    def apply(
        self, document_id: int, start: int, end: int, code_id: int, *, origin: str = "hand"
    ) -> CodingRow:
        """Put a code on ``text[start:end]`` of a document, as the coder at work.

        The same coder, code and passage again gives the coding that is there. ``origin`` is
        ``hand``, ``suggestion`` or ``import``: where the coding came from.

        Raises:
            UsageError: if the passage is empty or outside the text.
            NotFound: if there is no such document or code.
            Refused: if the code only holds others together.
        """
        _check_origin(origin)
        document = self._study.documents.get(document_id)
        values = self._place(document_id, start, end)
        code = self._codable(code_id)
        coder_id = self._study.coder.id
        with self._study.change("code", f"coded {code.name} in {document.name}") as recorder:
            where = {"document_id": document_id, "start": start, "end": end}
            whose = {"code_id": code_id, "coder_id": coder_id}
            found = queries.coding_at(recorder.connection, **where, **whose)
            if found is None:
                made = {"guid": new_guid(), "created_at": now(), "origin": origin}
                found = recorder.insert("coding", {**made, **where, **whose, **values})
            row = queries.coding(recorder.connection, found)
        return CodingRow(*row)

    def apply_many(self, codings: Iterable[NewCoding], *, origin: str = "import") -> int:
        """Put many codes on many passages as one action; returns how many were new.

        For imports: the same rules as :meth:`apply`, a thousand times faster than as many calls.
        """
        _check_origin(origin)
        wanted = list(dict.fromkeys(codings))
        with self._study.change("code", f"took in {len(wanted)} codings") as recorder:
            rows = prepare(self._study, recorder.connection, wanted, origin=origin)
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
        coding = self.get(coding_id)
        code = self._study.codebook.get(coding.code_id)
        with self._study.change("code", f"removed {code.name} from a passage") as recorder:
            removing.codings(recorder, [coding_id])

    def recode(self, coding_id: int, code_id: int) -> None:
        """Put another code in the place of a coding's; memos stay.

        Raises:
            Refused: if the same coder has put that code on the same passage already.
        """
        coding, code = self.get(coding_id), self._codable(code_id)
        old = self._study.codebook.get(coding.code_id)
        with self._study.change("code", f"recoded {old.name} as {code.name}") as recorder:
            self._refuse_double(recorder.connection, coding._replace(code_id=code_id))
            code_changes.recode(recorder, [coding_id], code_id)

    def apply_again(self, coding_ids: Iterable[int], code_id: int) -> int:
        """Put a code on the passages of some codings, too, as the coder at work, as one action.

        Returns:
            How many codings were made: passages that have it already are left as they are.
        """
        code, rows = self._codable(code_id), there(self._study, coding_ids)
        with self._study.one_action(f"coded {counted(rows, 'passage')} {code.name}"):
            return self.apply_many(again(rows, code_id, self._study.coder.id), origin="hand")

    def recode_all(self, coding_ids: Iterable[int], code_id: int) -> int:
        """Put another code in the place of those of some codings, as one action; memos stay.

        Where the same coder has put that code on the same passage already, the two become one.

        Returns:
            How many codings had another code.
        """
        code = self._codable(code_id)
        going = [row.id for row in there(self._study, coding_ids) if row.code_id != code_id]
        label = f"recoded {counted(going, 'passage')} as {code.name}"
        with self._study.change("code", label) as recorder:
            code_changes.recode(recorder, going, code_id)
        return len(going)

    def remove_all(self, coding_ids: Iterable[int]) -> int:
        """Take codings away, with their memos, as one action; returns how many."""
        going = [row.id for row in there(self._study, coding_ids)]
        with self._study.change("code", f"removed {counted(going, 'coding')}") as recorder:
            removing.codings(recorder, going)
        return len(going)

    def resize(self, coding_id: int, start: int, end: int) -> None:
        """Let a coding cover ``text[start:end]`` instead.

        Raises:
            UsageError: if the passage is empty or outside the text.
            Refused: if the same coding is there already.
        """
        coding = self.get(coding_id)
        values = self._place(coding.document_id, start, end)
        code = self._study.codebook.get(coding.code_id)
        with self._study.change("code", f"resized a passage of {code.name}") as recorder:
            self._refuse_double(recorder.connection, coding._replace(start=start, end=end))
            recorder.update("coding", coding_id, values)

    def of_document(self, document_id: int, coder_id: int | None = None) -> list[CodingRow]:
        """The codings of a document (of one coder), by place."""
        with self._study.reading() as connection:
            rows = queries.codings(connection, document_id=document_id, coder_id=coder_id)
        return [CodingRow(*row) for row in rows]

    def all(self, coder_id: int | None = None) -> list[CodingRow]:
        """The codings of all documents (of one coder)."""
        with self._study.reading() as connection:
            return [CodingRow(*row) for row in queries.codings(connection, coder_id=coder_id)]

    def counts_by_document(self) -> dict[int, int]:
        """How many codings each document has."""
        with self._study.reading() as connection:
            found = dict(tuple(row) for row in queries.document_counts(connection))
        return {document.id: found.get(document.id, 0) for document in self._study.documents.list()}

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
