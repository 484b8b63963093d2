"""Suggestions for an open study: ``python -m qualcode.study.suggest_worker STUDY``.

The child process reads the study itself. Were the codings read by the program on the screen and
sent over, a large study would hold up the keys and be in memory twice.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.analysis.acceptance import ModelState
from qualcode.study.types import Stretch
from qualcode.suggest import protocol
from qualcode.suggest.client import SuggestionClient
from qualcode.suggest.worker import Worker, main

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.study.core import Study
    from qualcode.suggest.model import Suggestion

MOST_LEARNED = 8_000
"""Codings that are learned from at most; see :meth:`Suggestions.training_data`."""


class StudyWorker(Worker):
    """Carries out ``learn`` and ``suggest`` on a study, beside what every worker does."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._opened: Study | None = None

    def carry_out(self, request: dict[str, Any]) -> Any:
        """See :meth:`Worker.carry_out`."""
        match request.get("do"):
            case "learn":
                return self._learn()
            case "suggest":
                return self._suggest(request)
            case "likeliest":
                return self._likeliest(request)
            case _:
                return super().carry_out(request)

    def _study(self) -> Study:
        if self._opened is None:
            from qualcode.study.core import open as open_study

            self._opened = open_study(self._path, read_only=True)
        return self._opened

    def _learn(self) -> ModelState | None:
        study = self._study()
        data = study.suggestions.training_data(most=MOST_LEARNED)
        if not data.names:
            return None
        self.learn(data.codebook, data.passages, data.codes, language=study.language)
        return data.state()

    def _suggest(self, request: dict[str, Any]) -> list[list[Any]]:
        document, start, end = request["at"]
        passage = self._study().suggestions.passage(document, start, end)
        [ranked] = self.ready().rank([passage], request["n"], explain=True)
        return [protocol.suggestion_to_list(found) for found in ranked]

    def _likeliest(self, request: dict[str, Any]) -> list[list[list[Any]]]:
        stretches = [Stretch(*place) for place in request["places"]]
        passages = self._study().suggestions.passages(stretches)
        ranked = self.ready().rank(passages, request["n"])
        return [[protocol.suggestion_to_list(found) for found in row] for row in ranked]


class StudySuggestions(SuggestionClient):
    """Suggestions for the passages of a study, from a child process of lower priority.

    Args:
        path: the study file.
    """

    MODULE = "qualcode.study.suggest_worker"

    def __init__(self, path: Path) -> None:
        super().__init__(str(path.absolute()))

    async def learn(self) -> ModelState | None:
        """Learn from the codings as they are now.

        Returns:
            What it has learned; None where the codebook is empty.

        Raises:
            Superseded: if a later call came before this one began.
            SuggestionsFailed: if it could not be done.
        """
        answer = await self._request({"do": "learn"})
        return None if answer is None else ModelState(*answer)

    async def suggest(self, document_id: int, start: int, end: int, n: int) -> list[Suggestion]:
        """The ``n`` likeliest codes for a passage, by their ids as strings, with reasons.

        Raises:
            Superseded: if a later call came before this one began.
            SuggestionsFailed: if it could not be done, as before the first :meth:`learn`.
        """
        at = [document_id, start, end]
        ranked = await self._request({"do": "suggest", "at": at, "n": n})
        return [protocol.suggestion_from_list(found) for found in ranked]

    async def likeliest(self, places: Sequence[Stretch], n: int) -> list[list[Suggestion]]:
        """The ``n`` likeliest codes for each of many passages, without reasons.

        Raises:
            SuggestionsFailed: as for :meth:`suggest`.
        """
        request = {"do": "likeliest", "places": [list(place) for place in places], "n": n}
        answer = await self._request(request)
        return [[protocol.suggestion_from_list(found) for found in row] for row in answer]


if __name__ == "__main__":
    main(StudyWorker(Path(sys.argv[1])))
