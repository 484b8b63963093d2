"""``qualcode undo``: take the last change back."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, writing

EXAMPLES = ("qualcode undo heads", "qualcode undo heads --redo", "qualcode undo heads --coder Ann")


def run(
    study: StudyPath,
    redo: Annotated[bool, typer.Option("--redo", help="Do again what was undone last.")] = False,
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """Undo a coder's last change, or do it again.

    Each coder undoes their own changes only.
    """
    with writing(study, coder) as opened:
        entry = opened.history.redo() if redo else opened.history.undo()
        who = opened.coder.name
    if as_json:
        out.data(None if entry is None else {"label": entry.label, "kind": entry.kind})
    elif entry is None:
        out.say(f"{out.name(who)} has nothing to {'do again' if redo else 'undo'}.")
    else:
        out.say(f"{'Did again' if redo else 'Undid'}: {out.name(entry.label)}")
