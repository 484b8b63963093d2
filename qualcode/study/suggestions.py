"""What the study knows that suggestions are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode.codebook import Code, Codebook
from qualcode.errors import UsageError
from qualcode.store import queries
from qualcode.study.part import Part
from qualcode.study.passages import build_passages
from qualcode.suggest import Passage

if TYPE_CHECKING:
    from qualcode.study.types import CodeInfo, PassageRow, SpeakerInfo


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


class Suggestions(Part):
    """Training data and passages for :mod:`qualcode.suggest`; suggesting itself codes nothing."""

    def training_data(
        self, *, coder_id: int | None = None, most: int | None = None
    ) -> TrainingData:
        """All coded passages (of one coder), one entry a passage with all its codes.

        Passages in which only an interviewer speaks, or nobody, are left out. Of more than
        ``most`` codings each code gives its latest ones, as many as of any other code, so that
        rare codes are learned from in full.
        """
        codes = self._study.codebook.codes()
        roles = {p.id: p.role for p in self._study.participants.list()}
        questions = self._study.documents.asked()
        grouped: dict[tuple[int, int, int], tuple[Passage, list[str]]] = {}
        for row in self._learned_from(coder_id, most):
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

    def _learned_from(self, coder_id: int | None, most: int | None) -> list[PassageRow]:
        with self._study.reading() as connection:
            pairs = queries.coding_codes(connection, coder_id) if most is not None else ()
        if most is None or len(pairs) <= most:
            return build_passages(self._study, coder_id=coder_id)
        return build_passages(self._study, coding_ids=_latest_of_each(pairs, most))

    def passage(self, document_id: int, start: int, end: int) -> Passage:
        """A stretch of a document as something to suggest codes for.

        Only what participants say in it, where they do, and what the first of them was asked.

        Raises:
            NotFound: if there is no such document.
            UsageError: if the stretch is empty or outside the text.
        """
        document = self._study.documents.get(document_id)
        text = self._study.documents.text(document_id)
        if not 0 <= start < end <= len(text):
            raise UsageError("The passage is empty or outside the text.", hint="Select some words.")
        speakers = {s.id: s for s in self._study.documents.speakers(document_id)}
        questions = self._study.documents.asked(document_id)
        words: list[str] = []
        asked = label = role = None
        for turn in self._study.documents.turns(document_id):
            if turn.start >= end:
                break
            speaker = speakers.get(turn.speaker_id or 0)
            asks = speaker is not None and speaker.kind == "interviewer"
            if turn.end > start and not asks:
                if not words:
                    label, asked = turn.label, questions.get((document_id, turn.n))
                    role = self._role(speaker)
                words.append(text[max(start, turn.start) : min(end, turn.end)])
        return Passage(
            " ".join(words) or text[start:end],
            document=document.name,
            speaker=label,
            role=role or None,
            question=asked,
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

    def _role(self, speaker: SpeakerInfo | None) -> str | None:
        if speaker is None or speaker.participant_id is None:
            return None
        return self._study.participants.get(speaker.participant_id).role

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
