"""Contrast that is kept, and columns that fill the window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.view import palette
from qualcode.view.columns import LONGEST_ROW, READABLE, SHORTEST_NAME, columns

colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(colours, st.sampled_from(["#101010", "#ffffff", "#1e1e2e", "#fdf6e3"]))
def test_readable_colours_stand_out_from_their_background(colour, background):
    for ratio in (palette.STRIPE_CONTRAST, palette.NAME_CONTRAST):
        assert palette.contrast(palette.readable(colour, background, ratio), background) >= ratio


def test_contrast_is_that_of_the_standard():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("background", "hues"), [("#121212", palette.ON_DARK), ("#ffffff", palette.ON_LIGHT)]
)
def test_each_palette_stands_out_as_it_is(background, hues):
    assert palette.hues(background) == hues
    assert all(palette.contrast(hue, background) >= palette.NAME_CONTRAST for hue in hues)


def test_a_colour_that_is_none_is_grey_and_codes_have_marks():
    assert palette.rgb("red; evil") == palette.rgb("#999999")
    assert [palette.letter(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "a", "z", "A"]
    assert len(set(palette.GLYPHS)) == 8


@given(st.integers(10, 400), st.integers(0, 100_000))
def test_columns_fill_the_window_exactly(total, turns):
    cols = columns(total, turns)
    assert cols.total == total
    assert 8 <= cols.words <= LONGEST_ROW
    if total >= 40:
        assert cols.words * 2 >= total or cols.words == LONGEST_ROW
    if cols.names:
        assert cols.words >= READABLE and cols.names >= SHORTEST_NAME


@given(st.integers(66, 400), st.integers(0, 999))
def test_names_of_codes_have_room_from_66_cells_on(total, turns):
    assert columns(total, turns).names
