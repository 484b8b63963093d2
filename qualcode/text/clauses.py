"""Clauses by rule: the parts of a sentence that punctuation and joining words mark off.

A clause ends at a comma, semicolon, colon, dash or ellipsis before a blank, and at either
side of a bracket. It begins before a word that opens one (*because*, *which*) and, where
that word as often joins words as clauses (*and*, *that*), only if a word follows with which
a clause begins (*I*, *they*). Those words are known for English, German, Spanish
and French; elsewhere punctuation does it alone. Commas about a single word, as in
enumerations, mark nothing off. Nothing here parses; the splits are those that help
somebody who selects, not those of a grammar.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from qualcode.text.graphemes import is_boundary, snap_span
from qualcode.text.spans import Span
from qualcode.text.words import word_spans

_LEAST = 2  # words on either side of a comma or a joining word that marks a clause off


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Joining:
    """The words of a language at which clauses begin, in lower case.

    An elided word counts by what stands before its apostrophe, too: ``qu'il`` as ``qu``.

    Attributes:
        opens: always begin a clause.
        may_open: begin one where a word of ``begins`` follows.
        begins: with which a clause begins after a joining word.
        leads: belong to a joining word they stand before: *even* if, *in* which.
        never_after: after these words ``opens`` do not count: know *when*, tengo *que*.
    """

    opens: frozenset[str]
    may_open: frozenset[str]
    begins: frozenset[str]
    leads: frozenset[str]
    never_after: frozenset[str] = frozenset()


JOINING = {
    "en": Joining(
        opens=_listed(
            "because although though whereas unless if when whenever while who whom whose which "
            "where wherever whether"
        ),
        may_open=_listed("and or but so yet nor that as since until till before after then for"),
        begins=_listed("i you he she it we they there nobody somebody everybody everyone someone"),
        leads=_listed(
            "and or but so even just only not except in on at of by for from to with about as "
            "through during within under without all some most many both none"
        ),
        never_after=_listed("know knew see ask asked wonder wondered say tell"),
    ),
    "de": Joining(
        opens=_listed(
            "weil obwohl wenn falls sobald solange bevor nachdem indem sodass damit sondern denn"
        ),
        may_open=_listed("und oder aber doch dass ob als wie"),
        begins=_listed("ich du er es wir ihr man dann da ich's wir's jeder niemand"),
        leads=_listed("und oder aber auch nur selbst so außer erst"),
    ),
    "es": Joining(
        opens=_listed(
            "porque aunque cuando mientras pues pero sino donde quien quienes cuyo cuya que"
        ),
        may_open=_listed("y e o u ni como si"),
        begins=_listed(
            "yo tú él ella usted nosotros nosotras ellos ellas ustedes vosotros vosotras no se me "
            "te le les nos lo eso esto ya también entonces luego nadie"
        ),
        leads=_listed(
            "y e o pero el la los las lo en de a con por para sin hasta desde así ya aun incluso "
            "sobre según antes después"
        ),
        never_after=_listed(
            "más menos mejor peor mayor menor mismo igual tener tengo tienes tiene tenemos tienen "
            "tenía teníamos tenían tuve tuvo hay había habrá"
        ),
    ),
    "fr": Joining(
        opens=_listed(
            "parce puisque puisqu lorsque lorsqu quand quoique quoiqu tandis car mais qui dont où "
            "lequel laquelle lesquels lesquelles que qu"
        ),
        may_open=_listed("et ou ni donc si s comme"),
        begins=_listed(
            "je j tu il elle on nous vous ils elles ce c ça cela puis alors après personne"
        ),
        leads=_listed(
            "et ou mais même à de en dans par pour avec sur sans chez alors parce tandis afin "
            "avant après dès depuis pendant bien ce tout"
        ),
        never_after=_listed("plus moins mieux pire aussi autant même est ne n"),
    ),
}
"""Joining words by language code."""

_MARKS = regex.compile(
    r"""
    (?P<weak> (?:,|\u060c|\u2026|\.{2,}) [\p{Pf}\p{Pe}"'*_]* (?=\s) | [\u3001\uff0c])
    |(?P<strong>
        (?:[;:\u061b]) [\p{Pf}\p{Pe}"'*_]* (?=\s) | [\uff1b\uff1a]
        |\s[\u2013\u2014\u2015-]{1,2}(?=\s) | [\u2014\u2015]+ | (?<=\w)--(?=\w)
        |[\u2013-](?=\s)
        |[)\]}\uff09\u300d\u3011] [,;:.!?\u2026]* (?=\s)
    )
    |(?P<open> (?<=\s)[(\[{] | [\uff08\u300c\u3010])
    """,
    regex.VERBOSE,
)


def clause_spans(
    text: str, start: int = 0, end: int | None = None, *, language: str = ""
) -> list[Span]:
    """Find the clauses of the sentence ``text[start:end]``.

    Args:
        text: any text.
        start: where the sentence starts, between two graphemes.
        end: where it ends, between two graphemes; the end of the text if None.
        language: a code such as ``en`` or ``de-AT``; one without rules of its own, and none,
            has clauses by punctuation only.

    Returns:
        Spans of ``text`` in order, not overlapping, without blanks at either end and never
        within a grapheme; together they cover every character that is not white space.
    """
    stop = len(text) if end is None else min(end, len(text))
    words = list(word_spans(text, start, stop))
    cuts = [start, *_punctuated(text, words, start, stop)]
    rules = JOINING.get(language.split("-")[0].lower())
    if rules is not None:
        cuts = sorted({*cuts, *_joined(text, words, cuts, rules)})
    return [
        span
        for low, high in zip(cuts, [*cuts[1:], stop], strict=True)
        if (span := _trimmed(text, low, high))
    ]


def _punctuated(text: str, words: list[Span], start: int, stop: int) -> Iterator[int]:
    """Where marks end a clause: weak ones only between pieces of two words or more."""
    marks = [
        (found.start() if found["open"] else found.end(), _LEAST if found["weak"] else 1)
        for found in _MARKS.finditer(text, start, stop)
    ]
    until = [bisect_left(words, at, key=_start) for at, _ in marks] + [len(words)]
    here = since = 0  # words before the last mark, and before the last one that counted
    for n, (at, least) in enumerate(marks):
        piece = until[n] - (here if least > 1 else since)
        if min(piece, until[n + 1] - until[n]) >= least and is_boundary(text, at):
            since = until[n]
            yield at
        here = until[n]


def _joined(text: str, words: list[Span], cuts: list[int], rules: Joining) -> Iterator[int]:
    """Where joining words begin a clause between the cuts of punctuation."""
    begins = [0]  # the first word of each clause so far
    ends = iter([*cuts[1:], len(text) + 1])
    stop = next(ends)
    for n, word in enumerate(words):
        while word.start >= stop:
            begins.append(n)
            stop = next(ends)
        if not _opens(text, words, n, rules):
            continue
        first = n
        while first > begins[-1] and _is(text, words[first - 1], rules.leads):
            first -= 1
        follow = bisect_left(words, stop, lo=n, key=_start) - first
        if first - begins[-1] >= _LEAST and follow >= _LEAST:
            begins.append(first)
            yield words[first].start


def _opens(text: str, words: list[Span], n: int, rules: Joining) -> bool:
    """Whether a clause begins with word ``n``, or with what leads up to it."""
    if _is(text, words[n], rules.opens):
        return not n or not _is(text, words[n - 1], rules.never_after)
    follows = n + 1 < len(words) and _is(text, words[n + 1], rules.begins)
    return follows and _is(text, words[n], rules.may_open)


def _is(text: str, word: Span, listed: Iterable[str]) -> bool:
    whole = word.of(text).casefold().replace("\u2019", "'")
    return whole in listed or whole.partition("'")[0] in listed


def _start(word: Span) -> int:
    return word.start


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """What is left without blanks at the ends, in whole graphemes; None if nothing is."""
    part = text[start:end]
    left, right = len(part) - len(part.lstrip()), len(part.rstrip())
    return snap_span(text, start + left, start + right) if left < right else None
