"""``qualcode demo``: the example study, made and opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, reading
from qualcode.text.safe import without_escapes

if TYPE_CHECKING:
    from qualcode.study import Study

EXAMPLES = ("qualcode demo", "qualcode demo ~/trying-qualcode", "qualcode demo --no-open")


def run(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to make it; made if not there.")
    ] = Path("qualcode-demo"),
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it afterwards, in a terminal.")
    ] = True,
    as_json: Json = False,
) -> None:
    """Make the example study, show its themes and open it.

    An invented study of five schools and colleges that teach together: seven transcripts,
    participants, a survey, and the codings of two coders. One that is there already is
    opened as it is.
    """
    from qualcode.example import FILE, make_example
    from qualcode.reports import build_theme_summary
    from qualcode.reports.write import theme_bytes

    path = folder / FILE
    there = path.exists()
    if not there:
        with out.progress("Making the example study"):
            path = make_example(folder)
    with reading(path) as study, out.progress("Summing up its themes"):
        made = _made(study)
        summary = build_theme_summary(study)
        text = theme_bytes(summary, "md", language=study.language).decode("utf-8")
    if as_json:
        out.data({"study": str(path), **made})
        return
    out.say(f"{'There already:' if there else 'Made'} {out.name(str(path))}:")
    for what, n in made.items():
        out.say(f"  {n:>6,} {what}")
    out.say()
    out.say(without_escapes(text))
    shown = out.name(str(path))
    out.say(f"Open it: qualcode {shown}")
    out.say(f"Write the summary: qualcode report themes {shown} -o summary.docx")
    if open_ and out.at_terminal():
        from qualcode.cli.code import open_desk

        open_desk(path, None)


def _made(study: Study) -> dict[str, Any]:
    documents = study.documents.list()
    return {
        "documents": len(documents),
        "words": sum(document.words for document in documents),
        "participants": len(study.participants.list()),
        "survey scores": sum(score.value is not None for score in study.survey.scores()),
        "codes": len(study.codebook.codes()),
        "coders": len({coding.coder_id for coding in study.codings.all()}),
        "codings": len(study.codings.all()),
        "memos": len(study.memos.list()),
    }
