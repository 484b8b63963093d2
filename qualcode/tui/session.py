"""What the desk has before it: the open document, its codings, and what is known of them.

Holds no widgets, so that it can be tested without a screen. It asks the study and keeps the
answers that are needed at every key press.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from qualcode.study import Study
from qualcode.study.types import (
    CodeInfo,
    CoderInfo,
    CodingRow,
    DocumentInfo,
    MemoInfo,
    MemoTarget,
    SpeakerInfo,
    TurnRow,
)
from qualcode.tui.coverage import Coverage, Covered
from qualcode.tui.differences import Differences, Touched
from qualcode.view.spans import SpanIndex

PLACES = "desk.places"
LAST_DOCUMENT = "desk.document"
RECENT = 8
"""How many codes count as used lately."""
MANY = 200
"""Codings from which on those of a document are read as a whole rather than one by one."""


@dataclass
class Common:
    """What the sessions of one desk share, whichever document each has before it.

    Attributes:
        present: the study as it is now; who is at work, and whether blind, stands there.
        places: where one is in each document, by its guid.
        recent: the codes used lately, the last one first.
        only_mine: whether the codings of the coder at work alone are shown.
        blind: whether the coder at work codes blind: then nothing of others' work is shown.
        version: the version of the study that the desk shows.
    """

    present: Study
    places: dict[str, int]
    recent: list[int] = field(default_factory=list)
    only_mine: bool = False
    blind: bool = False
    version: int = 0


class Session:
    """The state of the desk, or of one side of it.

    Args:
        study: the open study.
        common: that of the other side, where there is one.

    Attributes:
        document: the open document, None while there is none.
        text, turns, speakers: of that document.
        codings: by id; those of all coders, or of the coder at work where ``only_mine``.
        blind: whether the coder at work codes blind. All that screens show of others' work they
            have from here, so that this is the one place where it is left out.
        codes: by id, in the order of the codebook.
        counts_here, counts_all: codings a code, in this document and in the study.
        counts_documents: codings a document. While blind, one's own only.
        pins: the codes that the coder at work pinned to numbers.
    """

    def __init__(self, study: Study, common: Common | None = None) -> None:
        self.study = study
        self.common = common or Common(study, dict(study.settings.get(PLACES, {})))
        self.document: DocumentInfo | None = None
        self.text = ""
        self.turns: list[TurnRow] = []
        self.speakers: list[SpeakerInfo] = []
        self.codings: dict[int, CodingRow] = {}
        self.index = SpanIndex()
        self.codes: dict[int, CodeInfo] = {}
        self.coders: dict[int, CoderInfo] = {}
        self.documents: list[DocumentInfo] = []
        self.counts_here: dict[int, int] = {}
        self.counts_all: dict[int, int] = {}
        self.counts_documents: dict[int, int] = {}
        self._covered: Covered | None = None
        self.pins: dict[int, int] = {}
        self._at_work = study.coder
        self._view: tuple[int | None, bool] = (None, False)
        self.read_study()

    @property
    def only_mine(self) -> bool:
        """Whether the codings of the coder at work alone are shown."""
        return self.common.only_mine or self.common.blind

    @only_mine.setter
    def only_mine(self, only: bool) -> None:
        self.common.only_mine = only

    @property
    def blind(self) -> bool:
        """Whether the coder at work codes blind."""
        return self.common.blind

    @property
    def shown_coder(self) -> int | None:
        """The only coder whose codings are shown; None where everybody's are."""
        return self.common.present.coder.id if self.only_mine else None

    @property
    def version(self) -> int:
        """The version of the study that is shown."""
        return self.common.version

    def read_study(self) -> None:
        """Read the lists of documents, coders and codes, and their counts, again."""
        study = self.study
        self.common.version = study.version()
        self._view = self._seen_by()
        own = self._counted
        self.documents = study.documents.list()
        self.coders = {coder.id: coder for coder in study.coders.list()}
        self.read_codes()
        self.counts_all = study.codebook.counts(coder_id=own)
        self.counts_documents = study.codings.counts_by_document(coder_id=own)
        self._read_pins()
        if self.document is not None:
            here = self.document.id
            self.document = next((d for d in self.documents if d.id == here), None)

    def _seen_by(self) -> tuple[int | None, bool]:
        """The only coder whose codings are shown, if any, and whether they code blind."""
        self.common.blind = self.common.present.coders.is_blind()
        return self.shown_coder, self.blind

    def _read_pins(self) -> None:
        self._at_work, self.pins = self.study.coder, self.study.favourites.list()

    @property
    def _counted(self) -> int | None:
        """The only coder whose codings are counted; None where everybody's are."""
        return self.shown_coder if self.blind else None

    def catch_up(self, touched: Touched) -> Differences | None:
        """Read again what some changes touched; None where all should be read again.

        That is where others' codings are to be shown than before, where the open document has
        another text, or where none is open.
        """
        if self._seen_by() != self._view or self.document is None:
            return None
        if self.document.id in touched.texts or len(touched.codings) > MANY:
            return None
        study = self.study
        if touched.coders:
            self.coders = {coder.id: coder for coder in study.coders.list()}
        if touched.documents:
            self.documents = study.documents.list()
            self.document = next(d for d in self.documents if d.id == self.document.id)
        if touched.codes:
            self.read_codes()
        if touched.codes or self._at_work != study.coder:
            self._read_pins()
        self._count(touched)
        if touched.people:
            self.speakers = study.documents.speakers(self.document.id)
            self._covered = None
        codings = self._differing(touched.codings)
        return Differences(codings, touched.codes, touched.people, touched.passages)

    def _count(self, touched: Touched) -> None:
        """Count again where there are more codings now, or fewer."""
        counts, documents, own = self.counts_all, self.counts_documents, self._counted
        if touched.codes_counted:
            some = touched.codes_counted
            counts |= self.study.codebook.counts(coder_id=own, code_ids=some)
        if touched.codes:
            self.counts_all = {code_id: counts.get(code_id, 0) for code_id in self.codes}
        if touched.documents_counted:
            found = touched.documents_counted
            documents |= self.study.codings.counts_by_document(coder_id=own, document_ids=found)
        if touched.documents:
            self.counts_documents = {d.id: documents.get(d.id, 0) for d in self.documents}

    def _differing(self, coding_ids: Collection[int]) -> dict[int, CodingRow | None]:
        """Which of some codings are not as they were in the open document; takes note of it."""
        here, only = self.document, self.shown_coder
        rows = self.study.codings.these(coding_ids) if coding_ids else []
        now = {
            row.id: row
            for row in self._own_memos(rows)
            if here and row.document_id == here.id and only in (None, row.coder_id)
        }
        differing: dict[int, CodingRow | None] = {}
        for key in sorted(coding_ids):
            row = now.get(key)
            if row != self.codings.get(key):
                self._put(key, row)
                differing[key] = row
        return differing

    def _put(self, key: int, row: CodingRow | None) -> None:
        """Take a coding of the open document, or what became of it, in the place of the former."""
        before = self.codings.pop(key, None)
        if before is not None:
            self.index.remove(key)
            self.counts_here[before.code_id] -= 1
        if row is not None:
            self.codings[key] = row
            self.index.add(key, row.start, row.end)
            self.counts_here[row.code_id] = self.counts_here.get(row.code_id, 0) + 1
        if self._covered is not None:
            for changed in filter(None, (before, row)):
                self._covered.changed(changed.start, changed.end)

    def read_codes(self) -> None:
        """Read the codebook again, and nothing of what is coded."""
        self.codes = {code.id: code for code in self.study.codebook.codes()}

    def open(self, document_id: int) -> None:
        """Take a document before one.

        Raises:
            NotFound: if it is no longer there.
        """
        document = self.study.documents.get(document_id)
        self.document = document
        self.text = self.study.documents.text(document_id)
        self.turns = self.study.documents.turns(document_id)
        self.read_codings()

    def close(self) -> None:
        """Have no document open."""
        self.document = None
        self.text, self.turns, self.speakers = "", [], []
        self._take([])

    def read_codings(self) -> None:
        """Read the open document's codings and speakers again."""
        if self.document is None:
            self._take([])
            return
        self.speakers = self.study.documents.speakers(self.document.id)
        self._take(
            self._own_memos(self.study.codings.of_document(self.document.id, self.shown_coder))
        )

    def _own_memos(self, rows: list[CodingRow]) -> list[CodingRow]:
        """Codings that, while blind, have a memo only where it is the coder's own."""
        if not self.blind:
            return rows
        noted = {memo.target_id for memo in self.memos("coding")}
        return [row._replace(has_memo=row.id in noted) for row in rows]

    def memos(
        self, target: MemoTarget | None = None, target_id: int | None = None
    ) -> list[MemoInfo]:
        """Memos by time, as of :meth:`Memos.list`; while blind, one's own only."""
        found = self.study.memos.list(target, target_id)
        return [m for m in found if not self.blind or m.coder_id == self.shown_coder]

    def _take(self, rows: list[CodingRow]) -> None:
        self.codings = {row.id: row for row in rows}
        self.index = SpanIndex((row.id, row.start, row.end) for row in rows)
        self._covered = None
        self.counts_here = {}
        for row in rows:
            self.counts_here[row.code_id] = self.counts_here.get(row.code_id, 0) + 1

    @property
    def last_code(self) -> int | None:
        """The code that was used last, since the desk was opened."""
        return self.common.recent[0] if self.common.recent else None

    @last_code.setter
    def last_code(self, code_id: int) -> None:
        others = (other for other in self.common.recent if other != code_id)
        self.common.recent = [code_id, *others][:RECENT]

    def much_used(self) -> list[int]:
        """Codes to offer first: those used lately, then those used often."""
        often = sorted(self.counts_all, key=lambda code_id: -self.counts_all[code_id])
        return list(dict.fromkeys([*self.common.recent, *often]))

    def codings_at(self, start: int, end: int | None = None) -> list[CodingRow]:
        """The codings that cover a place, or touch a passage; the shortest first."""
        keys = self.index.window(start, max(start + 1, end or 0))
        return sorted((self.codings[k] for k in keys), key=lambda c: (c.end - c.start, c.id))

    def turn_at(self, offset: int) -> TurnRow | None:
        """The turn at a place, or the last one before it."""
        low, high = 0, len(self.turns)
        while low < high:
            middle = (low + high) // 2
            if self.turns[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.turns[low - 1] if low else (self.turns[0] if self.turns else None)

    def speaker_at(self, offset: int) -> SpeakerInfo | None:
        """Who speaks at a place; None where nobody is named."""
        turn = self.turn_at(offset)
        wanted = turn.speaker_id if turn else None
        return next((speaker for speaker in self.speakers if speaker.id == wanted), None)

    def coverage(self) -> Coverage:
        """How much of the open document's talk is coded (interviewers' talk left out)."""
        if self._covered is None:
            asking = {s.id for s in self.speakers if s.kind == "interviewer"}
            said = (turn for turn in self.turns if turn.speaker_id not in asking)
            self._covered = Covered(said, self.index)
        return self._covered.all

    def remember(self, offset: int) -> None:
        """Note where one is in the open document; :meth:`keep_places` writes it down."""
        if self.document is not None:
            self.common.places[self.document.guid] = offset

    def keep_places(self) -> None:
        """Write down the open document and the place in each, where the study may be written."""
        if self.study.read_only:
            return
        known = {document.guid for document in self.documents}
        places = {guid: at for guid, at in self.common.places.items() if guid in known}
        if places != self.study.settings.get(PLACES, {}):
            self.study.settings.set(PLACES, places)
        last = self.document.guid if self.document else None
        if last != self.study.settings.get(LAST_DOCUMENT):
            self.study.settings.set(LAST_DOCUMENT, last)

    def place(self) -> int:
        """The remembered place in the open document."""
        if self.document is None:
            return 0
        kept = self.common.places.get(self.document.guid, 0)
        return kept if isinstance(kept, int) and 0 <= kept <= len(self.text) else 0

    def first_document(self) -> DocumentInfo | None:
        """The document to begin with: the one of last time, or the first."""
        last = self.study.settings.get(LAST_DOCUMENT)
        found = next((d for d in self.documents if d.guid == last), None)
        return found or (self.documents[0] if self.documents else None)
