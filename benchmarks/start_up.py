"""From the shell to the help text, and from the shell to the first screen of a large study."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import qualcode
from benchmarks.corpus import transcripts
from benchmarks.measure import Figure, median_ms

COMMAND = [sys.executable, "-m", "qualcode"]


def run() -> list[Figure]:
    bare = median_ms(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 9)
    helped = median_ms(
        lambda: subprocess.run([*COMMAND, "--help"], check=True, stdout=subprocess.DEVNULL), 9
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.qualcode"
        with qualcode.create(path) as study, study.one_action("a hundred documents"):
            for transcript in transcripts(100, 2_000):
                study.documents.add(transcript)
        painted = median_ms(lambda: first_paint([*COMMAND, "code", str(path)], b"d0000"), 5)
        textual = median_ms(
            lambda: first_paint([sys.executable, "-c", EMPTY_APP], b"floor-is-painted"), 5
        )
    return [
        Figure("qualcode --help", helped, bare, "ms", "python -c pass"),
        Figure(
            "open a 100-document study to first paint",
            painted,
            textual,
            "ms",
            "a Textual app that shows one label",
        ),
    ]


EMPTY_APP = """
from textual.app import App
from textual.widgets import Label
class Floor(App):
    def compose(self):
        yield Label("floor-is-painted")
Floor().run()
"""


def first_paint(command: list[str], awaited: bytes, limit: float = 30.0) -> None:
    """Start a program in a terminal of its own and wait until ``awaited`` is on the screen."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="120", LINES="40")
        os.execv(command[0], command)
    seen = b""
    end = time.monotonic() + limit
    try:
        while awaited not in seen:
            if time.monotonic() > end:
                raise TimeoutError(f"nothing painted by {command}")
            ready, _, _ = select.select([terminal], [], [], 0.1)
            if ready:
                seen += os.read(terminal, 65536)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
