"""By what label a speaker may be quoted: the most detailed one that hides them among enough.

The ladder goes role with type of institution, role, group, 'Participant'. A label holds if
at least ``k`` people known to the readers bear it. Readers know the partnership, not the
sample, so the analyst may enter how many such people there are; without that the
participants of the study stand for the population, which is the careful side. What labels
say beside one another is looked at in :mod:`qualcode.analysis.labels`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qualcode.analysis.rows import Person

K = 3
"""How many people must share a label, unless the study says otherwise."""

Level = Literal["role and institution type", "role", "group", "participant"]
LEVELS: tuple[Level, ...] = ("role and institution type", "role", "group", "participant")
PARTICIPANT = "Participant"

TYPE_ATTRIBUTES = (
    "institution_type",
    "institution type",
    "type_of_institution",
    "type of institution",
    "type",
)
"""Names under which a participants' table may hold the type of institution."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Support staff", ("assistant", "support", "technician", "interpreter")),
    ("Student", ("student", "pupil", "learner")),
    ("Parent", ("parent", "carer")),
    ("Senior leader", ("head", "principal", "deputy", "leader", "headteacher", "director")),
    ("Teacher", ("teacher", "lecturer", "tutor", "instructor", "teachers")),
)
"""Group labels and the words of a role or of a ``group`` attribute that lead to them."""

_SENIOR = re.compile(r"\b(?:assistant|deputy|vice|associate)\s+(?:head|principal)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """So many people of a role are known to the readers; ``institution_type`` may be empty.

    Without a type the number is that of the whole role.
    """

    role: str
    institution_type: str
    count: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """The label somebody is quoted under.

    ``size`` is how many people bear it. ``reason`` says why no more detailed label was
    taken, without naming anybody; empty where the most detailed one held. ``safe`` is False
    only where even the last rung holds fewer than ``k``.
    """

    label: str
    level: Level
    size: int
    k: int
    reason: str = ""

    @property
    def safe(self) -> bool:
        """Whether at least ``k`` people bear the label."""
        return self.size >= self.k


def institution_type(person: Person) -> str:
    """The type of a person's institution, under whichever attribute it was entered."""
    for name in TYPE_ATTRIBUTES:
        if value := person.attributes.get(name, "").strip():
            return value
    return ""


def group_of(role: str, group: str = "") -> str:
    """The group label of a role: 'Senior leader' for heads and principals, and so on.

    The role decides where its words are known, an entered group otherwise; empty if neither
    is known to lead to a group.
    """
    for text in (role, group):
        words = set(re.findall(r"[a-z]+", text.casefold()))
        words |= {word.removesuffix("s") for word in words}
        if _SENIOR.search(text):
            return "Senior leader"
        for label, signs in GROUPS:
            if words & set(signs):
                return label
    return _sentence(group)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def _same(text: str) -> str:
    """What two spellings of a role or type have in common."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


class Population:
    """The people whom readers could think of, counted by role, type and group.

    Args:
        people: the participants of the study.
        known: numbers the analyst entered. A number for a role in a type of institution
            stands for that cell, one for a role alone for the role; neither lowers what the
            participants themselves already come to.

    Raises:
        ValueError: if a number is negative.
    """

    def __init__(self, people: Iterable[Person], known: Iterable[Known] = ()) -> None:
        self._cells: dict[tuple[str, str], int] = {}
        self._roles: dict[str, int] = {}
        self._groups: dict[str, str] = {}
        listed = list(people)
        for person in listed:
            role, kind = _same(person.attributes.get("role", "")), _same(institution_type(person))
            self._cells[role, kind] = self._cells.get((role, kind), 0) + 1
            self._groups[role] = _group(person)
        self._listed = len(listed)
        for row in known:
            if row.count < 0:
                raise ValueError("a population cannot be negative")
            self._enter(row)

    def _enter(self, row: Known) -> None:
        role, kind = _same(row.role), _same(row.institution_type)
        self._groups.setdefault(role, group_of(row.role))
        if kind:
            self._cells[role, kind] = max(self._cells.get((role, kind), 0), row.count)
        else:
            self._roles[role] = max(self._roles.get(role, 0), row.count)

    def of_cell(self, role: str, kind: str) -> int:
        """How many people have this role in this type of institution."""
        return self._cells.get((_same(role), _same(kind)), 0)

    def of_role(self, role: str) -> int:
        """How many people have this role."""
        role = _same(role)
        cells = sum(count for (own, _), count in self._cells.items() if own == role)
        return max(cells, self._roles.get(role, 0))

    def of_group(self, group: str) -> int:
        """How many people have a role of this group."""
        return sum(self.of_role(role) for role, own in self._groups.items() if own == group)

    def everybody(self) -> int:
        """All people."""
        return sum(self.of_role(role) for role in self._groups)


def _group(person: Person) -> str:
    return group_of(person.attributes.get("role", ""), person.attributes.get("group", ""))


def rungs(person: Person, population: Population) -> list[tuple[Level, str, int]]:
    """The labels a person could bear, most detailed first, each with how many bear it.

    A role that reads like its group ('Senior leader') is no rung of its own: a reader takes
    the label for the whole group.
    """
    role = _sentence(person.attributes.get("role", ""))
    kind, group = institution_type(person), _group(person)
    ladder: list[tuple[Level, str, int]] = []
    if role and kind:
        label = f"{role}, {kind}"
        ladder.append(("role and institution type", label, population.of_cell(role, kind)))
    if role and _same(role) != _same(group):
        ladder.append(("role", role, population.of_role(role)))
    if group:
        ladder.append(("group", group, population.of_group(group)))
    return [*ladder, ("participant", PARTICIPANT, population.everybody())]


def attribute(
    person: Person, population: Population, *, k: int = K, most: Level | None = None
) -> Attribution:
    """Choose the most detailed label that at least ``k`` people bear.

    Args:
        person: who is quoted.
        population: whom readers could think of.
        k: how many must share the label.
        most: the most detailed level to try; without it the whole ladder.

    Raises:
        ValueError: if ``k`` is under 1.
    """
    if k < 1:
        raise ValueError("k must be at least 1")
    allowed = LEVELS[0 if most is None else LEVELS.index(most) :]
    tried: list[str] = []
    for level, label, size in rungs(person, population):
        if level not in allowed:
            continue
        if size >= k or level == "participant":
            if size < k:
                tried.append(too_few(label, size))
            reason = f"{'; '.join(tried)} (at least {k} are needed)." if tried else ""
            return Attribution(label, level, size, k, reason)
        tried.append(too_few(label, size))
    raise AssertionError("the ladder ends with the participant")  # pragma: no cover


def too_few(label: str, size: int) -> str:
    """How many a label would mean, in words."""
    return f"'{label}' would be " + ("1 person" if size == 1 else f"{size} people")
