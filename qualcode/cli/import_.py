"""``qualcode import``: transcripts and survey answers into a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, writing

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.types import ImportReport

EXAMPLES = (
    "qualcode import heads interview-1.docx interview-2.vtt",
    "qualcode import heads transcripts/*.txt --interviewer 'Ruth Calloway'",
    "qualcode import heads old-mac.txt --encoding mac-roman",
    "qualcode import heads group.txt --speaker Carl --not-speaker 'Bottom line'",
)


def run(
    study: StudyPath,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="txt, md, docx, vtt, srt, csv or xlsx.", readable=False
        ),
    ],
    interviewer: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A speaker who asks; may be given several times."),
    ] = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A label that is a speaker, though seldom heard."),
    ] = None,
    not_speaker: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS", help="Words before a colon that are no speaker."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Of text files: utf-8, cp1252, mac-roman …; else found."),
    ] = None,
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Take transcripts or survey answers into a study.

    All files are taken in, or none: if one cannot be read, the study stays as it was. Who
    asks is guessed and shown; --interviewer says it. Labels that may be speakers or not are
    named; --speaker and --not-speaker settle them. Each may be given several times.
    """
    with writing(study, coder) as opened:
        said = _Said(interviewer or [], speaker or [], not_speaker or [], encoding)
        reports = _take_in(opened, files, said)
        if as_json:
            out.data([_plain(opened, report) for report in reports])
        else:
            _show(opened, reports)
        for report in reports:
            out.warn(report.document.name, report.warnings)
        _advise(reports, said)


class _Said(NamedTuple):
    """What the person importing says of the files."""

    asking: list[str]
    speaking: list[str]
    denied: list[str]
    encoding: str | None


def _advise(reports: list[ImportReport], said: _Said) -> None:
    """How to settle what was guessed and may be wrong."""
    again = "qualcode undo STUDY, then import again with"
    if any(report.doubtful or report.unsure for report in reports):
        out.note(f"To settle who is a speaker: {again} --speaker NAME or --not-speaker NAME.")
    guessed = (report.document.encoding or "utf-8" for report in reports)
    if said.encoding is None and not all(name.startswith("utf") for name in guessed):
        out.note(f"To name the encoding: {again} --encoding mac-roman, cp1252, cp1250 …")


def _take_in(study: Study, files: list[Path], said: _Said) -> list[ImportReport]:
    reports = []
    title = files[0].name if len(files) == 1 else out.count(len(files), "file")
    with (
        out.progress("Reading", len(files)) as step,
        study.one_action(f"imported {title}", action="import"),
    ):
        for file in files:
            report = study.documents.import_file(
                file,
                encoding=said.encoding,
                speakers=[*said.asking, *said.speaking],
                not_speakers=said.denied,
            )
            reports.append(report)
            step()
        heard = [speaker.label for report in reports for speaker in report.speakers]
        refused = [label for report in reports for label in report.refused]
        _must_stand("--interviewer", said.asking, heard)
        _must_stand("--speaker", said.speaking, heard)
        _must_stand("--not-speaker", said.denied, refused)
        _mark(study, reports, said.asking)
    return reports


def _must_stand(option: str, given: list[str], found: list[str]) -> None:
    """Raise if a name given with ``option`` stands in none of the files."""
    from qualcode.errors import NotFound
    from qualcode.transcripts import fold

    missing = {fold(name) for name in given} - {fold(label) for label in found}
    if missing:
        raise NotFound(
            f"Not heard in these files: {out.count(len(missing), 'name')} given as {option}.",
            hint="Nothing was taken in; give the names as they stand in the transcripts.",
        )


def _mark(study: Study, reports: list[ImportReport], labels: list[str]) -> None:
    """Mark the speakers of these labels as those who ask."""
    from qualcode.transcripts import fold

    wanted = {fold(label) for label in labels}
    for speaker in (speaker for report in reports for speaker in report.speakers):
        if fold(speaker.label) in wanted and speaker.kind != "interviewer":
            study.documents.set_speaker(speaker.id, kind="interviewer")


def _plain(study: Study, report: ImportReport) -> dict[str, Any]:
    return {
        "document": report.document.name,
        "id": report.document.id,
        "kind": report.document.kind,
        "format": report.document.format,
        "words": report.document.words,
        "turns": report.turns,
        "speakers": [
            {"label": speaker.label, "kind": speaker.kind}
            for speaker in study.documents.speakers(report.document.id)
        ],
        "unsure": list(report.unsure),
        "doubtful": list(report.doubtful),
        "warnings": list(report.warnings),
    }


def _show(study: Study, reports: list[ImportReport]) -> None:
    rows: list[tuple[str | int, ...]] = []
    for report in reports:
        speakers = study.documents.speakers(report.document.id)
        asking = [s.label for s in speakers if s.kind == "interviewer"]
        said = [s.label for s in speakers if s.kind != "interviewer"]
        document = report.document
        rows.append(
            (
                document.name,
                document.kind,
                document.words,
                report.turns,
                ", ".join(asking) or "–",
                ", ".join(said) or "–",
            )
        )
    out.table(("document", "kind", "words", "turns", "asking", "heard"), rows)
