"""``qualcode history``: what was changed."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, StudyPath, reading

EXAMPLES = ("qualcode history heads", "qualcode history heads -n 200 --json")


def run(
    study: StudyPath,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="The newest so many.")] = 50,
    as_json: Json = False,
) -> None:
    """List what was changed, by whom and when.

    The newest come first. A change that was undone stays in the list and is marked.
    """
    with reading(study) as opened:
        entries = opened.history.list(limit)
    if as_json:
        out.data(
            [
                {
                    "id": entry.id,
                    "at": entry.at,
                    "coder": entry.coder,
                    "kind": entry.kind,
                    "action": entry.action,
                    "label": entry.label,
                    "undone": entry.undone,
                }
                for entry in entries
            ]
        )
        return
    words = {"do": "", "undo": "undid: ", "redo": "did again: "}
    rows = [
        (e.at[:19].replace("T", " "), e.coder, words.get(e.kind, "") + e.label + _mark(e.undone))
        for e in entries
    ]
    out.table(("at (UTC)", "coder", "change"), rows)


def _mark(undone: bool) -> str:
    return " (undone)" if undone else ""
