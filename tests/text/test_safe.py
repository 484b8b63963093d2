from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.safe import for_filename, for_sheet, for_terminal, for_xml

ANY = st.text(st.characters(exclude_categories=()))
DANGEROUS = {*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F),
             *range(0x2066, 0x206A), *range(0xD800, 0xE000)}  # fmt: skip


@given(ANY | st.text("\x1b[]52;c\x07\x9b\u202e\u2066\x00\x7fa\n\t"))
def test_terminal_text_keeps_its_length_and_loses_its_teeth(text: str) -> None:
    shown = for_terminal(text)
    assert len(shown) == len(text)
    assert not DANGEROUS & set(map(ord, shown))
    for before, after in zip(text, shown, strict=True):
        if before.isprintable() or before in "\n\t":
            assert after == before
    assert for_terminal(shown) == shown


def test_terminal_marks() -> None:
    assert for_terminal("\x1b]52;c;x\x07") == "\u241b]52;c;x\u2407"
    assert for_terminal("a\nb\tc") == "a\nb\tc"
    assert "\u202e" not in for_terminal("a\u202eb")


@given(ANY)
def test_names_are_one_line_without_hidden_characters(text: str) -> None:
    shown = for_terminal(text, name=True)
    assert len(shown) == len(text)
    assert not set("\n\t\u200b\u200d\u2060\ufeff\u00ad") & set(shown)


def test_a_family_is_left_alone_in_text_but_not_in_a_name() -> None:
    family = "\U0001f468\u200d\U0001f469"
    assert for_terminal(family) == family
    assert for_terminal(family, name=True) != family


@given(ANY)
def test_xml_takes_what_is_left(text: str) -> None:
    clean = for_xml(text)
    root = ElementTree.fromstring(f"<a>{escape(clean)}</a>".encode())
    assert (root.text or "") == clean.replace("\r\n", "\n").replace("\r", "\n")
    assert for_xml(clean) == clean


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "\uff1d1", "\x00=1"],
)
def test_formulas_are_disarmed(cell: str) -> None:
    assert for_sheet(cell).startswith("'")


@pytest.mark.parametrize("cell", ["", "plain", "-5", "+3.5", "-12%", "a=b", "'quoted'"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert for_sheet(cell) == cell


def test_cells_that_are_no_text_are_left_alone() -> None:
    assert for_sheet(3) == 3
    assert for_sheet(None) is None


@given(ANY)
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    safe = for_sheet(cell)
    assert for_sheet(safe) == safe
    start = safe.lstrip()[:1]
    if start in ("=", "@"):
        raise AssertionError(repr(safe))
    if start in ("+", "-") and start:
        float(safe.rstrip("%").replace(",", "."))


@given(ANY)
def test_file_names_are_names_of_files(text: str) -> None:
    name = for_filename(text)
    assert name and name == name.strip(". ")
    assert not set('<>:"/\\|?*\x00\n\x1b\u202e') & set(name)
    assert len(name.encode()) <= 121
    assert for_filename(name) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a/b", "a b"),
        ("../../etc", "etc"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("...", "untitled"),
    ],
)
def test_awkward_file_names(text: str, expected: str) -> None:
    assert for_filename(text) == expected
