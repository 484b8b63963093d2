"""Workbooks put together in memory.

openpyxl writes every sheet to a file in the common temporary folder before it packs them: words
of interviews in a place that others may read from, and for good where the program is killed.
Here sheets stay in memory until the whole workbook is bytes.

openpyxl is loaded with this module; import it late.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def keep_in_memory(sheet: Any) -> None:
    """Let a write-only sheet keep its rows in memory; call it when all but its rows is set."""
    sheet._writer = WorksheetWriter(sheet, io.BytesIO())
    sheet._writer.write_top()


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook as the bytes of its file; nothing is written to the disk."""
    out = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).write_data()
    return out.getvalue()


class _InMemory(ExcelWriter):
    """Packs sheets from memory, where openpyxl's own takes them from temporary files."""

    def __init__(self, workbook: Workbook, archive: zipfile.ZipFile) -> None:
        super().__init__(workbook, archive)
        self._archive = archive

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        if self.workbook.write_only:
            writer = ws._writer
            ws.close()
        else:
            writer = WorksheetWriter(ws, io.BytesIO())
            writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.out.getvalue())
        self.manifest.append(ws)
