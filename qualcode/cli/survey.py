"""``qualcode survey``: scores from before and after."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, writing

EXAMPLES = ("qualcode survey heads survey.csv", "qualcode report survey heads -o change.xlsx")


def run(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="csv or xlsx: name, wave, a column a factor.", readable=False
        ),
    ],
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Read survey scores from before and after.

    Scores are percentages from 0 to 100; the wave is 'pre' or 'post'. Names are those of the
    participants, who have to be read first.
    """
    with writing(study, coder) as opened:
        report = opened.survey.import_file(file)
    if as_json:
        out.data(asdict(report))
        return
    out.say(
        f"{out.count(report.scores, 'score')} of {out.count(report.respondents, 'respondent')} "
        f"on {out.count(len(report.factors), 'factor')}, {report.missing:,} missing."
    )
    out.say(f"Only before: {report.pre_only:,}; only after: {report.post_only:,}.")
    if report.unknown:
        out.note(f"{out.count(report.unknown, 'name')} left out: no participant is called so.")
