"""Reading tables of participants and survey scores: CSV and Excel."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.errors import ReadError
from qualcode.files import read_limited
from qualcode.text.rows import Row, csv_rows, likely_delimiter
from qualcode.transcripts.decode import decode
from qualcode.transcripts.source import Source
from qualcode.transcripts.zipped import broken, open_zip, read_part

_LIMIT = 20_000_000
_MAX_ROWS = 100_000
_MAX_COLUMNS = 500


class Sheet(NamedTuple):
    """A table with a header: column names in lower case, and rows of stripped strings.

    ``lines`` gives for each row the line of the file it stands on, for messages; ``titles`` the
    names of the columns as they are written.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    lines: list[int]
    titles: tuple[str, ...]


def read_sheet(path: Path) -> Sheet:
    """Read a CSV (comma, semicolon or tab; any usual encoding) or the first Excel sheet.

    Raises:
        ReadError: if it is missing, empty, binary, too large, has no header with a name in each
            column, or a row with more cells than that.
    """
    data = read_limited(path, limit=_LIMIT)
    if path.suffix.lower() in {".xlsx", ".xlsm"} or data[:4] == b"PK\x03\x04":
        found = _excel(Source(data, path.stem, path.name, "xlsx"))
    else:
        found = _csv(path, data)
    lines = [(number, cells) for number, cells in found if any(cells)]
    if len(lines) < 2:
        raise ReadError(
            f"{path.name} holds no rows.", hint="It needs a line of column names and then rows."
        )
    titles = tuple(" ".join(name.split()) for name in lines[0][1])
    while titles and not titles[-1]:
        titles = titles[:-1]
    columns = tuple(title.casefold() for title in titles)
    if "" in columns or len(set(columns)) < len(columns):
        raise ReadError(
            f"The columns of {path.name} are not all named, or two have the same name.",
            hint="Give each column a name of its own in the first line.",
        )
    for number, cells in lines[1:]:
        if any(cells[len(columns) :]):
            raise ReadError(
                f"Line {number} of {path.name} has more cells than there are columns.",
                hint="Put cells that hold commas or semicolons between quotation marks.",
            )
    rows = [dict(zip(columns, [*c, *[""] * len(columns)], strict=False)) for _, c in lines[1:]]
    return Sheet(columns, rows, [number for number, _ in lines[1:]], titles)


def _csv(path: Path, data: bytes) -> Iterator[Row]:
    text = decode(data, path.name).text
    yield from itertools.islice(csv_rows(text, likely_delimiter(text), path.name), _MAX_ROWS)


def _excel(source: Source) -> Iterator[Row]:
    import openpyxl

    with open_zip(source) as archive:
        for name in archive.namelist():
            part = read_part(archive, name, source) or b""
            if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
                raise broken(source)
    try:
        book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be so
        rows = sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True)
        lines = [(n, [_words(cell) for cell in row]) for n, row in enumerate(rows, start=1)]
        book.close()
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise broken(source) from error
    yield from lines


def _words(cell: Any) -> str:
    """A cell as a person reads it: 11 for 11.0."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
