"""Reports that are tables: one model, six formats."""

from __future__ import annotations

import csv
import io
import json

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.reports.tables import Report, Table
from qualcode.reports.write import TABLE_FORMATS, table_bytes
from qualcode.text.safe import for_markdown, one_line, without_escapes

FIRST = Table(
    "Per code",
    ("Code", "Both", "Kappa", "Note"),
    (
        ("=cmd|' /C calc'!A0", 12, 0.814, ""),
        ("Motivation <b>", 0, None, "undefined: no variation"),
        ("-Confidence", 1204, -0.25, ""),
    ),
    notes=("Turns are the units.",),
)


@pytest.fixture
def report() -> Report:
    return Report("agreement", "Agreement", "The partnership", (FIRST,), ("Two coders.",))


def test_numbers_are_shown_alike_everywhere(report: Report) -> None:
    shown = [cell for row in FIRST.shown() for cell in row]
    assert "−0.25" in shown and "1,204" in shown and "–" in shown
    document = docx.Document(io.BytesIO(table_bytes(report, "docx")))
    cells = [c.text for row in document.tables[0].rows[1:] for c in row.cells]
    assert cells == shown
    text = table_bytes(report, "md").decode()
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    assert rows == [f"| {' | '.join(for_markdown(c) for c in row)} |" for row in FIRST.shown()]
    page = table_bytes(report, "html").decode()
    assert "Motivation &lt;b&gt;" in page and "<b>" not in page
    assert page.count('class="n">−0.25<') == 1


def test_data_formats_keep_full_figures(report: Report) -> None:
    data = json.loads(table_bytes(report, "json"))
    assert data["tables"][0]["rows"][0]["Kappa"] == 0.814
    assert data["tables"][0]["rows"][1]["Kappa"] is None
    sheet = openpyxl.load_workbook(io.BytesIO(table_bytes(report, "xlsx")))["Per code"]
    assert sheet["C2"].value == 0.814 and sheet["C3"].value is None
    assert (sheet["C2"].number_format, sheet["B2"].number_format) == ("0.00", "General")
    assert sheet["A2"].data_type == "s" and sheet["A2"].value.startswith("=cmd")


def test_csv_disarms_formulas_and_opens_in_excel(report: Report) -> None:
    data = table_bytes(report, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["Code", "Both", "Kappa", "Note"]
    assert [r[0] for r in rows[1:]] == ["'=cmd|' /C calc'!A0", "Motivation <b>", "'-Confidence"]
    assert rows[3][2] == "-0.25" and rows[2][2] == ""


def test_several_tables_in_one_csv_say_which_is_which() -> None:
    other = Table("Overall", FIRST.headings, (("All", 5, 0.5, ""),))
    odd = Table("People", ("Role", "N"), (("Teacher", 5),))
    data = table_bytes(Report("x", "X", "S", (FIRST, other, odd)), "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data)))
    assert rows[0][0] == "table"
    assert [r[0] for r in rows[1:5]] == ["Per code"] * 3 + ["Overall"]
    assert rows[5] == [] and rows[6] == ["table", "Role", "N"] and rows[7][0] == "People"


TREE = Table(
    "By role",
    ("Code", "All"),
    (("Leading", 5), ("Capacity", 3), ("Rooms", 1)),
    paths=(("Leading",), ("Leading", "Capacity"), ("Leading", "Capacity", "Rooms")),
)


def test_names_of_codes_are_set_in_for_readers_and_plain_in_data() -> None:
    report = Report("matrix", "Matrix", "S", (TREE, FIRST))
    told = list(csv.reader(io.StringIO(table_bytes(report, "csv").decode("utf-8-sig"))))
    assert told[:2] == [["table", "Code", "Path", "All"], ["By role", "Leading", "Leading", "5"]]
    assert told[3] == ["By role", "Rooms", "Leading / Capacity / Rooms", "1"]
    assert told[4:6] == [[], ["table", "Code", "Both", "Kappa", "Note"]]
    data = json.loads(table_bytes(report, "json"))["tables"][0]["rows"]
    assert data[1] == {"Code": "Capacity", "Path": "Leading / Capacity", "All": 3}
    sheet = openpyxl.load_workbook(io.BytesIO(table_bytes(report, "xlsx")))["By role"]
    assert [c.value for c in sheet[4]] == ["Rooms", "Leading / Capacity / Rooms", 1]
    assert "| \u2003\u2003Rooms | 1 |" in table_bytes(report, "md").decode()
    page = table_bytes(report, "html").decode()
    assert '<th scope="row">Leading<' in page and '<th scope="row" class="d3">Rooms<' in page
    rows = docx.Document(io.BytesIO(table_bytes(report, "docx"))).tables[0].rows[1:]
    indents = [row.cells[0].paragraphs[0].paragraph_format.left_indent for row in rows]
    assert indents[0] is None and 0 < indents[1] < indents[2]
    assert [row.cells[0].text for row in rows] == ["Leading", "Capacity", "Rooms"]


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_empty_table_and_wide_table_can_be_written(form: str) -> None:
    wide = Table("Wide", tuple(f"Column {n}" for n in range(14)), (("x", *range(13)),))
    empty = Table("Empty", ("Code", "N"), ())
    report = Report("matrix", "Matrix", "S", (wide, empty))
    assert table_bytes(report, form) == table_bytes(report, form)


@given(st.text(max_size=60) | st.text("\\`*_[]<>#|~&+-=.)1a ", max_size=12))
def test_markdown_of_any_text_stays_in_its_cell(text: str) -> None:
    made = for_markdown(text)
    assert without_escapes(made) == one_line(text)
    assert "\n" not in made
    bare = made.replace("\\\\", "")
    assert all(bare[i - 1 : i] == "\\" for i, c in enumerate(bare) if c in "|<`*_[")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_survives_the_office_formats(cells: list[str]) -> None:
    table = Table("T", ("Code", "Note"), tuple((c, c) for c in cells))
    report = Report("x", "".join(cells), "S", (table,))
    book = openpyxl.load_workbook(io.BytesIO(table_bytes(report, "xlsx")))
    assert book["T"].max_row == len(cells) + 1
    document = docx.Document(io.BytesIO(table_bytes(report, "docx")))
    assert len(document.tables[0].rows) == len(cells) + 1
