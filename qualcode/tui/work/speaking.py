"""Who is speaking: putting a guess right at the desk."""

from __future__ import annotations

from textual.content import Content

from qualcode.study.types import SpeakerInfo
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.shown import name
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
        self.desk.reload()
        self.desk.done(f"“{name(speaker.label)}” {told}")
