"""Theme suggestions, quotation choice and candidate themes; spaCy is used only here.

Importing this package loads neither spaCy nor scikit-learn; using :class:`ThemeSuggester`,
:func:`choose_quotations` or :func:`candidate_themes` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.suggest.model import Passage, Suggestion

if TYPE_CHECKING:
    from qualcode.suggest.client import SuggestionClient
    from qualcode.suggest.phrases import CandidateTheme, candidate_themes
    from qualcode.suggest.quotations import Candidate, Chosen, choose_quotations
    from qualcode.suggest.themes import ThemeSuggester

__all__ = [
    "Candidate",
    "CandidateTheme",
    "Chosen",
    "Passage",
    "Suggestion",
    "SuggestionClient",
    "ThemeSuggester",
    "candidate_themes",
    "choose_quotations",
]

_HOMES = {
    "ThemeSuggester": "themes",
    "SuggestionClient": "client",
    "Candidate": "quotations",
    "Chosen": "quotations",
    "choose_quotations": "quotations",
    "CandidateTheme": "phrases",
    "candidate_themes": "phrases",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for only when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
