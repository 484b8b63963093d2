"""The linguistic layer: spaCy's blank pipelines with look-up lemmas; trained ones where installed.

No pipeline is ever downloaded. ``blank(language)`` works on the first day and offline; a
trained pipeline is used only where the user has one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.tokens import Doc

logger = logging.getLogger(__name__)


@lru_cache(maxsize=8)
def blank(language: str = "en") -> Language:
    """A pipeline that splits words and sentences and looks lemmas up; made once a language.

    Args:
        language: a spaCy language code, such as ``en``, ``de`` or ``es``; ``xx`` for any.

    Raises:
        UsageError: if spaCy does not know the language.
    """
    import spacy

    try:
        nlp = spacy.blank(language)
    except ImportError:
        raise UsageError(
            f"spaCy knows no language '{language}', or lacks a part that it needs for it.",
            hint="Use a code such as en, de or es; xx serves any language without its rules.",
        ) from None
    nlp.add_pipe("sentencizer")
    tables = _lemma_tables(language)
    if tables.has_table("lemma_lookup"):
        lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        lemmatizer.initialize(lookups=tables)
    return nlp


@lru_cache(maxsize=8)
def _lemma_tables(language: str) -> Lookups:
    """The lemmas that spacy-lookups-data holds for the language; read once, they are large."""
    from spacy.lookups import load_lookups

    return load_lookups(language, ["lemma_lookup"], strict=False)


def installed_pipeline(language: str) -> str | None:
    """The trained pipeline of the language that is installed here, the smallest name first."""
    from spacy.util import get_installed_models

    fitting = [n for n in get_installed_models() if n.split("_")[0] == language]
    return min(fitting, key=lambda n: (n.rsplit("_", 1)[-1] != "sm", n), default=None)


@lru_cache(maxsize=4)
def trained(language: str = "en", pipeline: str = "auto") -> Language | None:
    """A trained pipeline for noun chunks and entities, or None to go without.

    Args:
        language: the study's language.
        pipeline: ``auto`` takes what is installed for the language, ``none`` takes none;
            anything else is the name of an installed pipeline or a folder that holds one.

    Raises:
        UsageError: if the named pipeline is not here or is broken.
    """
    if pipeline == "none":
        return None
    name = installed_pipeline(language) if pipeline == "auto" else pipeline
    if name is None:
        return None
    import spacy

    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError):
        if pipeline == "auto":
            logger.info("the installed pipeline %s cannot be loaded; going without", name)
            return None
        raise UsageError(
            f"The spaCy pipeline '{name}' cannot be loaded.",
            hint="Install it beforehand, or set the pipeline to 'auto' or 'none'.",
        ) from None
    if nlp.lang != language:
        raise UsageError(
            f"The spaCy pipeline '{name}' is for '{nlp.lang}', the study is in '{language}'.",
            hint="Name a pipeline of the study's language, or set it to 'none'.",
        )
    return nlp


def noun_chunks(doc: Doc) -> list[tuple[int, int]]:
    """Spans of tokens that are noun chunks; empty where the pipeline or language gives none."""
    if not doc.has_annotation("DEP"):
        return []
    try:
        return [(c.start, c.end) for c in doc.noun_chunks]
    except (NotImplementedError, ValueError):
        return []


class Word(NamedTuple):
    """What is known of a word form: its lemma, whether it is a word, and one of the stop words."""

    lemma: str
    is_word: bool
    is_stop: bool


class _Split(NamedTuple):
    """A text taken apart: its word forms and lemmas, and both again without stop words."""

    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    content_forms: tuple[str, ...]
    content_lemmas: tuple[str, ...]


class Words:
    """Splits texts into word forms and remembers what it found; one for each language.

    Memory is bounded: beyond ``keep`` texts, all are forgotten and analysed anew.
    """

    def __init__(self, language: str = "en", *, keep: int = 50_000) -> None:
        self.language = language
        self._keep = keep
        self._texts: dict[str, _Split] = {}
        self._forms: dict[str, Word] = {}
        self._lemma: Callable[[str], str] | None = None
        self._stop_lemmas: frozenset[str] | None = None

    def forms(self, text: str, *, content: bool = False) -> tuple[str, ...]:
        """The lower-case word forms and marks of a text, in order; white space left out.

        With ``content`` only words, and the stop words left out.
        """
        split = self._split(text)
        return split.content_forms if content else split.forms

    def lemmas(self, text: str, *, content: bool = False) -> tuple[str, ...]:
        """The lemmas of a text's words; with ``content`` the stop words left out."""
        split = self._split(text)
        return split.content_lemmas if content else split.lemmas

    def _split(self, text: str) -> _Split:
        known = self._texts.get(text)
        if known is None:
            if len(self._texts) >= self._keep:
                self._texts.clear()
            tokens = blank(self.language).tokenizer(text.lower())
            forms = tuple(t.text for t in tokens if not t.is_space)
            words = [(f, w) for f in forms if (w := self.of(f)).is_word]
            content = [(f, w.lemma) for f, w in words if not w.is_stop]
            known = _Split(
                forms,
                tuple(w.lemma for _, w in words),
                tuple(f for f, _ in content),
                tuple(lemma for _, lemma in content),
            )
            self._texts[text] = known
        return known

    def of(self, form: str) -> Word:
        """What is known of a word form."""
        word = self._forms.get(form)
        if word is None:
            lexeme = blank(self.language).vocab[form]
            word = Word(self._look_up(form), any(c.isalnum() for c in form), lexeme.is_stop)
            self._forms[form] = word
        return word

    def is_stop_lemma(self, lemma: str) -> bool:
        """Whether the lemma is that of a stop word ('use' is, as 'used' is a stop word)."""
        if self._stop_lemmas is None:
            stops = blank(self.language).Defaults.stop_words
            self._stop_lemmas = frozenset(stops) | {self._look_up(s) for s in stops}
        return lemma in self._stop_lemmas

    def _look_up(self, form: str) -> str:
        if self._lemma is None:
            self._lemma = _lemma_table(self.language)
        return self._lemma(form)


def _lemma_table(language: str) -> Callable[[str], str]:
    """A function from a lower-case form to its lemma; the form itself where there is no table."""
    tables = _lemma_tables(language)
    if not tables.has_table("lemma_lookup"):
        return lambda form: form
    table = tables.get_table("lemma_lookup")

    def look_up(form: str) -> str:
        # German nouns stand in the table with their capital
        found = table.get(form) or table.get(form.capitalize()) or form
        return str(found).lower()

    return look_up
