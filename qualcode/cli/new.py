"""``qualcode new``: an empty study, with a codebook if one is named."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath

EXAMPLES = (
    "qualcode new heads.qualcode",
    "qualcode new heads --codebook leadership-teaching-learning",
    "qualcode new heads --codebook our-codes.yaml --language en --coder 'Ruth Calloway'",
)


def run(
    study: StudyPath,
    codebook: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A .yaml, .csv or .qdc file, or a ready codebook."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Of the transcripts: en, de, cy …; else the codebook's, or en."),
    ] = None,
    name: Annotated[str | None, typer.Option(help="The study's name; else the file's.")] = None,
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Make a new study.

    A study is one file. It is made readable by you alone.
    """
    import qualcode
    from qualcode.codebook import read

    book = read(Path(codebook)) if codebook is not None else None
    made = qualcode.create(study, name=name, codebook=book, language=language, coder=coder)
    if book is not None:
        out.warn(str(codebook), book.warnings)
    with made:
        codes = len(made.codebook.codes())
        if as_json:
            out.data({"study": str(made.path), "name": made.name, "codes": codes})
            return
        out.say(f"Made {out.name(str(made.path))} with {out.count(codes, 'code')}.")
        out.say(f"Next: qualcode import {out.name(str(made.path))} FILE…")
