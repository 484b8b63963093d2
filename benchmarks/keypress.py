"""How long from a key to the last byte of the frame it causes?

The real transcript view runs in a small application in a real pseudo-terminal of 120 x 40
cells, with a document of 200,000 words and 5,000 codings. Each key is written when the
screen has been quiet, and the clock stops at the last byte before it is quiet again. The
floor is a program that answers each key with as many bytes as the view's median frame and
does nothing else: what the pseudo-terminal and the two processes cost by themselves.

    python -m benchmarks.keypress
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, table

WORDS, CODINGS, COLUMNS, ROWS = 200_000, 5_000, 120, 40
QUIET = 0.06  # seconds without a byte after which a frame is over
KEYS = {
    "character": ("l", 40), "row": ("j", 60), "word": ("w", 30), "sentence": ("s", 20),
    "select a sentence more": ("S", 10), "turn": ("t", 15), "page": ("d", 15),
    "apply a code": ("c", 10),
}  # fmt: skip
_STOCK = (
    "we took the students across to the other school on the bus and they worked together "
    "because nobody there knew them and that was what they liked about it I think"
)
READY = b"\x1b]2;ready\x07"  # a window title: written when the document is on the screen


def document(words: int = WORDS, codings: int = CODINGS, seed: int = 1) -> tuple[Any, ...]:
    """Text, turns, speakers, codings and codes, invented and always the same."""
    from qualcode.study.types import CodeInfo, CodingRow, SpeakerInfo, TurnRow
    from qualcode.view.palette import ON_DARK

    dice = random.Random(seed)
    stock = _STOCK.split()
    speakers = [
        SpeakerInfo(1, 1, "Interviewer", "interviewer", None),
        SpeakerInfo(2, 1, "Head teacher", "participant", 1),
    ]
    parts: list[str] = []
    turns: list[TurnRow] = []
    length = said = 0
    while said < words:
        speaker = speakers[len(turns) % 2]
        count = dice.randint(4, 20) if speaker.id == 1 else dice.randint(20, 220)
        said += count
        speech = _speech(dice, stock, count)
        start = length + len(speaker.label) + 2
        end = start + len(speech)
        n = len(turns) + 1
        turns.append(TurnRow(n, start, end, speaker.id, speaker.label, n * 20_000, None, None))
        parts.append(f"{speaker.label}: {speech}\n\n")
        length = end + 2
    codes = [
        CodeInfo(n, str(n), None, float(n), f"Code {n}", (f"Code {n}",), ON_DARK[n % 6])
        for n in range(1, 31)
    ]
    rows = []
    for n in range(1, codings + 1):
        turn = dice.choice(turns)
        start = dice.randint(turn.start, max(turn.start, turn.end - 40))
        end = min(turn.end, start + dice.randint(20, 500))
        rows.append(CodingRow(n, 1, dice.randint(1, 30), 1, start, end, "", n % 50 == 0))
    return "".join(parts), turns, speakers, rows, codes


def _speech(dice: random.Random, stock: list[str], count: int) -> str:
    words = [dice.choice(stock) for _ in range(count)]
    for n in range(0, count, 12):
        words[n] = words[n].capitalize()
        words[n - 1] += "."
    return " ".join(words)


def app() -> None:
    """The application that is measured."""
    from textual.app import App, ComposeResult

    from qualcode.study.types import CodingRow
    from qualcode.tui.widgets.transcript import TranscriptView

    class Desk(App[None]):
        BINDINGS = [  # noqa: RUF012
            ("l", "go('grapheme')"), ("j", "go('row')"), ("w", "go('word')"),
            ("s", "go('sentence')"), ("S", "grow"), ("t", "go('turn')"), ("d", "go('page')"),
            ("c", "code"), ("m", "middle"),
        ]  # fmt: skip
        ENABLE_COMMAND_PALETTE = False
        made = 1_000_000

        def compose(self) -> ComposeResult:
            yield TranscriptView()

        def on_ready(self) -> None:
            self.view = self.query_one(TranscriptView)
            self.view.load(*document())
            self.view.focus()
            self.set_timer(1.0, lambda: self._driver and self._driver.write(READY.decode()))

        def action_go(self, unit: str) -> None:
            self.view.action_cursor(unit, 1)

        def action_grow(self) -> None:
            self.view.action_extend("sentence", 1)

        def action_middle(self) -> None:
            self.view.go_to(self.view.rows.end // 2)

        def action_code(self) -> None:
            Desk.made += 1
            start, end = self.view.passage
            self.view.add_coding(
                CodingRow(Desk.made, 1, Desk.made % 30 + 1, 1, start, end, "", False)
            )

    Desk().run()


def echo(size: int) -> None:
    """The floor: answer each key with ``size`` bytes."""
    import tty

    tty.setraw(0)
    os.write(1, READY)
    while os.read(0, 64):
        os.write(1, b"x" * size)


@contextmanager
def child(*args: str) -> Iterator[int]:
    """Run this file with ``args`` in a pseudo-terminal; gives its file descriptor."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.environ.pop("NO_COLOR", None)
        os.chdir(Path(__file__).parents[1])
        os.execv(sys.executable, [sys.executable, "-m", "benchmarks.keypress", *args])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    try:
        _until_ready(fd)
        yield fd
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)


def _until_ready(fd: int) -> None:
    seen = b""
    until = time.monotonic() + 60
    while READY not in seen:
        if not select.select([fd], [], [], until - time.monotonic())[0]:
            raise RuntimeError("the program in the pseudo-terminal did not come up")
        seen += os.read(fd, 65536)
    _frame(fd, 0.5)


def _frame(fd: int, quiet: float = QUIET) -> tuple[float, int]:
    """Read until it has been quiet: the time of the last byte, and how many there were."""
    last, size = time.perf_counter(), 0
    while select.select([fd], [], [], quiet)[0]:
        size += len(os.read(fd, 65536))
        last = time.perf_counter()
    return last, size


def press(fd: int, key: str) -> tuple[float, int]:
    """Press a key: milliseconds to the last byte of its frame, and its bytes."""
    begin = time.perf_counter()
    os.write(fd, key.encode())
    last, size = _frame(fd)
    return (last - begin) * 1000, size


def measure() -> dict[str, list[tuple[float, int]]]:
    """Time and bytes of each key, by kind. Order is mixed, always in the same way."""
    order = [kind for kind, (_, times) in KEYS.items() for _ in range(times)]
    random.Random(2).shuffle(order)
    found: dict[str, list[tuple[float, int]]] = {kind: [] for kind in KEYS}
    with child("--app") as fd:
        press(fd, "m")
        for kind in order:
            found[kind].append(press(fd, KEYS[kind][0]))
        time.sleep(0.5)
        found["nothing"] = [(0.0, _frame(fd, 2.0)[1])]
    return found


def floor(size: int, times: int = 100) -> list[float]:
    """Milliseconds for the echo program to answer with ``size`` bytes."""
    with child("--echo", str(size)) as fd:
        return [press(fd, "l")[0] for _ in range(times)]


def _three(times: Iterable[float]) -> tuple[float, float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]


def run() -> list[Figure]:
    """Measure; one line a figure, with its floor."""
    found = measure()
    idle = found.pop("nothing")[0][1]
    every = [pair for pairs in found.values() for pair in pairs]
    size = int(statistics.median(size for _, size in every))
    least = _three(floor(size))
    where = f"{WORDS:,} words, {CODINGS:,} codings, {COLUMNS}x{ROWS}; floor: a pty echo, same bytes"
    times = _three(ms for ms, _ in every)
    figures = [
        Figure(f"key to last byte of the frame, {name}", value, low, "ms", where)
        for name, value, low in zip(("p50", "p95", "max"), times, least, strict=True)
    ]
    for kind, pairs in found.items():
        middle, late, _ = _three(ms for ms, _ in pairs)
        sent = int(statistics.median(size for _, size in pairs))
        note = f"p95 {late:.1f} ms, {sent:,} bytes at p50"
        figures.append(Figure(f"key to frame, {kind}, p50", middle, least[0], "ms", note))
    figures.append(Figure("written while idle for 2 s", idle, 0, "bytes", "nothing to draw"))
    return figures


def main() -> None:
    """Run as the measured program, the floor's program, or the measurement."""
    if sys.argv[1:] == ["--app"]:
        app()
    elif sys.argv[1:2] == ["--echo"]:
        echo(int(sys.argv[2]))
    else:
        print(table(run()))


if __name__ == "__main__":
    main()
