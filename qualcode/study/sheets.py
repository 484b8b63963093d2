"""Reading tables of participants and survey scores: CSV and Excel."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ReadError

_LIMIT = 20_000_000


class Sheet(NamedTuple):
    """A table with a header: column names in lower case, and rows of stripped strings."""

    columns: tuple[str, ...]
    rows: list[dict[str, str]]


def read_sheet(path: Path) -> Sheet:
    """Read a CSV (comma, semicolon or tab; UTF-8 or Windows-1252) or the first Excel sheet.

    Raises:
        ReadError: if it is missing, empty, binary, or has no header with a name in each column.
    """
    data = _bytes(path)
    if path.suffix.lower() in {".xlsx", ".xlsm"} or data[:4] == b"PK\x03\x04":
        lines = _excel(path, data)
    else:
        lines = _csv(path, data)
    lines = [line for line in lines if any(line)]
    if len(lines) < 2:
        raise ReadError(
            f"{path.name} holds no rows.", hint="It needs a line of column names and then rows."
        )
    columns = tuple(" ".join(name.split()).casefold() for name in lines[0])
    while columns and not columns[-1]:
        columns = columns[:-1]
    if "" in columns or len(set(columns)) < len(columns):
        raise ReadError(
            f"The columns of {path.name} are not all named, or two have the same name.",
            hint="Give each column a name of its own in the first line.",
        )
    rows = [dict(zip(columns, [*line, *[""] * len(columns)], strict=False)) for line in lines[1:]]
    return Sheet(columns, rows)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LIMIT:
            raise ReadError(f"{path.name} is too large to be such a table.")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{path.name} cannot be read ({error.strerror}).", hint="Check the file's name."
        ) from None


def _csv(path: Path, data: bytes) -> list[list[str]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    elif b"\x00" in data:
        raise ReadError(
            f"{path.name} is not a table of text.", hint="Save it as CSV or as an Excel workbook."
        )
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise ReadError(f"{path.name} is not a readable CSV file.") from None
    return [[cell.strip() for cell in line] for line in lines]


def _excel(path: Path, data: bytes) -> list[list[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    except Exception:
        raise ReadError(
            f"{path.name} is not a readable Excel workbook.", hint="Save it anew, or as CSV."
        ) from None
    return [["" if cell is None else str(cell).strip() for cell in line] for line in lines]
