"""A picture of the desk, as the program itself draws it.

``python -m qualcode.tui.screenshot STUDY -o docs/screen.svg --size 120x36``
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import tempfile
import time
from pathlib import Path

import qualcode
from qualcode.files import write_atomically
from qualcode.tui.app import DeskApp

PATIENCE = 60.0
"""Seconds to wait for suggestions before the picture is taken without them."""


def screenshot(
    study: str | Path,
    *,
    size: tuple[int, int] = (120, 36),
    document: str | None = None,
    at: str | None = None,
) -> str:
    """The desk over a copy of a study as SVG: codings in sight, a passage selected, suggestions.

    Args:
        study: the study file, closed; it is not changed.
        size: columns and rows.
        document: the one to open; that of last time, or the first, where not given.
        at: words at which to select a sentence; the third coding where not given.

    Raises:
        QualcodeError: if the study cannot be opened or has no such document.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(study, folder))
        with qualcode.open(copy) as opened:
            return asyncio.run(_drawn(DeskApp(opened), size, document, at))


async def _drawn(app: DeskApp, size: tuple[int, int], document: str | None, at: str | None) -> str:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        desk = app.desk
        if desk.tour.on:
            desk.tour.leave()
        if document is not None:
            desk.open(app.study.documents.get(document).id)
        place = desk.session.text.find(at) if at else -1
        if place >= 0:
            desk.transcript.go_to(place)
        else:
            for _ in range(3):
                desk.transcript.next_coding()
        desk.transcript.select_sentence()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and desk.suggesting.state != "off":
            await pilot.pause(0.2)
            if desk.suggesting.proposed_for(desk.coding.passage()):
                break
        await pilot.pause()
        return _without_fonts(app.export_screenshot(title=f"qualcode {app.study.path.name}"))


def _without_fonts(picture: str) -> str:
    """The picture without the fonts it would fetch from the network."""
    return re.sub(r"\s*@font-face\s*\{[^}]*\}", "", picture)


def main() -> None:
    """Take the picture from the command line."""
    parser = argparse.ArgumentParser(prog="python -m qualcode.tui.screenshot")
    parser.add_argument("study", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--size", default="120x36", help="columns x rows")
    parser.add_argument("--document")
    parser.add_argument("--at", help="words at which to select a sentence")
    given = parser.parse_args()
    columns, rows = (int(n) for n in given.size.split("x"))
    picture = screenshot(given.study, size=(columns, rows), document=given.document, at=given.at)
    write_atomically(given.output, picture.encode(), mode=0o644)


if __name__ == "__main__":
    main()
