"""One small table model for every report that is a table, and a writer for each format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.reports.words import NOTHING
from qualcode.text.safe import for_markdown, for_sheet, one_line

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first column names the row.

    ``digits`` is the number of decimals that floats are shown with (the data keep all);
    a None is shown as a dash. ``notes`` are sentences below it. Where the rows are codes of a
    tree, ``paths`` has for each row the names from its theme to itself: rows to be read are set
    in by it, and data have it in a column of its own. ``own`` are the columns in the study's
    own words.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    digits: int = 2
    paths: tuple[tuple[str, ...], ...] = ()
    own: frozenset[int] = frozenset({0})

    @property
    def depths(self) -> tuple[int, ...]:
        """How far each row is set in; 0 for not at all."""
        return tuple(len(path) - 1 for path in self.paths) or (0,) * len(self.rows)

    def data(self) -> tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]:
        """Headings and rows for programs and spreadsheets, with the path beside each name."""
        if not self.paths:
            return self.headings, self.rows
        first, *others = self.headings
        rows = zip(self.rows, self.paths, strict=True)
        told = tuple((row[0], " / ".join(path), *row[1:]) for row, path in rows)
        return (first, "Path", *others), told

    def text(self, value: Value) -> str:
        """A cell as it is shown."""
        if value is None:
            return NOTHING
        if isinstance(value, float):
            return f"{value:.{self.digits}f}".replace("-", "\u2212")
        return f"{value:,}" if isinstance(value, int) else value

    def shown(self) -> tuple[tuple[str, ...], ...]:
        """All rows as they are shown."""
        return tuple(tuple(self.text(v) for v in row) for row in self.rows)

    def numeric(self) -> frozenset[int]:
        """The columns that hold numbers (or nothing) only."""
        return frozenset(
            n
            for n in range(1, len(self.headings))
            if any(not isinstance(row[n], str) and row[n] is not None for row in self.rows)
            and all(not isinstance(row[n], str) for row in self.rows)
        )


@dataclass(frozen=True, slots=True)
class Report:
    """A report made of tables. ``name`` is the word that asks for it (``agreement``)."""

    name: str
    title: str
    study: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def report_markdown(report: Report) -> str:
    """The report as Markdown text."""
    from qualcode.reports.theme_md import table

    lines = [f"# {for_markdown(report.title)}", "", for_markdown(report.study), ""]
    for part in report.tables:
        lines += [f"## {for_markdown(part.title)}", ""]
        lines += table(part.headings, part.shown(), right=part.numeric(), indents=part.depths)
        for note in part.notes:
            lines += [for_markdown(note), ""]
    lines += [f"- {for_markdown(note)}" for note in report.notes]
    return "\n".join(lines).rstrip() + "\n"


def report_json(report: Report) -> str:
    """The report as JSON: each table's rows as objects keyed by heading."""
    tables = [(t, *t.data()) for t in report.tables]
    data = {
        "report": report.name,
        "title": report.title,
        "study": report.study,
        "tables": [
            {
                "title": t.title,
                "rows": [dict(zip(headings, row, strict=True)) for row in rows],
                "notes": list(t.notes),
            }
            for t, headings, rows in tables
        ],
        "notes": list(report.notes),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def report_csv(report: Report) -> str:
    """All rows of the report as one table, the title of each table in the first column."""
    target = io.StringIO()
    out = csv.writer(target, lineterminator="\n")
    one = len(report.tables) == 1
    before: tuple[str, ...] | None = None
    for part in report.tables:
        headings, rows = part.data()
        if headings != before:
            if before is not None:
                out.writerow([])
            out.writerow(_csv_row([*([] if one else ["table"]), *headings]))
        for row in rows:
            out.writerow(_csv_row([*([] if one else [part.title]), *row]))
        before = headings
    return target.getvalue()


def _csv_row(row: Sequence[Value]) -> list[str | int | float]:
    return ["" if v is None else for_sheet(v) for v in row]


def report_html(report: Report, *, language: str = "en") -> str:
    """The report as one self-contained HTML page."""
    from markupsafe import Markup

    from qualcode.reports.pages import asset, environment, policy, spoken

    style = asset("qualcode.reports", "report.css")
    template = environment("qualcode.reports").get_template("tables.html.j2")
    return template.render(
        report=report, own=spoken(language), style=Markup(style), policy=policy(style=style)
    )


def report_docx(report: Report, *, language: str = "en") -> bytes:
    """The report as the bytes of a Word file; on its side where a table reads better so."""
    from qualcode.reports.docx_kit import TEXT_WIDTH_CM, WordPage
    from qualcode.reports.widths import best_widths

    widest = max(
        (sum(best_widths(t.headings, t.shown(), indents=t.depths)) for t in report.tables),
        default=0.0,
    )
    page = WordPage(report.title, landscape=widest > TEXT_WIDTH_CM, language=language)
    page.title(report.title, (report.study,))
    for part in report.tables:
        page.heading(part.title, 1)
        page.table(
            part.headings, part.shown(), right=part.numeric(), indents=part.depths, own=part.own
        )
        for note in part.notes:
            page.text(note, style="Note")
    for note in report.notes:
        page.text(note, style="Note")
    page.footer(f"{report.title} \u00b7 {one_line(report.study)}")
    return page.to_bytes()


def report_xlsx(report: Report) -> bytes:
    """The report as the bytes of a workbook, one sheet a table."""
    from qualcode.reports.xlsx_kit import Book

    book = Book(report.title)
    notes = [n for t in report.tables for n in t.notes]
    book.text_sheet("Read me", report.title, [report.study, "", *notes, *report.notes])
    for part in report.tables:
        book.sheet(part.title, *part.data(), digits=part.digits)
    return book.to_bytes()
