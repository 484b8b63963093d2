"""``qualcode keys``: the keys of the coding desk."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Json

EXAMPLES = ("qualcode keys", "qualcode keys --preset vi", "qualcode keys --write")


def run(
    preset: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The keys of a preset, such as vi, not your own."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write keys.toml, to change keys in it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show the keys of the coding desk, or begin a file of your own.

    Keys are changed in keys.toml, in the folder ~/.config/qualcode, or the one that
    QUALCODE_CONFIG names. --write puts a file there in which every action stands with its
    keys, commented out.
    """
    from qualcode.tui.actions import GROUPS, of_group
    from qualcode.tui.keyfile import preset_keymap, read_keymap, write_key_file

    if write:
        out.say(f"Wrote {out.name(str(write_key_file(preset or 'standard')))}")
        return
    keymap = read_keymap() if preset is None else preset_keymap(preset)
    listed = [action for group in GROUPS for action in of_group(group)]
    if as_json:
        out.data(
            [
                {"action": a.id, "keys": keymap.keys(a.id), "pane": a.pane, "does": a.title}
                for a in listed
            ]
        )
        return
    rows = [("  ".join(keymap.keys(a.id)), a.pane, a.id, a.title) for a in listed]
    out.table(("Keys", "Where", "Action", "What it does"), rows)
