"""Matrices of whole numbers: codes by attribute values, by participants, by documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.analysis.passages import Extent, passage_of
from qualcode.analysis.prevalence import Prevalence, Tally, sorted_values
from qualcode.analysis.rows import CodeNode, Mark, TurnUnit, rolled_up, touches

Measure = Literal["participants", "documents", "passages"]
Column = int | str
_Extents = defaultdict[Hashable, set[Extent]]

_COUNTED = {
    "participants": "participants who could be told apart",
    "documents": "interviews and focus groups",
    "passages": "coded passages",
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Codes down, columns across.

    ``cells[i][j]`` belongs to ``rows[i]`` and ``columns[j]``. ``row_totals`` count each
    thing once, so they can be less than the sum of a row. ``column_n`` is what a column is
    out of: participants or documents with that value, or for a single participant or
    document its passages under any of the codes. ``counted`` says in words what a cell counts.
    """

    counted: str
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_n: tuple[int, ...]

    def cell(self, row: int, column: Column) -> int:
        """The number where a code and a column meet.

        Raises:
            ValueError: if there is no such row or column.
        """
        return self.cells[self.rows.index(row)][self.columns.index(column)]


def crosstab(
    prevalence: Prevalence, attribute: str, *, measure: Measure = "participants"
) -> Matrix:
    """Codes by the values of an attribute, from a prevalence that was broken down by it.

    ``column_n`` is the number of participants with the value (for ``documents`` the number of
    source events in which one of them speaks; for ``passages`` again participants).

    Raises:
        KeyError: if the prevalence was not broken down by ``attribute``.
    """
    base = prevalence.base_by[attribute]
    columns = sorted_values(base)
    nothing = Tally()
    return Matrix(
        counted=_COUNTED[measure],
        rows=tuple(row.code_id for row in prevalence.codes),
        columns=tuple(columns),
        cells=tuple(
            tuple(_of(row.by[attribute].get(value, nothing), measure) for value in columns)
            for row in prevalence.codes
        ),
        row_totals=tuple(_of(row.total, measure) for row in prevalence.codes),
        column_n=tuple(
            base[value].documents if measure == "documents" else base[value].participants
            for value in columns
        ),
    )


def _of(tally: Tally, measure: Measure) -> int:
    return {
        "participants": tally.participants,
        "documents": tally.documents,
        "passages": tally.passages,
    }[measure]


def code_matrix(
    codes: Sequence[CodeNode],
    marks: Iterable[Mark],
    turns: Sequence[TurnUnit],
    *,
    columns: Literal["participants", "documents"] = "participants",
    order: Sequence[int] | None = None,
    subtree: bool = True,
) -> Matrix:
    """Codes by participants or by documents; a cell counts passages.

    Args:
        codes: the codes, with their parents; one row each.
        marks: the codings.
        turns: of all documents. A passage over several people's turns counts for each.
        columns: what stands across.
        order: the ids across, in order; without it those with data, ascending.
        subtree: whether a code's cells include those of the codes below it.
    """
    data = [turn for turn in turns if turn.is_data]
    rows = tuple(code.id for code in codes)
    listed = set(rows)
    coded: defaultdict[int, list[tuple[int | None, Extent]]] = defaultdict(list)
    for mark, turn in touches(rolled_up(marks, codes) if subtree else marks, data):
        if mark.code_id in listed:
            stretch = (mark.document_id, mark.start, mark.end)
            coded[mark.code_id].append((_column(turn, columns), stretch))
    cells, totals, across = _Extents(set), _Extents(set), _Extents(set)
    under_any = passage_of(stretch for found in coded.values() for _, stretch in found)
    for code, found in coded.items():
        whole = passage_of(stretch for _, stretch in found)
        for column, stretch in found:
            if column is None:
                continue
            cells[code, column].add(whole[stretch])
            totals[code].add(whole[stretch])
            across[column].add(under_any[stretch])
    heard = {column for turn in data if (column := _column(turn, columns)) is not None}
    ids = tuple(sorted(heard)) if order is None else tuple(order)
    return Matrix(
        counted=_COUNTED["passages"],
        rows=rows,
        columns=ids,
        cells=tuple(tuple(len(cells[row, c]) for c in ids) for row in rows),
        row_totals=tuple(len(totals[row]) for row in rows),
        column_n=tuple(len(across[c]) for c in ids),
    )


def _column(turn: TurnUnit, columns: Literal["participants", "documents"]) -> int | None:
    if columns == "documents":
        return turn.document_id
    return turn.participant_id if turn.kind == "participant" else None
