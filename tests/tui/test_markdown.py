"""Markdown as rows: what it looks like, and that hostile text does nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from qualcode.tui.markdown import LONGEST, blocks, rows

UNSAFE = {chr(c) for c in (*range(0x20), *range(0x7F, 0xA0), 0x202E)} - {"\n"}


def follow(inside: str) -> Content | None:
    return Content(f"<{inside}>") if inside.startswith("talk") else None


def shown(text: str, width: int = 30) -> list[str]:
    return [row.plain for row in rows(blocks(text, follow), width)]


def styles(text: str) -> dict[str, str]:
    """Which words have which style."""
    [row] = rows(blocks(text, follow), 80)
    return {row.plain[span.start : span.end]: str(span.style) for span in row.spans if span.style}


def test_blocks_look_as_they_are_meant():
    assert shown(
        "# Title\nOne\ntwo **bold**\n\n- a\n- b goes on and on and on and on\n  1. c\n  2. d\n\n"
        "> said\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 22 |\n\n---"
    ) == [
        "Title", "", "One", "two bold", "", "• a", "• b goes on and on and on and", "  on",
        "  1. c", "  2. d", "", "▌ said", "", "  code", "", "a │ b ", "1 │ 22", "", "────────────",
    ]  # fmt: skip


def test_styles_are_set_within_each_other():
    found = styles("x **bold *both*** `code` ~~gone~~")
    assert found["bold "] == "bold" and found["both"] == "bold italic"
    assert found["code"] == "$accent" and found["gone"] == "strike"


def test_links_to_passages_are_looked_up_and_others_left_as_they_are():
    assert shown("see [[talk 5]], [[no]] and `[[talk 5]]`", 60) == [
        "see <talk 5>, [[no]] and [[talk 5]]"
    ]
    assert shown("| x |\n|---|\n| [[talk 5]] |")[-1] == "<talk 5>"


@pytest.mark.parametrize(
    ("hostile", "row"),
    [
        ("a \x1b]52;c;aGk=\x07 b", "a ␛]52;c;aGk=␇ b"),
        ("&#27;[2J &#x9b;31m &#x202e;gnol", None),
        ("![see](http://x.org/y.png)", "[picture: see]"),
        ("[click](http://x.org)", "click (http://x.org)"),
        ("[click](javascript:alert)", "[click](javascript:alert)"),
        ("<b onclick=x>bold</b>", "<b onclick=x>bold</b>"),
        ("[@click=app.quit]x[/] [bold]y[/bold]", "[@click=app.quit]x[/] [bold]y[/bold]"),
    ],
)
def test_hostile_text_is_only_shown(hostile, row):
    made = rows(blocks(hostile, follow), 80)
    text = "\n".join(line.plain for line in made)
    assert row is None or text == row
    assert not set(text) & UNSAFE
    assert "@click" not in str([span.style for line in made for span in line.spans])


def test_what_is_too_long_says_so():
    assert "the preview ends here" in " ".join(shown("word " * LONGEST)[-2:])


@given(
    st.text(alphabet="ab \n\t#*_`~>-+1.|[]()!&;\\<\x1b\u202e漢", max_size=80), st.integers(1, 30)
)
def test_no_text_breaks_it(text, width):
    for row in rows(blocks(text, follow), width):
        assert not set(row.plain) & UNSAFE
