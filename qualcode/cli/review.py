"""``qualcode review``: the steering group's page, and its decisions."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, Output, Smallest, StudyPath, writing


def pack(
    study: StudyPath,
    output: Output,
    quotations: Annotated[int, typer.Option(min=1, help="Quotations for each theme.")] = 3,
    code: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this theme or code; may be given several times."),
    ] = None,
    k: Smallest = 3,
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Make the page on which the steering group reviews quotations.

    One html file that needs no network and no installation: send it to the reviewers, who
    send back the file of decisions they save from it. Nobody is named in it.
    """
    from qualcode.review import write_pack

    with writing(study, coder) as opened, out.progress("Choosing quotations"):
        made = write_pack(opened, output, quotations=quotations, codes=tuple(code or ()), k=k)
    if as_json:
        counts = {"quotations": len(made.guids), "themes": len(made.themes)}
        out.data({"file": str(output), **counts, "notes": list(made.warnings)})
        return
    themes = out.count(len(made.themes), "theme")
    out.say(f"Wrote {out.count(len(made.guids), 'quotation')} for {themes} to {_name(output)}.")
    out.notes(made.warnings)
    out.say("Send it to the reviewers; then: qualcode review read STUDY decisions.json")


def read(
    study: StudyPath,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="Decisions saved from the review page.", readable=False
        ),
    ],
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Read the decisions of reviewers into the study.

    Reading a file twice changes nothing. All files are read, or none.
    """
    from qualcode.review import read_decisions

    label = "read reviewers' decisions"
    with writing(study, coder) as opened, opened.one_action(label, action="review"):
        reports = [read_decisions(opened, file) for file in files]
    if as_json:
        out.data([asdict(report) for report in reports])
        return
    for report in reports:
        out.say(
            f"{out.name(report.reviewer)}: {report.answered} of {report.asked} answered "
            f"({report.approved} approved, {report.queried} queried, {report.declined} declined); "
            f"{report.new} new."
        )
        if report.gone:
            out.note(
                f"Note: left out {out.count(report.gone, 'answer')} to quotations that are no "
                "longer in the study. To keep them, undo the removal and read the file again."
            )


def _name(path: Path) -> str:
    return out.name(str(path))


COMMANDS = {
    "pack": (pack, ("qualcode review pack heads -o review.html",)),
    "read": (read, ("qualcode review read heads decisions-chair.json",)),
}
