"""``qualcode import``: transcripts and survey answers into a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, writing

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.types import ImportReport

EXAMPLES = (
    "qualcode import heads interview-1.docx interview-2.vtt",
    "qualcode import heads transcripts/*.txt --interviewer 'Ruth Calloway'",
)


def run(
    study: StudyPath,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="txt, md, docx, vtt, srt, csv or xlsx.")
    ],
    interviewer: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A speaker who asks; may be given several times."),
    ] = None,
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Take transcripts or survey answers into a study.

    All files are taken in, or none: if one cannot be read, the study stays as it was. Who
    asks is guessed and shown; --interviewer says it.
    """
    with writing(study, coder) as opened:
        reports = _take_in(opened, files, interviewer or [])
        if as_json:
            out.data([_plain(opened, report) for report in reports])
        else:
            _show(opened, reports)
        for report in reports:
            for warning in report.warnings:
                out.note(f"{out.name(report.document.name)}: {out.one_line(warning)}")


def _take_in(study: Study, files: list[Path], asking: list[str]) -> list[ImportReport]:
    reports = []
    title = files[0].name if len(files) == 1 else out.count(len(files), "file")
    with (
        out.progress("Reading", len(files)) as step,
        study.one_action(f"imported {title}", action="import"),
    ):
        for file in files:
            reports.append(study.documents.import_file(file))
            step()
        if asking:
            _mark(study, reports, asking)
    return reports


def _mark(study: Study, reports: list[ImportReport], labels: list[str]) -> None:
    """Mark the speakers of these labels as those who ask."""
    from qualcode.errors import NotFound

    wanted = {label.casefold() for label in labels}
    heard = [s for report in reports for s in study.documents.speakers(report.document.id)]
    missing = wanted - {speaker.label.casefold() for speaker in heard}
    if missing:
        raise NotFound(
            f"Not heard in these files: {out.count(len(missing), 'name')} given as --interviewer.",
            hint="Nothing was taken in; give the names as they stand in the transcripts.",
        )
    for speaker in heard:
        if speaker.label.casefold() in wanted and speaker.kind != "interviewer":
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
