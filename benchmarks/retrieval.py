"""All passages of one theme with its subtree, out of 200,000 codings."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from pathlib import Path

import qualcode
from benchmarks.corpus import transcripts
from benchmarks.measure import Figure, median_ms
from qualcode.study.bulk import NewCoding
from qualcode.study.query import Condition, Query


def run(codings: int = 200_000, documents: int = 100) -> list[Figure]:
    rng = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.qualcode"
        study = qualcode.create(path, coder="Ruth")
        for transcript in transcripts(documents, 10_000):
            study.documents.add(transcript)
        themes = [study.codebook.add(f"Theme {n}").id for n in range(17)]
        codes = [study.codebook.add(f"Code {n}", themes[n % 17]).id for n in range(483)]
        lengths = {d.id: d.length for d in study.documents.list()}
        wanted = []
        for _ in range(codings):
            document = rng.choice(list(lengths))
            start = rng.randrange(lengths[document] - 300)
            end = start + rng.randint(40, 290)
            wanted.append(NewCoding(document, start, end, rng.choice(codes), 1))
        study.codings.apply_many(wanted)
        theme = themes[5]
        found = len(study.codings.passages(theme))
        taken = median_ms(lambda: study.codings.passages(theme), 5)
        query = Query((theme,), conditions=(Condition("near", (themes[6],), 2),))
        near = len(study.retrieval.match(query))
        matched = median_ms(lambda: study.retrieval.match(Query((theme,))), 5)
        narrowed = median_ms(lambda: study.retrieval.match(query), 5)
        wanted_ids = study.codebook.subtree(theme)
        study.close()
        connection = sqlite3.connect(path)
        marks = ",".join("?" * len(wanted_ids))
        query = f"SELECT document_id, start, end, quote FROM coding WHERE code_id IN ({marks})"
        floor = median_ms(lambda: connection.execute(query, wanted_ids).fetchall(), 5)
        connection.close()
        return [
            Figure(
                f"all {found:,} passages of a theme, with speakers ({codings:,} codings)",
                taken,
                floor,
                "ms",
                "the quotes and places alone, by raw SQL",
            ),
            Figure(
                f"which {found:,} codings are of a theme, without their words",
                matched,
                floor,
                "ms",
                "the same",
            ),
            Figure(
                f"which {near:,} of them have another theme within two turns",
                narrowed,
                floor,
                "ms",
                "the same",
            ),
        ]
