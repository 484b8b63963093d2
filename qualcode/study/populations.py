"""Whom readers could think of when they read a role: participants, and numbers entered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.analysis.attribution import Known, Population
from qualcode.analysis.rows import Person
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.study.core import Study

SETTING = "population"
"""The study's setting that keeps the numbers: a list of role, type of institution, count."""


def people_of(study: Study) -> list[Person]:
    """The participants as the analyses read them."""
    return [Person(p.id, p.name, p.attributes) for p in study.participants.list()]


def known_numbers(study: Study) -> list[Known]:
    """The numbers that were entered, as they were entered."""
    return [
        Known(str(role), str(kind), int(count))
        for role, kind, count in study.settings.get(SETTING, [])
    ]


def enter_numbers(study: Study, known: Iterable[Known]) -> None:
    """Keep how many people of each role there are; replaces what was entered before.

    Raises:
        UsageError: if a number is negative or stands for no role.
    """
    rows = list(known)
    if any(row.count < 0 or not row.role.strip() for row in rows):
        raise UsageError(
            "A population needs a role and a number that is not negative.",
            hint="For instance: Head teacher, special school, 12.",
        )
    study.settings.set(SETTING, [[row.role, row.institution_type, row.count] for row in rows])


def population_of(study: Study) -> Population:
    """The participants together with the numbers entered."""
    return Population(people_of(study), known_numbers(study))
