"""Whom readers could think of when they read a role: participants, and numbers entered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.attribution import TYPE_ATTRIBUTES, Known, Population
from qualcode.analysis.rows import Person
from qualcode.errors import ReadError, UsageError

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


def read_numbers(path: str | Path) -> list[Known]:
    """A table of how many people of each role readers know of, checked from end to end.

    The columns are ``role``, ``institution_type`` (may be missing, or empty for the whole
    role) and ``count``, a whole number.

    Raises:
        ReadError: if a column is missing, a number is none, or a line is there twice.
    """
    from qualcode.study.sheets import read_sheet

    source = Path(path)
    sheet = read_sheet(source)
    if not {"role", "count"} <= set(sheet.columns):
        raise ReadError(
            f"{source.name} needs the columns 'role' and 'count'.",
            hint="And, where the number is not that of the whole role, 'institution_type'.",
        )
    kind = next((name for name in TYPE_ATTRIBUTES if name in sheet.columns), "")
    found: dict[tuple[str, str], Known] = {}
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        count = row["count"].replace(",", "")
        if not row["role"] or not (count.isascii() and count.isdigit()) or len(count) > 9:
            raise ReadError(
                f"Line {line} of {source.name} needs a role and a whole number.",
                hint="For instance: Head teacher,special school,12.",
            )
        known = Known(row["role"], row.get(kind, ""), int(count))
        key = (known.role.casefold(), known.institution_type.casefold())
        if key in found:
            raise ReadError(
                f"Line {line} of {source.name} gives a number a second time.",
                hint="Let each role in a type of institution have one line.",
            )
        found[key] = known
    return list(found.values())


def population_of(study: Study) -> Population:
    """The participants together with the numbers entered."""
    return Population(people_of(study), known_numbers(study))
