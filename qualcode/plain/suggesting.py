"""Suggestions for a turn, learnt from the study as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.study import Study
from qualcode.study.types import CodeInfo

if TYPE_CHECKING:
    from qualcode.suggest import ThemeSuggester

BEST = 3


class Suggesting:
    """Learns when it is asked for the first time, and again when the study has changed."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._learned: tuple[int, ThemeSuggester | None] = -1, None

    def codes(self, document_id: int, start: int, end: int) -> list[tuple[CodeInfo, float]]:
        """The codes that fit a stretch best, each with its share of trust in 0..1."""
        suggester = self._ready()
        if suggester is None:
            return []
        passage = self._study.suggestions.passage(document_id, start, end)
        [ranked] = suggester.rank([passage], BEST)
        return [(self._study.codebook.get(int(found.code)), found.score) for found in ranked]

    def _ready(self) -> ThemeSuggester | None:
        from qualcode.suggest import ThemeSuggester

        version = self._study.version()
        if self._learned[0] != version:
            data = self._study.suggestions.training_data()
            suggester = None
            if data.names:
                suggester = ThemeSuggester(data.codebook, language=self._study.language)
                suggester.fit(data.passages, data.codes)
            self._learned = version, suggester
        return self._learned[1]
