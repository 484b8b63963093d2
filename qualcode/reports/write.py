"""Writing a summary or report to a file whose ending says the format."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from qualcode.errors import Refused, UsageError
from qualcode.files import write_atomically
from qualcode.reports.model import ThemeSummary
from qualcode.reports.tables import Report

THEME_FORMATS = ("md", "html", "docx", "xlsx", "json")
"""The endings :func:`write_theme_summary` knows."""

TABLE_FORMATS = ("md", "html", "docx", "xlsx", "csv", "json")
"""The endings :func:`write_report` knows."""


def theme_bytes(summary: ThemeSummary, form: str, *, language: str = "en") -> bytes:
    """The summary in one of :data:`THEME_FORMATS`."""
    if form == "docx":
        from qualcode.reports.theme_docx import theme_docx

        return theme_docx(summary, language=language)
    if form == "xlsx":
        from qualcode.reports.theme_xlsx import theme_xlsx

        return theme_xlsx(summary)
    if form == "html":
        from qualcode.reports.theme_html import theme_html

        return theme_html(summary, language=language).encode("utf-8")
    if form == "json":
        from qualcode.reports.theme_json import theme_json

        return theme_json(summary).encode("utf-8")
    from qualcode.reports.theme_md import theme_markdown

    return theme_markdown(summary).encode("utf-8")


def table_bytes(report: Report, form: str, *, language: str = "en") -> bytes:
    """The report in one of :data:`TABLE_FORMATS`."""
    from qualcode.reports import tables

    if form == "docx":
        return tables.report_docx(report, language=language)
    if form == "xlsx":
        return tables.report_xlsx(report)
    if form == "html":
        return tables.report_html(report, language=language).encode("utf-8")
    texts: dict[str, Callable[[Report], str]] = {
        "csv": tables.report_csv,
        "json": tables.report_json,
        "md": tables.report_markdown,
    }
    # spreadsheets on Windows take a CSV file for UTF-8 only with a byte-order mark
    return texts[form](report).encode("utf-8-sig" if form == "csv" else "utf-8")


def write_theme_summary(
    summary: ThemeSummary, path: str | os.PathLike[str], *, language: str = "en", force: bool = True
) -> Path:
    """Write the summary; the file's ending chooses among :data:`THEME_FORMATS`.

    Args:
        summary: what :func:`qualcode.reports.build_theme_summary` made.
        path: the file; it is written whole or not at all, mode 0600.
        language: the language of the study's texts, for spelling and screen readers.
        force: whether a file that is there may be replaced.

    Raises:
        UsageError: an ending that stands for no format.
        Refused: the file is there and ``force`` is False.
        QualcodeError: the file cannot be written.
    """
    target, form = _target(path, THEME_FORMATS, force=force)
    write_atomically(target, theme_bytes(summary, form, language=language))
    return target


def write_report(
    report: Report, path: str | os.PathLike[str], *, language: str = "en", force: bool = True
) -> Path:
    """Write a report of tables; the file's ending chooses among :data:`TABLE_FORMATS`.

    Arguments and errors are those of :func:`write_theme_summary`.
    """
    target, form = _target(path, TABLE_FORMATS, force=force)
    write_atomically(target, table_bytes(report, form, language=language))
    return target


def _target(
    path: str | os.PathLike[str], formats: tuple[str, ...], *, force: bool
) -> tuple[Path, str]:
    target = Path(path)
    form = target.suffix.lower().lstrip(".")
    if form not in formats:
        known = ", ".join(f".{f}" for f in formats)
        raise UsageError(
            f"{target.name} has no ending that says how to write it.",
            hint=f"Let the file's name end in one of {known}.",
        )
    if target.is_dir() or (target.exists() and not force):
        raise Refused(
            f"{target.name} is there already.", hint="Choose another name or remove it first."
        )
    return target, form
