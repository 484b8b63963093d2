"""``qualcode report``: summaries and tables, printed or written to a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, Smallest, StudyPath, reading
from qualcode.text.safe import without_escapes

File = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="md, html, docx, xlsx …; else printed."),
]


def themes(
    study: StudyPath,
    output: File = None,
    quotations: Annotated[int, typer.Option(min=0, help="Quotations for each theme.")] = 3,
    approved: Annotated[
        bool, typer.Option("--approved", help="Only quotations the reviewers approved.")
    ] = False,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this coder's codings.")
    ] = None,
    title: Annotated[str, typer.Option(help="What stands on top.")] = "Theme summary",
    k: Smallest = 3,
    as_json: Json = False,
) -> None:
    """The theme summary: for each research question its themes.

    How many participants, documents and passages, by role and institution, with quotations
    attributed by role. FILE ends in .md, .html, .docx, .xlsx or .json.
    """
    from qualcode.reports import build_theme_summary, write_theme_summary

    with reading(study) as opened, out.progress("Summing up"):
        summary = build_theme_summary(
            opened,
            quotations=quotations,
            approved_only=approved,
            k=k,
            title=title,
            coder_id=opened.coders.find(coder).id if coder else None,
        )
        language = opened.language
        if output is not None:
            write_theme_summary(summary, output, language=language)
    out.notes(summary.warnings)
    if output is not None:
        out.written(output, as_json=as_json)
        return
    from qualcode.reports.write import theme_bytes

    _print(theme_bytes(summary, "json" if as_json else "md", language=language), as_json)


def matrix(study: StudyPath, output: File = None, k: Smallest = 3, as_json: Json = False) -> None:
    """Codes by role and by institution."""
    _table("matrix", study, output, k=k, as_json=as_json)


def cooccurrence(study: StudyPath, output: File = None, as_json: Json = False) -> None:
    """Which codes were given to the same turns."""
    _table("cooccurrence", study, output, as_json=as_json)


def agreement(
    study: StudyPath,
    coder: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="One of the two to compare; give it twice."),
    ] = None,
    output: File = None,
    as_json: Json = False,
) -> None:
    """How far two coders agree, code by code.

    Counted by participants' turns; the first two who coded, where none are named.
    """
    _table("agreement", study, output, coders=tuple(coder or ()), as_json=as_json)


def survey(study: StudyPath, output: File = None, as_json: Json = False) -> None:
    """How the survey scores changed from before to after."""
    _table("survey", study, output, as_json=as_json)


def _table(
    name: str,
    study: Path,
    output: Path | None,
    *,
    k: int = 3,
    coders: tuple[str, ...] = (),
    as_json: bool,
) -> None:
    from qualcode.reports import build_report, write_report
    from qualcode.reports.write import table_bytes

    with reading(study) as opened, out.progress("Counting"):
        report = build_report(opened, name, k=k, coders=coders)
        language = opened.language
        if output is not None:
            write_report(report, output, language=language)
    if output is not None:
        out.written(output, as_json=as_json)
    else:
        _print(table_bytes(report, "json" if as_json else "md", language=language), as_json)


def _print(report: bytes, as_json: bool) -> None:
    if as_json:
        import json

        out.data(json.loads(report))
    else:
        out.say(without_escapes(report.decode("utf-8")).rstrip("\n"))
        sys.stdout.flush()


COMMANDS = {
    "themes": (
        themes,
        (
            "qualcode report themes heads -o summary.docx",
            "qualcode report themes heads --approved -o summary.html",
        ),
    ),
    "matrix": (matrix, ("qualcode report matrix heads -o matrix.xlsx",)),
    "cooccurrence": (cooccurrence, ("qualcode report cooccurrence heads -o pairs.csv",)),
    "agreement": (
        agreement,
        (
            "qualcode report agreement heads -o agreement.md",
            "qualcode report agreement heads --coder 'Ruth Calloway' --coder 'Daniel Mensah'",
        ),
    ),
    "survey": (survey, ("qualcode report survey heads -o survey.html",)),
}
