"""The set task: 40 passages of the teachers' focus group are coded with 12 codes at the real desk.

The passages are 40 that one coder of the example study coded there by whole sentences: the first
of each of the twelve codes she used most, the second of each, and so on. All codings of the
document are taken away, then the desk is
opened in a pseudo-terminal and the 40 are made again, in four ways. Keys, clicks and drags are
counted; the program's time is the sum of all times from a key to the last byte of its frame.
Afterwards the study is asked whether it holds the 40.

    python -m benchmarks.set_task
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyte

import qualcode
from benchmarks.measure import Figure, table
from benchmarks.terminal import QUIET, Terminal, spread
from qualcode.example import make_example
from qualcode.study import Study
from qualcode.study.types import CodeInfo
from qualcode.view.caret import Caret
from qualcode.view.fuzzy import Finder
from qualcode.view.layout import Layout

DOCUMENT, CODER = "focus-group-teachers", "Ruth Calloway"
PASSAGES, CODES = 40, 12
SIZE = (120, 50)
TEXT, TREE = 26, 84
"""Columns at which the words and the codebook begin in a window of that size."""
READY = b"a number codes it"
ECHO = 0.3  # ms for a pseudo-terminal to give a key back, see benchmarks.desk
SECONDS = {"K": 0.20, "P": 1.10, "B": 0.10, "H": 0.40, "M": 1.35}
"""Card, Moran and Newell (1980): a key, pointing, pressing or letting go a button, moving a hand
between keyboard and mouse, making up one's mind. K is for an average skilled typist (55 wpm)."""

OTHERS = {
    "select by dragging, drag onto the code": "MPBPB MPBPB",
    "select by dragging, click on the code": "MPBPB MPBB",
    "select by dragging, one key with Ctrl": "MPBPB MHKKH",
    "select by dragging, right click, submenu, code": "MPBPB MPBBPPBB",
    "select by dragging, box, 4 letters, Enter": "MPBPB MPBBHKKKKKH",
    "select by dragging, a key, 4 letters, Enter": "MPBPB MHKKKKKKH",
}
"""What a passage costs, in the operators of the model, in ways that manuals describe."""

_UNKNOWN = re.compile(r"\x1b\[[<>=?][0-9;]*[$a-zA-Z]+|\x1b\[\d*\$p")


class Passage(NamedTuple):
    """A passage to be coded: how to come to it and select it by keys, and with what."""

    start: int
    end: int
    code: str
    text: str
    way: str
    select: str


class Coder(Terminal):
    """Somebody at the desk, whose presses and clicks are counted."""

    def __init__(self, study: Path) -> None:
        self.screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self.screen)
        super().__init__([sys.executable, "-m", "qualcode", "code", str(study)], *SIZE)
        self.counts: Counter[str] = Counter()
        self.times: list[float] = []
        self.waited = 0.0

    def saw(self, written: bytes) -> None:
        """Keep the screen as it is now."""
        self._stream.feed(_UNKNOWN.sub("", written.decode(errors="replace")).encode())

    def shown(self) -> list[str]:
        return [str(row) for row in self.screen.display]

    def keys(self, kind: str, *keys: str) -> None:
        """Press keys one by one; each is waited for."""
        for key in keys:
            self.times.append(self.press(key)[0])
            self.counts[kind] += 1
            self.counts["shift"] += key.isupper()

    def mouse(self, kind: str, *events: tuple[int, int, int, str], quiet: float = QUIET) -> None:
        sent = "".join(f"\x1b[<{b};{x + 1};{y + 1}{up}" for b, x, y, up in events)
        self.times.append(self.press(sent, quiet)[0])
        self.counts[kind] += 1


def prepare(folder: Path) -> tuple[Path, list[Passage], dict[str, str]]:
    """The study without codings in the document, what is to be coded, and letters of the codes."""
    path = make_example(folder)
    with qualcode.open(path, coder=CODER) as study:
        document = next(d for d in study.documents.list() if d.name == DOCUMENT)
        passages = list(_passages(study, document.id))
        for coding in study.codings.all():
            if coding.document_id == document.id:
                study.codings.remove(coding.id)
        letters = _letters([code for code in study.codebook.codes() if code.codable])
    return path, passages, letters


def _passages(study: Study, document: int) -> Iterator[Passage]:
    text, turns = study.documents.text(document), study.documents.turns(document)
    caret = Caret(Layout(text, turns, 80))
    found = sorted(
        {
            (row.start, row.end, study.codebook.get(row.code_id).name)
            for row in study.codings.all()
            if row.document_id == document and row.coder_id == study.coder.id
        }
    )
    whole = [row for row in found if _selecting(caret, row[0], row[1]) is not None]
    used = [code for code, _ in Counter(code for *_, code in whole).most_common(CODES)]
    caret.put(0)
    at = caret.cursor
    for start, end, code in sorted(_of_each([row for row in whole if row[2] in used])[:PASSAGES]):
        way = _way(caret, at, start)
        select = _selecting(caret, start, end)
        assert select is not None
        yield Passage(start, end, code, text[start:end], way, select)
        at = start


def _of_each(rows: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The first passage of each code, then the second of each, and so on."""
    seen: Counter[str] = Counter()
    nth = {}
    for row in rows:
        nth[row] = seen[row[2]]
        seen[row[2]] += 1
    return sorted(rows, key=lambda row: (nth[row], row))


def _way(caret: Caret, at: int, start: int) -> str:
    """J for each turn that is read on, then . for each sentence."""
    caret.put(at)
    keys = ""
    while caret.rows.turn_at(caret.cursor) < caret.rows.turn_at(start):
        caret.move("turn", 1)
        keys += "J"
    while caret.cursor < start:
        caret.move("sentence", 1)
        keys += "."
    return keys


def _selecting(caret: Caret, start: int, end: int) -> str | None:
    """t where it is a turn, else s for each sentence; None where it is neither."""
    turn = caret.rows.turn_at(start)
    if caret.rows.turn_span(turn) == (start, end):
        return "t"
    ends = [stop for begin, stop in caret.units.in_turn(turn, "sentence") if begin >= start]
    begins = [begin for begin, _ in caret.units.in_turn(turn, "sentence")]
    return "s" * (ends.index(end) + 1) if start in begins and end in ends else None


def _letters(codes: list[CodeInfo]) -> dict[str, str]:
    """For each code the fewest letters that bring it to the top, whatever has been used before."""
    orders = (codes, codes[::-1])
    finders = [
        Finder(order, lambda c: (c.name, c.label, c.short, c.definition)) for order in orders
    ]
    found = {}
    for code in codes:
        words = code.name.casefold().replace("-", " ").split()
        second = words[1] if len(words) > 1 else ""
        tries = {words[0][:n] + second[:m] for n in range(1, 6) for m in range(4)}
        found[code.name] = next(
            letters
            for letters in sorted(tries, key=lambda letters: (len(letters), letters))
            if all(finder.best(letters)[:1] == [code] for finder in finders)
        )
    return found


def by_picker(desk: Coder, todo: list[Passage], letters: dict[str, str]) -> None:
    """c, a few letters, Enter."""
    for passage in todo:
        _select(desk, passage)
        desk.keys("code", "c", *letters[passage.code], "\r")


def by_pins(desk: Coder, todo: list[Passage], letters: dict[str, str]) -> None:
    """Nine codes pinned at the beginning; a repeats the last one; the picker for the rest."""
    used = [code for code, _ in Counter(p.code for p in todo).most_common(9)]
    pins = {code: str(n) for n, code in enumerate(used, 1)}
    for code, number in pins.items():
        desk.keys("pin", "0", number, *letters[code], "\r")
    last = ""
    for passage in todo:
        _select(desk, passage)
        picked = ("c", *letters[passage.code], "\r")
        desk.keys("code", *(pins.get(passage.code, "a" if passage.code == last else "") or picked))
        last = passage.code


def by_suggestions(desk: Coder, todo: list[Passage], letters: dict[str, str]) -> None:
    """The number of the code where it is suggested, else the picker; what went wrong is undone."""
    for passage in todo:
        _select(desk, passage)
        desk.waited += desk.settled()
        number = next((n for n, name in _offered(desk) if passage.code.startswith(name)), None)
        if number is not None:
            desk.keys("code", number)
            desk.frame(0.3, first=0.5)
            said = "\n".join(desk.shown()[-3:])
            if f"Coded {passage.code[:40]}" in said:
                desk.counts["taken"] += 1
                continue
            if "✓ Coded" in said:  # other suggestions had come in between
                desk.keys("mend", "u")
                desk.keys("mend", *passage.select)
        desk.keys("code", "c", *letters[passage.code], "\r")


def by_mouse(desk: Coder, todo: list[Passage], letters: dict[str, str]) -> None:
    """Dragging over the passage, then a double click on the code in the codebook."""
    for passage in todo:
        for _ in range(100):
            if (ends := _on_screen(desk, passage.text)) is not None:
                break
            desk.mouse("wheel", (65, 50, 20, "M"), quiet=0.4)
        assert ends is not None, f"never seen: {passage.text}"
        (x, y), (to_x, to_y) = ends
        down, move, up = (0, x, y, "M"), (32, to_x, to_y, "M"), (0, to_x, to_y, "m")
        desk.mouse("drag", down, move, up, quiet=0.2)
        shown = passage.code[:16]
        row = next(n for n, row in enumerate(desk.shown()) if shown in row[TREE:])
        column = desk.shown()[row].rindex(shown)
        desk.mouse("double click", *((0, column, row, "M"), (0, column, row, "m")) * 2)


def _select(desk: Coder, passage: Passage) -> None:
    desk.keys("move", *passage.way)
    desk.keys("select", *passage.select)


def _offered(desk: Coder) -> list[tuple[str, str]]:
    """The numbers below the text with the codes beside them, as far as their names are shown."""
    found = re.findall(r"(\d)[ •]┃ (.+?)(?:…|  )", "\n".join(desk.shown()[-12:]))
    return [(number, name.strip()) for number, name in found]


def _on_screen(desk: Coder, text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The cells of the first and last letter of a passage, where all of it can be seen."""
    cells: list[tuple[int, int]] = []
    letters = ""
    for y, row in enumerate(desk.shown()[1:-10], 1):
        words = re.match(r"\s*(?:\S| (?=\S))*", row[TEXT:TREE])  # stripes stand two blanks apart
        for x, letter in enumerate(words.group() if words else "", TEXT):
            if not letter.isspace():
                letters += letter
                cells.append((x, y))
    wanted = re.sub(r"\s", "", text)
    at = letters.find(wanted)
    return None if at < 0 else (cells[at], cells[at + len(wanted) - 1])


WAYS = {
    "picker": by_picker,
    "nine pins, last code again": by_pins,
    "suggestions by number": by_suggestions,
    "mouse alone": by_mouse,
}


def seconds(operators: str) -> float:
    """What the model says of a sequence of operators."""
    return sum(SECONDS[o] for o in operators if o != " ")


def modelled(counts: Counter[str]) -> float:
    """What the model says of what was counted, with two decisions a passage.

    Reading is left out, and with it turning the wheel, here as for the other ways with a mouse;
    keys that move the cursor are in, and Shift is a key.
    """
    keys = sum(counts[kind] for kind in ("move", "select", "code", "pin", "mend", "shift"))
    pointing = counts["drag"] * seconds("PBPB") + counts["double click"] * seconds("PBBBB")
    return keys * SECONDS["K"] + pointing + PASSAGES * seconds("MM")


def run() -> list[Figure]:
    """Perform the task in every way; one line a figure."""
    with tempfile.TemporaryDirectory() as folder:
        path, todo, letters = prepare(Path(folder))
        figures = [figure for name in WAYS for figure in _done(name, path, todo, letters)]
    for name, operators in OTHERS.items():
        spent = PASSAGES * seconds(operators)
        figures.append(Figure(f"model: {name}", spent, PASSAGES * seconds("MM"), "s", "deciding"))
    return figures


def _done(name: str, path: Path, todo: list[Passage], letters: dict[str, str]) -> list[Figure]:
    study = Path(shutil.copy(path, path.with_name(f"{name}.qualcode")))
    with Coder(study) as desk:
        desk.wait(READY, quiet=1.0)
        for key in ("d", *DOCUMENT, "\r", "g"):
            desk.press(key)
        desk.frame(1.0)
        WAYS[name](desk, todo, letters)
        desk.frame(0.3)
    _verify(study, todo)
    counts = desk.counts
    total = sum(n for kind, n in counts.items() if kind not in ("taken", "shift"))
    detail = ", ".join(f"{n} {kind}" for kind, n in counts.items())
    middle, late, _ = spread(desk.times)
    spent = (sum(desk.times) + desk.waited) / 1000
    each = (
        f"pty echo; p50 {middle:.1f} ms, p95 {late:.1f} ms; {desk.waited / 1000:.1f} s of waiting"
    )
    return [
        Figure(f"{name}: keys, clicks, drags", total, 2 * PASSAGES, "", detail),
        Figure(f"{name}: the program's time", spent, total * ECHO / 1000, "s", each),
        Figure(f"{name}: model", modelled(counts), PASSAGES * seconds("MM"), "s", "deciding"),
    ]


def _verify(path: Path, todo: list[Passage]) -> None:
    with qualcode.open(path, read_only=True) as study:
        document = next(d.id for d in study.documents.list() if d.name == DOCUMENT)
        made = {
            (row.start, row.end, study.codebook.get(row.code_id).name)
            for row in study.codings.all()
            if row.document_id == document
        }
    wanted = {(p.start, p.end, p.code) for p in todo}
    assert made == wanted, f"missing {wanted - made}, too many {made - wanted}"


if __name__ == "__main__":
    print(table(run()))
