"""What the labels of several people say beside one another.

A label that enough people bear by itself may still point to few beside others: where heads are
quoted as 'Head teacher', a 'Senior leader' must be one of the senior leaders who are no head.
Labels are therefore chosen for all who may be quoted at once, so that they hold in whatever
report, pack or list they come to stand together; and what cannot be mended so is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from qualcode.analysis.attribution import (
    PARTICIPANT,
    Attribution,
    K,
    Population,
    attribute,
    rungs,
    too_few,
)
from qualcode.analysis.rows import Person


class _Apart(NamedTuple):
    """A label, how many bear it, and the finer ones used beside it with how many bear those."""

    label: str
    size: int
    finer: dict[str, int]

    @property
    def rest(self) -> int:
        """How many can be meant by the label, as the others would stand under a finer one."""
        return max(0, self.size - sum(self.finer.values()))


def attribute_all(
    people: Sequence[Person],
    population: Population,
    *,
    k: int = K,
    quotable: Collection[int] | None = None,
) -> dict[int, Attribution]:
    """For each person the most detailed label that ``k`` people bear, beside the others' labels.

    Where a label would be left to fewer than ``k`` because others stand under finer ones, the
    finest with the fewest people is given up for it, until ``k`` are left. The last rung is
    not mended so: it would take everybody's label for the sake of one. :func:`check_labels`
    tells where somebody stands alone on it.

    Args:
        people: the participants.
        population: whom readers could think of.
        k: how many must share a label.
        quotable: the ids of those who may be quoted; all, where not given.

    Raises:
        ValueError: if ``k`` is under 1.
    """
    chosen = {person.id: attribute(person, population, k=k) for person in people}
    may = chosen.keys() if quotable is None else chosen.keys() & set(quotable)
    while True:
        used = {chosen[i].label for i in may}
        narrow = [
            found
            for found in _apart(people, population, used)
            if found.rest < k and found.label != PARTICIPANT
        ]
        if not narrow:
            return chosen
        coarse = min(narrow, key=lambda found: (found.size, found.label))
        given_up = min(coarse.finer, key=lambda label: (coarse.finer[label], label))
        why = f"Beside '{given_up}' the label '{coarse.label}' would be left to {coarse.rest}"
        for person in people:
            own = chosen[person.id]
            if own.label == given_up:
                chosen[person.id] = _stepped_up(own, person, population, coarse.label, why)


def _stepped_up(
    own: Attribution, person: Person, population: Population, label: str, why: str
) -> Attribution:
    """A person's attribution at ``label``; one rung up, where that is not on their ladder."""
    ladder = rungs(person, population)
    at = [name for _, name, _ in ladder].index(own.label)
    level, name, size = next((r for r in ladder[at:] if r[1] == label), ladder[at + 1])
    reason = " ".join(filter(None, (own.reason, f"{why} (at least {own.k} are needed).")))
    return replace(own, level=level, label=name, size=size, reason=reason)


def _apart(people: Iterable[Person], population: Population, used: Collection[str]) -> list[_Apart]:
    """The labels in use that have finer ones in use beside them, by name."""
    found: dict[str, _Apart] = {}
    for person in people:
        ladder = [rung[1:] for rung in rungs(person, population)]
        for i, (label, size) in enumerate(ladder):
            below = [rung for rung in ladder[:i] if rung[0] in used]
            if below and label in used:
                # Rungs nest: the widest finer label holds whoever the narrower ones hold.
                finer, count = below[-1]
                found.setdefault(label, _Apart(label, size, {})).finer[finer] = count
    return [found[label] for label in sorted(found)]


class Shown(NamedTuple):
    """One quotation: who speaks and under what label."""

    person_id: int
    label: str


@dataclass(frozen=True, slots=True)
class Join:
    """What a reader could put together from quotations shown together.

    ``kind`` is ``two labels`` (one person stands under several: together they may point to
    fewer), ``too few`` (a label that fewer than ``k`` bear), ``own label`` (one that is not
    on the person's ladder, so nobody can count it) or ``left over`` (everybody under a
    coarse label who could not stand under a finer one used beside it is one of fewer than
    ``k``). ``person_ids`` are those touched; ``text`` says it without naming them.
    """

    kind: Literal["two labels", "too few", "own label", "left over"]
    person_ids: tuple[int, ...]
    labels: tuple[str, ...]
    size: int
    text: str


def check_labels(
    shown: Iterable[Shown],
    people: Sequence[Person],
    population: Population,
    *,
    k: int = K,
) -> list[Join]:
    """Look over all quotations shown together for labels that give somebody away.

    Args:
        shown: every quotation of the report or pack, in any order.
        people: the participants; unknown ids are ignored.
        population: whom readers could think of.
        k: how many people must remain possible.

    Returns:
        What was found, persons by id and then labels by name; empty where all is well.
    """
    known = {person.id: person for person in people}
    labels: dict[int, set[str]] = {}
    for quotation in shown:
        if quotation.person_id in known:
            labels.setdefault(quotation.person_id, set()).add(quotation.label)
    joins: list[Join] = []
    for person_id in sorted(labels):
        joins += _joins_of(known[person_id], sorted(labels[person_id]), population, k)
    return joins + _left_over(labels, known.values(), population, k)


def _joins_of(person: Person, labels: list[str], population: Population, k: int) -> list[Join]:
    """What one person's labels say, each alone and together."""
    sizes = {label: size for _, label, size in rungs(person, population)}
    found: list[Join] = []
    for label in labels:
        size = sizes.get(label)
        if size is None:
            text = f"'{label}' is none of the labels that can be counted for this person."
            found.append(Join("own label", (person.id,), (label,), 0, text))
        elif size < k:
            text = f"{too_few(label, size)} (at least {k} are needed)."
            found.append(Join("too few", (person.id,), (label,), size, text))
    if len(labels) > 1:
        together = min((sizes.get(label, 0) for label in labels), default=0)
        text = (
            f"One person stands under {len(labels)} labels; whoever joins them up is left "
            f"with {together} or fewer. Use one label for a person throughout."
        )
        found.append(Join("two labels", (person.id,), tuple(labels), together, text))
    return found


def _left_over(
    labels: dict[int, set[str]], people: Iterable[Person], population: Population, k: int
) -> list[Join]:
    """Coarse labels that only few can mean, because their likes stand under finer ones."""
    used = {label for own in labels.values() for label in own}
    joins = []
    for found in _apart(people, population, used):
        if found.rest < k:
            holders = tuple(sorted(i for i, own in labels.items() if found.label in own))
            beside = sorted(found.finer)
            text = (
                f"Beside {', '.join(map(repr, beside))} the label '{found.label}' is left to "
                f"{found.rest}."
            )
            names = (found.label, *beside)
            joins.append(Join("left over", holders, names, found.rest, text))
    return joins
