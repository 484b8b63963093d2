"""Groups that a table may show: none so small that its members could be picked out.

Readers of a report know the institutions. A row for one college principal says what that
person said; and a row left out can be worked out from the total. So values that fewer than
``k`` people share are put together with others until at least ``k`` share the row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One person heard: ``value`` is what they are counted under, ``within`` the wider group."""

    id: int
    value: str
    within: str = ""


def pooled(members: Iterable[Member], *, k: int = 3) -> dict[int, str]:
    """The label of the row that each person is counted in.

    Small values join others of the same wider group, the smallest first; where a whole wider
    group is too small, it joins the smallest row there is. A row that holds a whole wider
    group bears its name, others the names of their values.

    Args:
        members: the people heard, in the order the rows shall have.
        k: the smallest number of people in a row.

    Returns:
        A label for each member's id; empty where all together are fewer than ``k``.
    """
    people = list(members)
    if len(people) < k:
        return {}
    sizes = Counter((m.within, m.value) for m in people)
    rows: list[set[tuple[str, str]]] = []
    for within in dict.fromkeys(m.within for m in people):
        own = [cell for cell in sizes if cell[0] == within]
        rows += _joined([{cell} for cell in own], sizes, k)
    rows = _joined(rows, sizes, k)
    wholes = [row for row in rows if _whole(row, sizes)]
    grouped = any(len(row) > 1 for row in wholes)  # then all rows that can bear a group's name
    order = list(sizes)
    labels: dict[tuple[str, str], str] = {}
    for row in rows:
        cells = sorted(row, key=order.index)
        label = cells[0][0] if grouped and row in wholes else _either(v for _, v in cells)
        labels.update(dict.fromkeys(row, label[:1].upper() + label[1:]))
    return {m.id: labels[m.within, m.value] for m in people}


def _joined(
    rows: list[set[tuple[str, str]]], sizes: Mapping[tuple[str, str], int], k: int
) -> list[set[tuple[str, str]]]:
    """Join rows below ``k`` with one another, then with the smallest others, as far as it goes."""

    def size(row: set[tuple[str, str]]) -> int:
        return sum(sizes[cell] for cell in row)

    small = [row for row in rows if size(row) < k]
    if not small:
        return rows
    large = sorted((row for row in rows if size(row) >= k), key=lambda r: (size(r), sorted(r)))
    pool: set[tuple[str, str]] = set().union(*small)
    while size(pool) < k and large:
        pool |= large.pop(0)
    return [row for row in rows if row in large] + [pool]


def _whole(row: set[tuple[str, str]], sizes: Mapping[tuple[str, str], int]) -> bool:
    """Whether a row is just one wider group that has a name."""
    wider = {within for within, _ in row}
    return len(wider) == 1 and wider != {""} and row == {c for c in sizes if c[0] in wider}


def _either(values: Iterable[str]) -> str:
    names = list(dict.fromkeys(values))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
