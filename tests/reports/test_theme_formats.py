"""Every format says the same, escapes everything and is the same twice."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
import pytest

from qualcode.reports import words
from qualcode.reports.model import Count, QuotationLine, ThemeSummary
from qualcode.reports.write import THEME_FORMATS, theme_bytes


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.skip = False
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.skip = tag in ("style", "script")
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag in ("td", "th"):
            self.cells.append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self.skip = False
        if tag in ("td", "th"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.parts.append(data)
            if self._open:
                self.cells[-1] += data


def html_of(data: bytes) -> _Text:
    parser = _Text()
    parser.feed(data.decode("utf-8"))
    return parser


def docx_texts(data: bytes) -> list[str]:
    found = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if hasattr(block, "rows"):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return found


def expected_cells(summary: ThemeSummary) -> list[str]:
    cells: list[str] = []
    for _, theme in summary.themes():
        cells += [c for code in theme.codes for c in words.code_cells(code, theme)]
        for g in (*theme.figures.by_role, *theme.figures.by_institution):
            cells += [g.label, str(g.participants), f"{g.passages:,}"]
    for question in summary.questions:
        if question.survey:
            cells += [c for line in question.survey.lines for c in words.survey_cells(line)]
    return cells


def test_html_holds_every_figure(summary: ThemeSummary) -> None:
    page = html_of(theme_bytes(summary, "html"))
    shown = [c for c in page.cells if c]
    for cell in expected_cells(summary):
        assert cell in shown
        shown.remove(cell)
    headings = {"Code", "Meaning", "Participants", "Interviews", "Focus groups", "Passages"}
    assert set(shown) <= headings | {"By role", "By institution", *words.SURVEY_HEADINGS}


def test_docx_holds_every_figure(summary: ThemeSummary) -> None:
    shown = docx_texts(theme_bytes(summary, "docx"))
    for cell in expected_cells(summary):
        assert cell in shown
        shown.remove(cell)
    for _, theme in summary.themes():
        assert words.figures_line(theme.figures) in shown
        for quotation in theme.quotations:
            assert f"“{quotation.shown}”" in shown
            assert words.credit(quotation) in shown


def test_markdown_holds_every_figure(summary: ThemeSummary) -> None:
    text = theme_bytes(summary, "md").decode()
    shown = [c.strip() for line in text.splitlines() if line[:1] == "|" for c in line.split("|")]
    for cell in expected_cells(summary):
        assert cell in shown
        shown.remove(cell)
    for _, theme in summary.themes():
        assert f"**{words.figures_line(theme.figures)}**" in text


def test_workbook_holds_the_same_figures_as_json(summary: ThemeSummary) -> None:
    data = json.loads(theme_bytes(summary, "json"))
    book = openpyxl.load_workbook(io.BytesIO(theme_bytes(summary, "xlsx")))
    themes = [t for q in data["questions"] for t in q["themes"]]
    rows = list(book["Themes"].iter_rows(min_row=2, values_only=True))
    assert [r[0] for r in rows] == [t["name"] for t in themes]
    for row, theme in zip(rows, themes, strict=True):
        figures = theme["figures"]
        assert row[3:5] == (figures["participants"]["n"], figures["participants"]["of"])
        assert row[11:13] == (figures["groups"]["n"], figures["groups"]["of"])
        assert row[-1] == figures["passages"]
    codes = list(book["Codes"].iter_rows(min_row=2, values_only=True))
    assert [(r[0], r[3], r[-1]) for r in codes] == [
        (c["name"], c["figures"]["participants"]["n"], c["figures"]["passages"])
        for t in themes
        for c in t["codes"]
    ]
    roles = [r for r in book["By role"].iter_rows(min_row=2, values_only=True) if not r[1]]
    assert [(r[0], r[2], r[3], r[4], r[5]) for r in roles] == [
        (t["name"], g["label"], g["participants"]["n"], g["participants"]["of"], g["passages"])
        for t in themes
        for g in t["figures"]["by_role"]
    ]
    survey = list(book["Survey"].iter_rows(min_row=2, values_only=True))
    lines = data["questions"][1]["survey"]["lines"]
    assert [(r[0], r[2], r[6], r[7]) for r in survey] == [
        (line["factor"], line["pairs"], line["change"], line["p"]) for line in lines
    ]


def test_rows_of_a_workbook_are_as_high_as_their_texts(summary: ThemeSummary) -> None:
    long = "We had to say it in so many words that no row of one line could hold them. " * 4
    first = summary.questions[0].themes[0]
    quoted = (QuotationLine(long, "Teacher", "漢字" * 60), QuotationLine("Short.\nIn two.", "", ""))
    theme = replace(first, quotations=quoted)
    told = replace(summary, questions=(replace(summary.questions[0], themes=(theme,)),))
    book = openpyxl.load_workbook(io.BytesIO(theme_bytes(told, "xlsx")))
    for sheet in book:
        for row in sheet.iter_rows():
            height = sheet.row_dimensions[row[0].row].height
            least = 1.0
            for cell in row:
                if isinstance(cell.value, str):
                    wide = sheet.column_dimensions[cell.column_letter].width * 1.15
                    lines = [math.ceil(len(t) / wide) or 1 for t in cell.value.split("\n")]
                    least = max(least, sum(lines))
            assert 13 * least <= height <= 18 * (least + 2), (sheet.title, row[0].row)
    quotations = book["Quotations"]
    assert quotations.row_dimensions[2].height > 15 * 5 > quotations.row_dimensions[3].height > 30


def test_pages_are_english_and_the_studys_own_words_are_marked(summary: ThemeSummary) -> None:
    page = theme_bytes(summary, "html", language="de").decode()
    assert '<html lang="en">' in page
    first = summary.questions[0].themes[0]
    assert f'<p lang="de">“{first.quotations[0].shown}”</p>' in page
    assert f'<p lang="de">{first.definition}</p>' in page
    assert re.search(r'<th scope="row" class="d1" lang="de">Building capacity<', page)
    assert "<h4>In their own words</h4>" in page and '<th scope="col">Code</th>' in page
    assert theme_bytes(summary, "html").decode().count(' lang="') == 1
    assert theme_bytes(summary, "html", language='"><b>').decode().count("<b>") == 0


def test_word_files_are_spelt_in_english_and_quotations_in_the_studys_language(
    summary: ThemeSummary,
) -> None:
    def tongue(element: Any) -> list[str]:
        return element.xpath(".//w:rPr/w:lang/@w:val")

    document = docx.Document(io.BytesIO(theme_bytes(summary, "docx", language="de")))
    styles = document.styles
    assert tongue(styles["Normal"].element) == ["en-GB"]
    assert tongue(styles["Quotation"].element) == ["de"]
    spoken = {p.text: tongue(p._p) for p in document.paragraphs}
    assert spoken[summary.questions[0].themes[0].name] == ["de"]
    assert spoken["At a glance"] == spoken["How to read this summary"] == []
    cell = next(c for t in document.tables for c in t.column_cells(0) if c.text == "Confidence")
    assert tongue(cell._tc) == ["de"]
    plain = docx.Document(io.BytesIO(theme_bytes(summary, "docx")))
    assert tongue(plain.element.body) == []


def test_long_tables_may_go_over_a_page_and_keep_their_beginning(summary: ThemeSummary) -> None:
    theme = summary.questions[0].themes[0]
    many = tuple(replace(theme.codes[0], name=f"Code {n}") for n in range(7))
    told = replace(theme, codes=many)
    question = replace(summary.questions[0], themes=(told,))
    made = theme_bytes(replace(summary, questions=(question,)), "docx")
    tables = {len(t.rows): t for t in docx.Document(io.BytesIO(made)).tables}
    kept = [
        bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in tables[8].rows
    ]
    assert kept == [True, True, False, False, False, False, True, False]
    short = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in tables[4].rows]
    assert short == [True, True, True, None]


def test_one_of_one_is_said_in_the_singular(summary: ThemeSummary) -> None:
    own = summary.questions[0].themes[0].figures
    small = replace(
        own,
        participants=Count(1, 1),
        in_interviews=Count(0, 1),
        interviews=Count(0, 1),
        in_groups=Count(1, 1),
        groups=Count(1, 1),
        other=Count(0, 1),
        passages=1,
    )
    assert words.figures_line(small) == (
        "1 of 1 participant · 0 of 1 interview (0 of 1 person interviewed) · "
        "1 of 1 focus group (1 of 1 person in it) · 0 of 1 other document · 1 passage"
    )
    assert "5 of 5 interviews (5 of 5 people interviewed)" in words.figures_line(own)
    assert "2 of 2 focus groups (9 of 11 people in them)" in words.figures_line(own)


def test_figures_of_a_workbook_are_shown_short_and_kept_whole(summary: ThemeSummary) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(theme_bytes(summary, "xlsx")))["Survey"]
    shown = {cell.value: sheet.cell(2, cell.column) for cell in sheet[1]}
    assert (shown["Before"].value, shown["Before"].number_format) == (61.24, "0.0")
    assert (shown["p"].value, shown["p"].number_format) == (0.0497, "0.000")
    assert shown["Effect size"].number_format == "0.00"
    assert shown["Pairs"].number_format == "General"


def test_no_percentages_are_printed(summary: ThemeSummary) -> None:
    for form in ("md", "html"):
        text = theme_bytes(summary, form).decode()
        body = re.sub(r"<style>.*?</style>|data:[^\"]*", "", text, flags=re.S)
        assert "%" not in body


@pytest.mark.parametrize("form", THEME_FORMATS)
def test_the_same_summary_gives_the_same_bytes(
    summary: ThemeSummary, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = theme_bytes(summary, form)
    later = 2_000_000_000.0
    monkeypatch.setattr("time.time", lambda: later)
    assert theme_bytes(summary, form) == first


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_office_files_carry_no_date_of_making(summary: ThemeSummary, form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(theme_bytes(summary, form))) as package:
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core)) == {"2000-01-01T00:00:00Z"}


def test_hostile_text_is_shown_in_html_not_run(hostile: ThemeSummary) -> None:
    data = theme_bytes(hostile, "html")
    page = html_of(data)
    assert "script" not in page.tags and "b" not in page.tags
    assert "<script>alert(1)</script>" in "".join(page.parts)
    for character in "\x1b\x00\u202e":
        assert character not in data.decode()


def test_html_policy_allows_only_its_own_style(summary: ThemeSummary) -> None:
    text = theme_bytes(summary, "html").decode()
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert found
    rules = unescape(found[1])
    assert rules.startswith("default-src 'none'")
    assert "unsafe" not in rules and "http" not in rules and "script-src" not in rules
    assert not re.search(r'(?:src|href)="(?!data:|#)', text)


def test_hostile_text_is_text_in_the_workbook(hostile: ThemeSummary) -> None:
    data = theme_bytes(hostile, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {c.data_type for s in book.worksheets for row in s.iter_rows() for c in row}
    assert "f" not in kinds
    shown = book["Quotations"]["C2"].value
    assert shown.startswith("=1+1 <script>") and "\x1b" not in shown
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/")]
        assert not any(b"<f>" in package.read(n) for n in sheets)


def test_hostile_text_does_not_break_the_word_file(hostile: ThemeSummary) -> None:
    shown = docx_texts(theme_bytes(hostile, "docx"))
    assert any(text.startswith("“=1+1 <script>alert(1)</script> &") for text in shown)
    assert not any("\x1b" in t or "\u202e" in t for t in shown)


def test_hostile_text_does_not_break_markdown_tables(hostile: ThemeSummary) -> None:
    text = theme_bytes(hostile, "md").decode()
    assert "<script>" not in re.sub(r"\\<", "", text)
    table = [line for line in text.splitlines() if line.startswith("| =1") or "alert" in line]
    rows = [line for line in table if line.startswith("|")]
    assert rows and all(len(re.findall(r"(?<!\\)\|", line)) == 7 for line in rows)


def test_word_file_has_real_structure(summary: ThemeSummary) -> None:
    document = docx.Document(io.BytesIO(theme_bytes(summary, "docx")))
    styles = [p.style.name for p in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 4  # at a glance, two questions, how to read
    assert styles.count("Heading 2") == 2
    assert styles.count("Quotation") == styles.count("Attribution") == 4
    assert all(t.style.name == "Report Table" for t in document.tables)
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
    pictures = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', document.element.xml)
    assert len(pictures) == 2 and all(p.startswith("Bar chart.") for p in pictures)
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer and "NUMPAGES" in footer


def test_workbook_headers_stay_in_sight(summary: ThemeSummary) -> None:
    book = openpyxl.load_workbook(io.BytesIO(theme_bytes(summary, "xlsx")))
    names = ["Read me", "Themes", "Codes", "By role", "By institution", "Quotations", "Survey"]
    assert book.sheetnames == names
    for name in names[1:]:
        assert book[name].freeze_panes == "B2"
        assert book[name].column_dimensions["A"].width > 8


def test_date_stands_only_where_asked_for(summary: ThemeSummary) -> None:
    from dataclasses import replace

    dated = replace(summary, made="Made on 3 May 2027.")
    for form in ("md", "html"):
        assert "2027" not in theme_bytes(summary, form).decode()
        assert "3 May 2027" in theme_bytes(dated, form).decode()
    assert "Made on 3 May 2027." in docx_texts(theme_bytes(dated, "docx"))
