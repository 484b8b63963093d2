"""Small settings that travel with the study: favourites, the last place, who was coding."""

from __future__ import annotations

import json
from typing import Any

from qualcode.store import queries
from qualcode.study.part import Part


class Settings(Part):
    """Names and JSON values. They are no research data, so they stand outside the history."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under ``key``, or ``default``."""
        return self._all().get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep ``value`` (anything JSON can hold) under ``key``; None forgets it."""
        with self._study.change("settings", "changed a setting") as recorder:
            connection = recorder.connection
            kept = json.loads(queries.study_row(connection).settings)
            if value is None:
                kept.pop(key, None)
            else:
                kept[key] = value
            queries.update_study(connection, {"settings": json.dumps(kept, ensure_ascii=False)})

    def _all(self) -> dict[str, Any]:
        with self._study.reading() as connection:
            kept: dict[str, Any] = json.loads(queries.study_row(connection).settings)
        return kept
