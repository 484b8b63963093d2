"""Applying a code, durably, in a study that already holds 20,000 codings."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from pathlib import Path

import qualcode
from benchmarks.corpus import transcripts
from benchmarks.measure import Figure, median_ms
from qualcode.study.bulk import NewCoding


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        study = qualcode.create(Path(folder) / "s.qualcode", coder="Ruth")
        rng = random.Random(3)
        for transcript in transcripts(10, 10_000):
            study.documents.add(transcript)
        codes = [study.codebook.add(f"Code {n}").id for n in range(100)]
        lengths = {d.id: d.length for d in study.documents.list()}
        wanted = []
        for _ in range(20_000):
            document = rng.choice(list(lengths))
            start = rng.randrange(lengths[document] - 200)
            wanted.append(NewCoding(document, start, start + 120, rng.choice(codes), 1))
        study.codings.apply_many(wanted)
        places = iter(range(1000, 40_000, 37))

        def apply() -> None:
            start = next(places)
            study.codings.apply(1, start, start + 90, codes[0])

        applied = median_ms(apply, 101)
        undone = median_ms(study.history.undo, 51)
        study.close()
        return [
            Figure(
                "apply a code, durable (20,000 codings there)",
                applied,
                _floor(folder),
                "ms",
                "one row, committed, WAL and synchronous=FULL",
            ),
            Figure("undo it, durable", undone, _floor(folder), "ms", "the same"),
        ]


def _floor(folder: str) -> float:
    connection = sqlite3.connect(Path(folder) / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS coding (a, b, c, d, quote)")

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO coding VALUES (1, 2, 3, 4, ?)", ("x" * 90,))
        connection.execute("COMMIT")

    taken = median_ms(insert, 101)
    connection.close()
    return taken
