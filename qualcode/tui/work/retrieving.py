"""Retrieval: the list of passages of a code, and what is done with many at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.study.query import Query
from qualcode.study.retrieval import Match
from qualcode.tui.retrieved import Retrieved
from qualcode.tui.screens.ask import AskLine
from qualcode.tui.screens.memo import Written
from qualcode.tui.screens.picker import CodePicker, Picked
from qualcode.tui.screens.retrieval import Passages
from qualcode.tui.shown import counted, name
from qualcode.tui.work.narrowing import Narrowing
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk


class Retrieving(Part):
    """Opens the list of passages and works on it.

    Attributes:
        kept: the list that was opened last; it is taken up again as it was left.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kept: Retrieved | None = None
        self._narrowing = Narrowing(desk)

    def open(self) -> None:
        """Show the passages of a code; after a jump from a list, that list again."""
        in_codebook = self.desk.pane == "codebook"
        kept = self.kept
        if kept is not None and kept.away and not in_codebook:
            self._read(kept, self._show)
        elif in_codebook and self.desk.codebook_tree.chosen is not None:
            self._open(self.desk.codebook_tree.chosen)
        elif self.session.document is not None and (here := self.desk.coding.within_reach()):
            self._open(here[0].code_id)
        else:
            self._pick("The passages of which code?", self._open)

    def _pick(self, title: str, then: Callable[[int], None], *, holders: bool = True) -> None:
        """Ask for a code of the codebook."""
        codes = list(self.session.codes.values())
        picker = CodePicker(title, codes, start=self.session.last_code, holders=holders)

        def picked(answer: Picked) -> None:
            if isinstance(answer, int):
                then(answer)

        self.desk.ask(picker, picked)

    def _open(self, code_id: int) -> None:
        kept = self.kept
        if kept is None or kept.query.codes != (code_id,):
            kept = Retrieved(self.session, Query((code_id,)))
        self._read(kept, self._show)

    def _read(
        self, kept: Retrieved, then: Callable[[Retrieved], None], *, what: str = "the passages"
    ) -> None:
        """Read a list, and go on with it."""

        def take(found: list[Match] | str) -> None:
            kept.take(found)
            then(kept)

        self.desk.fetching.fetch(
            kept.asking(), take, size=kept.size, what=what, stopped=kept.give_up
        )

    def read_again(self) -> None:
        """Read the list on the screen again, while one goes on in it."""
        self._read(self._list, self._show_again, what="")

    def _show_again(self, kept: Retrieved) -> None:
        for screen in self.desk.over:
            if isinstance(screen, Passages) and screen.retrieved is kept:
                screen.show()

    def _show(self, retrieved: Retrieved) -> None:
        self.kept, retrieved.away = retrieved, False
        self.desk.say("")
        self.desk.ask(Passages(self.desk, retrieved), self._left)

    def _left(self, coding_id: int) -> None:
        if coding_id:
            coding = self.study.codings.get(coding_id)
            self.desk.open(coding.document_id, at=coding.start, end=coding.end)
            self.view.focus()
            self.desk.say(f"{self.key('retrieve')} brings the list back")

    # -- in the list -------------------------------------------------------------------

    @property
    def _list(self) -> Retrieved:
        assert self.kept is not None, "the action was called without a list"
        return self.kept

    @property
    def _screen(self) -> Passages:
        return next(screen for screen in self.desk.over if isinstance(screen, Passages))

    def step(self, step: int) -> None:
        """Highlight the next passage, or the one before."""
        self._list.step(step)
        self._screen.show()

    def page(self, step: int) -> None:
        """A page further."""
        self.step(step * self._screen.list.a_page)

    def edge(self, direction: int) -> None:
        """The first passage, or the last."""
        self.step(direction * len(self._list.matches))

    def go(self) -> None:
        """Go to the passage in its document."""
        self._list.away = True
        self._screen.dismiss(self._list.matches[self._list.cursor].coding_id)

    def leave(self) -> None:
        """Stop what is looked for; else go back to where one was."""
        if self.desk.fetching.busy:
            self.desk.fetching.stop()
            self._screen.show()
        else:
            self._screen.dismiss(0)

    def mark(self) -> None:
        """Mark the highlighted passage and go on to the next."""
        self._list.mark(self._list.cursor)
        self.step(1)

    def mark_all(self) -> None:
        """Mark all, or none."""
        self._list.mark_all()
        self._screen.show()

    def context(self) -> None:
        """Show more words around the passages, or none."""
        self._list.more_context()
        self._screen.show()

    def narrow(self) -> None:
        """Add a condition, or remove one."""
        self._narrowing.ask(self._list.query, self._ask)

    def words(self) -> None:
        """Keep only passages with some words."""
        query = self._list.query
        ask = AskLine("Only passages with these words", value=query.words)
        self.desk.ask(ask, lambda typed: self._ask(replace(query, words=typed)))

    def widen(self) -> None:
        """Drop the last condition."""
        conditions = self.study.retrieval.narrowings(self._list.query)
        if conditions:
            dropped, wider = conditions[-1]
            self._ask(wider, f"Dropped: {name(dropped)}")
        else:
            self.desk.say("There is no condition to drop")

    def another(self) -> None:
        """Ask for another code; the conditions stay."""
        self._pick(
            "The passages of which code?",
            lambda code_id: self._ask(replace(self._list.query, codes=(code_id,))),
        )

    def _ask(self, query: Query, said: str = "") -> None:
        """Ask something else; the place is kept where the passage is still there."""

        def then(kept: Retrieved) -> None:
            self.desk.say(said)
            self._show_again(kept)

        self._list.query = query
        self._read(self._list, then)

    # -- with the marked passages ----------------------------------------------------------

    def code_too(self) -> None:
        """Put another code on the passages, too."""
        chosen = self._list.chosen
        title = f"Code {counted(len(chosen), 'passage')} also with"
        self._pick(title, lambda code_id: self._code_too(chosen, code_id), holders=False)

    def _code_too(self, chosen: list[int], code_id: int) -> None:
        made = self.study.codings.apply_again(chosen, code_id)
        self.session.last_code = code_id
        there = len(chosen) - made
        already = f" ({there:,} had it)" if there else ""
        self._changed(f"Coded {counted(made, 'passage')} {self._name(code_id)}, too{already}", made)

    def recode(self) -> None:
        """Put another code in the place of theirs."""
        chosen = self._list.chosen
        title = f"Another code for {counted(len(chosen), 'passage')}"
        self._pick(title, lambda code_id: self._recode(chosen, code_id), holders=False)

    def _recode(self, chosen: list[int], code_id: int) -> None:
        changed = self.study.codings.recode_all(chosen, code_id)
        self.session.last_code = code_id
        self._changed(f"Recoded {counted(changed, 'passage')} as {self._name(code_id)}", changed)

    def memo(self) -> None:
        """Write one memo on each of the passages."""
        chosen = self._list.chosen
        editor = self.desk.memos.editor(f"A memo on {counted(len(chosen), 'coding')}")

        def then(written: Written) -> None:
            if written.body.strip():
                memos = self.study.memos
                number = memos.add_to_codings(chosen, written.body, title=written.title)
                self._changed(f"Memo written on {counted(number, 'coding')}", number)

        self.desk.ask(editor, then)

    def remove(self) -> None:
        """Take the codings away; the words stay, and undo brings all back."""
        chosen = self._list.chosen
        removed = self.study.codings.remove_all(chosen)
        self._list.drop(chosen)
        self._changed(f"Removed {counted(removed, 'coding')}", removed)

    def _name(self, code_id: int) -> str:
        return name(self.session.codes[code_id].name, 40)

    def _changed(self, said: str, number: int) -> None:
        self.desk.following.catch_up()
        if number:
            self.desk.done(said)
        else:
            self.desk.say(said)
