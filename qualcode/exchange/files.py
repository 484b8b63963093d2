"""Writing all codings to a csv, xlsx or json file."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import UsageError
from qualcode.exchange.codings import Cell, code_rows, coding_rows, columns, document_rows
from qualcode.files import write_atomically
from qualcode.text.safe import for_sheet, for_xml

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.types import PassageRow

FORMATS = ("csv", "xlsx", "json")
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds at most."""

_CUT = " […]"
_WIDE = {
    "text": 60,
    "asked": 40,
    "spoken": 60,
    "definition": 50,
    "memo": 40,
    "question": 30,
    "path": 40,
}


def write_codings(
    study: Study,
    path: str | os.PathLike[str],
    *,
    coder_id: int | None = None,
    passages: Sequence[PassageRow] | None = None,
    bom: bool = True,
) -> int:
    """Write all codings; the ending of ``path`` says how. Mode 0600, whole or not at all.

    Cells that a spreadsheet would take for a formula are made harmless, control characters
    that a file cannot hold are left out (JSON keeps everything).

    Args:
        study: the study; it is not changed.
        path: ends in ``.csv``, ``.xlsx`` or ``.json``.
        coder_id: only this coder's codings.
        passages: just these, in this order.
        bom: whether csv begins with the byte-order mark by which Excel knows UTF-8.

    Returns:
        How many codings were written.

    Raises:
        UsageError: for any other ending.
        QualcodeError: if the file cannot be written.
    """
    target = Path(path)
    form = target.suffix.lower().lstrip(".")
    if form not in FORMATS:
        raise UsageError(
            f"{target.name} has no ending that says how to write it.",
            hint="Let the file's name end in .csv, .xlsx or .json.",
        )
    rows = coding_rows(study, coder_id=coder_id, passages=passages)
    makers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: _csv(columns(study), rows, bom=bom),
        "xlsx": lambda: _xlsx(study, rows),
        "json": lambda: _json(study, rows),
    }
    write_atomically(target, makers[form]())
    return len(rows)


def _csv(headings: Sequence[str], rows: Sequence[Mapping[str, Cell]], *, bom: bool) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([for_sheet(heading) for heading in headings])
    for row in rows:
        writer.writerow([for_sheet(row.get(heading, "")) for heading in headings])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _json(study: Study, rows: Sequence[Mapping[str, Cell]]) -> bytes:
    data = {
        "study": {"name": study.name, "guid": study.guid, "language": study.language},
        "codebook": study.codebook.export().to_dict(),
        "documents": document_rows(study),
        "codings": rows,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _xlsx(study: Study, rows: Sequence[Mapping[str, Cell]]) -> bytes:
    from openpyxl import Workbook

    from qualcode.exchange.workbook import workbook_bytes

    book = Workbook(write_only=True)
    codes, documents = code_rows(study), document_rows(study)
    _sheet(book, "Codings", columns(study), rows)
    _sheet(book, "Codebook", list(codes[0]) if codes else ["path"], codes)
    _sheet(book, "Documents", list(documents[0]) if documents else ["document"], documents)
    return workbook_bytes(book)


def _sheet(
    book: Any, title: str, headings: Sequence[str], rows: Sequence[Mapping[str, Cell]]
) -> None:
    from openpyxl.utils import get_column_letter

    from qualcode.exchange.workbook import keep_in_memory

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for n, heading in enumerate(headings, start=1):
        width = _WIDE.get(heading, max(12, len(heading) + 2))
        sheet.column_dimensions[get_column_letter(n)].width = width
    keep_in_memory(sheet)
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, row.get(heading, "")) for heading in headings])


def _cell(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    """A cell that holds its text as text, whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if not isinstance(value, str):
        return value
    text = for_xml(value)
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - len(_CUT)] + _CUT
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    if bold:
        cell.font = Font(bold=True)
    return cell
