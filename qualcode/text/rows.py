"""The one reader of CSV: rows with the line each begins on, and no row lost in a quotation."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from contextlib import suppress

from qualcode.errors import ReadError

_LONGEST = 2**31 - 1  # a cell may be as long as a file; what is read has a limit of its own

_LOOKED_AT = 50_000

Row = tuple[int, list[str]]


def csv_rows(
    text: str, delimiter: str, name: str, *, first: int = 1, error: type[ReadError] = ReadError
) -> Iterator[Row]:
    """The rows of a CSV text, each with the line it begins on; cells are stripped.

    A quotation mark that does not close would take the rows after it into one cell without a
    word, so quotation marks must be as RFC 4180 has them.

    Args:
        text: the table.
        delimiter: what stands between cells.
        name: what an error should call the file.
        first: the number of the first line.
        error: the class of error to raise.

    Raises:
        ReadError: (or ``error``) naming the line of a row whose quotation marks do not close.
    """
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = first
    try:
        for cells in reader:
            yield begins, [cell.strip() for cell in cells]
            begins = first + reader.line_num
    except csv.Error:
        raise error(
            f"{name}, line {begins}: the quotes in this row do not close.",
            hint="Double those inside a quoted cell, or save the table anew.",
        ) from None


def likely_delimiter(text: str) -> str:
    """The mark that cuts the first rows into the same number of cells, and most of them.

    Titles above the table, which no mark cuts, do not count if it cuts all rows below alike.
    """
    best, score = ",", (0.0, 0)
    for mark in ",;\t|":
        widths = _widths(text, mark)
        table = list(itertools.dropwhile(lambda width: width == 1, widths))
        if len(set(table)) == 1 and len(table) > 1:
            widths = table
        if not widths or widths[0] < 2:
            continue
        found = (widths.count(widths[0]) / len(widths), widths[0])
        if found > score:
            best, score = mark, found
    return best


def _widths(text: str, mark: str) -> list[int]:
    rows = csv.reader(io.StringIO(text[:_LOOKED_AT], newline=""), delimiter=mark)
    widths = []
    with suppress(csv.Error):
        for row in itertools.islice(rows, 60):
            if any(cell.strip() for cell in row):
                widths.append(len(row))
    return widths[:20]
