"""A workbook in the house style: text is text, figures are figures, nothing is a formula.

openpyxl is loaded with this module; import it late.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from qualcode.exchange.workbook import workbook_bytes
from qualcode.reports.files import without_dates
from qualcode.text.safe import for_page

Cell = str | int | float | None

_CELL_LIMIT = 32_767
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_HEAD = Font(bold=True, color="1F5662")
_HEAD_FILL = PatternFill("solid", fgColor="EEF2F3")
_RULE = Border(bottom=Side("medium", color="1F5662"))
_WIDEST = 70
_NARROWEST = 9


class Book:
    """A workbook being filled, sheet by sheet.

    Args:
        title: what stands in the file's properties.
    """

    def __init__(self, title: str) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._book.properties.title = for_page(title)[:255]
        self._book.properties.creator = "qualcode"

    def sheet(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """A sheet with a header row that stays in sight, filters, and fitting columns."""
        body = [list(row) for row in rows]
        sheet = self._book.create_sheet(_NOT_IN_NAMES.sub(" ", for_page(name))[:31])
        for column, heading in enumerate(headings, start=1):
            cell = _put(sheet, 1, column, heading)
            cell.font, cell.fill, cell.border = _HEAD, _HEAD_FILL, _RULE
            cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        for r, row in enumerate(body, start=2):
            for column, value in enumerate(row, start=1):
                cell = _put(sheet, r, column, value)
                cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
        sheet.freeze_panes = "B2"
        if headings:
            last = get_column_letter(len(headings))
            sheet.auto_filter.ref = f"A1:{last}{len(body) + 1}"
        for column in range(len(headings)):
            texts = [headings[column], *(_seen(row[column]) for row in body)]
            width = min(_WIDEST, max(_NARROWEST, max(map(len, texts)) + 3))
            sheet.column_dimensions[get_column_letter(column + 1)].width = width
        _printing(sheet)

    def text_sheet(self, name: str, title: str, lines: Iterable[str]) -> None:
        """A sheet of sentences, such as *Read me*."""
        sheet = self._book.create_sheet(name)
        head = _put(sheet, 1, 1, title)
        head.font = Font(bold=True, size=15, color="1F5662")
        for r, line in enumerate(lines, start=2):
            _put(sheet, r, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions["A"].width = 100
        sheet.sheet_view.showGridLines = False
        _printing(sheet)

    def to_bytes(self) -> bytes:
        """The file, the same bytes for the same contents."""
        return without_dates(workbook_bytes(self._book))


def _put(sheet: Any, row: int, column: int, value: Cell) -> Any:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = for_page(value)[:_CELL_LIMIT].replace("\t", " ")
        cell.data_type = "s"  # openpyxl takes a leading '=' for a formula
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True  # text also after somebody edits the cell
    else:
        cell.value = value
    return cell


def _seen(value: Cell) -> str:
    return max(str(value).split("\n"), key=len) if value is not None else ""


def _printing(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
