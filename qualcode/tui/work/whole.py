"""What concerns the whole study: documents, undo, coders, panels, leaving."""

from __future__ import annotations

from textual.content import Content

from qualcode.tui.screens.ask import AskLine, Confirm
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.help import Help
from qualcode.tui.shown import counted, name
from qualcode.tui.work.part import Part

_NEW_CODER = 0


class Whole(Part):
    """Actions that are about no single passage or code."""

    def undo(self) -> None:
        """Take back the coder's last change; in a quick round, the last step."""
        if self.desk.round.takes_back():
            return
        entry = self.study.history.undo()
        if entry is None:
            self.desk.say(f"Nothing to undo for {name(self.study.coder.name)}")
            return
        self.desk.following.catch_up()
        self.desk.round.undone()
        self.desk.say(f"Undone: {name(entry.label)} (redo: {self.key('redo')})")

    def redo(self) -> None:
        """Do again what was undone last."""
        entry = self.study.history.redo()
        if entry is None:
            self.desk.say("Nothing to redo")
            return
        self.desk.following.catch_up()
        self.desk.say(f"Done again: {name(entry.label)} (undo: {self.key('undo')})")

    def coder(self) -> None:
        """Choose who is coding, or add somebody."""
        agreed = self.study.coders.agreed()
        rows = [
            Row(coder.id, Content(name(coder.name)), (coder.name,))
            for coder in self.session.coders.values()
            if coder != agreed
        ]
        rows.append(Row(_NEW_CODER, Content.styled("＋ somebody else …", "italic"), ()))
        choose: Choose[int] = Choose(
            "Who is coding?", rows, start=self.study.coder.id, typing=False
        )
        self.desk.ask(choose, self._use)

    def _use(self, coder_id: int) -> None:
        if coder_id == _NEW_CODER:
            ask = AskLine("Who is coding?", hint="a name")
            self.desk.ask(ask, lambda typed: self._use(self.study.coders.add(typed).id))
            return
        coder = self.study.coders.use(coder_id)
        self._look_anew()
        blind = ", blind: nothing of others is shown" if self.session.blind else ""
        self.desk.say(f"{name(coder.name)} is coding now{blind}")

    def blind(self) -> None:
        """Code blind from now on; or, after a question, no longer."""
        if not self.session.blind:
            self._go_blind(on=True)
            return
        told = (
            "You will see what others have coded, and suggestions.",
            "What you code from then on is not coded blind; the history keeps when.",
        )
        confirm = Confirm("End coding blind?", [Content(line) for line in told], yes="end it")
        self.desk.ask(confirm, lambda _: self._go_blind(on=False))

    def _go_blind(self, *, on: bool) -> None:
        self.study.coders.set_blind(on)
        self._look_anew()
        said = "others' work is not shown, and nothing is suggested"
        if not on:
            said = "what others have coded is shown again"
        self.desk.say(f"Coding {'blind' if on else 'with sight'}: {said}")

    def own_suggestions(self) -> None:
        """Let nothing be suggested to the coder at work from now on; or let it again."""
        record = self.study.suggestions.record
        on = not record.are_on()
        record.switch(on=on)
        self._look_anew()
        who = name(self.study.coder.name)
        said = "back" if on else "off until you switch them on"
        self.desk.say(f"Suggestions for {who} are {said}; the record says so")

    def _look_anew(self) -> None:
        """Drop what rests on what was seen before, and read all again."""
        self.desk.round.end()
        self.desk.memos.forget()
        self.desk.following.catch_up()

    def only_mine(self) -> None:
        """Show the codings of the coder at work alone, or those of everybody."""
        if self.session.blind:
            ends = f"{self.key('blind')} ends it"
            self.desk.say(f"You are coding blind, and see your own codings only: {ends}")
            return
        self.session.only_mine = not self.session.only_mine
        self.desk.following.catch_up()
        who = name(self.study.coder.name) if self.session.only_mine else "everybody"
        self.desk.say(f"Showing the codings of {who}")

    def pick_document(self) -> None:
        """Ask for a document by name."""
        counts = self.session.counts_documents
        rows = [
            Row(
                document.id,
                Content.assemble(
                    name(document.name, 36),
                    (f"  {document.kind} · {document.words:,} words", "dim"),
                    (f" · {counted(counts.get(document.id, 0), 'coding')}", "dim"),
                ),
                (document.name,),
            )
            for document in self.session.documents
        ]
        here = self.session.document.id if self.session.document else None
        choose: Choose[int] = Choose("Go to which document?", rows, start=here)
        self.desk.ask(choose, lambda document_id: self.desk.open(document_id))

    def next_document(self, step: int) -> None:
        """Open the document after this one, or before."""
        ids = [document.id for document in self.session.documents]
        if ids and self.session.document is not None:
            at = ids.index(self.session.document.id) + step
            if 0 <= at < len(ids):
                self.desk.open(ids[at])
            else:
                self.desk.say(f"This is the {'last' if step > 0 else 'first'} document")

    def rename_document(self) -> None:
        """Give the highlighted document another name."""
        chosen = self.desk.document_list.chosen
        if chosen is None:
            return
        old = self.study.documents.get(chosen)

        def then(wanted: str) -> None:
            if wanted != old.name:
                self.study.documents.rename(old.id, wanted)
                self.desk.following.catch_up()
                self.desk.done(f"Renamed {name(old.name)} to {name(wanted)}")

        self.desk.ask(AskLine("Another name for the document", value=old.name), then)

    def panel(self, which: str) -> None:
        """Show a panel and go there; when there, hide it."""
        self.desk.panels.toggle(which)

    def split(self) -> None:
        """Two sides, or one again."""
        self.desk.sides.toggle()
        if self.desk.sides.split:
            other, end = self.key("other-side"), self.key("split")
            self.desk.say(f"Two sides: {other} goes to the other one, {end} ends it")

    def other_side(self) -> None:
        """Go to the other side; make one where there is none."""
        if self.desk.sides.split:
            self.desk.sides.other()
        else:
            self.split()

    def suggestions(self) -> None:
        """Show the suggestions, or hide them."""
        self.desk.panels.toggle_suggestions()

    def back(self) -> None:
        """Go back to the transcript."""
        self.view.focus()

    def palette(self) -> None:
        """Show all commands."""
        self.desk.app.action_command_palette()

    def theme(self) -> None:
        """Choose how the desk looks; it is kept in the study."""
        self.desk.app.action_change_theme()

    def help(self) -> None:
        """Show the help."""
        self.desk.app.push_screen(Help(self.desk.keymap, self.desk.keys_pane))

    def quit(self) -> None:
        """Write down the place and leave."""
        self.desk.leave()
