"""What the parts of a study share: the study they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.study.core import Study


class Part:
    """One part of the work on a study, such as its documents or its codings."""

    def __init__(self, study: Study) -> None:
        self._study = study
