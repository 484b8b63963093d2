"""What a transcript view draws: turns, speakers, codings, hits and memos of one document."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qualcode.study.types import CodeInfo, CodingRow, SpeakerInfo, TurnRow
from qualcode.view.spans import SpanIndex
from qualcode.view.voices import Voices

_UNKNOWN = "#999999"


@dataclass
class Sheet:
    """Everything that is drawn of one document; the view keeps it up to date.

    ``orders`` is each code's place in the codebook, from which its letter and form come;
    ``starts`` are the offsets at which codings start, sorted; ``mark`` is a place that the
    person marked, to select from there. ``signs`` are letters for coders, where their codings
    are told apart.
    """

    turns: Sequence[TurnRow] = ()
    speakers: dict[int, SpeakerInfo] = field(default_factory=dict)
    codes: dict[int, CodeInfo] = field(default_factory=dict)
    orders: dict[int, int] = field(default_factory=dict)
    codings: dict[int, CodingRow] = field(default_factory=dict)
    spans: SpanIndex = field(default_factory=SpanIndex)
    hits: SpanIndex = field(default_factory=SpanIndex)
    memos: Sequence[tuple[int, int]] = ()
    starts: list[int] = field(default_factory=list)
    mark: int | None = None
    signs: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def _memo_starts(self) -> list[int]:
        passages = [start for start, _ in self.memos]
        return sorted([*passages, *(c.start for c in self.codings.values() if c.has_memo)])

    def put_memos(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take these passages as the ones that have memos."""
        self.memos = list(spans)
        self._changed()

    def memo_in(self, start: int, end: int) -> bool:
        """Whether a passage or coding with a memo begins in ``[start, end)``."""
        starts = self._memo_starts
        return bisect_left(starts, start) < bisect_left(starts, end)

    def _changed(self) -> None:
        self.__dict__.pop("_memo_starts", None)

    def put_codes(self, codes: Iterable[CodeInfo]) -> None:
        """Take the codebook as it is now, in the order of its tree."""
        known = list(codes)
        self.codes = {code.id: code for code in known}
        self.orders = {code.id: n for n, code in enumerate(known)}

    def put_codings(self, codings: Iterable[CodingRow]) -> None:
        """Take these codings instead of all former ones."""
        self.codings = {coding.id: coding for coding in codings}
        self.spans = SpanIndex((c.id, c.start, c.end) for c in self.codings.values())
        self.starts = sorted(coding.start for coding in self.codings.values())
        self._changed()

    def add_coding(self, coding: CodingRow) -> None:
        """Take one coding more."""
        self.codings[coding.id] = coding
        self.spans.add(coding.id, coding.start, coding.end)
        insort(self.starts, coding.start)
        if coding.has_memo:
            self._changed()

    def remove_coding(self, coding_id: int) -> CodingRow | None:
        """Drop a coding and return it; None if there is none."""
        coding = self.codings.pop(coding_id, None)
        if coding is not None:
            self.spans.remove(coding_id)
            del self.starts[bisect_left(self.starts, coding.start)]
            if coding.has_memo:
                self._changed()
        return coding

    def codings_at(self, offset: int) -> list[CodingRow]:
        """The codings on an offset, the shortest first."""
        found = [self.codings[key] for key in self.spans.window(offset, offset + 1)]
        return sorted(found, key=lambda c: (c.end - c.start, c.start, c.id))

    def put_speakers(self, speakers: Iterable[SpeakerInfo]) -> None:
        """Take who speaks as it is now known."""
        self.speakers = {speaker.id: speaker for speaker in speakers}
        self.__dict__.pop("voices", None)

    @cached_property
    def voices(self) -> dict[int, int]:
        """Which colour each speaker who is not an interviewer has, by order of label."""
        heard = [s.id for s in self.speakers.values() if s.kind != "interviewer"]
        return {speaker: n for n, speaker in enumerate(heard)}

    def speaking(self) -> Voices:
        """Who speaks in each turn, for what is selected by speaker."""
        return Voices(
            [turn.label if turn.speaker_id is None else turn.speaker_id for turn in self.turns],
            [not self.is_data(turn) for turn in range(len(self.turns))],
        )

    def is_data(self, turn: int) -> bool:
        """Whether a turn, counted from 0, is anything but an interviewer's."""
        speaker = self.speaker(turn)
        return speaker is None or speaker.kind != "interviewer"

    def speaker(self, turn: int) -> SpeakerInfo | None:
        """Who speaks in a turn, if the document says."""
        if turn >= len(self.turns):
            return None
        found = self.turns[turn].speaker_id
        return None if found is None else self.speakers.get(found)

    def colour(self, coding: int) -> str:
        """The colour of a coding's code as the codebook has it."""
        code = self.codes.get(self.codings[coding].code_id)
        return code.colour if code else _UNKNOWN

    def sign(self, coding: int) -> str:
        """The letter for a coding's coder; empty where coders are not told apart."""
        return self.signs.get(self.codings[coding].coder_id, "")

    def order(self, coding: int) -> int:
        """The place in the codebook of a coding's code."""
        return self.orders.get(self.codings[coding].code_id, 0)
