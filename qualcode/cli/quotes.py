"""``qualcode quotes``: quotations that speak for a theme."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, Smallest, StudyPath, reading

EXAMPLES = (
    "qualcode quotes heads --code Confidence",
    "qualcode quotes heads --code 'Learning together' -n 5 --json",
)


def run(
    study: StudyPath,
    code: Annotated[str, typer.Option(metavar="NAME", help="A theme or code, with all below it.")],
    n: Annotated[int, typer.Option("-n", min=1, help="How many.")] = 5,
    k: Smallest = 3,
    as_json: Json = False,
) -> None:
    """Choose quotations that speak for a theme or code.

    Distinct people, a length that can be quoted, and the range of what was said; each with
    the reason, and attributed by a role that at least K people share.
    """
    with reading(study) as opened, out.progress("Choosing"):
        chosen = opened.quotations.choose(code, n, k=k)
        joins = opened.quotations.joins(chosen, k=k)
        obstacle = opened.quotations.obstacle()
        codes = {c.id: c.label for c in opened.codebook.codes()}
        documents = {row.id: row.document_id for row in opened.codings.all()}
        names = {document.id: document.name for document in opened.documents.list()}
    out.notes([*filter(None, [obstacle]), *joins])
    if as_json:
        out.data(
            [
                {
                    "shown": q.shown,
                    "attribution": q.attribution,
                    "code": codes[q.code_id],
                    "document": names[documents[q.coding_id]],
                    "coding_id": q.coding_id,
                    "reason": q.reason,
                }
                for q in chosen
            ]
        )
        return
    for quotation in chosen:
        out.say(f"“{out.one_line(quotation.shown)}”")
        out.say(f"  — {out.name(quotation.attribution)} · {out.name(codes[quotation.code_id])}")
        out.say(f"  {out.one_line(quotation.reason)}\n")
    if len(chosen) < n and not obstacle:
        out.note(f"{out.count(len(chosen), 'quotation')}: no more passages can be quoted.")
