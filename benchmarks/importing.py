"""Bringing in 100 transcripts of 10,000 words each, full-text index included."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path

import qualcode
from benchmarks.corpus import transcripts
from benchmarks.measure import Figure


def run(documents: int = 100, words: int = 10_000) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for transcript in transcripts(documents, words):
            path = Path(folder) / f"{transcript.name}.txt"
            path.write_text(transcript.text, encoding="utf-8")
            files.append(path)
        study = qualcode.create(Path(folder) / "s.qualcode")
        start = time.perf_counter()
        for path in files:
            study.documents.import_file(path)
        taken = time.perf_counter() - start
        study.close()
        note = "read, split at blank lines, insert turns and FTS5 rows, one transaction"
        return [
            Figure(f"import {documents} × {words:,} words", taken, _floor(folder, files), "s", note)
        ]


def _floor(folder: str, files: list[Path]) -> float:
    start = time.perf_counter()
    connection = sqlite3.connect(Path(folder) / "floor.db")
    connection.execute("CREATE TABLE document (id INTEGER PRIMARY KEY, text)")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='porter unicode61')")
    for path in files:
        text = path.read_text(encoding="utf-8")
        connection.execute("INSERT INTO document(text) VALUES (?)", (text,))
        rows = [(turn,) for turn in text.split("\n\n") if turn]
        connection.executemany("INSERT INTO words(text) VALUES (?)", rows)
    connection.commit()
    connection.close()
    return time.perf_counter() - start
