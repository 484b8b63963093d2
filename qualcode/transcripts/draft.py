"""What a reader hands back, and how formats that are not text are laid out."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.transcripts.model import Turn
from qualcode.transcripts.speakers import Decision


@dataclass(slots=True)
class Draft:
    """A transcript in the making. ``marks`` are (offset, milliseconds) pairs."""

    text: str
    turns: list[Turn]
    encoding: str | None = None
    warnings: list[str] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)
    marks: list[tuple[int, int]] = field(default_factory=list)
    decision: Decision = field(default_factory=Decision)


class Layout:
    """Lays turns out as paragraphs ``Label: words`` with an empty line between."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.turns: list[Turn] = []

    def add(
        self,
        words: str,
        *,
        speaker: str | None = None,
        heading: str | None = None,
        start_ms: int | None = None,
        end_ms: int | None = None,
        question: str | None = None,
    ) -> int:
        """Add a turn and return where its words start.

        ``heading`` is a line to stand above the words instead of a label before them.
        """
        if self._parts:
            self._put("\n\n")
        if heading is not None:
            self._put(heading + "\n")
        elif speaker is not None:
            self._put(f"{speaker}: ")
        start = self._length
        self._put(words)
        self.turns.append(Turn(start, self._length, speaker, start_ms, end_ms, question))
        return start

    def _put(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)

    @property
    def text(self) -> str:
        """Everything laid out so far."""
        return "".join(self._parts)
