"""spaCy components: ``nlp.add_pipe("qualcode_themes", config=...)`` in anybody's notebook.

spaCy loads this module through its entry points whenever a pipeline is made, so nothing
heavy is imported here; a component loads what it needs when it is first used.
"""

from __future__ import annotations

import uuid
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from spacy.language import Language
from spacy.tokens import Doc, Span

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.codebook.model import Codebook
    from qualcode.suggest.model import Suggestion
    from qualcode.suggest.themes import ThemeSuggester

__all__ = ["Quotability", "Themes", "make_quotability", "make_themes"]


_FOUND = "qualcode_suggestions"
_MAKER = "qualcode_themes"
_LIVING: WeakValueDictionary[str, Themes] = WeakValueDictionary()
"""The components in use, so that a span finds the one its document went through."""


class Themes:
    """Sets ``doc._.qualcode_suggestions`` and ``span._.qualcode_suggestions``.

    A document's suggestions are made when the pipeline runs; those of a span (a sentence,
    ``doc[3:17]``) when they are asked for. ``suggester`` is a
    :class:`~qualcode.suggest.ThemeSuggester`: give it codings with ``suggester.fit(...)``.

    Args:
        nlp: the pipeline it belongs to.
        name: what it is called there.
        codebook: the path of a codebook file, or a codebook as plain data.
        threshold: suggestions with a lower score are left out.
        n: at most so many suggestions.
        explain: whether the suggestions carry their reasons.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        *,
        codebook: str | dict[str, Any],
        threshold: float,
        n: int,
        explain: bool,
    ) -> None:
        from qualcode.suggest.themes import ThemeSuggester

        self.name = name
        self.threshold = threshold
        self.n = n
        self.explain = explain
        self.suggester: ThemeSuggester = ThemeSuggester(_codebook(codebook), language=nlp.lang)
        self._key = uuid.uuid4().hex
        _LIVING[self._key] = self
        Doc.set_extension("qualcode_suggestions", getter=_of_doc, force=True)
        Span.set_extension("qualcode_suggestions", getter=_of_span, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Set the document's suggestions."""
        return self._note(doc, self.suggest([doc.text])[0])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Set the suggestions of many documents, a batch at a time."""
        remaining = iter(stream)
        while docs := list(islice(remaining, batch_size)):
            found = self.suggest([doc.text for doc in docs])
            for doc, suggestions in zip(docs, found, strict=True):
                yield self._note(doc, suggestions)

    def suggest(self, texts: list[str]) -> list[tuple[Suggestion, ...]]:
        """The suggestions for each text, best first."""
        from qualcode.suggest.model import Passage

        ranked = self.suggester.rank(
            [Passage(text) for text in texts],
            self.n,
            threshold=self.threshold,
            explain=self.explain,
        )
        return [tuple(suggestions) for suggestions in ranked]

    def _note(self, doc: Doc, suggestions: tuple[Suggestion, ...]) -> Doc:
        """Keep the suggestions with the document, as plain data that spaCy can store."""
        doc.user_data[_FOUND] = [[s.code, s.score, list(s.reasons)] for s in suggestions]
        doc.user_data[_MAKER] = self._key
        return doc


def _of_doc(doc: Doc) -> tuple[Suggestion, ...]:
    from qualcode.suggest.model import Suggestion

    found = doc.user_data.get(_FOUND, ())
    return tuple(Suggestion(code, score, tuple(reasons)) for code, score, reasons in found)


def _of_span(span: Span) -> tuple[Suggestion, ...]:
    """Suggestions by the component that the document went through, while it lives."""
    maker = _LIVING.get(span.doc.user_data.get(_MAKER, ""))
    return maker.suggest([span.text])[0] if maker is not None else ()


def _codebook(source: str | dict[str, Any]) -> Codebook:
    """The codebook in a file or in plain data."""
    from qualcode.codebook import Codebook, read

    if not source:
        raise UsageError(
            "qualcode_themes has no codebook.",
            hint='Give one: nlp.add_pipe("qualcode_themes", config={"codebook": "codebook.yaml"}).',
        )
    return Codebook.from_dict(source) if isinstance(source, dict) else read(Path(source))


class Quotability:
    """Sets ``doc._.qualcode_quotability`` and ``span._.qualcode_quotability``, 0..1.

    See :func:`qualcode.suggest.quotability.quotability` for what makes words quotable.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._language = str(nlp.lang)
        for owner in (Doc, Span):
            owner.set_extension("qualcode_quotability", getter=self._measure, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Hand the document on; the measure is taken when it is asked for."""
        return doc

    def _measure(self, words: Doc | Span) -> float:
        from qualcode.suggest.quotability import quotability

        return quotability(words.text, language=self._language)


@Language.factory(
    "qualcode_themes",
    default_config={"codebook": "", "threshold": 0.0, "n": 5, "explain": False},
    assigns=["doc._.qualcode_suggestions", "span._.qualcode_suggestions"],
)
def make_themes(
    nlp: Language,
    name: str,
    codebook: str | dict[str, Any],
    threshold: float,
    n: int,
    explain: bool,
) -> Themes:
    """Make the component ``qualcode_themes``; see :class:`Themes` for its settings."""
    return Themes(nlp, name, codebook=codebook, threshold=threshold, n=n, explain=explain)


@Language.factory(
    "qualcode_quotability",
    assigns=["doc._.qualcode_quotability", "span._.qualcode_quotability"],
)
def make_quotability(nlp: Language, name: str) -> Quotability:
    """Make the component ``qualcode_quotability``."""
    return Quotability(nlp, name)
