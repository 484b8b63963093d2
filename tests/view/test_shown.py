"""What is drawn for hostile and unusual characters."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.view.shown import grapheme_starts, shown_grapheme, shown_name, shown_text


@pytest.mark.parametrize(
    ("stored", "drawn", "cells"),
    [
        ("a", "a", 1), ("\t", "    ", 4), ("\n", "", 0), ("\x1b", "␛", 1), ("\x9b", "␦", 1),
        ("\u202e", "⇄", 1), ("e\u0301", "e\u0301", 1), ("日", "日", 2), ("👍🏽", "👍", 2),
        ("❤\ufe0f", "❤", 1), ("👩\u200d👩\u200d👧", "👩", 2), ("🇬🇧", "GB", 2), ("\u200b", "·", 1),
        ("\r", "␍", 1), ("\u2028", "␤", 1), ("\ud800", "\ufffd", 1),
    ],
)  # fmt: skip
def test_each_grapheme_has_a_form_all_terminals_agree_on(stored, drawn, cells):
    assert shown_grapheme(stored) == (drawn, cells)


@given(st.text(alphabet=st.characters(codec=None), max_size=40))
def test_nothing_drawn_can_move_the_terminal(text):
    drawn = shown_text(text, 0, len(text))
    assert not [c for c in drawn if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
    assert not set(drawn) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    )


@given(st.text(alphabet=st.characters(codec=None), max_size=40))
def test_cells_are_those_of_what_is_drawn(text):
    starts = [*grapheme_starts(text, 0, len(text)), len(text)]
    pairs = pairwise(starts)
    assert sum(shown_grapheme(text[a:b])[1] for a, b in pairs) == cell_len(
        shown_text(text, 0, len(text))
    )


@given(st.text(max_size=30), st.integers(1, 20))
def test_a_name_fits_and_has_no_lines(name, cells):
    drawn = shown_name(name, cells)
    assert cell_len(drawn) <= cells
    assert "\n" not in drawn


def test_a_cut_name_says_so():
    assert shown_name("Timetabling and transport", 12) == "Timetabling…"
