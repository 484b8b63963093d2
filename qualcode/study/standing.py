"""How kept quotations stand now: words and labels made anew, and what the review says of those.

A quotation is kept as it was put forward. Since then the table of participants or the numbers
of the population may have changed, and with them the label a person may bear and the names
that must be masked. What is shown is therefore made anew each time from the spans of the
transcript, and an approval counts only for the very words and label that were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from qualcode.analysis.attribution import PARTICIPANT
from qualcode.study.types import Decision, Quotation

if TYPE_CHECKING:
    from qualcode.study.core import Study
    from qualcode.study.types import CodingRow, SpeakerInfo, TurnRow

QuotationStatus = Literal["", "approved", "queried", "declined"]

_Key = tuple[int, tuple[tuple[int, int], ...]]
_OBJECTIONS: tuple[QuotationStatus, ...] = ("declined", "queried")


class Standing(NamedTuple):
    """A kept quotation as it is shown now.

    One whose words or label have changed since it was put forward has no ``guid`` and the id
    0, like one that has not been kept, unless its new form is kept too.
    """

    quotation: Quotation
    status: QuotationStatus


def standing(study: Study, *, k: int = 3) -> list[Standing]:
    """Every kept quotation once, as it is shown now, in the order they were put forward.

    Left out are quotations that can no longer be made: whose words are no longer within their
    passage, or have turned out to be an interviewer's.

    Args:
        study: the study.
        k: the smallest number of people a label may stand for.
    """
    every = study.quotations.list()
    if not every:
        return []
    forms: dict[_Key, list[Quotation]] = defaultdict(list)
    for quotation in every:
        forms[quotation.coding_id, quotation.spans].append(quotation)
    renewal = Renewal(study, k=k)
    verdicts = Verdicts(every, study.quotations.latest())
    found = []
    for kept in forms.values():
        now = renewal.of(kept[-1])
        if now is not None:
            same = (q for q in kept if (q.shown, q.attribution) == (now.shown, now.attribution))
            shown = next((replace(now, id=q.id, guid=q.guid, reason=q.reason) for q in same), now)
            found.append(Standing(shown, verdicts.on(shown)))
    return found


def without_repeats(
    quotations: Iterable[Standing], beside: Sequence[Quotation] = ()
) -> list[Standing]:
    """Those that share no words with one before them, nor with any in ``beside``."""
    found: list[Standing] = []
    for one in quotations:
        others = [*beside, *(f.quotation for f in found)]
        if not any(one.quotation.shares_words(other) for other in others):
            found.append(one)
    return found


class Verdicts:
    """What the review says of quotations; see :class:`~.quotations.Quotations` for the rule.

    Args:
        kept: all quotations that were put forward.
        decided: by guid, each reviewer's latest decision.
    """

    def __init__(self, kept: Iterable[Quotation], decided: dict[str, dict[str, Decision]]) -> None:
        self._decided = decided
        self._forms: dict[_Key, list[Quotation]] = defaultdict(list)
        for quotation in kept:
            self._forms[quotation.document_id, quotation.spans].append(quotation)
        told = ((forms[0], self._said("", forms)) for forms in self._forms.values())
        self._objected = [(words, status) for words, status in told if status in _OBJECTIONS]

    def on(self, shown: Quotation) -> QuotationStatus:
        """How a quotation stands as it is shown; without a guid it was not put forward so."""
        own = self._said(shown.guid, self._forms[shown.document_id, shown.spans])
        said = {own, *(status for other, status in self._objected if shown.shares_words(other))}
        return next((status for status in _OBJECTIONS if status in said), own)

    def _said(self, guid: str, forms: Iterable[Quotation]) -> QuotationStatus:
        """The status of one of the forms in which the same words were put forward."""
        latest: dict[str, Decision] = {}
        for form in forms:
            for reviewer, decision in self._decided.get(form.guid, {}).items():
                if reviewer not in latest or decision.at >= latest[reviewer].at:
                    latest[reviewer] = decision
        said = {decision.verdict for decision in latest.values()} - {"approve"}
        said |= {decision.verdict for decision in self._decided.get(guid, {}).values()}
        if "decline" in said:
            return "declined"
        if "query" in said:
            return "queried"
        return "approved" if "approve" in said else ""


class Renewal:
    """Makes quotations anew from the study as it is now; reads what it needs of it once."""

    def __init__(self, study: Study, *, k: int = 3) -> None:
        self._study = study
        self._k = k
        self._turns: dict[int, list[TurnRow]] = {}

    @cached_property
    def _mask(self) -> Callable[[str], str]:
        return self._study.quotations.mask(k=self._k)

    @cached_property
    def _labels(self) -> dict[int, str]:
        return self._study.quotations.attributions(k=self._k)

    @cached_property
    def _speakers(self) -> dict[int, SpeakerInfo]:
        return {speaker.id: speaker for speaker in self._study.documents.all_speakers()}

    @cached_property
    def _themes(self) -> dict[int, int]:
        book = self._study.codebook
        return {below: theme.id for theme in book.themes() for below in book.subtree(theme.id)}

    def of(self, quotation: Quotation) -> Quotation | None:
        """The quotation as it would be put forward now, not kept; None where it cannot be.

        Cuts are where they were; names, label, code and theme are as the study has them now.
        """
        from qualcode.suggest.windows import cut
        from qualcode.text.spans import Span

        coding = self._study.codings.get(quotation.coding_id)
        turn = self._turn(coding, quotation)
        if turn is None or self._is_interviewer(turn):
            return None
        start, end = max(coding.start, turn.start), min(coding.end, turn.end)
        words = self._study.documents.text(coding.document_id)[start:end]
        kept = [Span(low - start, high - start) for low, high in quotation.spans]
        person = self._person(turn)
        return replace(
            quotation,
            id=0,
            guid="",
            code_id=coding.code_id,
            theme_id=self._themes[coding.code_id],
            shown=self._mask(cut(words, kept).shown),
            attribution=PARTICIPANT if person is None else self._labels[person],
        )

    def speaker(self, quotation: Quotation) -> int | None:
        """The participant whose words are quoted; None where nobody can be told."""
        turn = self._turn(self._study.codings.get(quotation.coding_id), quotation)
        return None if turn is None else self._person(turn)

    def _turn(self, coding: CodingRow, quotation: Quotation) -> TurnRow | None:
        """The one turn of the passage that all the words quoted lie in."""
        document = coding.document_id
        if document not in self._turns:
            self._turns[document] = self._study.documents.turns(document)
        low = min((start for start, _ in quotation.spans), default=-1)
        high = max((end for _, end in quotation.spans), default=-1)
        if not coding.start <= low < high <= coding.end:
            return None
        return next((t for t in self._turns[document] if t.start <= low and high <= t.end), None)

    def _is_interviewer(self, turn: TurnRow) -> bool:
        speaker = self._speakers.get(turn.speaker_id or 0)
        return speaker is not None and speaker.kind == "interviewer"

    def _person(self, turn: TurnRow) -> int | None:
        speaker = self._speakers.get(turn.speaker_id or 0)
        return None if speaker is None else speaker.participant_id
