"""A seeded corpus: transcripts of any size with turns of an interviewer and three participants."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from qualcode.transcripts import Transcript, Turn

PHRASE = "the quiet part of the room"
SPEAKERS = ("Interviewer", "Ana", "Ben", "Carla")


def vocabulary(size: int = 20_000) -> list[str]:
    """Invented words, the commonest first."""
    rng = random.Random(1)
    heads = [
        "b",
        "c",
        "d",
        "f",
        "g",
        "h",
        "k",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "w",
        "ch",
        "sh",
        "st",
        "tr",
    ]
    hearts = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
    words: dict[str, None] = {}
    for word in "the and to a of it that you we was in so they is for like".split():  # noqa: SIM905
        words[word] = None
    while len(words) < size:
        syllables = rng.choice((1, 2, 2, 3))
        words["".join(rng.choice(heads) + rng.choice(hearts) for _ in range(syllables))] = None
    return list(words)


def transcripts(documents: int, words: int, *, seed: int = 2) -> Iterator[Transcript]:
    """``documents`` transcripts of about ``words`` words each."""
    rng = random.Random(seed)
    vocab = vocabulary()
    weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(len(vocab))))
    for number in range(documents):
        yield _transcript(rng, vocab, weights, f"d{number:04d}", words)


def _transcript(
    rng: random.Random, vocab: list[str], weights: list[float], name: str, words: int
) -> Transcript:
    tokens = rng.choices(vocab, cum_weights=weights, k=words)
    parts: list[str] = []
    turns: list[Turn] = []
    at = used = 0
    for number in itertools.count():
        if used >= words:
            break
        speaker = SPEAKERS[0] if number % 2 == 0 else rng.choice(SPEAKERS[1:])
        sentences = []
        for _ in range(1 if number % 2 == 0 else rng.randint(2, 8)):
            chunk = tokens[used : used + rng.randint(5, 25)]
            used += len(chunk)
            if chunk and rng.random() < 0.0015:
                chunk[1:1] = PHRASE.split()
            if chunk:
                sentences.append(" ".join(chunk).capitalize() + ".")
        speech = " ".join(sentences)
        parts.append(f"{speaker}: {speech}\n\n")
        start = at + len(speaker) + 2
        turns.append(Turn(start, start + len(speech), speaker))
        at += len(parts[-1])
    text = "".join(parts)
    return Transcript(
        name, "txt", text, tuple(turns), text.encode(), "utf-8", frozenset({"Interviewer"})
    )
