"""The words of passages with what is needed to make phrases of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from qualcode.suggest.everyday import Everyday, everyday
from qualcode.suggest.language import Words, blank
from qualcode.suggest.quotability import fillers
from qualcode.text.spans import Span

_NOTE = re.compile(r"\[[^\[\]\n]{1,80}\]")
"""What the transcriber put in: [inaudible], [laughs], [name]."""
_ENDS = frozenset('.!?…:;"“”‘’()–—-')

Names = Callable[[str], Iterable[Span]]
"""Where names stand in a text."""


def no_names(text: str) -> tuple[Span, ...]:
    """Of texts in which no names are known."""
    return ()


class Token(NamedTuple):
    """A word or mark of a passage.

    ``word`` may be part of a phrase; a ``stop`` word only within it. ``noun`` is 1 where what
    stands around it speaks for a noun, -1 where it speaks against one, else 0.
    """

    start: int
    end: int
    form: str
    lemma: str
    word: bool
    stop: bool
    noun: int = 0


class Reader:
    """Takes passages apart.

    Args:
        words: the words of the language.
        ignore: words that are part of no phrase, in any case.
        names: where names stand in a text; they are part of no phrase either.
    """

    def __init__(
        self, words: Words, *, ignore: Collection[str] = (), names: Names = no_names
    ) -> None:
        self._words = words
        self._names = names
        self._ignore = {word.casefold() for word in ignore} | fillers(words.language)
        self.language = words.language
        self._everyday: Everyday = everyday(words.language)

    def tokens(self, text: str) -> list[Token]:
        """The words and marks of a text in order."""
        held = [Span(*found.span()) for found in _NOTE.finditer(text)]
        held += self._names(text)
        made: list[Token] = []
        for token in blank(self._words.language).tokenizer(text):
            if token.is_space:
                continue
            span = Span(token.idx, token.idx + len(token.text))
            form = token.text.lower()
            known = self._words.of(form)
            word = known.is_word and form not in self._ignore and not _masked(form)
            word = word and not any(span.overlaps(other) for other in held)
            # "n't" and "'s" are parts of the word before them, never the start of a phrase
            stop = known.is_stop or self._words.is_stop_lemma(known.lemma) or len(form) < 3
            stop = stop or token.like_num or self._is_everyday(token.text, known.lemma)
            noun = self._noun_by_capital(token.text, made)
            made.append(Token(span.start, span.end, form, known.lemma, word, stop, noun))
        return made if self._everyday.capital_nouns else self._with_nouns(made)

    def _is_everyday(self, text: str, lemma: str) -> bool:
        form = text.lower()
        if form in self._everyday.said or lemma in self._everyday.said:
            return True
        return text[:1].isupper() and form.rstrip(".") in self._everyday.address

    def _noun_by_capital(self, text: str, before: list[Token]) -> int:
        """What a capital within a sentence says: a name, or where nouns have one, a noun."""
        if not before or before[-1].form[-1] in _ENDS:
            return 0
        return 1 if text[:1].isupper() else -int(self._everyday.capital_nouns)

    def _with_nouns(self, tokens: list[Token]) -> list[Token]:
        """The same with what the words before say of the last of a run of content words."""
        made = []
        for i, token in enumerate(tokens):
            noun = token.noun
            if not noun and token.word and not token.stop:
                first = i
                while first and tokens[first - 1].word and not tokens[first - 1].stop:
                    first -= 1
                before = tokens[first - 1].form if first else ""
                last = i + 1 == len(tokens) or not tokens[i + 1].word or tokens[i + 1].stop
                if before in self._everyday.before_noun:
                    noun = int(last)
                elif before in self._everyday.before_verb and first == i:
                    noun = -1
            made.append(token._replace(noun=noun))
        return made

    def naming(self, texts: Iterable[Iterable[Token]]) -> Callable[[tuple[str, ...]], bool]:
        """A function that tells whether a run of lemmas can name something in these texts.

        Its last word is used as a noun rather than not, and its first not as a verb, where that
        can be told; a single word says something by itself.
        """
        told: Counter[str] = Counter()
        for tokens in texts:
            for token in tokens:
                told[token.lemma] += token.noun

        def names(lemmas: tuple[str, ...]) -> bool:
            if len(lemmas) == 1 and lemmas[0] in self._everyday.units:
                return False
            if not self._everyday.knows_nouns:
                return True
            return told[lemmas[-1]] > 0 and told[lemmas[0]] >= 0

        return names


def _masked(form: str) -> bool:
    """Whether the form is a number or a name made unreadable ('xxx')."""
    return form.isnumeric() or (len(form) > 1 and len(set(form)) == 1)
