"""The review page in a real browser, used as a head teacher would use it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from e2e.browser import Visit, chromium
from review.reviewing import pack_of, quoted

from qualcode.review.model import Pack, PackQuotation, PackTheme
from qualcode.review.page import pack_html
from qualcode.review.read import read_decisions
from qualcode.study import Study

__all__ = ["chromium", "quoted"]

pytestmark = pytest.mark.e2e

Open = Callable[..., Visit]


@pytest.fixture
def page_file(quoted: Study, tmp_path: Path) -> Path:
    path = tmp_path / "review.html"
    path.write_text(pack_html(pack_of(quoted)), encoding="utf-8")
    return path


@pytest.fixture
def visit(chromium: Any) -> Iterator[Open]:
    made: list[Visit] = []

    def open_page(path: Path, **options: Any) -> Visit:
        made.append(Visit(chromium, path, **options))
        return made[-1]

    yield open_page
    for one in made:
        one.close()


def card(page: Any, n: int, total: int = 3) -> Any:
    return page.get_by_role("group", name=f"Quotation {n} of {total}")


def choose(page: Any, n: int, answer: str, total: int = 3) -> None:
    card(page, n, total).get_by_text(answer, exact=True).click()


def save(page: Any, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my decisions").click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_a_whole_review_by_mouse(
    quoted: Study, page_file: Path, visit: Open, tmp_path: Path
) -> None:
    seen = visit(page_file)
    page = seen.page
    assert page.get_by_text("“We built capacity in the school.”").is_visible()
    assert page.locator("#progress").inner_text() == "0 of 3 answered"
    choose(page, 1, "Approve")
    choose(page, 2, "Query")
    page.get_by_label("What should be changed or talked about?").fill("Which bus? Ünser?")
    page.get_by_label("Your name").fill("Zoë O’Hara")
    assert page.locator("#progress").inner_text() == "2 of 3 answered"

    page.reload()  # tomorrow
    assert page.locator("#progress").inner_text() == "2 of 3 answered"
    assert page.get_by_label("Your name").input_value() == "Zoë O’Hara"
    assert card(page, 1).get_by_role("radio", name="Approve").is_checked()
    comment = page.get_by_label("What should be changed or talked about?")
    assert comment.input_value() == "Which bus? Ünser?"
    page.get_by_role("button", name="Next unanswered").click()
    assert (
        card(page, 3)
        .get_by_role("radio", name="Approve")
        .evaluate("e => e === document.activeElement")
    )
    choose(page, 3, "Approve")
    choose(page, 3, "Decline")  # changes their mind
    path = save(page, tmp_path)
    assert path.name == "decisions-zoe-o-hara.json"
    assert "Please send it back" in page.locator("#message").inner_text()
    assert seen.sound()

    report = read_decisions(quoted, path)
    assert (report.reviewer, report.new, report.answered) == ("Zoë O’Hara", 3, 3)
    kept = [(d.verdict, d.comment) for d in quoted.quotations.decisions()]
    assert kept == [("approve", ""), ("query", "Which bus? Ünser?"), ("decline", "")]
    assert list(quoted.quotations.status().values()) == ["approved", "queried", "declined"]


def test_a_whole_review_by_keyboard(
    quoted: Study, page_file: Path, visit: Open, tmp_path: Path
) -> None:
    page = visit(page_file).page
    keys = page.keyboard
    keys.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Go to the quotations"
    keys.press("Tab")
    assert page.evaluate("document.activeElement.id") == "reviewer"
    keys.type("Lee")
    keys.press("Tab")
    keys.press("Space")  # approve
    keys.press("Tab")  # comment
    keys.type("Good.")
    keys.press("Tab")
    keys.press("ArrowRight")  # arrow keys answer, from the first to the second
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Space")
    keys.press("ArrowLeft")  # round to the last
    keys.press("Tab")  # comment
    keys.press("Tab")  # clear all
    keys.press("Tab")  # all are answered, so this is the button that saves
    assert page.evaluate("document.activeElement.id") == "save"
    with page.expect_download() as download:
        keys.press("Enter")
    target = tmp_path / "d.json"
    download.value.save_as(target)
    read_decisions(quoted, target)
    kept = [(d.verdict, d.comment) for d in quoted.quotations.decisions()]
    assert kept == [("approve", "Good."), ("query", ""), ("decline", "")]


def test_on_a_phone_nothing_runs_off_the_screen(page_file: Path, visit: Open) -> None:
    seen = visit(page_file, width=360, has_touch=True, is_mobile=True)
    page = seen.page
    for n, answer in ((1, "Approve"), (2, "Decline"), (3, "Query")):
        target = card(page, n).get_by_text(answer, exact=True)
        target.tap()
        assert target.locator("..").bounding_box()["height"] >= 44
    assert page.locator("#progress").inner_text() == "3 of 3 answered"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 16
    bar = page.locator(".bar").bounding_box()
    assert bar["height"] < 200
    assert seen.sound()


def test_saving_needs_a_name_and_an_answer(page_file: Path, visit: Open) -> None:
    page = visit(page_file).page
    page.get_by_role("button", name="Save my decisions").click()
    assert page.get_by_text("Please write your name before saving.").is_visible()
    assert page.evaluate("document.activeElement.id") == "reviewer"
    assert page.get_by_label("Your name").get_attribute("aria-invalid") is not None
    page.get_by_label("Your name").fill("Lee")
    assert not page.get_by_text("Please write your name before saving.").is_visible()
    page.get_by_role("button", name="Save my decisions").click()
    assert "nothing to save yet" in page.locator("#message").inner_text()


def test_progress_belongs_to_this_pack_only(
    quoted: Study, page_file: Path, visit: Open, chromium: Any
) -> None:
    page = visit(page_file).page
    choose(page, 1, "Approve")
    pack = pack_of(quoted)
    theme = pack.themes[0]
    changed = replace(theme.quotations[0], shown="We never built capacity.")
    other = replace(theme, quotations=(changed, *theme.quotations[1:]))
    page_file.write_text(pack_html(replace(pack, themes=(other, *pack.themes[1:]))))
    page.reload()
    assert page.locator("#progress").inner_text() == "0 of 3 answered"


def test_clearing_for_somebody_else_at_the_same_computer(page_file: Path, visit: Open) -> None:
    page = visit(page_file).page
    page.get_by_label("Your name").fill("Lee")
    choose(page, 1, "Approve")
    page.get_by_role("button", name="Clear all answers on this computer").click()
    page.reload()
    assert page.locator("#progress").inner_text() == "0 of 3 answered"
    assert page.get_by_label("Your name").input_value() == ""


def test_browser_that_keeps_nothing_says_so_and_still_saves(
    page_file: Path, visit: Open, tmp_path: Path
) -> None:
    page = visit(page_file).page
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };"
        "Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError'); };"
    )
    page.reload()
    assert page.get_by_text("does not let the page keep your answers").is_visible()
    page.get_by_label("Your name").fill("Lee")
    choose(page, 2, "Approve")
    data = json.loads(save(page, tmp_path).read_text())
    assert [d["verdict"] for d in data["decisions"]] == ["approve"]


@pytest.mark.parametrize("kept", ["{", "[]", '"x"', '{"answers": {"x": 1}}', '{"answers": 3}'])
def test_spoilt_memory_does_not_stop_the_page(
    quoted: Study, page_file: Path, visit: Open, kept: str
) -> None:
    seen = visit(page_file)
    key = f"qualcode-review-{pack_of(quoted).id}"
    seen.page.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, kept])
    seen.page.reload()
    choose(seen.page, 1, "Approve")
    assert seen.page.locator("#progress").inner_text() == "1 of 3 answered"
    assert seen.sound()


def test_without_script_the_page_can_still_be_read(page_file: Path, visit: Open) -> None:
    page = visit(page_file, java_script_enabled=False).page
    assert page.get_by_text("“They ask questions now.”").is_visible()
    assert page.get_by_text("does not run the page’s script").is_visible()


def test_the_page_cannot_send_anything_anywhere(page_file: Path, visit: Open) -> None:
    seen = visit(page_file)
    blocked = seen.page.evaluate(
        """async () => {
          const tries = [
            () => fetch("https://example.org/x"),
            () => new Promise((yes, no) => {
              const image = new Image();
              image.onload = yes; image.onerror = no; image.src = "https://example.org/x.png";
            }),
            () => new Promise((yes, no) => {
              const script = document.createElement("script");
              script.onload = yes; script.onerror = no; script.src = "https://example.org/x.js";
              document.head.append(script);
            }),
          ];
          const results = await Promise.allSettled(tries.map((t) => t()));
          return results.every((r) => r.status === "rejected");
        }"""
    )
    assert blocked
    assert all("Content Security Policy" in e for e in seen.errors if "example.org" in e)
    assert len([e for e in seen.errors if "example.org" in e]) >= 3


HOSTILE = (
    "</script><script>window.hit=1</script>",
    '<img src=x onerror="window.hit=1"> </textarea> </fieldset> {{ 7*7 }}',
    "\u202eevil\u202c \x1b[31mred\x00 " + "long " * 1000,
)


def test_hostile_words_are_only_words(visit: Open, tmp_path: Path) -> None:
    guids = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(len(HOSTILE))]
    shown = tuple(PackQuotation(g, w, w[:40]) for g, w in zip(guids, HOSTILE, strict=True))
    theme = PackTheme(HOSTILE[0], HOSTILE[1], HOSTILE[0], shown)
    path = tmp_path / "hostile.html"
    pack = Pack(HOSTILE[0], HOSTILE[1], "00000000-0000-4000-8000-000000000000", (theme,))
    path.write_text(pack_html(pack), encoding="utf-8")
    seen = visit(path, width=360)
    page = seen.page
    assert page.evaluate("window.hit") is None
    assert page.locator("fieldset").count() == 3
    assert page.locator("script").count() == 2 and page.locator("img").count() == 0
    assert page.locator("#words-1 p").inner_text() == f"“{HOSTILE[0]}”"
    assert "\u202e" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    choose(page, 3, "Decline")
    assert seen.sound()


def test_nobody_is_named_in_the_page_or_its_source(
    quoted: Study, page_file: Path, visit: Open
) -> None:
    page = visit(page_file).page
    labels = {s.label for s in quoted.documents.all_speakers()}
    assert {"Anna Reed", "Ben"} < labels
    for source in (page_file.read_text(encoding="utf-8"), page.content()):
        for name in ("Anna", "Reed", "Ben", *(c.name for c in quoted.coders.list())):
            assert not re.search(rf"\b{re.escape(name)}\b", source)
        for passage in quoted.codings.passages():
            assert passage.coding_guid not in source and passage.created_at not in source


def test_three_hundred_quotations(visit: Open, tmp_path: Path) -> None:
    shown = tuple(
        PackQuotation(f"00000000-0000-4000-8000-{n:012d}", f"Words number {n}.", "Teacher")
        for n in range(300)
    )
    guid = "00000000-0000-4000-8000-000000000000"
    pack = Pack("Quotations", "S", guid, (PackTheme("T", "D", "Q", shown),))
    path = tmp_path / "long.html"
    path.write_text(pack_html(pack), encoding="utf-8")
    seen = visit(path)
    choose(seen.page, 299, "Approve", total=300)
    seen.page.reload()
    assert seen.page.locator("#progress").inner_text() == "1 of 300 answered"
    assert seen.sound()


def test_printing_gives_a_form(page_file: Path, visit: Open) -> None:
    page = visit(page_file).page
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.get_by_text("“They ask questions now.”").is_visible()
    assert page.locator("textarea").first.is_visible()  # room for a pen, answered or not
    assert page.pdf()[:5] == b"%PDF-"
