"""Whose words are shown: quotations against who took part and how much was said.

A report can rest on one fluent head teacher, or illustrate the students' lessons without a
student. Both show when quotations are counted beside people and talk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.prevalence import sorted_values
from qualcode.analysis.rows import Person, TurnUnit

TOO_MUCH = 0.25
"""Above this share of all quotations one person is said to speak for too many."""

TELLING = 4
"""Under so many quotations one person's share says nothing: one of three is a third."""


@dataclass(frozen=True, slots=True)
class Share:
    """One value of an attribute. ``talk`` is in code points spoken; shares are 0 to 1."""

    value: str
    quotations: int
    people: int
    talk: int
    quotation_share: float
    people_share: float
    talk_share: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Quotations by the values of one attribute, and by person.

    ``silent`` are values whose people were heard and are not quoted at all. ``too_much`` are
    the ids of people with more than a quarter of the quotations, where there are at least
    four. ``unattributed`` quotations belong to nobody who could be told apart.
    """

    attribute: str
    shares: tuple[Share, ...]
    by_person: tuple[tuple[int, int], ...]
    silent: tuple[str, ...]
    too_much: tuple[int, ...]
    unattributed: int


def balance(
    quoted: Iterable[int | None],
    turns: Iterable[TurnUnit],
    people: Sequence[Person],
    *,
    attribute: str = "role",
) -> Balance:
    """Set quotations against people heard and talk, by an attribute.

    Args:
        quoted: for each quotation shown the participant's id, None where nobody can be told.
        turns: of all documents.
        people: the participants; those heard nowhere are left out.
        attribute: such as ``role`` or ``institution``.
    """
    known = {person.id: person for person in people}
    ids = list(quoted)
    shown = Counter(i for i in ids if i is not None and i in known)
    talk: Counter[int] = Counter()
    for turn in turns:
        if turn.kind == "participant" and turn.participant_id in known:
            talk[turn.participant_id] += turn.end - turn.start
    heard = {i: known[i].value(attribute) for i in talk.keys() | shown.keys()}
    shares = tuple(
        _share(value, [i for i, own in heard.items() if own == value], shown, talk, len(heard))
        for value in sorted_values(set(heard.values()))
    )
    total = shown.total()
    return Balance(
        attribute=attribute,
        shares=shares,
        by_person=tuple(sorted(shown.items(), key=lambda item: (-item[1], item[0]))),
        silent=tuple(share.value for share in shares if not share.quotations),
        too_much=tuple(
            sorted(i for i, n in shown.items() if total >= TELLING and n > TOO_MUCH * total)
        ),
        unattributed=len(ids) - total,
    )


def _share(
    value: str, own: Sequence[int], shown: Counter[int], talk: Counter[int], heard: int
) -> Share:
    quotations, said = sum(shown[i] for i in own), sum(talk[i] for i in own)
    return Share(
        value=value,
        quotations=quotations,
        people=len(own),
        talk=said,
        quotation_share=quotations / shown.total() if shown else 0.0,
        people_share=len(own) / heard,
        talk_share=said / talk.total() if talk.total() else 0.0,
    )
