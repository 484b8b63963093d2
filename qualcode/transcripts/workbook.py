"""Excel workbooks: the first visible sheet with answers, as a grid of texts."""

from __future__ import annotations

import datetime
import io
import warnings as python_warnings
from typing import TYPE_CHECKING, Any

from qualcode.text.rows import Row
from qualcode.transcripts.draft import Draft
from qualcode.transcripts.model import Wishes
from qualcode.transcripts.source import Source
from qualcode.transcripts.tables import lay_out
from qualcode.transcripts.zipped import broken, open_zip, read_part

if TYPE_CHECKING:
    from zipfile import ZipFile

_MAX_ROWS = 200_000
_MAX_COLUMNS = 1_000


def read_xlsx(source: Source, wishes: Wishes) -> Draft:
    """Read survey answers from a workbook; ``wishes.encoding`` has no meaning here."""
    with open_zip(source) as archive:
        formulas = _refuse_doctypes(archive, source)
    sheets = _load(source, values=True)
    shown = [(name, grid) for name, state, grid in sheets if state == "visible" and grid]
    hidden = sum(state != "visible" for _, state, _ in sheets)
    draft = lay_out(shown[0][1] if shown else [], source)
    if hidden:
        draft.warnings.append(f"Hidden sheets were left out ({hidden}).")
    if len(shown) > 1:
        draft.warnings.append(f"Only the first sheet was read; {len(shown) - 1} more hold cells.")
    if formulas:
        lost = _without_value(source, shown[0][0], shown[0][1])
        if lost:
            draft.warnings.append(
                f"Formulas without a stored value: {lost}; open the file in Excel, save it and "
                "import it again to have them."
            )
    return draft


def _refuse_doctypes(archive: ZipFile, source: Source) -> bool:
    """Whether any sheet holds formulas; raises where a part declares a document type."""
    formulas = False
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            data = read_part(archive, name, source) or b""
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise broken(source)
            formulas = formulas or b"<f>" in data or b"<f " in data
    return formulas


def _load(source: Source, *, values: bool) -> list[tuple[str, str, list[Row]]]:
    """The sheets as (name, state, cells)."""
    from openpyxl import load_workbook

    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")  # openpyxl warns of styles it leaves out
            book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=values)
            sheets: list[tuple[str, str, list[Row]]] = []
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True)
                sheets.append((sheet.title, sheet.sheet_state, _grid(rows)))
            book.close()
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise broken(source) from error
    return sheets


def _grid(rows: Any) -> list[Row]:
    grid = [(line, [_words(cell) for cell in row]) for line, row in enumerate(rows, start=1)]
    return [row for row in grid if any(row[1])]


def _words(cell: object) -> str:
    """A cell as a person reads it: 7 for 7.0, a date without a midnight."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell).strip()


def _without_value(source: Source, sheet: str, values: list[Row]) -> int:
    """How many formulas of the sheet have no stored value."""
    written = next(grid for name, _, grid in _load(source, values=False) if name == sheet)
    formulas = sum(cell.startswith("=") for _, row in written for cell in row)
    filled = sum(bool(cell) for _, row in values for cell in row)
    return max(0, min(formulas, sum(bool(cell) for _, row in written for cell in row) - filled))
