"""``qualcode speakers``: who is heard where, and putting a wrong guess right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, reading, writing

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.types import SpeakerInfo

EXAMPLES = (
    "qualcode speakers heads",
    "qualcode speakers heads --document head-special-school --set 'Ruth=interviewer'",
    "qualcode speakers heads --set 'M.=Margaret Osei' --set 'All=nobody'",
)


def run(
    study: StudyPath,
    document: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this document.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="LABEL=WHO",
            help="WHO: interviewer, nobody, participant, or a participant's name.",
        ),
    ] = None,
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """List who is heard where, and say who a speaker is.

    Interviewers' talk is not data; 'nobody' are labels such as 'Several', whose words are data
    but who are not counted. Both are guessed when a transcript comes in.
    """
    if set_:
        with writing(study, coder) as opened, opened.one_action("set speakers", action="speaker"):
            for wish in set_:
                _set(opened, wish, document)
    with reading(study) as opened:
        _list(opened, document, as_json=as_json)


def _speakers(study: Study, document: str | None) -> list[SpeakerInfo]:
    if document is None:
        return study.documents.all_speakers()
    return study.documents.speakers(study.documents.get(document).id)


def _set(study: Study, wish: str, document: str | None) -> None:
    from qualcode.errors import NotFound, UsageError

    label, sign, who = (part.strip() for part in wish.rpartition("="))
    if not sign or not label or not who:
        raise UsageError(
            "--set takes a label, '=' and who it is.", hint="As in: --set 'Ruth=interviewer'"
        )
    found = [s for s in _speakers(study, document) if s.label.casefold() == label.casefold()]
    if not found:
        raise NotFound("Nobody is heard under that label.", hint="See: qualcode speakers STUDY")
    for speaker in found:
        if who in ("interviewer", "nobody", "participant"):
            study.documents.set_speaker(speaker.id, kind=who)  # type: ignore[arg-type]
            continue
        people = [p for p in study.participants.list() if p.name.casefold() == who.casefold()]
        if not people:
            raise NotFound(
                "There is no participant of that name.",
                hint="Give a name from: qualcode participants STUDY",
            )
        study.documents.set_speaker(speaker.id, participant_id=people[0].id)


def _list(study: Study, document: str | None, *, as_json: bool) -> None:
    documents = {d.id: d.name for d in study.documents.list()}
    people = {p.id: p.name for p in study.participants.list()}
    rows = [
        {
            "document": documents[s.document_id],
            "speaker": s.label,
            "kind": s.kind,
            "participant": people.get(s.participant_id or 0),
        }
        for s in _speakers(study, document)
    ]
    if as_json:
        out.data(rows)
        return
    for row in rows:
        who = row["participant"] or (
            "not in the participants' table" * (row["kind"] == "participant")
        )
        shown = f"{row['kind']}{', ' if who else ''}{out.name(who)}"
        out.say(f"{out.name(row['document'] or '')}: {out.name(row['speaker'] or '')} ({shown})")
