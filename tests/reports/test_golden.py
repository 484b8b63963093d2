"""Reports of the example study, word for word.

A change here is a change in what people are sent: look at the difference, and if it is
meant, write the files anew with ``QUALCODE_GOLDEN=write pytest tests/reports/test_golden.py``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import qualcode
from qualcode.reports import REPORTS, build_report, build_theme_summary
from qualcode.reports.write import table_bytes, theme_bytes
from qualcode.study import Study

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def example(example_file: Path) -> Iterator[Study]:
    with qualcode.open(example_file, read_only=True) as study:
        yield study


def check(name: str, made: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("QUALCODE_GOLDEN") == "write":
        path.write_bytes(made)
    assert made.decode("utf-8") == path.read_bytes().decode("utf-8")


def test_theme_summary(example: Study) -> None:
    check("report-themes.md", theme_bytes(build_theme_summary(example), "md"))


@pytest.mark.parametrize("name", REPORTS)
def test_table_reports(example: Study, name: str) -> None:
    check(f"report-{name}.md", table_bytes(build_report(example, name), "md"))
