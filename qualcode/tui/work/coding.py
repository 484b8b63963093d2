"""Putting codes on passages, and changing codings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qualcode.study.marks import and_list
from qualcode.study.types import CodingRow
from qualcode.tui.screens.ask import AskLine
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.codings import CodingsHere, coding_look
from qualcode.tui.screens.picker import TOP, CodePicker, NewName, Picked
from qualcode.tui.shown import clean_name, line, name
from qualcode.tui.work.part import Part

Span = tuple[int, int]
LONGEST_NAME = 80


class Coding(Part):
    """Codes the passage at hand, and changes the codings at the cursor."""

    def passage(self) -> Span | None:
        """What would be coded: the selection, or the sentence at the cursor."""
        if self.session.document is None or not self.session.turns:
            return None
        start, end = self.view.passage
        return (start, end) if self.session.text[start:end].strip() else None

    def pick(self) -> None:
        """Ask for a code and put it on the passage."""
        span = self._begin()
        if span is not None:
            start = self.session.last_code
            picker = self.picker("Code this passage", span, start=start, new=True, several=True)
            self.desk.ask(picker, lambda picked: self._picked(span, picked))

    def picker(
        self,
        title: str,
        span: Span | None = None,
        *,
        start: int | None = None,
        new: bool = False,
        several: bool = False,
    ) -> CodePicker:
        """A picker of all codes: those much used first, and found by their memos, too."""
        memos: dict[int, str] = {}
        for memo in self.session.memos("code"):
            kept = memos.get(memo.target_id or 0, "")
            memos[memo.target_id or 0] = f"{kept} {memo.title} {memo.body}".strip()
        return CodePicker(
            title,
            list(self.session.codes.values()),
            passage=line(self.session.text[slice(*span)], 200) if span else "",
            start=start,
            new=new,
            several=several,
            first=self.session.much_used(),
            memos=memos,
        )

    def again(self) -> None:
        """Put the last code on the passage."""
        span = self._begin()
        if span is not None and self.session.last_code is not None:
            self.put(span, self.session.last_code)

    def numbered(self, number: int) -> None:
        """Put the code that stands at this number on the passage."""
        span = self._begin()
        if span is None:
            return
        slot = self.desk.suggesting.slots_for(span).get(number)
        if slot is None:
            self.desk.say(self.desk.suggesting.why_not(number), warning=True)
            return
        self.put(span, slot.code.id, origin="hand" if slot.pinned else "suggestion")

    def highlighted(self) -> None:
        """Put the code that is highlighted in the codebook on the passage."""
        span, code_id = self._begin(), self.desk.codebook_tree.chosen
        if span is not None and code_id is not None:
            self.put(span, code_id)

    def in_vivo(self) -> None:
        """Make the selected words a code's name, and put it on them."""
        span = self.view.selection
        if span is None:
            return
        words = clean_name(self.session.text[slice(*span)])
        if len(words) > LONGEST_NAME:
            words = words[:LONGEST_NAME].rsplit(" ", 1)[0]
        ask = AskLine("A code in their own words", value=words, note="Next: below which theme.")
        self.desk.ask(ask, lambda answer: self._place_new(span, answer))

    def put(self, span: Span, code_id: int, *, origin: str = "hand") -> None:
        """Put a code on a passage and show it."""
        shown = self.desk.suggesting.shown_for(span)
        row = self.study.codings.apply(self.document.id, *span, code_id, origin=origin, shown=shown)
        self._show_new([row])

    def put_together(self, span: Span, code_ids: Sequence[int]) -> None:
        """Put several codes on a passage in one go."""
        shown = self.desk.suggesting.shown_for(span)
        rows = self.study.codings.apply_together(self.document.id, *span, code_ids, shown=shown)
        self._show_new(rows)

    def within_reach(self) -> list[CodingRow]:
        """The codings at the cursor; with a selection, those that touch it."""
        selection = self.view.selection
        if selection is not None:
            return self.session.codings_at(*selection)
        return self.session.codings_at(self.view.cursor)

    def here(self) -> None:
        """List the codings at the cursor; while resizing, keep the new ends."""
        if self.desk.reading.resizing is not None:
            self._keep_size(self.desk.reading.resizing)
            return
        rows = self._rows(self.within_reach())
        self.desk.ask(CodingsHere(rows, self.desk.keymap), self._do_with)

    def remove(self) -> None:
        """Take the coding at the cursor away."""
        self._one("Remove which coding?", self._remove)

    def recode(self) -> None:
        """Give the coding at the cursor another code."""
        self._one("Recode which coding?", self._recode)

    def resize(self) -> None:
        """Select a coding, so that its ends can be moved; again: the other end moves."""
        selection = self.view.selection
        if self.desk.reading.resizing is not None and selection is not None:
            start, end = selection
            at_end = self.view.cursor == end
            self.view.select_span(*((end, start) if at_end else (start, end)))
            self.desk.say(f"Now the {'beginning' if at_end else 'end'} moves")
            return
        self._one("Resize which coding?", self._resize)

    def memo(self, then: Callable[[CodingRow], None]) -> None:
        """Ask which coding a memo is on."""
        self._one("A memo on which coding?", then)

    def _begin(self) -> Span | None:
        span = self.passage()
        if span is None:
            self.desk.say("There are no words here to code", warning=True)
        return span

    def _picked(self, span: Span, picked: Picked) -> None:
        if isinstance(picked, NewName):
            self._place_new(span, picked.name)
        elif isinstance(picked, tuple):
            self.put_together(span, picked)
        else:
            self.put(span, picked)

    def _place_new(self, span: Span, wanted: str) -> None:
        same = [c for c in self.session.codes.values() if c.name.casefold() == wanted.casefold()]
        if len(same) == 1 and same[0].codable:
            self.put(span, same[0].id)
        else:
            self.ask_theme(wanted, lambda parent: self._make_and_put(span, wanted, parent))

    def ask_theme(self, wanted: str, then: Callable[[int | None], None]) -> None:
        """Ask below which theme a new code stands; ``then`` gets its id, or None for on its own."""
        picker = CodePicker(
            f"Below which theme stands “{name(wanted, 40)}”?",
            [code for code in self.session.codes.values() if code.depth == 0],
            top="on its own, as a theme",
            start=self._theme_of_last(),
            holders=True,
        )
        self.desk.ask(
            picker,
            lambda picked: then(picked if isinstance(picked, int) and picked != TOP else None),
        )

    def _make_and_put(self, span: Span, wanted: str, parent: int | None) -> None:
        with self.study.one_action(f"new code {wanted}, put on a passage", action="code"):
            code = self.study.codebook.add(wanted, parent)
            shown = self.desk.suggesting.shown_for(span)
            row = self.study.codings.apply(self.document.id, *span, code.id, shown=shown)
        self._show_new([row], made=True)

    def _theme_of_last(self) -> int | None:
        last = self.session.last_code
        return self.study.codebook.theme_of(last).id if last in self.session.codes else None

    def _show_new(self, rows: Sequence[CodingRow], *, made: bool = False) -> None:
        new = [row for row in rows if row.id not in self.session.codings]
        self.session.last_code = rows[-1].code_id
        self.desk.reading.marking = False
        self.view.clear_selection()
        if new:
            self.desk.following.catch_up()
            self.desk.tour.look(coded=True)
        names = and_list([name(self.code(row.code_id).name, 60) for row in new or rows])
        if new:
            self.desk.done(f"New code {names}, coded" if made else f"Coded {names}")
        else:
            self.desk.say(f"{names} {'is' if len(rows) == 1 else 'are'} on this passage already")
        self.desk.round.coded(rows, changed=bool(new))

    def _one(self, title: str, then: Callable[[CodingRow], None]) -> None:
        rows = self.within_reach()
        if len(rows) == 1:
            then(rows[0])
        elif rows:
            choose: Choose[int] = Choose(title, self._rows(rows), typing=False)
            self.desk.ask(choose, lambda key: then(self.session.codings[key]))

    def _rows(self, codings: list[CodingRow]) -> list[Row]:
        return [Row(c.id, coding_look(self.session, c), ()) for c in codings]

    def _do_with(self, answer: tuple[str, int]) -> None:
        what, coding_id = answer
        coding = self.session.codings[coding_id]
        if what not in ("go", "memo") and self.study.read_only:
            self.desk.say(self.desk.unchangeable, warning=True)
            return
        match what:
            case "remove":
                self._remove(coding)
            case "recode":
                self._recode(coding)
            case "resize":
                self._resize(coding)
            case "memo":
                self.desk.memos.on_coding(coding)
            case _:
                self.view.go_to(coding.start, coding.end)

    def _remove(self, coding: CodingRow) -> None:
        self.study.codings.remove(coding.id)
        self.desk.following.catch_up()
        self.desk.done(f"Removed {name(self.code(coding.code_id).name)} from the passage")

    def _recode(self, coding: CodingRow) -> None:
        old = self.code(coding.code_id)
        title, span = f"Which code instead of {name(old.name, 40)}?", (coding.start, coding.end)
        picker = self.picker(title, span, start=coding.code_id)

        def then(picked: Picked) -> None:
            if isinstance(picked, int) and picked != coding.code_id:
                self.study.codings.recode(coding.id, picked)
                self.session.last_code = picked
                self.desk.following.catch_up()
                self.desk.done(f"Recoded {name(old.name)} as {name(self.code(picked).name)}")

        self.desk.ask(picker, then)

    def _resize(self, coding: CodingRow) -> None:
        self.desk.reading.resizing = coding.id
        self.desk.reading.marking = False
        self.view.go_to(coding.start)
        self.view.select_span(coding.start, coding.end)
        shown = name(self.code(coding.code_id).name)
        told = "{select-word} {shrink-word} move its end by words, {resize} its beginning"
        told = self.desk.keymap.fill(f"{told}, {{codings-here}} keeps", self.desk.pane)
        self.desk.say(f"Resizing {shown}: {told}")
        self.desk.show_keys()

    def _keep_size(self, coding_id: int) -> None:
        selection = self.view.selection
        self.desk.reading.resizing = None
        self.desk.show_keys()
        if selection is None or coding_id not in self.session.codings:
            self.desk.say("The coding was left as it was")
            return
        self.study.codings.resize(coding_id, *selection)
        self.view.clear_selection()
        self.desk.following.catch_up()
        self.desk.done(f"Resized {name(self.code(self.session.codings[coding_id].code_id).name)}")
