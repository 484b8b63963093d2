"""``qualcode participants``: who the speakers are, and how many others like them there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, reading, writing

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.participants import ParticipantsReport

EXAMPLES = (
    "qualcode participants heads participants.csv",
    "qualcode participants heads --population population.csv",
    "qualcode participants heads",
)


def run(
    study: StudyPath,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="csv or xlsx with a column 'name'.", readable=False),
    ] = None,
    population: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="csv or xlsx with the columns role, institution_type, count.",
            readable=False,
        ),
    ] = None,
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Read a table of participants and their attributes, or list them.

    'name' is the name heard in the transcripts, 'heard_as' others it goes by, separated by
    semicolons. Every other column is an attribute, such as role or institution.

    --population says how many people of each role readers know of, for instance 14 teachers
    in special schools, of whom two took part. Then 'Teacher, special school' hides a speaker
    well enough to be quoted under. An empty institution_type stands for the whole role. The
    numbers replace those entered before.
    """
    if file is None and population is None:
        with reading(study) as opened:
            _list(opened, as_json=as_json)
        return
    from qualcode.study.populations import read_numbers

    numbers = None if population is None else read_numbers(population)  # before anything changes
    with writing(study, coder) as opened:
        report = None if file is None else opened.participants.import_file(file)
        if numbers is not None:
            opened.analyses.set_population(numbers)
    if as_json:
        told = {} if report is None else _data(report)
        out.data(told if numbers is None else {**told, "population": len(numbers)})
        return
    if report is not None:
        _say(report)
    if numbers is not None:
        out.say(f"Entered {out.count(len(numbers), 'number')} of people that readers know of.")


def _data(report: ParticipantsReport) -> dict[str, Any]:
    return {
        "added": report.added,
        "changed": report.changed,
        "matched": [list(pair) for pair in report.matched],
        "unmatched": [list(pair) for pair in report.unmatched],
        "unheard": list(report.unheard),
    }


def _say(report: ParticipantsReport) -> None:
    out.say(
        f"{out.count(report.added, 'participant')} added, {report.changed:,} changed; "
        f"{out.count(len(report.matched), 'speaker')} matched."
    )
    for document, label in report.unmatched:
        out.say(f"Nobody's: {out.name(label)} in {out.name(document)}")
    if report.unheard:
        out.say(f"Not heard in any document: {', '.join(map(out.name, report.unheard))}")


def _list(study: Study, *, as_json: bool) -> None:
    """Each participant with the label that they are quoted under, and the numbers entered."""
    from qualcode.study.populations import known_numbers

    labels = study.quotations.attributions()
    people = study.participants.list()
    numbers = known_numbers(study)
    if as_json:
        out.data(
            {
                "participants": [
                    {"name": p.name, "quoted_as": labels[p.id], **dict(p.attributes)}
                    for p in people
                ],
                "population": [
                    {"role": n.role, "institution_type": n.institution_type, "count": n.count}
                    for n in numbers
                ],
            }
        )
        return
    out.table(("name", "role", "quoted as"), [(p.name, p.role, labels[p.id]) for p in people])
    if numbers:
        out.say("\nHow many people readers know of:")
        rows = [(n.role, n.institution_type or "(any)", n.count) for n in numbers]
        out.table(("role", "type of institution", "count"), rows)
