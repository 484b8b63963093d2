"""``qualcode codebook``: a codebook in or out of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, reading, writing


def take_in(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A .yaml, .csv or .qdc file, or a ready one.", readable=False
        ),
    ],
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Take a codebook into a study.

    Codes that are there already, at the same path, get its descriptions; the others are
    added. Nothing is removed.
    """
    from qualcode.codebook import read

    codebook = read(file)
    with writing(study, coder) as opened:
        added = opened.codebook.import_(codebook)
        total = len(opened.codebook.codes())
    if as_json:
        out.data({"added": added, "codes": total, "warnings": list(codebook.warnings)})
    else:
        out.say(f"{out.count(added, 'code')} added; the study has {total:,}.")
    out.warn(file.name, codebook.warnings)


def write_out(
    study: StudyPath,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Ends in .yaml, .csv or .qdc.", readable=False)
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Write a study's codebook to a file.

    YAML keeps everything; .qdc is for NVivo, ATLAS.ti, MAXQDA and QualCoder; csv for
    spreadsheets and Taguette. A file that is there, perhaps written by hand, is not replaced
    without --force.
    """
    from qualcode.codebook import write
    from qualcode.errors import Refused

    if file.is_file() and not force:
        raise Refused(f"{file.name} is there already.", hint="Choose another name, or add --force.")
    with reading(study) as opened:
        codebook = opened.codebook.export()
    write(codebook, file)
    codes = sum(1 for _ in codebook.walk())
    if as_json:
        out.data({"file": str(file), "codes": codes})
    else:
        out.say(f"Wrote {out.count(codes, 'code')} to {out.name(str(file))}.")


def ready(as_json: Json = False) -> None:
    """List the codebooks that come with qualcode."""
    from qualcode.codebook import read, ready_codebooks

    books = [(name, read(name)) for name in ready_codebooks()]
    if as_json:
        out.data([{"name": name, "title": book.name} for name, book in books])
        return
    rows = [(name, sum(1 for _ in book.walk()), book.name) for name, book in books]
    out.table(("codebook", "codes", "title"), rows)


COMMANDS = {
    "import": (
        take_in,
        (
            "qualcode codebook import heads our-codes.yaml",
            "qualcode codebook import heads leadership-teaching-learning",
        ),
    ),
    "export": (
        write_out,
        ("qualcode codebook export heads codes.yaml", "qualcode codebook export heads codes.qdc"),
    ),
    "ready": (ready, ("qualcode codebook ready",)),
}
