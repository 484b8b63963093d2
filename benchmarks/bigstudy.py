"""A large study on disk, always the same: for the benchmarks of the desk."""

from __future__ import annotations

import random
from pathlib import Path

import qualcode
from benchmarks.corpus import transcripts
from qualcode.study import Study
from qualcode.study.bulk import NewCoding


def make(
    path: Path,
    *,
    documents: int,
    words: int,
    codings: int,
    codes: int,
    long: tuple[int, int] | None = None,
) -> Path:
    """Make a study.

    Args:
        path: where.
        documents: how many, each of ``words`` words.
        words: of each.
        codings: spread over them.
        codes: in themes of up to thirty.
        long: words and codings of one document more, called ``long``, that comes first.
    """
    rng = random.Random(7)
    with qualcode.create(path, coder="Ruth") as study:
        with study.one_action("documents"):
            for transcript in transcripts(1, long[0], seed=5) if long else ():
                study.documents.add(transcript, name="long")
            for transcript in transcripts(documents, words):
                study.documents.add(transcript, name=transcript.name)
        ids = _codebook(study, codes)
        listed = study.documents.list()
        if long:
            _code(study, rng, {listed[0].id: listed[0].length}, ids, long[1])
            listed = listed[1:]
        _code(study, rng, {d.id: d.length for d in listed}, ids, codings)
    return path


def _codebook(study: Study, codes: int) -> list[int]:
    with study.one_action("codebook"):
        ids: list[int] = []
        for n in range(codes):
            if n % 30 == 0:
                theme = study.codebook.add(f"Theme {n // 30 + 1}").id
                ids.append(theme)
            else:
                ids.append(study.codebook.add(f"Code {n}", theme, definition=f"What is {n}.").id)
    return ids


def _code(
    study: Study, rng: random.Random, lengths: dict[int, int], codes: list[int], count: int
) -> None:
    keys = list(lengths)
    wanted = []
    for _ in range(count):
        document = rng.choice(keys)
        start = rng.randrange(lengths[document] - 600)
        wanted.append(
            NewCoding(document, start, start + rng.randint(30, 500), rng.choice(codes), 1)
        )
    study.codings.apply_many(wanted)
