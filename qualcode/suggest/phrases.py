"""Candidate new themes in what is not coded yet: key phrases as spoken, and groups of passages.

A phrase is worth looking at when people use its words far more than English (or German, …)
at large does, several times, in several documents. Passages are grouped by what they speak
of (NMF over TF-IDF), and each group is called by its phrases.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from qualcode.suggest.frequencies import RAREST, general_log_probabilities
from qualcode.suggest.language import Words, noun_chunks, trained
from qualcode.suggest.model import Passage
from qualcode.suggest.threads import one_core
from qualcode.suggest.tokens import Names, Reader, Token, no_names
from qualcode.text.spans import Span

Array = Any

LONGEST_PHRASE = 4
HIGHEST_EXCESS = 6.0
"""Natural logarithm of how much commoner than at large a word may count as being; beyond it
lie names and slips of the keyboard rather than themes."""


class Line(NamedTuple):
    """A phrase where it occurs, with the words around it (a concordance line).

    The three put together read as the words were said: the blanks between are kept.
    """

    before: str
    match: str
    after: str

    @property
    def text(self) -> str:
        """The whole line."""
        return self.before + self.match + self.after


class Occurrence(NamedTuple):
    """Where a phrase occurs: the number of the passage, and the span in its text."""

    passage: int
    span: Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """A key phrase. ``text`` is the form in which it was spoken most often."""

    text: str
    score: float
    occurrences: tuple[Occurrence, ...]
    passages: int
    documents: int
    speakers: int

    def lines(self, passages: Sequence[Passage], *, width: int = 40) -> list[Line]:
        """Concordance lines, one an occurrence.

        Args:
            passages: those the phrase was found in.
            width: characters either side.
        """
        return [concordance(passages[o.passage].text, o.span, width) for o in self.occurrences]


@dataclass(frozen=True, slots=True)
class CandidateTheme:
    """A group of passages that speak of the same, labelled by phrases as spoken.

    ``passages`` are numbers of the passages, the most typical first.
    """

    phrases: tuple[Phrase, ...]
    passages: tuple[int, ...]
    documents: int
    speakers: int

    @property
    def label(self) -> str:
        """The phrases in one line."""
        return " · ".join(p.text for p in self.phrases)


@dataclass(slots=True)
class _Found:
    """A phrase while it is being counted, by its lemmas."""

    occurrences: list[Occurrence] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)


def key_phrases(
    passages: Sequence[Passage],
    n: int = 30,
    *,
    language: str = "en",
    pipeline: str = "none",
    ignore: Collection[str] = (),
    names: Names = no_names,
) -> list[Phrase]:
    """The phrases that stand out in the passages, best first.

    The score is the mean excess of its content words over the language at large (natural
    logarithm, capped) × log2(1 + occurrences) × log2(1 + documents or speakers, whichever
    are more), three quarters more for each further content word. Where nothing is known of the
    language at large, every content word counts as in excess by one. The last word of a phrase
    is one that is used as a noun, where that can be told.

    Args:
        passages: where to look; usually what is not coded.
        n: at most so many.
        language: a spaCy language code.
        pipeline: ``auto``, ``none`` or the name of a trained spaCy pipeline; with one,
            phrases of several words must be noun chunks.
        ignore: words that make no phrase.
        names: where names stand in a text, such as those of participants; no phrase holds one.
    """
    reader = Reader(Words(language), ignore=ignore, names=names)
    read = [reader.tokens(p.text) for p in passages]
    return _key_phrases(passages, read, n, reader, trained(language, pipeline))


def _key_phrases(
    passages: Sequence[Passage], read: list[list[Token]], n: int, reader: Reader, nlp: Any
) -> list[Phrase]:
    chunks = [_chunks(nlp, p.text) for p in passages] if nlp is not None else None
    names_something = reader.naming(read)
    excess = _excess(read, reader.language)
    scored = [
        _phrase(lemmas, entry, passages, excess)
        for lemmas, entry in _gather(passages, read, chunks).items()
        if len({o.passage for o in entry.occurrences}) > 1 and names_something(lemmas)
    ]
    scored.sort(key=lambda p: (-p.score, p.text))
    return _without_parts(scored, n)


def candidate_themes(
    passages: Sequence[Passage],
    n: int = 8,
    *,
    language: str = "en",
    pipeline: str = "none",
    ignore: Collection[str] = (),
    names: Names = no_names,
) -> list[CandidateTheme]:
    """Groups of passages that speak of the same, the largest first; see :func:`key_phrases`.

    A passage belongs to one group or to none: it shares its words with the group's others, and
    holds one of the phrases that the group is called by. Groups without a phrase of their own
    are left out, and those of one speaker where there are more, so fewer than ``n`` may come.
    """
    reader = Reader(Words(language), ignore=ignore, names=names)
    read = [reader.tokens(p.text) for p in passages]
    phrases = _key_phrases(passages, read, 12 * max(n, 1), reader, trained(language, pipeline))
    if not phrases or n < 1:
        return []
    strength = _strengths(read, n)
    if strength is None:
        return []
    member = np.where(strength.max(axis=1) > 0, strength.argmax(axis=1), -1)
    needed = min(2, _spread(passages, "speaker"))
    made: list[CandidateTheme] = []
    for group, labels in _labels(phrases, member, strength.shape[1]).items():
        saying = {o.passage for phrase in labels for o in phrase.occurrences}
        having = sorted(
            (i for i in saying if member[i] == group), key=lambda i: (-strength[i, group], i)
        )
        places = [passages[i] for i in having]
        documents, speakers = _spread(places, "document"), _spread(places, "speaker")
        if len(having) > 1 and speakers >= needed:
            made.append(CandidateTheme(tuple(labels), tuple(having), documents, speakers))
    return sorted(made, key=lambda t: (-len(t.passages), t.label))


def concordance(text: str, span: Span, width: int = 40) -> Line:
    """The span with the words around it in one line, cut at whole words."""
    left, right = text[max(0, span.start - 2 * width) : span.start], text[span.end :][: 2 * width]
    before, after = " ".join(left.split()), " ".join(right.split())
    if len(before) > width:
        before = before[-width:].partition(" ")[2] or before[-width:]
    if len(after) > width:
        after = after[:width].rpartition(" ")[0] or after[:width]
    if before and left[-1].isspace():
        before += " "
    if after and right[0].isspace():
        after = " " + after
    return Line(before, " ".join(span.of(text).split()), after)


def _gather(
    passages: Sequence[Passage],
    tokens: list[list[Token]],
    chunks: list[set[tuple[int, int]]] | None,
) -> dict[tuple[str, ...], _Found]:
    """All runs of words that may be phrases, by their lemmas, with where they occur."""
    found: dict[tuple[str, ...], _Found] = defaultdict(_Found)
    for number, having in enumerate(tokens):
        allowed = None if chunks is None else chunks[number]
        for lemmas, span in _grams(having, allowed):
            entry = found[lemmas]
            entry.occurrences.append(Occurrence(number, span))
            entry.forms[" ".join(span.of(passages[number].text).split())] += 1
    return found


def _chunks(nlp: Any, text: str) -> set[tuple[int, int]]:
    """The noun chunks of a text as spans of code points."""
    doc = nlp(text)
    spans = (doc[start:end] for start, end in noun_chunks(doc))
    return {(span.start_char, span.end_char) for span in spans}


def _grams(
    tokens: list[Token], chunks: set[tuple[int, int]] | None
) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Runs of words that begin and end with a content word, no mark between them."""
    for i, first in enumerate(tokens):
        if not first.word or first.stop:
            continue
        for j in range(i, min(i + LONGEST_PHRASE, len(tokens))):
            last = tokens[j]
            if not last.word:
                break
            if last.stop:
                continue
            span = Span(first.start, last.end)
            if i == j or chunks is None or _is_chunk(tokens, i, last.end, chunks):
                yield tuple(t.lemma for t in tokens[i : j + 1]), span


def _is_chunk(tokens: list[Token], first: int, end: int, chunks: set[tuple[int, int]]) -> bool:
    """Whether the run is a noun chunk, but for stop words before it ('the', 'our')."""
    start = first
    while (tokens[start].start, end) not in chunks:
        start -= 1
        if start < 0 or not (tokens[start].word and tokens[start].stop):
            return False
    return True


def _excess(tokens: Iterable[list[Token]], language: str) -> dict[str, float]:
    """How much commoner each word is here than at large, by lemma (natural logarithm)."""
    general = general_log_probabilities(language)
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for having in tokens:
        for token in having:
            if token.word:
                counts[token.lemma] += 1
                forms[token.lemma][token.form] += 1
    if not general:
        return dict.fromkeys(counts, 1.0)
    total = sum(counts.values())
    return {
        lemma: min(
            max(math.log(count / total) - _at_large(forms[lemma], general), 0.0), HIGHEST_EXCESS
        )
        for lemma, count in counts.items()
    }


def _at_large(forms: Iterable[str], general: dict[str, float]) -> float:
    """The log-probability of all forms together."""
    return math.log(sum(math.exp(general.get(f, RAREST)) for f in forms))


def _phrase(
    lemmas: tuple[str, ...], entry: _Found, passages: Sequence[Passage], excess: dict[str, float]
) -> Phrase:
    places = [passages[i] for i in sorted({o.passage for o in entry.occurrences})]
    documents, speakers = _spread(places, "document"), _spread(places, "speaker")
    content = [excess[w] for w in lemmas if excess[w] > 0] or [0.0]
    score = (
        sum(content)
        / len(content)
        * math.log2(1 + len(entry.occurrences))
        * math.log2(1 + max(documents, speakers, 1))
        * (1 + 0.75 * (len(content) - 1))
    )
    text = min(entry.forms, key=lambda f: (-entry.forms[f], f.casefold(), f))
    shown = tuple(entry.occurrences)
    return Phrase(text, score, shown, len(places), documents, speakers)


def _spread(places: Sequence[Passage], what: str) -> int:
    """How many documents or speakers there are; a speaker counts once in each document."""
    if what == "document":
        return len({p.document for p in places if p.document is not None})
    return len({(p.document, p.speaker) for p in places if p.speaker is not None})


def _without_parts(scored: list[Phrase], n: int) -> list[Phrase]:
    """The best phrases, without those that nearly always occur as part of another kept one.

    A longer phrase may stand beside the better-scored word it contains, not the reverse.
    """
    kept: list[Phrase] = []
    for phrase in scored:
        if phrase.score <= 0 or len(kept) == n:
            break
        length = len(phrase.text.split())
        around = [k for k in kept if len(k.text.split()) >= length]
        if not any(_overlapping(phrase, other) > 0.6 for other in around):
            kept.append(phrase)
    return kept


def _overlapping(phrase: Phrase, other: Phrase) -> float:
    """The share of a phrase's occurrences that overlap one of the other's."""
    taken: dict[int, list[Span]] = defaultdict(list)
    for place in other.occurrences:
        taken[place.passage].append(place.span)
    hits = sum(any(o.span.overlaps(s) for s in taken[o.passage]) for o in phrase.occurrences)
    return hits / len(phrase.occurrences)


def _strengths(read: Sequence[Sequence[Token]], n: int) -> Array | None:
    """How strongly each passage belongs to each group (passages × groups), by NMF."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    def content(tokens: Sequence[Token]) -> list[str]:
        return [token.lemma for token in tokens if token.word and not token.stop]

    vectors = TfidfVectorizer(analyzer=content, min_df=2, sublinear_tf=True)
    try:
        rows = vectors.fit_transform(read)
    except ValueError:
        return None
    groups = min(n, max(1, len(read) // 3), *rows.shape)
    model = NMF(groups, init="nndsvda", random_state=0, max_iter=400, tol=1e-3)
    with one_core():
        strength: Array = model.fit_transform(rows)
    return strength / np.maximum(strength.max(axis=0, keepdims=True), 1e-12)


def _labels(phrases: Sequence[Phrase], member: Array, groups: int) -> dict[int, list[Phrase]]:
    """Up to three phrases for each group, those that occur in it above expectation, best first."""
    labels: dict[int, list[tuple[float, Phrase]]] = {g: [] for g in range(groups)}
    size = Counter(int(m) for m in member)
    for phrase in phrases:
        total = len(phrase.occurrences)
        for home, inside in Counter(int(member[o.passage]) for o in phrase.occurrences).items():
            lead = inside / total - size[home] / len(member)
            if home >= 0 and inside > 1 and lead > 0.15:
                labels[home].append((phrase.score * lead, phrase))
    return {
        group: [p for _, p in sorted(having, key=lambda h: (-h[0], h[1].text))[:3]]
        for group, having in labels.items()
    }
