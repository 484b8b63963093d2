"""A workbook in the house style: text is text, figures are figures, nothing is a formula.

Rows are as high as their longest text needs. Excel would find that out by itself; LibreOffice and
Numbers take rows without a height to be of one line and let the texts run into one another.

openpyxl is loaded with this module; import it late.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from qualcode.exchange.workbook import workbook_bytes
from qualcode.reports.files import without_dates
from qualcode.text.safe import for_page

Cell = str | int | float | None

_CELL_LIMIT = 32_767
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_FONT = "Calibri"
_HEAD = Font(name=_FONT, size=11, bold=True, color="1F5662")
_TITLE = Font(name=_FONT, size=15, bold=True, color="1F5662")
_HEAD_FILL = PatternFill("solid", fgColor="EEF2F3")
_RULE = Border(bottom=Side("medium", color="1F5662"))
_WIDEST = 60
_NARROWEST = 9
_BUTTON = 3  # the filter's button covers so much of a heading
_HEAD_LINES = 2.4  # about so many lines for a heading over short figures
_TEXT = 1.03  # letters are narrower than the figures that columns are measured in
_BOLD = 1.1  # bold letters are so much wider
_SHEET = 100
_LINE, _AROUND, _HIGHEST = 15.0, 3.0, 409.0  # points; no row may be higher


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

    def sheet(
        self,
        name: str,
        headings: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        *,
        digits: Mapping[str, int] | int = 2,
    ) -> None:
        """A sheet with a header row that stays in sight, filters, and fitting columns.

        Args:
            name: what stands on its tab.
            headings: one for each column.
            rows: the cells; a float keeps its whole value, however many digits are shown.
            digits: decimals that floats are shown with, in all columns or by heading.
        """
        shown = [digits if isinstance(digits, int) else digits.get(h, 2) for h in headings]
        body = [list(row) for row in rows]
        sheet = self._book.create_sheet(_NOT_IN_NAMES.sub(" ", for_page(name))[:31])
        widths = [
            _width(heading, [_text(row[n], shown[n]) for row in body])
            for n, heading in enumerate(headings)
        ]
        for column, heading in enumerate(headings, start=1):
            cell = _put(sheet, 1, column, heading)
            cell.font, cell.fill, cell.border = _HEAD, _HEAD_FILL, _RULE
            cell.alignment = Alignment(wrap_text=True, vertical="bottom")
            sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1]
        _fit(sheet, 1, headings, [(width - _BUTTON) / _BOLD + 1.1 for width in widths])
        for r, row in enumerate(body, start=2):
            for column, value in enumerate(row, start=1):
                cell = _put(sheet, r, column, value)
                cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
                if isinstance(value, float):
                    cell.number_format = f"{0:.{shown[column - 1]}f}"
            _fit(sheet, r, row, [width * _TEXT for width in widths])
        sheet.freeze_panes = "B2"
        if headings:
            last = get_column_letter(len(headings))
            sheet.auto_filter.ref = f"A1:{last}{len(body) + 1}"
        _printing(sheet)

    def text_sheet(self, name: str, title: str, lines: Iterable[str]) -> None:
        """A sheet of sentences, such as *Read me*."""
        sheet = self._book.create_sheet(name)
        sheet.column_dimensions["A"].width = _SHEET
        head = _put(sheet, 1, 1, title)
        head.font, head.alignment = _TITLE, Alignment(wrap_text=True, vertical="top")
        _fit(sheet, 1, [title], [_SHEET * 0.65], line=_LINE * 1.4)
        for r, line in enumerate(lines, start=2):
            _put(sheet, r, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
            _fit(sheet, r, [line], [_SHEET * _TEXT])
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


def _width(heading: str, texts: Iterable[str]) -> float:
    """A column's width in characters: its longest text, and no word of the heading broken."""
    longest = max((cell_len(line) for text in texts for line in text.split("\n")), default=0)
    words = max([cell_len(heading) / _HEAD_LINES, *map(cell_len, heading.split())])
    if longest > _NARROWEST:  # a heading over texts may be as wide as they are
        words = max(words, min(cell_len(heading), longest))
    return min(_WIDEST, max(_NARROWEST, longest + 2, words * _BOLD + _BUTTON))


def _fit(
    sheet: Any, row: int, values: Sequence[Cell], widths: Sequence[float], line: float = _LINE
) -> None:
    """Make a row as high as its longest text needs in columns so wide."""
    cells = zip(values, widths, strict=True)
    lines = max((_lines(_text(value), width - 1) for value, width in cells), default=1)
    sheet.row_dimensions[row].height = min(_HIGHEST, lines * line + _AROUND)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes; a word longer than a line is broken."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, here = lines + 1, 0
        for word in paragraph.split(" "):
            length = cell_len(word)
            if here and here + 1 + length > width:
                lines, here = lines + 1, 0
            here += length + bool(here)
            if here > width:
                lines += int((here - 1) // width)
                here = int((here - 1) % width) + 1
    return lines


def _text(value: Cell, digits: int = 2) -> str:
    """A cell as it is shown."""
    if isinstance(value, float):
        return f"{value:.{digits}f}"
    return "" if value is None else str(value)


def _printing(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
