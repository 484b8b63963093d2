"""What goes into the suggester and what comes out: plain, frozen, light."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to be coded, with what is known of where they were said; unknown is None.

    ``role`` is the speaker's role ('Head teacher'), ``question`` what was asked. Both are
    used as they stand: two passages share a question when the two strings are equal but for
    case and spaces.
    """

    text: str
    document: str | None = None
    speaker: str | None = None
    role: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code proposed for a passage.

    ``code`` is the code's key: its name or, where two codes of the codebook share a name,
    the path of names joined by ' / '. ``score`` lies in 0..1 and sums to at most 1 over a
    passage's suggestions: the share of trust the code gets against the others. ``reasons``
    are sentences for the researcher; empty unless they were asked for.
    """

    code: str
    score: float
    reasons: tuple[str, ...] = ()
