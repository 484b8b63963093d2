"""Representative quotations: few passages that together stand for all that was said.

Facility location: a choice is worth, for every passage of the theme, its similarity to the
nearest chosen quotation. Choosing greedily what adds most is within 63 % of the best choice
(Nemhauser, Wolsey & Fisher 1978) and in practice very near it. To that comes how quotable
the words are, and that nobody is quoted twice while somebody else has not been quoted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from qualcode.errors import UsageError
from qualcode.suggest.language import Words
from qualcode.suggest.quotability import count_words, is_quotable, quotability
from qualcode.suggest.reasons import quoted
from qualcode.suggest.windows import Cut, cuts
from qualcode.text.spans import Span

Array = Any

WINDOWS_KEPT = 4
"""So many ways to cut one passage are weighed against the other passages."""

UNFIT = 0.12
"""Below this quotability a passage is taken only when nobody has anything better."""


_BRACKETED = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A coded passage that may be quoted; what is unknown is None.

    ``text`` are the participant's own words, which begin at ``start`` in the document; ``id``
    is handed back as it came. ``barred`` are parts of the text that are quoted already: they
    are not chosen, but their speaker and what they stand for count as quoted.
    """

    id: int
    text: str
    participant: str | int | None = None
    document: str | int | None = None
    role: str | None = None
    start: int | None = None
    barred: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A quotation: which passage, what is kept of it, and why.

    ``kept`` are spans of the candidate's text, ``shown`` those words with ``[…]`` where
    something is left out. ``stands_for`` counts the passages that it is the nearest
    quotation to. ``quotability`` lies in 0..1.
    """

    candidate: Candidate
    kept: tuple[Span, ...]
    shown: str
    quotability: float
    stands_for: int
    reason: str


@dataclass(slots=True)
class _Option:
    """One way to quote one candidate."""

    place: int
    cut: Cut
    quotability: float
    similarity: Array


def choose_quotations(
    candidates: Sequence[Candidate],
    n: int,
    *,
    language: str = "en",
    quotable: float = 0.5,
    mask: Callable[[str], str] = str,
) -> list[Chosen]:
    """Choose quotations that cover the range of what was said, each by another participant.

    Args:
        candidates: the coded passages of a theme.
        n: at most so many.
        language: a spaCy language code.
        quotable: how much quotability counts against coverage (0: not at all).
        mask: puts something in [brackets] in the place of names, so that the reasons name nobody
            either; the words themselves are handed back as they are.

    Returns:
        The chosen, the one that covers most first. The same candidates always give the same.

    Raises:
        UsageError: if ``n`` is negative.
    """
    if n < 0:
        raise UsageError("A negative number of quotations was asked for.", hint="Give 1 or more.")
    words = Words(language)
    vectors = TfidfVectorizer(
        analyzer=lambda text: words.lemmas(text, content=True) or ["∅"], sublinear_tf=True
    )
    if not n or not any(count_words(c.text) for c in candidates):
        return []
    rows = vectors.fit_transform([c.text for c in candidates])
    options = _options(candidates, vectors, rows, language)
    picked = _greedy(candidates, rows, options, n, quotable)
    return _told(candidates, picked, vectors, rows, words, mask)


def _options(
    candidates: Sequence[Candidate], vectors: Any, rows: Array, language: str
) -> list[_Option]:
    """The best few ways to quote each candidate, each with its similarity to all of them.

    Of the windows of a long passage those are kept that are quotable and near to what all
    the passages say.
    """
    ways = [
        (place, way, _worth(way, language))
        for place, candidate in enumerate(candidates)
        for way in cuts(candidate.text, language=language)
        if count_words(way.shown) and not _overlap(way.kept, candidate.barred)
    ]
    if not ways:
        return []
    shown = vectors.transform([way.shown for _, way, _ in ways])
    central = np.asarray(shown @ np.asarray(rows.mean(axis=0)).ravel()).ravel()
    worth = np.array([worth for *_, worth in ways])
    merit = worth * (0.6 + 0.4 * central / max(float(central.max()), 1e-9))
    kept: list[int] = []
    held: Counter[int] = Counter()
    for i in sorted(range(len(ways)), key=lambda i: (-merit[i], i)):
        if held[ways[i][0]] < WINDOWS_KEPT:
            held[ways[i][0]] += 1
            kept.append(i)
    kept.sort()
    similar = (shown[kept] @ rows.T).toarray()
    # a quotation stands for the passage it was cut from, however it was cut
    similar[np.arange(len(kept)), [ways[i][0] for i in kept]] = 1.0
    return [_Option(*ways[i], similar[j]) for j, i in enumerate(kept)]


def _worth(way: Cut, language: str) -> float:
    return quotability(way.shown.removeprefix("[…] ").removesuffix(" […]"), language=language)


def _greedy(
    candidates: Sequence[Candidate], rows: Array, options: list[_Option], n: int, quotable: float
) -> list[_Option]:
    people = [_person(c, i) for i, c in enumerate(candidates)]
    before = [i for i, c in enumerate(candidates) if c.barred]
    covered = np.zeros(len(candidates))
    if before:
        covered = (rows[before] @ rows.T).toarray().max(axis=0)
    used: Counter[object] = Counter(people[i] for i in before)
    picked: list[_Option] = []
    while len(picked) < n:
        left = [o for o in options if not _repeats(o, picked, candidates)]
        if not left:
            break
        best = max(
            _least_used(left, people, used),
            key=lambda o: (
                float(np.maximum(o.similarity - covered, 0).sum()) / len(candidates)
                + quotable * o.quotability,
                -o.place,
                -o.cut.kept[0].start,
            ),
        )
        picked.append(best)
        used[people[best.place]] += 1
        covered = np.maximum(covered, best.similarity)
    return picked


def _in_document(option: _Option, candidate: Candidate) -> list[Span]:
    """Where the words stand in the document; nowhere, where that is not known."""
    start = candidate.start
    if start is None or candidate.document is None:
        return []
    return [Span(start + span.start, start + span.end) for span in option.cut.kept]


def _overlap(kept: Sequence[Span], barred: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in kept for b in barred)


def _person(candidate: Candidate, place: int) -> object:
    """Who speaks; unknown speakers of one document count as one, without a document as many."""
    if candidate.participant is not None:
        return ("person", candidate.participant)
    if candidate.document is not None:
        return ("document", candidate.document)
    return ("passage", place)


def _repeats(option: _Option, picked: list[_Option], candidates: Sequence[Candidate]) -> bool:
    """Whether the candidate, or some of the same words as another one, have been chosen."""
    candidate = candidates[option.place]
    said = " ".join(option.cut.shown.casefold().split())
    for other in picked:
        have = " ".join(other.cut.shown.casefold().split())
        if other.place == option.place or said in have or have in said:
            return True
        beside = candidates[other.place]
        if candidate.document == beside.document and _overlap(
            _in_document(option, candidate), _in_document(other, beside)
        ):
            return True
    return False


def _least_used(left: list[_Option], people: list[object], used: Counter[object]) -> list[_Option]:
    """What may be chosen next: by those quoted least, unless they say nothing quotable."""
    fit = [o for o in left if o.quotability >= UNFIT] or left
    least = min(used[people[o.place]] for o in fit)
    return [o for o in fit if used[people[o.place]] == least]


def _told(
    candidates: Sequence[Candidate],
    picked: list[_Option],
    vectors: Any,
    rows: Array,
    words: Words,
    mask: Callable[[str], str],
) -> list[Chosen]:
    if not picked:
        return []
    similar = np.array([o.similarity for o in picked])
    nearest = np.where(similar.max(axis=0) > 0, similar.argmax(axis=0), -1)
    typical = np.asarray(rows.mean(axis=0)).ravel()
    people = [_person(c, i) for i, c in enumerate(candidates)]
    heard: Counter[object] = Counter()
    made = []
    for number, option in enumerate(picked):
        stands_for = int((nearest == number).sum())
        candidate = candidates[option.place]
        told = [
            _coverage(stands_for, len(candidates)),
            _topics(_BRACKETED.sub(" ", mask(option.cut.shown)), vectors, typical, words),
            _form(option, candidate, words.language),
        ]
        if heard[people[option.place]]:
            told.append("nobody else is left who could be quoted")
        heard[people[option.place]] += 1
        reason = "; ".join(t for t in told if t)
        reason = reason[0].upper() + reason[1:] + "."
        way = option.cut
        made.append(Chosen(candidate, way.kept, way.shown, option.quotability, stands_for, reason))
    return made


def _coverage(stands_for: int, total: int) -> str:
    if stands_for <= 1:
        return "says what no other passage says" if total > 1 else "the only passage"
    return f"nearest to {stands_for} of the {total} passages"


def _topics(shown: str, vectors: Any, typical: Array, words: Words) -> str:
    """The words of the quotation that are most typical of all passages, as they were spoken."""
    vocabulary = vectors.vocabulary_
    worth: dict[str, float] = {}
    for form in words.forms(shown):
        word = words.of(form)
        if word.is_word and not word.is_stop and word.lemma in vocabulary:
            worth[form] = float(typical[vocabulary[word.lemma]])
    best = sorted(worth, key=lambda f: (-worth[f], f))[:3]
    return f"speaks of {quoted(best)}" if best else ""


def _form(option: _Option, candidate: Candidate, language: str) -> str:
    kept = sum(count_words(s.of(candidate.text)) for s in option.cut.kept)
    whole = count_words(candidate.text)
    said = f"{kept} word{'s' if kept != 1 else ''}"
    if kept < whole:
        said += f" cut from {whole}"
    bare = option.cut.shown.removeprefix("[…] ").removesuffix(" […]")
    return f"{said}, able to stand alone" if is_quotable(bare, language=language) else said
