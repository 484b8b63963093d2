"""Memos: on a passage, a coding, a code, a document."""

from __future__ import annotations

from textual.content import Content

from qualcode.study.types import CodingRow, MemoInfo, MemoTarget
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.memo import MemoEditor
from qualcode.tui.shown import line, name, when
from qualcode.tui.work.part import Part


class Memos(Part):
    """Writes memos, and shows those there are. A thing's own memo is the coder's first on it."""

    def here(self) -> None:
        """On the selected words, else the coding at the cursor, else the document."""
        selection = self.view.selection
        if selection is not None:
            start, end = selection
            words = line(self.session.text[start:end], 40)
            kept = self._mine("passage", self.document.id, start, end)
            self._edit(f"Memo on “{words}”", kept, "passage", self.document.id, start, end)
        elif self.desk.coding.within_reach():
            self.desk.coding.memo(self.on_coding)
        else:
            self.on_document()

    def on_coding(self, coding: CodingRow) -> None:
        """On one coding."""
        code = self.code(coding.code_id)
        words = line(self.session.text[coding.start : coding.end], 30)
        title = f"Memo on {name(code.name, 30)}: “{words}”"
        self._edit(title, self._mine("coding", coding.id), "coding", coding.id)

    def on_code(self) -> None:
        """On the code highlighted in the codebook."""
        code = self.desk.codebook_work.chosen
        kept = self._mine("code", code.id)
        self._edit(f"Memo on the code {name(code.name, 40)}", kept, "code", code.id)

    def on_document(self) -> None:
        """On the document highlighted in the list, or the open one."""
        chosen = self.desk.document_list.chosen if self.desk.pane == "documents" else None
        document = self.study.documents.get(chosen or self.document.id)
        kept = self._mine("document", document.id)
        self._edit(f"Memo on {name(document.name, 50)}", kept, "document", document.id)

    def all(self) -> None:
        """All memos, newest first; Enter opens one."""
        memos = sorted(self.study.memos.list(), key=lambda m: m.changed_at, reverse=True)
        rows = [Row(memo.id, self._look(memo), (memo.title, memo.body)) for memo in memos]
        choose: Choose[int] = Choose(
            "Memos", rows, empty="No memo yet. m writes one.",
            keys="↑ ↓: move   Enter: go there and read   Esc: back",
        )  # fmt: skip
        self.desk.ask(choose, self._open)

    def _open(self, memo_id: int) -> None:
        memo = self.study.memos.get(memo_id)
        if memo.target == "passage" and memo.target_id and memo.start is not None:
            self.desk.open(memo.target_id, at=memo.start, end=memo.end)
        elif memo.target == "coding" and memo.target_id:
            coding = self.study.codings.get(memo.target_id)
            self.desk.open(coding.document_id, at=coding.start, end=coding.end)
        self._edit(f"Memo on {self._on(memo)}", memo, memo.target, memo.target_id)

    def _mine(
        self, target: MemoTarget, key: int, start: int | None = None, end: int | None = None
    ) -> MemoInfo | None:
        mine = self.study.coder.id
        return next(
            (
                memo
                for memo in self.study.memos.list(target, key)
                if memo.coder_id == mine and (memo.start, memo.end) == (start, end)
            ),
            None,
        )

    def _edit(
        self,
        title: str,
        kept: MemoInfo | None,
        target: MemoTarget,
        key: int | None,
        start: int | None = None,
        end: int | None = None,
    ) -> None:
        def then(text: str) -> None:
            if kept is None and text.strip():
                self.study.memos.add(target, key, text, start=start, end=end)
                self._changed("Memo saved")
            elif kept is not None and not text.strip():
                self.study.memos.remove(kept.id)
                self._changed("Memo removed")
            elif kept is not None and text != kept.body:
                self.study.memos.change(kept.id, body=text)
                self._changed("Memo saved")

        self.desk.ask(MemoEditor(title, text=kept.body if kept else ""), then)

    def _changed(self, said: str) -> None:
        self.desk.reload()
        self.desk.done(said)

    def _on(self, memo: MemoInfo) -> str:
        match memo.target:
            case "code" if memo.target_id in self.session.codes:
                return name(self.session.codes[memo.target_id].name, 40)
            case "document" | "passage":
                found = [d.name for d in self.session.documents if d.id == memo.target_id]
                return name(found[0], 40) if found else "a document"
            case "study":
                return "the study"
            case other:
                return f"a {other}"

    def _look(self, memo: MemoInfo) -> Content:
        coder = self.session.coders.get(memo.coder_id)
        who = name(coder.name, 20) if coder else ""
        return Content.assemble(
            line(memo.title or memo.body, 64),
            (f"\n  {memo.target}: {self._on(memo)} · {who} · {when(memo.changed_at)}", "dim"),
        )
