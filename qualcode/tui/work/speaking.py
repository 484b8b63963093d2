"""Who is speaking: putting a guess right at the desk."""

from __future__ import annotations

from textual.content import Content

from qualcode.study.types import SpeakerInfo
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.picker import CodePicker, NewName, Picked
from qualcode.tui.shown import counted, name
from qualcode.tui.work.part import Part

_KINDS = (
    ("interviewer", "an interviewer: the talk is not data"),
    ("nobody", "nobody in particular: data, but nobody is counted"),
    ("participant", "a participant who is in no table yet"),
)


class Speaking(Part):
    """The speaker of the turn at the cursor."""

    def choose(self) -> None:
        """Ask whom the label of this turn stands for, in this document."""
        speaker = self.session.speaker_at(self.view.cursor)
        if speaker is None:
            self.desk.say("Nobody is named in this turn")
            return
        rows = [
            Row(kind, Content(told), (kind, told))
            for kind, told in _KINDS
            if not (kind == "participant" and speaker.participant_id is not None)
        ]
        for person in self.study.participants.list():
            look = Content.assemble(name(person.name), (f"  {name(person.role)}", "dim"))
            rows.append(Row(str(person.id), look, (person.name, person.role)))
        start = str(speaker.participant_id or speaker.kind)
        choose: Choose[str] = Choose(f"Who is “{name(speaker.label)}”?", rows, start=start)
        self.desk.ask(choose, lambda answer: self._set(speaker, answer))

    def code_all(self) -> None:
        """Ask for a code and put it on all that this speaker says in the document."""
        speaker = self.session.speaker_at(self.view.cursor)
        if speaker is None:
            self.desk.say("Nobody is named in this turn")
            return
        turns = sum(turn.speaker_id == speaker.id for turn in self.session.turns)
        picker = CodePicker(
            f"Code all {name(speaker.label, 40)} says here: {counted(turns, 'turn')}",
            list(self.session.codes.values()),
            start=self.session.last_code,
            new=True,
        )
        self.desk.ask(picker, lambda picked: self._code_all(speaker, picked))

    def _code_all(self, speaker: SpeakerInfo, picked: Picked) -> None:
        if isinstance(picked, NewName):
            new = picked.name
            self.desk.coding.ask_theme(new, lambda parent: self._make_code(speaker, new, parent))
        elif isinstance(picked, int):
            self._coded_all(
                speaker, picked, self.study.codings.apply_to_speaker(speaker.id, picked)
            )

    def _make_code(self, speaker: SpeakerInfo, new: str, parent: int | None) -> None:
        with self.study.one_action(f"new code {new}, put on all a speaker says", action="code"):
            code = self.study.codebook.add(new, parent)
            made = self.study.codings.apply_to_speaker(speaker.id, code.id)
        self._coded_all(speaker, code.id, made)

    def _coded_all(self, speaker: SpeakerInfo, code_id: int, made: int) -> None:
        self.session.last_code = code_id
        self.desk.following.catch_up()
        code = name(self.code(code_id).name, 40)
        if made:
            self.desk.done(f"Coded {code}: {counted(made, 'turn')} of {name(speaker.label, 40)}")
        else:
            self.desk.say(f"{code} is on all that {name(speaker.label, 40)} says here already")

    def _set(self, speaker: SpeakerInfo, answer: str) -> None:
        if answer.isdigit():
            self.study.documents.set_speaker(speaker.id, participant_id=int(answer))
            told = f"is {name(self.study.participants.get(int(answer)).name)}"
        else:
            kind = next(k for k in ("interviewer", "nobody", "participant") if k == answer)
            self.study.documents.set_speaker(speaker.id, kind=kind)
            told = {"participant": "is a participant", "nobody": "is nobody in particular"}.get(
                kind, "is an interviewer"
            )
        self.desk.following.catch_up()
        self.desk.done(f"“{name(speaker.label)}” {told}")
