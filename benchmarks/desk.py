"""How fast is the desk as a whole: all panels open, on a large study on disk?

The real program runs in a real pseudo-terminal, with suggestions, on a study of 10 million words,
500 codes and 200,000 codings; the open document has 200,000 words and 5,000 codings. Each key is
pressed when the screen has been quiet, and the clock stops at the last byte before it is quiet
again. The floor is a program that answers each key with as many bytes and does nothing else.

    python -m benchmarks.desk
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import bigstudy
from benchmarks.measure import Figure, table
from benchmarks.terminal import Terminal, spread

SIZES = ((120, 40), (200, 60))
KEYS = {
    "character": ("l", 30), "row": ("j", 50), "word": ("e", 25), "sentence": (".", 20),
    "select a sentence": ("s", 15), "let go": ("\x1b", 15), "turn": ("J", 15), "page": (" ", 15),
}  # fmt: skip
MOVES = [kind for kind in KEYS if kind != "let go"]
READY = b"a number codes it"
ESC_WAIT = 0.25  # Textual waits a little after Esc, in case it begins a longer sequence
_ECHO = (
    "import os, sys, tty\ntty.setraw(0)\nos.write(1, b'ready')\n"
    "while os.read(0, 64):\n    os.write(1, b'x' * int(sys.argv[1]))"
)


def command(study: Path) -> list[str]:
    """What is measured."""
    return [sys.executable, "-m", "qualcode", "code", str(study)]


def run() -> list[Figure]:
    """Measure; one line a figure, with its floor."""
    with tempfile.TemporaryDirectory() as folder:
        big = bigstudy.make(
            Path(folder) / "big.qualcode",
            documents=490, words=20_000, codings=195_000, codes=500, long=(200_000, 5_000),
        )  # fmt: skip
        small = bigstudy.make(
            Path(folder) / "small.qualcode",
            documents=100, words=2_000, codings=19_500, codes=150, long=(10_000, 500),
        )  # fmt: skip
        figures = _starting(small)
        for columns, rows in SIZES:
            figures += _keys(big, small, columns, rows)
        figures += _coding(big) + _picking(big) + _opening(big) + _resizing(big)
        return figures


def _starting(small: Path) -> list[Figure]:
    times = []
    for _ in range(5):
        with Terminal(command(small)) as desk:
            times.append(desk.wait(b"Interviewer"))
    bare = []
    for _ in range(5):
        code = "from textual.app import App\nfrom textual.widgets import Label\n"
        code += "class Floor(App):\n def compose(self):\n  yield Label('painted')\nFloor().run()"
        with Terminal([sys.executable, "-c", code]) as floor:
            bare.append(floor.wait(b"painted"))
    question = "start to first text, 100 documents, 20,000 codings"
    return [Figure(question, spread(times)[0], spread(bare)[0], "ms", "a Textual app of one label")]


def _opened(study: Path, columns: int = 120, rows: int = 40) -> Terminal:
    desk = Terminal(command(study), columns, rows)
    desk.wait(READY, quiet=1.0)
    return desk


def _walk(desk: Terminal) -> dict[str, list[tuple[float, int]]]:
    order = [kind for kind, (_, times) in KEYS.items() for _ in range(times)]
    random.Random(2).shuffle(order)
    found: dict[str, list[tuple[float, int]]] = {kind: [] for kind in KEYS}
    desk.press("g" + "J" * 40, 0.5)
    for kind in order:
        quiet = ESC_WAIT if kind == "let go" else 0.06
        found[kind].append(desk.press(KEYS[kind][0], quiet))
    return found


def _keys(big: Path, small: Path, columns: int, rows: int) -> list[Figure]:
    size = f"{columns}x{rows}"
    with _opened(big, columns, rows) as desk:
        found = _walk(desk)
        time.sleep(1.5)
        desk.frame(0.5)
        idle = desk.frame(2.0)[1]
        memory = desk.memory()
    with _opened(small, columns, rows) as desk:
        less = _walk(desk)
    moves = [pair for kind in MOVES for pair in found[kind]]
    few = [pair for kind in MOVES for pair in less[kind]]
    low = spread(_echo(int(spread(float(n) for _, n in moves)[0])))
    figures = [
        Figure(f"key to frame, 200,000 words, {size}, {name}", value, floor, "ms", "a pty echo")
        for name, value, floor in zip(
            ("p50", "p95", "max"), spread(ms for ms, _ in moves), low, strict=True
        )
    ]
    figures.append(
        Figure(f"the same, 10,000 words, {size}, p50", spread(ms for ms, _ in few)[0], low[0],
               "ms", "a pty echo")
    )  # fmt: skip
    for kind in MOVES:
        middle, late, _ = spread(ms for ms, _ in found[kind])
        sent = int(spread(float(n) for _, n in found[kind])[0])
        figures.append(
            Figure(f"  {kind}, {size}, p50", middle, low[0], "ms",
                   f"p95 {late:.1f} ms; {sent:,} bytes at p50")
        )  # fmt: skip
    figures.append(Figure(f"written while idle for 2 s, {size}", idle, 0, "bytes", "nothing"))
    figures.append(Figure(f"memory of the desk, {size}", memory, 0, "MB", "(the worker apart)"))
    return figures


def _coding(big: Path) -> list[Figure]:
    """Code, with the suggestions learning all the while: each coding starts them anew."""
    with _opened(big) as desk:
        desk.press("sc", 0.5)
        desk.press("code 7\r", 0.5)
        times, during = [], []
        until = time.monotonic() + 12
        while time.monotonic() < until:
            during += [desk.press(".")[0] for _ in range(6)]
            times.append(desk.press("a")[0])
    codes, keys = spread(times), spread(during)
    return [
        Figure("apply a code, key to durable and painted, p50", codes[0], 0.5, "ms", "one commit"),
        Figure("apply a code, key to durable and painted, p95", codes[1], 0.5, "ms", "one commit"),
        Figure("key to frame while suggestions are learned, p95", keys[1], 0.3, "ms", "echo"),
    ]


def _picking(big: Path) -> list[Figure]:
    with _opened(big) as desk:
        desk.press("sc", 0.5)
        times = [desk.press(letter)[0] for letter in "code 41\x7f\x7f\x7f\x7f\x7f\x7f\x7ftheme 9"]
    return [Figure("letter in the picker, 500 codes, p95", spread(times)[1], 0.3, "ms", "echo")]


def _opening(big: Path) -> list[Figure]:
    with _opened(big) as desk:
        short, long = [], []
        for _ in range(5):
            short.append(desk.press("]", 0.4)[0])
            long.append(desk.press("[", 0.4)[0])
    return [
        Figure("open another document, 20,000 words", spread(short)[0], 0.3, "ms", "echo"),
        Figure("open another document, 200,000 words", spread(long)[0], 0.3, "ms", "echo"),
    ]


def _resizing(big: Path) -> list[Figure]:
    with _opened(big) as desk:
        long = [desk.resize(*size) for size in ((110, 40), (120, 40), (100, 40), (120, 40))]
        desk.press("]", 0.5)
        short = [desk.resize(*size) for size in ((110, 40), (120, 40), (100, 40), (120, 40))]
    return [
        Figure("resize, 20,000 words", spread(short)[0], 0.3, "ms", "echo"),
        Figure("resize, 200,000 words", spread(long)[0], 0.3, "ms", "echo"),
    ]


def _echo(size: int, times: int = 60) -> list[float]:
    with Terminal([sys.executable, "-c", _ECHO, str(size)]) as floor:
        floor.wait(b"ready")
        return [floor.press("l")[0] for _ in range(times)]


if __name__ == "__main__":
    print(table(run()))
