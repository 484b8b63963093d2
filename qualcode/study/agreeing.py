"""What coders agreed on: their disagreements one by one, and the coding that came of each.

Both coders' codings stay as they are, for agreement is reported as it was before anybody talked.
What they agree on are codings of a third coder, who is no person (:meth:`Coders.agreed`). Each
decision is a memo of that coder on the passage: it names, by links, the codings it is about and
those that came of it, and may give a reason. Nothing else keeps it. So a decision is undone with
its codings, is there for readers and exports, and holds only as long as they all are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from qualcode.analysis.compare import Alike, Difference
from qualcode.errors import Refused, UsageError
from qualcode.store import queries
from qualcode.study.bulk import NewCoding, there
from qualcode.study.links import coding_mark, codings_named, speakable
from qualcode.study.marks import and_list, counted
from qualcode.study.part import Part
from qualcode.study.types import CoderInfo, CodingRow, MemoInfo

Verdict = Literal["a", "b", "both", "neither", "other"]
"""Whose coding was agreed on: the first coder's, the second's, both, none, or another."""

TITLE = "Agreed coding"
_PARTS = "\n\n"  # what a memo says of the codings, then the reason

Place = tuple[int, int, int]
"""A code on a passage: code, start, end."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision about a disagreement.

    ``codings`` are those that came of it. ``said`` is what the memo says of it, ``reason`` why.
    """

    memo_id: int
    verdict: Verdict
    codings: tuple[CodingRow, ...]
    said: str
    reason: str


class Open(NamedTuple):
    """A disagreement, and the decision about it; None while there is none."""

    difference: Difference
    settled: Settled | None


@dataclass(frozen=True, slots=True)
class Review:
    """Two coders' codings of a document.

    Attributes:
        document_id: the document.
        a, b: the coders.
        codings: those of both, by id.
        rows: the disagreements in the order of the text.
        alike: what both coded alike.
        taken: how much of that is among what was agreed on.
    """

    document_id: int
    a: CoderInfo
    b: CoderInfo
    codings: dict[int, CodingRow]
    rows: tuple[Open, ...]
    alike: tuple[Alike, ...]
    taken: int

    @property
    def settled(self) -> int:
        """How many disagreements are settled."""
        return sum(row.settled is not None for row in self.rows)


class Agreeing(Part):
    """Goes through the disagreements of two coders, and keeps what they agree on."""

    def review(self, document_id: int, coder_a: int | str, coder_b: int | str) -> Review:
        """The disagreements of two coders in a document, with what was decided of each.

        Raises:
            NotFound: if there is no such document or coder.
            UsageError: if the two are the same coder, or one is what was agreed on.
        """
        rows = self._study.codings.of_document(document_id)
        found = self._study.analyses.compare(document_id, coder_a, coder_b, among=rows)
        one, other = (self._study.coders.find(coder) for coder in (coder_a, coder_b))
        codings = {row.id: row for row in rows if row.coder_id in (one.id, other.id)}
        decided = {frozenset(d.about): d for d in self._decisions(document_id, rows)}
        agreed = {_place(row) for row in self._agreed_among(rows)}
        return Review(
            document_id,
            one,
            other,
            codings,
            tuple(Open(each, _settled(each, codings, decided)) for each in found.differences),
            found.agreed,
            sum(
                any(_place(codings[key]) in agreed for key in (*alike.a, *alike.b))
                for alike in found.agreed
            ),
        )

    def decide(
        self,
        difference: Difference,
        verdict: Verdict,
        *,
        code_id: int | None = None,
        span: tuple[int, int] | None = None,
        reason: str = "",
    ) -> None:
        """Settle a disagreement, or settle it anew, as one action.

        Args:
            difference: which.
            verdict: whose coding is agreed on.
            code_id: for ``other`` the code that is.
            span: for ``other`` its passage; all that the two cover, where not given.
            reason: why; may be empty.

        Raises:
            UsageError: if ``other`` names no code, or the passage is empty or outside the text.
            Refused: if one of the codings is gone, or the code only holds others together.
        """
        if verdict not in get_args(Verdict) or (verdict == "other") != (code_id is not None):
            raise UsageError("Say whose coding it is, or which other code.")
        agreed = self._study.coders.make_agreed()
        with self._study.change("code") as recorder:
            a, b = (self._all_there(keys) for keys in (difference.a, difference.b))
            document = self._study.documents.get((a or b)[0].document_id)
            recorder.label = f"settled a disagreement in {document.name}"
            self._reopen(document.id, {row.id for row in (*a, *b)})
            places = {
                "a": [_place(row) for row in a],
                "b": [_place(row) for row in b],
                "both": [_place(row) for row in (*a, *b)],
                "neither": [],
                "other": [(code_id or 0, *(span or (difference.start, difference.end)))],
            }[verdict]
            made = self._put(document.id, places, agreed)
            self._study.memos.add(
                "passage",
                document.id,
                self._said(a, b, made) + (_PARTS + reason.strip() if reason.strip() else ""),
                title=TITLE,
                start=difference.start,
                end=difference.end,
                coder_id=agreed.id,
            )

    def give_reason(self, settled: Settled, reason: str) -> None:
        """Say why, or say it anew; an empty reason takes it away."""
        with self._study.change("memo", "gave a reason for what was agreed on"):
            body = settled.said + (_PARTS + reason.strip() if reason.strip() else "")
            self._study.memos.change(settled.memo_id, body=body)

    def take_over(self, review: Review) -> int:
        """Take all that both coded alike into what was agreed on, as one action; how many."""
        agreed = self._study.coders.make_agreed()
        with self._study.change("code") as recorder:
            document = self._study.documents.get(review.document_id)
            present = {_place(row) for row in self._agreed_in(document.id)}
            alike = [[_place(review.codings[k]) for k in (*g.a, *g.b)] for g in review.alike]
            wanted = [group[0] for group in alike if present.isdisjoint(group)]
            number = counted(len(wanted), "coding")
            recorder.label = f"agreed on {number} that both made in {document.name}"
            self._put(document.id, wanted, agreed)
        return len(wanted)

    # -- what it rests on -----------------------------------------------------------------

    def _agreed_among(self, rows: Iterable[CodingRow]) -> list[CodingRow]:
        agreed = self._study.coders.agreed()
        return [row for row in rows if agreed is not None and row.coder_id == agreed.id]

    def _agreed_in(self, document_id: int) -> list[CodingRow]:
        return self._agreed_among(self._study.codings.of_document(document_id))

    def _all_there(self, keys: Sequence[int]) -> list[CodingRow]:
        rows = there(self._study, keys)
        if len(rows) != len(keys):
            raise Refused(
                "One of the codings is gone meanwhile.", hint="Look at the two codings as they are."
            )
        return rows

    def _put(self, document_id: int, places: Iterable[Place], agreed: CoderInfo) -> list[CodingRow]:
        wanted = list(dict.fromkeys(places))
        new = [NewCoding(document_id, start, end, code, agreed.id) for code, start, end in wanted]
        self._study.codings.apply_many(new, origin="hand")
        return [row for row in self._agreed_in(document_id) if _place(row) in wanted]

    def _said(self, a: list[CodingRow], b: list[CodingRow], made: list[CodingRow]) -> str:
        """The first part of the memo: who coded what, what is agreed on, and who says so."""
        coders = {coder.id: _plain(coder.name) for coder in self._study.coders.list()}
        link = self._study.memos.link_to_coding
        lines = [
            f"{coders[rows[0].coder_id]}: {and_list([link(row.id) for row in rows])}"
            for rows in (a, b)
            if rows
        ]
        agreed = and_list([link(row.id) for row in made]) if made else "no code"
        return "  \n".join([*lines, f"Agreed by {_plain(self._study.coder.name)}: {agreed}"])

    def _decisions(self, document_id: int, coded: Iterable[CodingRow]) -> list[_Decision]:
        """What was decided in a document with these codings and still holds, oldest first.

        The links are looked up by their marks alone, all at once, as this is done at every key.
        """
        agreed = self._study.coders.agreed()
        if agreed is None:
            return []
        with self._study.reading() as connection:
            guids = queries.coding_guids(connection, document_id)
        known = {coding_mark(guid): key for key, guid in guids}
        rows = {row.id: row for row in coded}
        found = []
        for memo in self._study.memos.list("passage", document_id):
            marks = codings_named(memo.body.partition(_PARTS)[0])
            if memo.coder_id == agreed.id and all(mark in known for mark in marks):
                named = [rows[known[mark]] for mark in marks]
                made = [row for row in named if row.coder_id == agreed.id]
                about = {row.id for row in named if row.coder_id != agreed.id}
                found.append(_Decision(memo, about, made))
        return found

    def _reopen(self, document_id: int, about: set[int]) -> None:
        """Take back what was decided about some codings, as far as nothing else rests on it."""
        decided = self._decisions(document_id, self._study.codings.of_document(document_id))
        kept = {row.id for d in decided if d.about != about for row in d.made}
        for decision in decided:
            if decision.about == about:
                self._study.codings.remove_all({row.id for row in decision.made} - kept)
                self._study.memos.remove(decision.memo.id)


def _plain(name: str) -> str:
    """A name in which nothing can be taken for Markdown's code, where links are none."""
    return speakable(name).replace("`", "'")


class _Decision(NamedTuple):
    memo: MemoInfo
    about: set[int]
    made: list[CodingRow]


def _settled(
    difference: Difference,
    codings: Mapping[int, CodingRow],
    decided: Mapping[frozenset[int], _Decision],
) -> Settled | None:
    """The decision about a disagreement; whose coding it is, is seen from what came of it."""
    found = decided.get(frozenset((*difference.a, *difference.b)))
    if found is None:
        return None
    places = {_place(row) for row in found.made}
    a, b = ({_place(codings[key]) for key in keys} for keys in (difference.a, difference.b))
    verdict: Verdict = "other"
    if not places:
        verdict = "neither"
    elif places in (a, b):
        verdict = "a" if places == a else "b"
    elif places == a | b:
        verdict = "both"
    said, _, reason = found.memo.body.partition(_PARTS)
    return Settled(found.memo.id, verdict, tuple(found.made), said, reason)


def _place(row: CodingRow) -> Place:
    return row.code_id, row.start, row.end
