"""What a study hands out: plain, frozen rows, never live database objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

SpeakerKind = Literal["participant", "interviewer", "nobody"]
"""``participant``: talk that is data. ``interviewer``: interviewers and moderators, whose talk
is not. ``nobody``: labels such as 'Several' or 'Unknown', data for which nobody is counted."""

DocumentKind = Literal["interview", "focus group", "survey answers", "other"]
Origin = Literal["hand", "suggestion", "import"]
"""Where a coding came from: picked by hand, a suggestion that was taken, or an import."""
Unit = Literal["sentence", "turn", "answer"]
"""``answer``: what is said between two turns of an interviewer, or to one question of a survey."""
MemoTarget = Literal["study", "document", "code", "coding", "passage", "participant"]


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text. ``words`` counts the words spoken, ``length`` code points."""

    id: int
    guid: str
    name: str
    kind: DocumentKind
    format: str
    encoding: str | None
    words: int
    length: int
    imported_at: str
    position: float


class TurnRow(NamedTuple):
    """One turn of a document; ``start``/``end`` are code-point offsets in the document's text."""

    n: int
    start: int
    end: int
    speaker_id: int | None
    label: str | None
    start_ms: int | None
    end_ms: int | None
    question: str | None


@dataclass(frozen=True, slots=True)
class SpeakerInfo:
    """A label heard in one document, and the participant it belongs to, if any."""

    id: int
    document_id: int
    label: str
    kind: SpeakerKind
    participant_id: int | None


@dataclass(frozen=True, slots=True)
class ParticipantInfo:
    """A person, with attributes such as role and institution (names in lower case)."""

    id: int
    guid: str
    name: str
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def role(self) -> str:
        """The attribute ``role``, empty where unknown."""
        return self.attributes.get("role", "")


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """A code as it stands in the study. ``path`` holds the names from the theme down to it."""

    id: int
    guid: str
    parent_id: int | None
    position: float
    name: str
    path: tuple[str, ...]
    colour: str
    short: str = ""
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    question: str | None = None
    codable: bool = True
    frozen: bool = False

    @property
    def depth(self) -> int:
        """0 for a theme, 1 for its codes, and so on."""
        return len(self.path) - 1

    @property
    def label(self) -> str:
        """The path in one line: ``Leading beyond / Building capacity``."""
        return " / ".join(self.path)


class CodingRow(NamedTuple):
    """One coding: this coder put this code on ``text[start:end]`` of this document."""

    id: int
    document_id: int
    code_id: int
    coder_id: int
    start: int
    end: int
    created_at: str
    has_memo: bool
    origin: Origin = "hand"


class Stretch(NamedTuple):
    """A stretch of a document's text, coded or not: half-open code-point offsets."""

    document_id: int
    start: int
    end: int


class CodingPlace(NamedTuple):
    """Where a coding is, without what is known of it: for going from one to the next."""

    id: int
    document_id: int
    code_id: int
    coder_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MergeEffect:
    """What merging one code into another would do.

    Attributes:
        codings: how many codings would be of the other code.
        doubled: how many of them are there already, by the same coder on the same words, and
            would become one with those.
        children: the names of the codes that would come along.
        memos: how many memos on the code would come along.
        quotations: how many kept quotations would be of the other code.
        lost: the fields of its description that would be gone, empty ones left out.
    """

    codings: int
    doubled: int
    children: tuple[str, ...]
    memos: int
    quotations: int
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoderInfo:
    """Somebody who codes."""

    id: int
    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class MemoInfo:
    """A memo on something; ``target_id`` is the id of that thing, None for the study itself.

    A memo on a passage keeps its document in ``target_id`` and the span in ``start``/``end``.
    """

    id: int
    guid: str
    target: MemoTarget
    target_id: int | None
    start: int | None
    end: int | None
    title: str
    body: str
    coder_id: int
    created_at: str
    changed_at: str


class MemoPlace(NamedTuple):
    """What a memo is on, as in ``the code Confidence``, and where that stands, if in a text."""

    what: str
    document_id: int | None = None
    start: int | None = None
    end: int | None = None


class MemoLink(NamedTuple):
    """A link in a memo, and what it leads to now.

    ``start``/``end`` are its offsets in the memo's text, brackets included; ``written`` is what
    stands in them, without the mark. It leads to ``text[place]`` of a document, to the whole
    document where there is no ``place``, or to a coding with its code. ``words`` are the first
    words there. Where it leads nowhere, ``problem`` says why and the rest is empty.
    """

    start: int
    end: int
    written: str
    document_id: int | None = None
    document: str = ""
    turn: int | None = None
    place: tuple[int, int] | None = None
    coding_id: int | None = None
    code_id: int | None = None
    words: str = ""
    problem: str = ""


class SpokenPart(NamedTuple):
    """The part of a passage that lies in one turn: whose words, and which."""

    turn: int
    speaker_id: int | None
    label: str | None
    kind: SpeakerKind
    participant_id: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A coded passage with all that a summary, an export or a list needs to know of it.

    ``parts`` are its words turn by turn, without labels; ``text`` is the passage as it stands
    in the document (labels included where it runs over several turns). ``participant_ids``
    are the participants heard in it, interviewers and nobody left out.
    """

    coding_id: int
    coding_guid: str
    document_id: int
    document: str
    document_kind: DocumentKind
    code_id: int
    coder_id: int
    coder: str
    start: int
    end: int
    text: str
    parts: tuple[SpokenPart, ...]
    participant_ids: tuple[int, ...]
    created_at: str
    memo: str = ""

    @property
    def spoken(self) -> str:
        """The participants' own words, turns joined by a blank; no labels, no interviewer."""
        own = [p.text for p in self.parts if p.kind != "interviewer"]
        return " ".join(own or [p.text for p in self.parts])


class SearchHit(NamedTuple):
    """One place where a search matched: the turn, and the matching words in it."""

    document_id: int
    document: str
    turn: int
    speaker: str | None
    start: int
    end: int
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change, undo or redo. ``label`` is what it did, in words without transcript text."""

    id: int
    at: str
    coder: str
    kind: Literal["do", "undo", "redo"]
    action: str
    label: str
    undone: bool
    details: dict[str, Any] = field(default_factory=dict)


class Score(NamedTuple):
    """One survey score; ``value`` is None where the respondent has none."""

    participant_id: int
    wave: str
    factor: str
    value: float | None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import made, for the person to look at and correct.

    ``unsure`` are speakers that may be none, ``doubtful`` labels that may be speakers and were
    not taken for such, ``refused`` labels that stand in the text and were said to be none.
    """

    document: DocumentInfo
    turns: int
    speakers: tuple[SpeakerInfo, ...]
    warnings: tuple[str, ...]
    unsure: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


class RowChange(NamedTuple):
    """What became of one row of the study file; None where there was none, or is none.

    Of a row that stays, ``before`` and ``after`` hold only the columns that differ.
    """

    table: str
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage chosen to be shown.

    ``shown`` is the text as it will be read (shortened with ``[…]``, names replaced);
    ``attribution`` the label of its speaker that keeps them among enough others; ``spans``
    are the pieces of the text of the document ``document_id`` it was made from. One that has
    not been kept in the study has the id 0 and no ``guid``.
    """

    id: int
    guid: str
    coding_id: int
    theme_id: int
    code_id: int
    shown: str
    attribution: str
    reason: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    document_id: int = 0

    def shares_words(self, other: Quotation) -> bool:
        """Whether some of the same words of the same document are quoted in both."""
        return self.document_id == other.document_id and any(
            start < high and low < end for start, end in self.spans for low, high in other.spans
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer said of a quotation."""

    quotation_guid: str
    reviewer: str
    verdict: Literal["approve", "query", "decline"]
    comment: str
    at: str
