"""The example study carried through: pack, review in the browser, report of what was approved."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from e2e.browser import Visit, chromium

import qualcode
from qualcode.reports import build_report, build_theme_summary, write_report, write_theme_summary
from qualcode.review import read_decisions, write_pack
from qualcode.study import Study

__all__ = ["chromium"]

pytestmark = pytest.mark.e2e


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[Study]:
    with qualcode.open(shutil.copy(example_file, tmp_path / "copy.qualcode")) as study:
        yield study


def test_from_pack_to_the_report_of_approved_quotations(
    example: Study, tmp_path: Path, chromium: Any
) -> None:
    pack = write_pack(example, tmp_path / "review.html")
    visit = Visit(chromium, tmp_path / "review.html", width=800)
    page = visit.page
    assert page.locator("#progress").inner_text() == "0 of 9 answered"
    verdicts = ["Approve", "Query", "Decline"] * 3
    for n, verdict in enumerate(verdicts, start=1):
        if n == 5:
            page.reload()
            assert page.locator("#progress").inner_text() == "4 of 9 answered"
        card = page.get_by_role("group", name=f"Quotation {n} of 9")
        card.get_by_text(verdict, exact=True).click()
        card.get_by_role("textbox").fill(f"Comment {n}")
    assert not page.get_by_role("button", name="Next unanswered").is_visible()
    words = {w for p in example.participants.list() for w in p.name.split()}
    assert not [w for w in words if re.search(rf"\b{re.escape(w)}\b", page.content())]
    page.get_by_label("Your name").fill("Chair of the group")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my decisions").click()
    download.value.save_as(tmp_path / "decisions.json")
    assert visit.sound()
    visit.close()

    report = read_decisions(example, tmp_path / "decisions.json")
    assert (report.new, report.approved, report.queried, report.declined) == (9, 3, 3, 3)
    assert read_decisions(example, tmp_path / "decisions.json").new == 0
    approved = {q.guid for q in example.quotations.approved()}
    assert approved == {pack.guids[0], pack.guids[3], pack.guids[6]}
    summary = build_theme_summary(example, approved_only=True)
    assert {q.guid for _, t in summary.themes() for q in t.quotations} == approved


@pytest.mark.parametrize("width", [360, 1280])
def test_report_pages_fit_the_screen_and_load_nothing(
    example: Study, tmp_path: Path, chromium: Any, width: int
) -> None:
    write_theme_summary(build_theme_summary(example), tmp_path / "themes.html")
    write_report(build_report(example, "agreement"), tmp_path / "agreement.html")
    for name in ("themes.html", "agreement.html"):
        visit = Visit(chromium, tmp_path / name, width=width)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.page.locator("h1").is_visible()
        shown = (
            "images => images.map((i) => i.complete && i.naturalWidth > 100 && i.alt.length > 50)"
        )
        images = visit.page.locator("img").evaluate_all(shown)
        assert images == [True] * (3 if name == "themes.html" else 0)
        wide = visit.page.locator("img").evaluate_all("images => images.map((i) => i.width >= 600)")
        assert all(wide)  # its smallest letters are 9 points where it is 690 pixels wide
        assert visit.sound()
        visit.close()
