"""Memos: the researcher's own thoughts, on anything in the study."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import Any, get_args

from qualcode.errors import NotFound, UsageError
from qualcode.store import queries
from qualcode.study.bulk import counted, there
from qualcode.study.marks import new_guid, now
from qualcode.study.part import Part
from qualcode.study.types import MemoInfo, MemoTarget


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
        for memo in self.list():
            if memo.id == memo_id:
                return memo
        raise NotFound(f"There is no memo {memo_id}.")

    def add(
        self,
        target: MemoTarget,
        target_id: int | None,
        body: str,
        *,
        title: str = "",
        start: int | None = None,
        end: int | None = None,
    ) -> MemoInfo:
        """Write a memo (Markdown).

        Args:
            target: the kind of thing it is on.
            target_id: the id of that thing; for a passage the document's; None for the study.
            body: the text.
            title: a heading, may be empty.
            start: for a passage, its span in the document's text.
            end: likewise.

        Raises:
            UsageError: if the memo is empty or a passage has no span.
            NotFound: if the thing is not in the study.
        """
        if not body.strip():
            raise UsageError("The memo is empty, so it was not kept.")
        self._check_target(target, target_id)
        if target == "passage":
            self._check_span(target_id, start, end)
        elif start is not None or end is not None:
            raise UsageError("Only a memo on a passage has a span.")
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
            "coder_id": self._study.coder.id,
            "created_at": time,
            "changed_at": time,
        }
        with self._study.change("memo", f"wrote a memo on a {target}") as recorder:
            key = recorder.insert("memo", values)
        return MemoInfo(key, **values)

    def add_to_codings(self, coding_ids: Iterable[int], body: str) -> int:
        """Write the same memo on several codings, as one action; returns on how many.

        Raises:
            UsageError: if the memo is empty.
        """
        keys = [row.id for row in there(self._study, coding_ids)]
        with self._study.one_action(f"wrote a memo on {counted(keys, 'coding')}"):
            for key in keys:
                self.add("coding", key, body)
        return len(keys)

    def change(self, memo_id: int, *, body: str | None = None, title: str | None = None) -> None:
        """Change a memo's text or title."""
        memo = self.get(memo_id)
        values: dict[str, Any] = {}
        if body is not None:
            if not body.strip():
                raise UsageError("The memo is empty.", hint="Remove it instead.")
            values["body"] = body
        if title is not None:
            values["title"] = title
        if all(getattr(memo, name) == value for name, value in values.items()):
            return
        values["changed_at"] = now()
        with self._study.change("memo", f"changed a memo on a {memo.target}") as recorder:
            recorder.update("memo", memo_id, values)

    def remove(self, memo_id: int) -> None:
        """Remove a memo."""
        memo = self.get(memo_id)
        with self._study.change("memo", f"removed a memo on a {memo.target}") as recorder:
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
