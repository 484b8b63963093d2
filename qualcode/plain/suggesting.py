"""Suggestions for a turn, learnt from the study as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.acceptance import ModelState, Offered, Shown
from qualcode.errors import Refused
from qualcode.study import Study
from qualcode.study.types import CodeInfo, Stretch

if TYPE_CHECKING:
    from qualcode.suggest import ThemeSuggester

BEST = 3


class Suggesting:
    """Learns when it is asked for the first time, and again when the study has changed."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._learned: tuple[int, ThemeSuggester | None] = -1, None
        self._model: ModelState | None = None
        self._told: tuple[Stretch, tuple[Offered, ...]] | None = None

    def codes(self, document_id: int, start: int, end: int) -> list[tuple[CodeInfo, float]]:
        """The codes that fit a stretch best, each with its share of trust in 0..1.

        Raises:
            Refused: if the coder at work codes blind, or has switched suggestions off.
        """
        if self._study.coders.is_blind() or not self._study.suggestions.record.are_on():
            raise Refused("Suggestions are off for you.", hint="The coding desk switches them on.")
        suggester = self._ready()
        if suggester is None:
            return []
        passage = self._study.suggestions.passage(document_id, start, end)
        [ranked] = suggester.rank([passage], BEST)
        place = Stretch(document_id, start, end)
        offered = [Offered(int(s.code), n, s.score) for n, s in enumerate(ranked, start=1)]
        self._told = (place, tuple(offered)) if offered else None
        return [(self._study.codebook.get(int(found.code)), found.score) for found in ranked]

    def shown_for(self, place: Stretch) -> Shown | None:
        """What was read out for a stretch, for the record: once, and only if it came last."""
        told, self._told = self._told, None
        if told is None or told[0] != place or self._model is None:
            return None
        there = {
            coding.code_id
            for coding in self._study.codings.touching(*place, self._study.coder.id)
            if coding.start <= place.start and coding.end >= place.end
        }
        offered = tuple(one for one in told[1] if one.code_id not in there)
        return Shown(offered, self._model) if offered else None

    def _ready(self) -> ThemeSuggester | None:
        from qualcode.suggest import ThemeSuggester

        version = self._study.version()
        if self._learned[0] != version:
            data = self._study.suggestions.training_data()
            suggester = None
            if data.names:
                suggester = ThemeSuggester(data.codebook, language=self._study.language)
                suggester.fit(data.passages, data.codes)
                self._model = data.state()
            self._learned = version, suggester
        return self._learned[1]
