"""Where one is in a study, and how it is read out."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.errors import NotFound, UsageError
from qualcode.study import Study
from qualcode.study.types import CodingRow, DocumentInfo, TurnRow
from qualcode.text.safe import for_terminal
from qualcode.text.sentences import sentence_spans
from qualcode.text.spans import Span

PLACE = "plain.place"
"""The setting that keeps the document and the turn."""


class Reading:
    """The turn that is read, and what is said of it.

    Attributes:
        study: the study.
        document: the open document.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        documents = study.documents.list()
        if not documents:
            raise UsageError("There are no documents yet.", hint="qualcode import STUDY FILE")
        guid, at = study.settings.get(PLACE, (None, 0))
        self.document = next((d for d in documents if d.guid == guid), documents[0])
        self._at = at if self.document.guid == guid else 0
        self._read()

    @property
    def turn(self) -> TurnRow:
        """The turn one is at."""
        return self._turns[self._at]

    @property
    def sentences(self) -> list[Span]:
        """The sentences of the turn."""
        return sentence_spans(self._text, self.turn.start, self.turn.end)

    @property
    def codings(self) -> list[CodingRow]:
        """The codings that touch the turn, in the order in which they are numbered."""
        touching = self.study.codings.touching(self.document.id, self.turn.start, self.turn.end)
        return sorted(touching, key=lambda row: (row.start, row.end, row.id))

    def open(self, document: DocumentInfo, at: int = 0) -> None:
        """Go to a turn of a document, by its place in the order of turns."""
        self.document, self._at = document, at
        self._read()

    def step(self, by: int) -> bool:
        """Go on or back; False at the edge of the document."""
        if not 0 <= self._at + by < len(self._turns):
            return False
        self._at += by
        return True

    def go(self, number: int) -> None:
        """Go to a turn by its number.

        Raises:
            NotFound: if there is no such turn.
        """
        at = next((at for at, turn in enumerate(self._turns) if turn.n == number), None)
        if at is None:
            last = self._turns[-1].n
            raise NotFound(f"There is no turn {number}.", hint=f"The last one is {last}.")
        self._at = at

    def next_uncoded(self) -> bool:
        """Go to the next turn of which nothing is coded; False where there is none."""
        left = self.study.codings.uncoded(self.document.id, unit="turn")
        starts = [stretch.start for stretch in left if stretch.start >= self.turn.end]
        if not starts:
            return False
        self._at = next(at for at, turn in enumerate(self._turns) if turn.end > starts[0])
        return True

    def keep(self) -> None:
        """Write down the place."""
        place = [self.document.guid, self._at]
        if not self.study.read_only and place != self.study.settings.get(PLACE):
            self.study.settings.set(PLACE, place)

    # -- reading out -----------------------------------------------------------------------

    def where(self) -> str:
        """The document and how long it is."""
        return f"{safe(self.document.name)}, {len(self._turns)} turns."

    def read_out(self) -> list[str]:
        """The turn: who, what, and its codings."""
        turn = self.turn
        who = f", {safe(turn.label)}" if turn.label else ""
        lines = [f"Turn {turn.n}{who}: {safe(self._text[turn.start : turn.end])}"]
        for number, coding in enumerate(self.codings, start=1):
            lines.append(f"Coding {number}: {self._told(coding)}.")
        return lines

    def read_sentences(self) -> list[str]:
        """The sentences of the turn, with their numbers."""
        return [
            f"Sentence {n}: {safe(self._text[start:end])}" for n, (start, end) in self._numbered()
        ]

    def _numbered(self) -> Iterator[tuple[int, tuple[int, int]]]:
        return enumerate(((span.start, span.end) for span in self.sentences), start=1)

    def _told(self, coding: CodingRow) -> str:
        code = safe(self.study.codebook.get(coding.code_id).name)
        coder = next(safe(c.name) for c in self.study.coders.list() if c.id == coding.coder_id)
        memo = ", with a memo" if coding.has_memo else ""
        return f"{code} on {self._stretch(coding)}, by {coder}{memo}"

    def _stretch(self, coding: CodingRow) -> str:
        turn = self.turn
        if coding.start < turn.start or coding.end > turn.end:
            return "this turn and beyond"
        if (coding.start, coding.end) == (turn.start, turn.end):
            return "the whole turn"
        touched = [
            (n, start, end)
            for n, (start, end) in self._numbered()
            if start < coding.end and coding.start < end
        ]
        (first, start, _), (last, _, end) = touched[0], touched[-1]
        told = f"sentence {first}" if first == last else f"sentences {first} to {last}"
        whole = coding.start <= start and coding.end >= end
        return told if whole else f"words of {told}"

    def _read(self) -> None:
        self._text = self.study.documents.text(self.document.id)
        self._turns = self.study.documents.turns(self.document.id)
        if not self._turns:
            raise UsageError(f"Nobody speaks in {safe(self.document.name)}.")
        self._at = min(self._at, len(self._turns) - 1)


def safe(text: str) -> str:
    """A text from outside on one line; what could act on a terminal is a visible mark."""
    return for_terminal(" ".join(text.split()), name=True)
