"""A phrase in ten million words: every hit, with what stands around it."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import qualcode
from benchmarks.corpus import PHRASE, transcripts
from benchmarks.measure import Figure, median_ms


def run(documents: int = 1000, words: int = 10_000) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.qualcode"
        study = qualcode.create(path)
        with study.one_action("a large corpus"):
            for transcript in transcripts(documents, words):
                study.documents.add(transcript)
        query = f'"{PHRASE}"'
        hits = len(study.search(query))
        taken = median_ms(lambda: study.search(query), 5)
        study.close()
        connection = sqlite3.connect(path)
        sql = (
            "SELECT rowid, snippet(turn_words, 0, '', '', '…', 12) "
            "FROM turn_words WHERE turn_words MATCH ?"
        )
        floor = median_ms(lambda: connection.execute(sql, (query,)).fetchall(), 5)
        connection.close()
        return [
            Figure(
                f"a phrase in {documents * words / 1e6:g} million words, {hits:,} hits",
                taken,
                floor,
                "ms",
                "FTS5 with snippet(), by raw SQL",
            )
        ]
