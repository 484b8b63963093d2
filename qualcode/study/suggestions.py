"""What the study knows that suggestions are made from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from qualcode.codebook import Code, Codebook
from qualcode.errors import UsageError
from qualcode.store import queries
from qualcode.study.part import Part
from qualcode.study.types import Stretch
from qualcode.suggest import Passage

if TYPE_CHECKING:
    from qualcode.study.types import CodeInfo, TurnRow


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

    def training_data(self, *, coder_id: int | None = None) -> TrainingData:
        """All coded passages (of one coder), one entry a passage with all its codes.

        Passages in which only an interviewer speaks, or nobody, are left out.
        """
        codes = self._study.codebook.codes()
        roles = {p.id: p.role for p in self._study.participants.list()}
        questions = self._questions()
        grouped: dict[tuple[int, int, int], tuple[Passage, list[str]]] = {}
        for row in self._study.codings.passages(coder_id=coder_id):
            key = (row.document_id, row.start, row.end)
            spoken = next((p for p in row.parts if p.kind != "interviewer"), None)
            if spoken is None:
                continue
            if key not in grouped:
                role = roles.get(spoken.participant_id or 0)
                asked = questions.get((row.document_id, spoken.turn))
                grouped[key] = (
                    Passage(
                        row.spoken,
                        document=row.document,
                        speaker=spoken.label,
                        role=role or None,
                        question=asked,
                    ),
                    [],
                )
            grouped[key][1].append(str(row.code_id))
        return TrainingData(
            codebook=self._codebook(codes),
            passages=[passage for passage, _ in grouped.values()],
            codes=[list(dict.fromkeys(keys)) for _, keys in grouped.values()],
            names={str(code.id): code.name for code in codes},
        )

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
            asked={n: asked for (_, n), asked in self._questions(document_id).items()},
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
        questions = self._questions(document_id)
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

    def _questions(self, document_id: int | None = None) -> dict[tuple[int, int], str]:
        """What was asked before each turn: the survey's column, or the interviewer's last turn."""
        with self._study.reading() as connection:
            turns = queries.spoken_turns(connection, document_id)
        asked: dict[tuple[int, int], str] = {}
        last: dict[int, str] = {}
        for document, _, n, _, _, question, kind, _, text in turns:
            if kind == "interviewer":
                last[document] = text
            elif question or document in last:
                asked[document, n] = question or last[document]
        return asked

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
