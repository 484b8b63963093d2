"""``qualcode find``: words in what was said."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, StudyPath, reading

EXAMPLES = (
    "qualcode find heads capacity",
    "qualcode find heads '\"all our children\"' --speaker 'Margaret Osei'",
    "qualcode find heads 'teach* -bus' --document head-special-school",
)


def run(
    study: StudyPath,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words; "a phrase"; begin*; OR; -without.')
    ],
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this speaker's turns.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this document.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="At most so many turns.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find words in what was said.

    Words are found in all their forms: 'teach' finds 'teaching' and 'teaches'. With --json
    each place has the question it answers.
    """
    with reading(study) as opened:
        document_id = opened.documents.get(document).id if document else None
        more = None if limit is None else limit + 1
        hits = opened.search(query, speaker=speaker, document_id=document_id, limit=more)
        asked = opened.documents.asked(document_id) if as_json else {}
    turns = list(dict.fromkeys((hit.document_id, hit.turn) for hit in hits))
    shown = set(turns[:limit])
    hits = [hit for hit in hits if (hit.document_id, hit.turn) in shown]
    if as_json:
        out.data(
            [hit._asdict() | {"asked": asked.get((hit.document_id, hit.turn))} for hit in hits]
        )
        return
    for hit in hits:
        who = f", {out.name(hit.speaker)}" if hit.speaker else ""
        out.say(f"{out.name(hit.document)}{who}, turn {hit.turn}:")
        out.say(f"  {out.one_line(f'{hit.before}»{hit.match}«{hit.after}')}")
    found = f"{out.count(len(hits), 'place')} found"
    if len(turns) > len(shown):
        found += f" in the first {out.count(len(shown), 'turn')}; there are more"
    out.note(f"{found}.")
