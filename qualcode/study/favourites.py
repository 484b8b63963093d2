"""Favourites: codes that a coder has pinned to the numbers 1 to 9."""

from __future__ import annotations

from qualcode.errors import Refused, UsageError
from qualcode.study.part import Part

KEY = "favourites"
NUMBERS = range(1, 10)


class Favourites(Part):
    """Each coder's own; kept with the settings of the study, outside the history."""

    def list(self) -> dict[int, int]:
        """Code ids by number, of the coder at work; codes that are gone are left out."""
        kept = self._study.settings.get(KEY, {}).get(self._study.coder.guid, {})
        codes = {code.guid: code.id for code in self._study.codebook.codes()}
        return {
            number: codes[kept[str(number)]] for number in NUMBERS if kept.get(str(number)) in codes
        }

    def pin(self, number: int, code_id: int) -> None:
        """Let a number stand for a code, and for no other; the code leaves its former number.

        Raises:
            NotFound: if there is no such code.
            Refused: if the code only holds others together.
            UsageError: if the number is not 1 to 9.
        """
        code = self._study.codebook.get(code_id)
        if not code.codable:
            raise Refused(
                f"'{code.name}' only holds other codes together.", hint="Choose one below it."
            )
        self._put(number, code.guid)

    def unpin(self, number: int) -> None:
        """Let a number stand for nothing; one that is free already is no error."""
        self._put(number, None)

    def _put(self, number: int, guid: str | None) -> None:
        if number not in NUMBERS:
            raise UsageError(f"Codes are pinned to the numbers 1 to 9, not to {number}.")
        coder = self._study.coder.guid
        with self._study.change("settings", "changed the favourites"):
            kept = self._study.settings.get(KEY, {})
            mine = {at: pinned for at, pinned in kept.get(coder, {}).items() if pinned != guid}
            mine.pop(str(number), None)
            if guid is not None:
                mine[str(number)] = guid
            self._study.settings.set(KEY, {**kept, coder: mine})
