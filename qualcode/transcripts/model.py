"""What every reader makes: a transcript with turns and speakers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is known of a file before it is read. Labels are folded (``labels.fold``).

    ``speakers`` and ``not_speakers`` are labels that the person importing says are, or are
    not, speakers; ``known`` those under which the study knows people.
    """

    encoding: str | None = None
    speakers: frozenset[str] = frozenset()
    not_speakers: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted speech.

    ``start`` and ``end`` are half-open code-point offsets of the words spoken in
    :attr:`Transcript.text`; the speaker's label and time stamps lie outside.
    ``speaker`` is the label as heard, None where nobody is named. Times are
    milliseconds from the start of the recording. ``question`` is what was asked, where
    the source says so itself (the column of a survey), not the interviewer's turn before.
    """

    start: int
    end: int
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A source text as it was read; see :func:`qualcode.transcripts.read`.

    ``text`` is the normalised text that all offsets count in: LF line ends, no byte-order
    mark, nothing else changed for text files. Formats that are not text (Word, captions,
    tables) are laid out once as ``Name: words`` paragraphs with an empty line between.
    ``original`` are the bytes as they came. ``interviewers`` are the labels guessed to be
    asking rather than answering; ``warnings`` are sentences for the person importing.
    ``details`` keep what the source says and the text leaves out (title, date, comments).
    ``marks`` are pairs (offset, milliseconds) where captions tell when a place was said.
    ``unsure`` are speakers that may be none, ``doubtful`` labels that may be speakers and
    were not taken for such, ``refused`` labels that were said to be none.
    """

    name: str
    format: str
    text: str
    turns: tuple[Turn, ...]
    original: bytes
    encoding: str | None = None
    interviewers: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    details: dict[str, str] = field(default_factory=dict)
    marks: tuple[tuple[int, int], ...] = ()
    unsure: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """The labels heard, in order of first speaking."""
        return tuple(dict.fromkeys(t.speaker for t in self.turns if t.speaker is not None))
