"""``qualcode participants``: who the speakers are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, writing

EXAMPLES = ("qualcode participants heads participants.csv",)


def run(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="csv or xlsx with a column 'name'.")],
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Read a table of participants and attributes.

    'name' is the name heard in the transcripts, 'heard_as' others it goes by, separated by
    semicolons. Every other column is an attribute, such as role or institution.
    """
    with writing(study, coder) as opened:
        report = opened.participants.import_file(file)
    if as_json:
        out.data(
            {
                "added": report.added,
                "changed": report.changed,
                "matched": [list(pair) for pair in report.matched],
                "unmatched": [list(pair) for pair in report.unmatched],
                "unheard": list(report.unheard),
            }
        )
        return
    out.say(
        f"{out.count(report.added, 'participant')} added, {report.changed:,} changed; "
        f"{out.count(len(report.matched), 'speaker')} matched."
    )
    for document, label in report.unmatched:
        out.say(f"Nobody's: {out.name(label)} in {out.name(document)}")
    if report.unheard:
        out.say(f"Not heard in any document: {', '.join(map(out.name, report.unheard))}")
