"""``qualcode export``: all codings for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, Output, StudyPath, reading

EXAMPLES = (
    "qualcode export heads -o codings.xlsx",
    "qualcode export heads -o codings.csv --no-bom --coder 'Ruth Calloway'",
)


def run(
    study: StudyPath,
    output: Output,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this coder's codings.")
    ] = None,
    bom: Annotated[
        bool, typer.Option(help="csv: begin with the mark by which Excel knows UTF-8.")
    ] = True,
    as_json: Json = False,
) -> None:
    """Write all codings to a csv, xlsx or json file.

    One row a coding, with document, passage, speaker, attributes, what was asked, and memo. The
    file holds names and what people said: keep it as safe as the study.
    """
    from qualcode.exchange import write_codings

    with reading(study) as opened, out.progress("Writing"):
        coder_id = opened.coders.find(coder).id if coder else None
        n = write_codings(opened, output, coder_id=coder_id, bom=bom)
    if as_json:
        out.data({"file": str(output), "codings": n})
    else:
        out.say(f"Wrote {out.count(n, 'coding')} to {out.name(str(output))}.")
