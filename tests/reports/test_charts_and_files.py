"""Charts, figures in words, files written whole."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError, Refused, UsageError
from qualcode.reports import words
from qualcode.reports.charts import render_chart, theme_chart
from qualcode.reports.model import ThemeSummary
from qualcode.reports.write import theme_bytes, write_theme_summary


def test_chart_says_its_figures_and_n_in_words(summary: ThemeSummary) -> None:
    theme = summary.questions[1].themes[0]
    chart = theme_chart(theme)
    assert chart is not None
    assert "(N = 16)" in chart.title
    assert [p.of for p in chart.panels] == [5, 5, 6]
    for n, code in enumerate(theme.codes):
        for panel, group in zip(chart.panels, code.figures.by_role, strict=True):
            assert panel.values[n] == group.participants.n
        said = ", ".join(f"{g.label} {g.participants}" for g in code.figures.by_role)
        assert f"{code.name}: {said}" in chart.alt


def test_chart_files_are_what_they_say(summary: ThemeSummary) -> None:
    chart = theme_chart(summary.questions[0].themes[0])
    assert chart is not None
    svg = render_chart(chart, "svg")
    assert b"<svg" in svg[:1000] and b"<dc:date>" not in svg
    assert render_chart(chart, "png")[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_chart_on_a_narrow_page_scrolls_and_lets_the_shadow_be_seen(
    summary: ThemeSummary,
) -> None:
    page = theme_bytes(summary, "html").decode()
    assert re.search(r'<figure>.*?<div class="scroll" tabindex="0"><img ', page, re.DOTALL)
    assert re.search(r"figure img \{[^}]*min-width: 38rem", page)
    chart = theme_chart(summary.questions[0].themes[0])
    assert chart is not None
    assert b"fill: #ffffff" not in render_chart(chart, "svg")


def test_theme_without_roles_has_no_chart(summary: ThemeSummary) -> None:
    theme = summary.questions[0].themes[0]
    assert theme_chart(replace(theme, figures=replace(theme.figures, by_role=()))) is None
    assert theme_chart(replace(theme, codes=())) is None


def test_dollar_signs_are_no_formulas_in_charts(summary: ThemeSummary) -> None:
    theme = summary.questions[0].themes[0]
    odd = replace(theme, codes=(replace(theme.codes[0], name="$\\frac{1$ and 日本 \x1b"),))
    chart = theme_chart(odd)
    assert chart is not None
    assert render_chart(chart, "svg")


@pytest.mark.parametrize(
    ("value", "kwargs", "text"),
    [
        (None, {}, "–"),
        (-1.04, {"sign": True}, "−1.0"),
        (0.04, {"sign": True}, "0.0"),
        (-0.01, {"sign": True}, "0.0"),
        (7.26, {"sign": True}, "+7.3"),
        (61.25, {}, "61.2"),
    ],
)
def test_numbers_in_words(value: float | None, kwargs: dict[str, bool], text: str) -> None:
    assert words.number(value, **kwargs) == text


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.0004, "p < .001"), (0.0312, "p = .031"), (0.9996, "p = 1.000"), (1.0, "p = 1")],
)
def test_p_in_words(p: float, text: str) -> None:
    assert words.p_value(p) == text


def test_file_is_written_whole_and_for_the_owner_only(
    summary: ThemeSummary, tmp_path: Path
) -> None:
    target = write_theme_summary(summary, tmp_path / "out.md")
    assert target.read_bytes() == theme_bytes(summary, "md")
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["out.md"]


def test_unknown_ending_is_refused_before_anything_is_written(
    summary: ThemeSummary, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"\.docx"):
        write_theme_summary(summary, tmp_path / "out.pages")
    assert not list(tmp_path.iterdir())


def test_existing_file_stays_unless_forced(summary: ThemeSummary, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("mine")
    with pytest.raises(Refused):
        write_theme_summary(summary, target, force=False)
    assert target.read_text() == "mine"


def test_missing_folder_is_said(summary: ThemeSummary, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match=r"out\.md cannot be written"):
        write_theme_summary(summary, tmp_path / "nowhere" / "out.md")


def test_failing_disk_leaves_the_old_file(
    summary: ThemeSummary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.md"
    target.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qualcode.files.os.replace", full)
    with pytest.raises(QualcodeError, match="No space"):
        write_theme_summary(summary, target)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.md"]


def test_heavy_libraries_wait_until_a_file_is_written() -> None:
    program = (
        "import sys, qualcode.reports, qualcode.reports.write, qualcode.reports.tables,"
        " qualcode.review, qualcode.review.read\n"
        "heavy = {'matplotlib', 'docx', 'openpyxl', 'jinja2', 'numpy', 'scipy', 'spacy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
