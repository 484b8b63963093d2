"""``qualcode serve``: the coding desk in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, StudyPath, checked_coder, reading

if TYPE_CHECKING:
    from qualcode.web import DeskServer

EXAMPLES = ("qualcode serve heads", "qualcode serve heads --port 8000 --no-browser")


def run(
    study: StudyPath,
    coder: Coder = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Where to listen; 0: any free port.")
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser at once.")
    ] = True,
) -> None:
    """Open a study in a browser on this machine and code it.

    Only this machine can reach it. The address works once: in the browser that opens it first,
    and in no other. Ctrl+C ends it.
    """
    with reading(study) as opened:
        path, name = opened.path, opened.name
    server = _server()(path, coder=checked_coder(coder), port=port, name=name)

    def ready(address: str) -> None:
        out.say(f"The desk is at {address}")
        out.say("The address works once, in one browser. Ctrl+C ends it.")
        out.flush()
        if browser:
            import webbrowser

            webbrowser.open(address)

    server.serve(ready=ready)


def _server() -> type[DeskServer]:
    from qualcode.errors import UsageError

    try:
        from qualcode.web import DeskServer
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("textual_serve", "aiohttp", "aiohttp_jinja2"):
            raise
        raise UsageError(
            "'qualcode serve' needs the package textual-serve.",
            hint="Install it: pip install 'qualcode[serve]'",
        ) from None
    return DeskServer
