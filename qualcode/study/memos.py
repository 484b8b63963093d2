"""Memos: the researcher's own thoughts, on anything in the study."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import Any, get_args

from qualcode.errors import NotFound, UsageError
from qualcode.store import queries
from qualcode.study import links, memo_places
from qualcode.study.bulk import there
from qualcode.study.marks import counted, new_guid, now
from qualcode.study.part import Part
from qualcode.study.types import MemoInfo, MemoLink, MemoPlace, MemoTarget


class Memos(Part):
    """Memos on the study, documents, codes, codings, passages and participants."""

    def list(
        self, target: MemoTarget | None = None, target_id: int | None = None
    ) -> builtins.list[MemoInfo]:
        """Memos by time; all of them, those on one kind of thing, or those on one thing."""
        with self._study.reading() as connection:
            return [MemoInfo(*row) for row in queries.memos(connection, target, target_id)]

    def get(self, memo_id: int) -> MemoInfo:
        """One memo.

        Raises:
            NotFound: if there is no such memo.
        """
        with self._study.reading() as connection:
            rows = queries.memos(connection, memo_id=memo_id)
        if not rows:
            raise NotFound(f"There is no memo {memo_id} any more.")
        return MemoInfo(*rows[0])

    def places(self) -> dict[int, MemoPlace]:
        """What each memo of the study is on, by the memo's id."""
        return memo_places.of_all(self._study, self.list())

    def links(self, memo_id: int) -> builtins.list[MemoLink]:
        """The links in a memo, with what they lead to; see :mod:`qualcode.study.links`.

        Raises:
            NotFound: if there is no such memo.
        """
        return self.links_in(self.get(memo_id).body)

    def links_in(self, text: str) -> builtins.list[MemoLink]:
        """The links in a text that may become a memo."""
        return links.links_in(self._study, text)

    def link_to(self, document_id: int, start: int, end: int) -> str:
        """A link, to be put into a memo, to ``text[start:end]``, or the turn where both are one.

        Raises:
            NotFound: if there is no such document.
        """
        return links.link_to(self._study, document_id, start, end)

    def link_by_name(self, document_id: int) -> str:
        """A link to a document as a person would type it, without a mark: ``[[talk ]]``.

        The number of a turn may be written before the brackets close; keeping the memo puts the
        mark in.

        Raises:
            NotFound: if there is no such document.
        """
        return f"[[{links.speakable(self._study.documents.get(document_id).name)} ]]"

    def link_to_coding(self, coding_id: int) -> str:
        """A link, to be put into a memo, to a coding; it follows that where it goes.

        Raises:
            NotFound: if there is no such coding.
        """
        return links.link_to_coding(self._study, coding_id)

    def add(
        self,
        target: MemoTarget,
        target_id: int | None,
        body: str,
        *,
        title: str = "",
        start: int | None = None,
        end: int | None = None,
        coder_id: int | None = None,
    ) -> MemoInfo:
        """Write a memo (Markdown). Links in it get their marks.

        Args:
            target: the kind of thing it is on.
            target_id: the id of that thing; for a passage the document's; None for the study.
            body: the text.
            title: a heading, may be empty.
            start: for a passage, its span in the document's text.
            end: likewise.
            coder_id: whose it is; the coder's at work, where not given.

        Raises:
            UsageError: if the memo is empty or a passage has no span.
            NotFound: if the thing is not in the study.
        """
        if not body.strip():
            raise UsageError("The memo is empty, so it was not kept.")
        target_id = None if target == "study" else target_id
        time = now()
        values: dict[str, Any] = {
            "guid": new_guid(),
            "target": target,
            "target_id": target_id,
            "start": start,
            "end": end,
            "title": title,
            "body": body,
            "coder_id": self._study.coder.id if coder_id is None else coder_id,
            "created_at": time,
            "changed_at": time,
        }
        with self._study.change("memo") as recorder:
            self._check_target(target, target_id)
            if target == "passage":
                self._check_span(target_id, start, end)
            elif start is not None or end is not None:
                raise UsageError("Only a memo on a passage has a span.")
            what = memo_places.said(self._study, target, target_id)
            recorder.label = f"wrote a memo on {what}"
            values["body"] = links.settled(self._study, body)
            key = recorder.insert("memo", values)
        return MemoInfo(key, **values)

    def add_to_codings(self, coding_ids: Iterable[int], body: str, *, title: str = "") -> int:
        """Write the same memo on several codings, as one action; returns on how many.

        Raises:
            UsageError: if the memo is empty.
        """
        with self._study.change("memo") as recorder:
            keys = [row.id for row in there(self._study, coding_ids)]
            recorder.label = f"wrote a memo on {counted(len(keys), 'coding')}"
            for key in keys:
                self.add("coding", key, body, title=title)
        return len(keys)

    def change(self, memo_id: int, *, body: str | None = None, title: str | None = None) -> None:
        """Change a memo's text or title."""
        if body is not None and not body.strip():
            raise UsageError("The memo is empty.", hint="Remove it instead.")
        with self._study.change("memo") as recorder:
            memo = self.get(memo_id)
            given = {"body": body and links.settled(self._study, body), "title": title}
            values = {name: value for name, value in given.items() if value is not None}
            if all(getattr(memo, name) == value for name, value in values.items()):
                return
            what = memo_places.said(self._study, memo.target, memo.target_id)
            recorder.label = f"changed a memo on {what}"
            recorder.update("memo", memo_id, {**values, "changed_at": now()})

    def remove(self, memo_id: int) -> None:
        """Remove a memo."""
        with self._study.change("memo") as recorder:
            memo = self.get(memo_id)
            what = memo_places.said(self._study, memo.target, memo.target_id)
            recorder.label = f"removed a memo on {what}"
            recorder.delete("memo", memo_id)

    def _check_span(self, document_id: int | None, start: int | None, end: int | None) -> None:
        if start is None or end is None:
            raise UsageError("A memo on a passage needs the passage's span.")
        if not 0 <= start < end <= self._study.documents.get(document_id or 0).length:
            raise UsageError("The passage is empty or outside the text.", hint="Select some words.")

    def _check_target(self, target: MemoTarget, target_id: int | None) -> None:
        if target not in get_args(MemoTarget):
            raise UsageError(f"A memo is on one of: {', '.join(get_args(MemoTarget))}.")
        if target == "study":
            return
        if target_id is None:
            raise UsageError(f"A memo on a {target} needs to know on which.")
        look = {
            "document": self._study.documents.get,
            "passage": self._study.documents.get,
            "code": self._study.codebook.get,
            "coding": self._study.codings.get,
            "participant": self._study.participants.get,
        }
        look[target](target_id)
