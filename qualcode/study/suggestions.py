"""What the study knows that suggestions are made from."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from qualcode._version import __version__
from qualcode.analysis.acceptance import ModelState
from qualcode.analysis.passages import Extent, same_talk
from qualcode.codebook import Code, Codebook
from qualcode.errors import UsageError
from qualcode.store import queries
from qualcode.study.part import Part
from qualcode.study.passages import build_passages, passages_of
from qualcode.study.suggestion_record import SuggestionRecord
from qualcode.study.types import Stretch
from qualcode.suggest import Passage
from qualcode.text import Span

if TYPE_CHECKING:
    from qualcode.study.types import CodeInfo, PassageRow, SpokenPart, TurnRow


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Coded passages with their codes, and the codebook they are named by.

    Codes are named by key, the code's id as a string: names may occur twice in a tree.
    ``names`` gives the name to show for each key.
    """

    codebook: Codebook
    passages: list[Passage]
    codes: list[list[str]]
    names: dict[str, str]

    def state(self) -> ModelState:
        """The state of a model that has learned this, for the record of suggestions.

        Its mark changes with whatever is learned from and with the version of qualcode; what it
        is made from cannot be had back from it.
        """
        mark = hashlib.sha256(__version__.encode())
        for part in (self.codebook.to_dict(), *zip(self.passages, self.codes, strict=True)):
            mark.update(repr(part).encode("utf-8", "surrogatepass"))
        return ModelState(len(self.passages), mark.hexdigest()[:8])


class UncodedTurn(NamedTuple):
    """A participant's turn in which the coder at work has coded nothing."""

    document_id: int
    document: str
    turn: int
    start: int
    participant_id: int | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A document as its passages are made from it; ``asked`` is by the number of the turn."""

    name: str
    text: str
    turns: Sequence[TurnRow]
    asking: set[int]
    roles: dict[int, str | None]
    asked: dict[int, str]

    def passage(self, stretch: Stretch) -> Passage:
        start, end = stretch.start, stretch.end
        if not 0 <= start < end <= len(self.text):
            raise UsageError("The passage is empty or outside the text.", hint="Select some words.")
        first = bisect_right(self.turns, start, key=lambda turn: turn.end)
        touched = takewhile(lambda turn: turn.start < end, self.turns[first:])
        data = [turn for turn in touched if turn.speaker_id not in self.asking]
        words = [self.text[max(start, turn.start) : min(end, turn.end)] for turn in data]
        return Passage(
            " ".join(words) or self.text[start:end],
            document=self.name,
            speaker=data[0].label if data else None,
            role=self.roles.get(data[0].speaker_id or 0) if data else None,
            question=self.asked.get(data[0].n) if data else None,
        )


class Suggestions(Part):
    """Training data and passages for :mod:`qualcode.suggest`; suggesting itself codes nothing."""

    @property
    def record(self) -> SuggestionRecord:
        """What was suggested, and taken, changed or refused by whom."""
        return SuggestionRecord(self._study)

    def training_data(
        self, *, coder_id: int | None = None, most: int | None = None
    ) -> TrainingData:
        """All coded passages (of one coder), one entry a passage with all its codes.

        What two coders gave the same code is learned from once, in the longer form, though they
        began and ended at different words; a passage that stands twice would vouch for itself.
        Passages in which only an interviewer speaks, or nobody, are left out. Of more than
        ``most`` codings each code gives its latest ones, as many as of any other code, so that
        rare codes are learned from in full.
        """
        codes = self._study.codebook.codes()
        roles = {p.id: p.role for p in self._study.participants.list()}
        questions = self._study.documents.asked()
        entries = _entries(self._learned_from(coder_id, most))
        return TrainingData(
            codebook=self._codebook(codes),
            passages=[
                Passage(
                    row.spoken,
                    document=row.document,
                    speaker=spoken.label,
                    role=roles.get(spoken.participant_id or 0) or None,
                    question=questions.get((row.document_id, spoken.turn)),
                )
                for row, spoken, _ in entries
            ],
            codes=[keys for *_, keys in entries],
            names={str(code.id): code.name for code in codes},
        )

    def _learned_from(self, coder_id: int | None, most: int | None) -> list[PassageRow]:
        with self._study.reading() as connection:
            pairs = queries.coding_codes(connection, coder_id) if most is not None else ()
        if most is None or len(pairs) <= most:
            return build_passages(self._study, coder_id=coder_id)
        return passages_of(self._study, _latest_of_each(pairs, most))

    def passage(self, document_id: int, start: int, end: int) -> Passage:
        """A stretch of a document as something to suggest codes for; see :meth:`passages`."""
        return self.passages([Stretch(document_id, start, end)])[0]

    def passages(self, stretches: Sequence[Stretch]) -> list[Passage]:
        """Stretches of documents as something to suggest codes for.

        Only what participants say in them, where they do, and what the first of them was asked.

        Raises:
            NotFound: if there is no such document.
            UsageError: if a stretch is empty or outside its text.
        """
        spoken = {key: self._spoken(key) for key in {s.document_id for s in stretches}}
        return [spoken[stretch.document_id].passage(stretch) for stretch in stretches]

    def _spoken(self, document_id: int) -> _Spoken:
        documents = self._study.documents
        roles = {p.id: p.role for p in self._study.participants.list()}
        speakers = documents.speakers(document_id)
        return _Spoken(
            name=documents.get(document_id).name,
            text=documents.text(document_id),
            turns=documents.turns(document_id),
            asking={s.id for s in speakers if s.kind == "interviewer"},
            roles={s.id: roles.get(s.participant_id or 0) or None for s in speakers},
            asked={n: asked for (_, n), asked in self._study.documents.asked(document_id).items()},
        )

    def uncoded_turns(
        self, *, document_id: int | None = None, coder_id: int | None = None, least: int = 8
    ) -> list[UncodedTurn]:
        """Participants' turns of at least ``least`` words that no coding (of the coder) touches."""
        roles = {p.id: p.role for p in self._study.participants.list()}
        touched = {
            (row.document_id, part.turn)
            for row in self._study.codings.passages(document_id=document_id, coder_id=coder_id)
            for part in row.parts
        }
        questions = self._study.documents.asked(document_id)
        with self._study.reading() as connection:
            turns = queries.spoken_turns(connection, document_id)
        return [
            UncodedTurn(
                document,
                name,
                n,
                start,
                participant_id,
                Passage(
                    text,
                    document=name,
                    speaker=label,
                    role=roles.get(participant_id or 0) or None,
                    question=questions.get((document, n)),
                ),
            )
            for document, name, n, start, label, _, kind, participant_id, text in turns
            if kind != "interviewer" and (document, n) not in touched and len(text.split()) >= least
        ]

    def names(self) -> Callable[[str], list[Span]]:
        """A function that tells where a text holds a name that the study knows.

        See :mod:`qualcode.study.masks`; meant for :func:`qualcode.suggest.candidate_themes`.
        """
        from qualcode.study.masks import make_masker

        masker = make_masker(self._study)

        def found(text: str) -> list[Span]:
            return [Span(hit.start, hit.end) for hit in masker.mask(text, strict=True).replacements]

        return found

    def _codebook(self, codes: list[CodeInfo]) -> Codebook:
        exported = self._study.codebook.export()
        keys = {code.guid: str(code.id) for code in codes}

        def keyed(code: Code) -> Code:
            children = tuple(keyed(child) for child in code.children)
            told = ". ".join(part for part in (code.name, code.short) if part)
            return Code(
                name=keys[str(code.guid)],
                short=told,
                definition=code.definition,
                inclusion=code.inclusion,
                exclusion=code.exclusion,
                examples=code.examples,
                near_misses=code.near_misses,
                question=code.question,
                codable=code.codable,
                guid=code.guid,
                children=children,
            )

        return Codebook(
            name=exported.name,
            codes=tuple(keyed(code) for code in exported.codes),
            language=exported.language,
            questions=exported.questions,
        )


class _Entry(NamedTuple):
    """A passage to learn from: the coding it is taken from, who speaks first, all its codes."""

    row: PassageRow
    spoken: SpokenPart
    codes: list[str]


def _entries(rows: Iterable[PassageRow]) -> list[_Entry]:
    """Each passage once, in the order in which they were coded first."""
    heard = [
        (Stretch(row.document_id, row.start, row.end), row, spoken)
        for row in rows
        if (spoken := next((p for p in row.parts if p.kind != "interviewer"), None))
    ]
    carried: dict[int, list[Stretch]] = defaultdict(list)
    shown: dict[Stretch, tuple[PassageRow, SpokenPart]] = {}
    for stretch, row, spoken in heard:
        carried[row.code_id].append(stretch)
        shown.setdefault(stretch, (row, spoken))
    same = same_talk(carried.values())
    codes: dict[Extent, dict[str, None]] = defaultdict(dict)
    for stretch, row, _ in heard:
        codes[same[stretch]][str(row.code_id)] = None
    return [_Entry(*shown[Stretch(*extent)], list(keys)) for extent, keys in codes.items()]


def _latest_of_each(pairs: Sequence[tuple[int, int]], most: int) -> list[int]:
    """Of (coding, code) pairs, oldest first: the latest codings of each code, ``most`` in all.

    Every code gives the same number, or all it has where that is less.
    """
    of_code: dict[int, list[int]] = defaultdict(list)
    for coding, code in pairs:
        of_code[code].append(coding)
    left, share = most, 0
    for n, size in enumerate(sorted(map(len, of_code.values()))):
        share = left // (len(of_code) - n)
        if size > share:
            break
        left -= size
    return sorted(coding for codings in of_code.values() for coding in codings[-share:] if share)
