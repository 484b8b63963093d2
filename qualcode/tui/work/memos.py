"""Memos: on a passage, coding, code, document, participant, and the study."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.content import Content

from qualcode.study.types import CodingRow, MemoInfo, MemoLink, MemoPlace, MemoTarget
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.codings import coding_look
from qualcode.tui.screens.memo import LinkHere, MemoEditor, Written
from qualcode.tui.screens.memo_reader import MemoReader
from qualcode.tui.screens.memos import MemoList, memo_name
from qualcode.tui.shown import counted, line, name
from qualcode.tui.work.part import Part

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

_BACK, _NEW = "back", 0


class Thing(NamedTuple):
    """What a memo can be on. ``heading`` is safe to show: ``the code Confidence``."""

    target: MemoTarget
    key: int | None
    heading: str
    start: int | None = None
    end: int | None = None


class Came(NamedTuple):
    """The memo from which a link was followed, and where the desk was."""

    memo_id: int
    document_id: int | None
    offset: int


class Memos(Part):
    """Writes memos, reads them, and follows their links."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._came: Came | None = None

    # -- on what ----------------------------------------------------------------------

    def here(self) -> None:
        """On the selected words, else the coding at the cursor, else the document."""
        selection = self.view.selection
        if selection is not None:
            self._on(self._passage(*selection))
        elif self.desk.coding.within_reach():
            self.desk.coding.memo(self.on_coding)
        else:
            self.on_document()

    def on_coding(self, coding: CodingRow) -> None:
        """On one coding."""
        self._on(self._coding(coding))

    def on_code(self) -> None:
        """On the code highlighted in the codebook."""
        self._on(self._code(self.desk.codebook_work.chosen.id))

    def on_document(self) -> None:
        """On the document highlighted in the list, or the open one."""
        chosen = self.desk.document_list.chosen if self.desk.pane == "documents" else None
        self._on(self._document(chosen or self.document.id))

    def on_participant(self) -> None:
        """On the participant who speaks at the cursor."""
        person = self._participant()
        if person is None:
            self.desk.say(
                f"Nobody of the participants speaks here: {self.key('speaker')} says who it is"
            )
        else:
            self._on(person)

    def on_study(self) -> None:
        """On the study as a whole."""
        self._on(Thing("study", None, "the study"))

    def choose(self) -> None:
        """Ask on which of all that is at hand; where a link was followed, offer the way back."""
        rows = [Row(thing, self._thing_look(thing), ()) for thing in self._at_hand()]
        if self.study.read_only:
            rows = [row for row in rows if self._memos_on(row.key)]
        if self._came is not None:
            look = Content.styled("← back to the memo that you came from", "bold $accent")
            rows.insert(0, Row(_BACK, look, ()))
        title = "Read a memo on …" if self.study.read_only else "Write a memo on …"
        choose: Choose[Thing | str] = Choose(
            title, rows, typing=False, empty="There is no memo on anything here."
        )
        self.desk.ask(choose, self._chosen)

    def _chosen(self, what: Thing | str) -> None:
        if isinstance(what, Thing):
            self._on(what)
        else:
            self.back()

    def _at_hand(self) -> Iterator[Thing]:
        if self.session.document is not None:
            passage = self.desk.coding.passage()
            if passage is not None:
                yield self._passage(*passage)
            yield from (self._coding(coding) for coding in self.desk.coding.within_reach())
            person = self._participant()
            if person is not None:
                yield person
            yield self._document(self.document.id)
        code_id = self.desk.codebook_tree.chosen
        if code_id in self.session.codes:
            yield self._code(code_id)
        yield Thing("study", None, "the study")

    def _thing_look(self, thing: Thing) -> Content:
        kept = len(self._memos_on(thing))
        return Content.assemble(
            thing.heading, (f"   ✎ {counted(kept, 'memo')}", "$warning") if kept else ""
        )

    def _passage(self, start: int, end: int) -> Thing:
        words = line(self.session.text[start:end], 44)
        return Thing("passage", self.document.id, f"the passage “{words}”", start, end)

    def _coding(self, coding: CodingRow) -> Thing:
        words = line(self.session.text[coding.start : coding.end], 30)
        code = name(self.code(coding.code_id).name, 30)
        return Thing("coding", coding.id, f"the coding {code}: “{words}”")

    def _code(self, code_id: int) -> Thing:
        return Thing("code", code_id, f"the code {name(self.code(code_id).name, 40)}")

    def _document(self, document_id: int) -> Thing:
        shown = name(self.study.documents.get(document_id).name, 44)
        return Thing("document", document_id, f"the document {shown}")

    def _participant(self) -> Thing | None:
        speaker = self.session.speaker_at(self.view.cursor)
        key = speaker.participant_id if speaker else None
        if key is None:
            return None
        return Thing(
            "participant", key, f"the participant {name(self.study.participants.get(key).name, 40)}"
        )

    # -- writing and reading ------------------------------------------------------------

    def all(self) -> None:
        """All memos, newest first; Enter goes to what one is on, and opens it."""
        memos = self.session.memos()

        def show(places: dict[int, MemoPlace]) -> None:
            there = [memo for memo in memos if memo.id in places]
            screen = MemoList(self.session, there, places, write=self.key("memo"))
            self.desk.ask(screen, self._go_and_open)

        self.desk.fetching.fetch(
            lambda study: study.memos.places(), show, size=len(memos), what="memos"
        )

    def _memos_on(self, thing: Thing) -> list[MemoInfo]:
        return [
            memo
            for memo in self.session.memos(thing.target, thing.key)
            if (memo.start, memo.end) == (thing.start, thing.end)
        ]

    def _on(self, thing: Thing) -> None:
        """Write the coder's memo on a thing; where there are others on it, show them all."""
        memos = self._memos_on(thing)
        mine = [memo for memo in memos if memo.coder_id == self.study.coder.id]
        if len(mine) == len(memos) <= 1 and not self.study.read_only:
            self._edit(thing, memos[0] if memos else None)
        elif len(memos) == 1 and self.study.read_only:
            self._read(thing, memos[0])
        else:
            self._several(thing, memos, own=bool(mine))

    def _several(self, thing: Thing, memos: list[MemoInfo], *, own: bool) -> None:
        rows = [
            Row(
                memo.id,
                Content.assemble((f"{self._coder(memo)}: ", "bold $accent"), memo_name(memo, 56)),
                (),
            )
            for memo in memos
        ]
        if not self.study.read_only:
            rows.append(
                Row(_NEW, Content(f"＋ {'another' if own else 'a memo of your own'} …"), ())
            )
        known = {memo.id: memo for memo in memos}

        def then(memo_id: int) -> None:
            if memo_id == _NEW:
                self._edit(thing, None)
            else:
                self._open(thing, known[memo_id])

        choose: Choose[int] = Choose(f"Memos on {thing.heading}", rows, typing=False)
        self.desk.ask(choose, then)

    def _go_and_open(self, memo_id: int) -> None:
        memo = self.study.memos.get(memo_id)
        place = self.study.memos.places()[memo_id]
        if place.document_id is not None:
            self.desk.places.push()
            self.desk.open(place.document_id, at=place.start, end=place.end)
        if memo.target == "code" and memo.target_id is not None:
            self.desk.codebook_tree.choose(memo.target_id)
        self._open(self._thing_of(memo), memo)

    def _thing_of(self, memo: MemoInfo) -> Thing:
        what = self.study.memos.places()[memo.id].what
        return Thing(memo.target, memo.target_id, name(what, 60), memo.start, memo.end)

    def _open(self, thing: Thing, memo: MemoInfo) -> None:
        if memo.coder_id == self.study.coder.id and not self.study.read_only:
            self._edit(thing, memo)
        else:
            self._read(thing, memo)

    def _read(self, thing: Thing, memo: MemoInfo) -> None:
        reader = MemoReader(
            f"Memo on {thing.heading}, by {self._coder(memo)}",
            memo,
            links=self.study.memos.links_in(memo.body),
            codes=self.session.codes,
            own=not self.study.read_only,
        )

        def then(answer: MemoLink | Literal["own"]) -> None:
            if isinstance(answer, MemoLink):
                self._follow(answer, memo.id)
            else:
                self._edit(thing, self._mine(thing))

        self.desk.ask(reader, then)

    def _coder(self, memo: MemoInfo) -> str:
        coder = self.session.coders.get(memo.coder_id)
        return name(coder.name, 24) if coder else "?"

    def _mine(self, thing: Thing) -> MemoInfo | None:
        mine = self.study.coder.id
        return next((memo for memo in self._memos_on(thing) if memo.coder_id == mine), None)

    def editor(self, heading: str, kept: MemoInfo | None = None) -> MemoEditor:
        """A page for a memo: one there is, or a new one."""
        return MemoEditor(
            heading,
            kept,
            links_in=self.study.memos.links_in,
            codes=self.session.codes,
            here=list(self._places_here()),
        )

    def _edit(self, thing: Thing, kept: MemoInfo | None) -> None:
        editor = self.editor(f"Memo on {thing.heading}", kept)

        def then(written: Written) -> None:
            memo_id = self._keep(thing, kept, written)
            if written.follow is not None and memo_id is not None:
                self._follow(written.follow, memo_id)

        self.desk.ask(editor, then)

    def _keep(self, thing: Thing, kept: MemoInfo | None, written: Written) -> int | None:
        """Save what was written; the memo's id, or None where there is none any more."""
        if not written.body.strip():
            if kept is not None:
                self.study.memos.remove(kept.id)
                self._changed("Memo removed")
            return None
        if kept is None:
            made = self.study.memos.add(
                thing.target, thing.key, written.body,
                title=written.title, start=thing.start, end=thing.end,
            )  # fmt: skip
            self._changed("Memo saved")
            return made.id
        if (written.title, written.body) != (kept.title, kept.body):
            self.study.memos.change(kept.id, body=written.body, title=written.title)
            self._changed("Memo saved")
        return kept.id

    def _changed(self, said: str) -> None:
        self.desk.following.catch_up()
        self.desk.done(said)

    # -- links --------------------------------------------------------------------------

    def _places_here(self) -> Iterator[LinkHere]:
        """What a memo can be linked to: what is at the cursor; any document, or turn of it."""
        links, document = self.study.memos, self.session.document
        if document is not None:
            if self.view.selection is not None:
                words = line(self.session.text[slice(*self.view.selection)], 44)
                make = partial(links.link_to, document.id, *self.view.selection)
                yield LinkHere(Content(f"the selected words “{words}”"), make, (words,))
            at, turn = self.view.cursor, f"turn {self.view.turn + 1} of {name(document.name, 44)}"
            yield LinkHere(Content(turn), partial(links.link_to, document.id, at, at), (turn,))
            for coding in self.desk.coding.within_reach():
                yield LinkHere(
                    coding_look(self.session, coding),
                    partial(links.link_to_coding, coding.id),
                    (self.code(coding.code_id).name,),
                )
        for each in self.session.documents:
            look = Content.assemble(name(each.name, 48), ("  a turn by its number, or all", "dim"))
            make = partial(links.link_by_name, each.id)
            yield LinkHere(look, make, (each.name,), open=True)

    def _follow(self, link: MemoLink, memo_id: int) -> None:
        document = self.session.document
        self._came = Came(memo_id, document.id if document else None, self.view.cursor)
        if link.place is not None and link.document_id is not None:
            self.desk.places.jump(link.document_id, *link.place)
        elif link.document_id is not None:
            self.desk.places.push()
            self.desk.open(link.document_id)
        self.view.focus()
        self.desk.say(f"Here the link leads. {self.key('memo-on')}, then Enter: back to the memo")

    def forget(self) -> None:
        """Know no way back to a memo any more."""
        self._came = None

    def back(self) -> None:
        """Go back to the memo from which a link was followed, and to where the desk was."""
        if self._came is None:
            return
        came, self._came = self._came, None
        if came.document_id is not None:
            self.desk.open(came.document_id, at=came.offset)
        self.desk.say("")
        memo = self.study.memos.get(came.memo_id)
        self._open(self._thing_of(memo), memo)
