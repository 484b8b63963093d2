"""Long lists and large changes: what they cost the thread that answers keys.

One document has 200,000 words and 20,000 codings. Figures of the desk are CPU time of its own
thread, so that what else the machine does counts little.

    python -m benchmarks lists
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import qualcode
from benchmarks import bigstudy
from benchmarks.measure import Figure, median_ms
from qualcode.study import Study
from qualcode.study.bulk import NewCoding
from qualcode.tui.app import DeskApp
from qualcode.tui.screens.desk import Desk

CODINGS = 20_000
TIMES = 15
MEMOS = 5_000


def run() -> list[Figure]:
    """Measure; one line a figure, with its floor."""
    with tempfile.TemporaryDirectory() as folder:
        path = bigstudy.make(
            Path(folder) / "s.qualcode",
            documents=3, words=2_000, codings=1_000, codes=500, long=(200_000, CODINGS),
        )  # fmt: skip
        with qualcode.open(path) as study:
            figures = asyncio.run(_at_the_desk(study))
            return figures + _lists(study, path) + _past(study, path)


async def _at_the_desk(study: Study) -> list[Figure]:
    """After each change: to find out what it changed, to read that, and to hand it on."""
    app = DeskApp(study, suggestions=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.5)
        desk, rng = app.desk, random.Random(3)
        figures = []
        for what, change in _changes(study, desk, rng).items():
            taken = []
            for _ in range(TIMES):
                change()
                begun = time.thread_time()
                desk.following.catch_up()
                taken.append((time.thread_time() - begun) * 1000)
                await pilot.pause()
            floor = _one_row(study)
            question = f"show what has changed ({CODINGS:,} codings in the document): {what}"
            figures.append(
                Figure(question, statistics.median(taken), floor, "ms", "one row, by raw SQL")
            )
        return figures


def _changes(study: Study, desk: Desk, rng: random.Random) -> dict[str, Callable[[], object]]:
    codings = list(desk.session.codings.values())
    codes = [code.id for code in study.codebook.codes()]
    here = desk.session.document
    assert here is not None

    def any_one() -> int:
        return rng.choice(list(desk.session.codings))

    return {
        "a coding": lambda: study.codings.apply(
            here.id, *_passage(rng, here.length), rng.choice(codes)
        ),
        "undo": study.history.undo,
        "a coding removed": lambda: study.codings.remove(any_one()),
        "a coding recoded": lambda: study.codings.recode(any_one(), rng.choice(codes)),
        "a memo on a coding": lambda: study.memos.add("coding", any_one(), "why?"),
        "a memo on a passage": lambda: study.memos.add(
            "passage", here.id, "why?", start=codings[9].start, end=codings[9].end
        ),
        "a code renamed": lambda: study.codebook.rename(codes[7], f"Code {rng.random()}"),
    }


def _passage(rng: random.Random, length: int) -> tuple[int, int]:
    start = rng.randrange(length - 600)
    return start, start + rng.randint(30, 500)


def _one_row(study: Study) -> float:
    connection = sqlite3.connect(study.path)
    floor = median_ms(
        lambda: connection.execute("SELECT * FROM coding WHERE id = 77").fetchall(), TIMES
    )
    connection.close()
    return floor


def _lists(study: Study, path: Path) -> list[Figure]:
    sam = study.coders.add("Sam").id
    rows = study.codings.of_document(1)[: CODINGS // 4]
    study.codings.apply_many(
        NewCoding(1, row.start + n % 3, row.end, row.code_id, sam) for n, row in enumerate(rows)
    )
    compared = median_ms(lambda: study.agreeing.review(1, 1, sam), 3)
    document = _floor(path, "SELECT id, start, end, code_id FROM coding WHERE document_id = 1")
    there = f"{CODINGS:,} and {len(rows):,} codings"
    figures = [
        Figure(f"two coders compared, {there}", compared, document, "ms", "the codings, by raw SQL")
    ]
    with study.one_action("codes and memos"):
        one, other = (study.codebook.add(name).id for name in ("One", "Other"))
        for code, ends in ((one, 2), (other, 3)):
            study.codings.apply_many(
                NewCoding(1, n * 40, n * 40 + 30 + n % ends, code, sam) for n in range(CODINGS)
            )
        for row in rows[:MEMOS]:
            study.memos.add("coding", row.id, "What does this mean?")
    alike = "c.document_id = d.document_id AND c.start = d.start AND c.end = d.end"
    twins = (
        f"SELECT count(*) FROM coding c JOIN coding d ON {alike} AND c.coder_id = d.coder_id "
        f"WHERE c.code_id = {one} AND d.code_id = {other}"
    )
    own = _floor(path, f"SELECT * FROM coding WHERE code_id = {one}")
    for question, work, times, floor, note in (
        (f"the codings of a code to split, {CODINGS:,}",
         lambda: study.codings.passages(one, subtree=False), 3, own, "the rows alone"),
        (f"what merging two codes of {CODINGS:,} codings would do",
         lambda: study.codebook.merge_effect(one, other), 3, _floor(path, twins), "a join"),
        (f"what {MEMOS:,} memos are on",
         study.memos.places, 3, _floor(path, "SELECT * FROM memo"), "the memos alone"),
        ("the same two codes merged",
         lambda: study.codebook.merge(one, other), 1, own, "the rows alone"),
    ):  # fmt: skip
        figures.append(Figure(question, median_ms(work, times), floor, "ms", f"{note}, by raw SQL"))
    return figures


def _floor(path: Path, sql: str) -> float:
    raw = sqlite3.connect(path)
    taken = median_ms(lambda: raw.execute(sql).fetchall(), 3)
    raw.close()
    return taken


def _past(study: Study, path: Path) -> list[Figure]:
    first = study.history.list()[-1].id
    raw = sqlite3.connect(path)
    taken_apart = "SELECT count(json_extract(value, '$[1]')) FROM history, json_each(changes)"
    floor = median_ms(lambda: raw.execute(taken_apart).fetchall(), 3)
    rows = raw.execute("SELECT sum(json_array_length(changes)) FROM history").fetchone()[0]
    raw.close()
    taken = median_ms(lambda: study.history.as_of(first).close(), 3)
    return [
        Figure(f"the study as it was {rows:,} changed rows ago", taken, floor, "ms",
               "to take the changes apart, by raw SQL")
    ]  # fmt: skip
