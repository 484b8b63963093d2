"""Cursor, selection and motions on a small dialogue."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.view import motions
from qualcode.view.caret import Caret
from qualcode.view.layout import Layout
from qualcode.view.spans import SpanIndex
from qualcode.view.units import Units


class Turn(NamedTuple):
    start: int
    end: int


SPEECH = [
    "How did it begin? And when?",
    "We met. Then 👩\u200d👩\u200d👧 came, and the bus was late again. Nobody minded.",
    "Really?",
    "…",
    "Yes. We laughed about it, cafe\u0301 and all.",
]


def document() -> tuple[str, list[Turn]]:
    text, turns = "", []
    for said in SPEECH:
        text += "Name: "
        turns.append(Turn(len(text), len(text) + len(said)))
        text += said + "\n\n"
    return text, turns


TEXT, TURNS = document()


def caret(at: str = "", width: int = 24) -> Caret:
    made = Caret(Layout(TEXT, TURNS, width))
    if at:
        made.put(TEXT.index(at))
    return made


def words(made: Caret) -> str | None:
    return None if made.selection is None else TEXT[slice(*made.selection)]


def test_words_sentences_and_turns_are_selected_at_the_cursor():
    made = caret("late")
    for unit, wanted in [
        ("word", "late"),
        ("sentence", "Then 👩\u200d👩\u200d👧 came, and the bus was late again."),
        ("turn", SPEECH[1]),
    ]:
        made.put(TEXT.index("late") + 1)
        made.select(unit)
        assert words(made) == wanted


def test_extending_by_words_ends_after_words_and_shrinks_the_same_way():
    made = caret("the bus")
    for count, wanted in [(1, "the"), (1, "the bus"), (2, "the bus was late"), (-1, "the bus was")]:
        made.extend("word", count)
        assert words(made) == wanted
    made.extend("word", -3)
    assert words(made) is None
    made.extend("word", -1)
    assert words(made) == "and "


def test_extending_by_sentences_goes_over_to_the_next_turn():
    made = caret("Nobody")
    made.extend("sentence", 2)
    assert made.selection == (TEXT.index("Nobody"), TURNS[2].end)


def test_the_passage_without_a_selection_is_the_sentence():
    start, end = caret("minded").passage
    assert TEXT[start:end] == "Nobody minded."


def test_rows_keep_to_their_cell_and_skip_labels():
    made = caret("And when")
    cell = made.rows.place(made.cursor).cell
    made.move("row", 1)
    assert made.rows.turn_at(made.cursor) in (0, 1)
    made.move("row", 6)
    made.move("row", -7)
    assert made.rows.place(made.cursor).cell == cell
    assert made.cursor == TEXT.index("And when")


def test_rows_end_at_the_ends_of_the_document():
    made = caret()
    made.move("row", -1)
    assert made.cursor == made.rows.start
    made.move("row", 10_000)
    made.move("row", 1)
    assert made.cursor == made.rows.end
    made.move("document", -1)
    assert made.cursor == TURNS[0].start


def test_a_family_and_an_accent_are_one_step():
    made = caret("👩")
    made.move("grapheme", 1)
    assert TEXT[made.cursor :].startswith(" came")
    made.move("grapheme", -1)
    assert made.cursor == TEXT.index("👩")


def test_a_span_inside_a_grapheme_grows_to_the_whole_of_it():
    made = caret()
    at = TEXT.index("👩")
    made.span(at + 1, at + 2)
    assert made.selection == (at, at + 5)
    made.span(at + 2, at + 1)
    assert (made.anchor, made.cursor) == (at + 5, at)


def test_an_unknown_unit_is_an_error():
    with pytest.raises(ValueError, match="clauses"):
        caret().move("clauses", 1)


def test_the_next_uncoded_sentence_skips_codings_and_interviewers():
    rows = Layout(TEXT, TURNS, 24)
    units, spans = Units(rows), SpanIndex()
    start = TEXT.index("We met")
    spans.add(1, start, start + 3)

    def after(offset: int, **options: object) -> str | None:
        found = motions.next_uncoded(
            rows, units, spans, offset, wanted=lambda turn: turn in (1, 4), **options
        )
        return None if found is None else TEXT[slice(*found)]

    assert after(0).startswith("Then")
    assert after(0, unit="turn") == SPEECH[4]
    assert after(TEXT.index("Nobody")) == "Yes."
    assert after(TEXT.index("Yes"), direction=-1) == "Nobody minded."
    assert after(TEXT.index("We laughed")) is None


def test_next_start_goes_both_ways_and_ends():
    assert motions.next_start([3, 3, 8], 3, 1) == 8
    assert motions.next_start([3, 3, 8], 8, -1) == 3
    assert motions.next_start([3, 3, 8], 8, 1) is None
    assert motions.next_start([], 0, -1) is None


moves = st.lists(
    st.tuples(
        st.sampled_from(["move", "extend"]),
        st.sampled_from(["grapheme", "word", "sentence", "row", "page", "turn", "document"]),
        st.integers(-4, 4),
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(moves, st.integers(8, 40))
def test_no_motion_ever_stops_inside_a_grapheme_or_in_a_label(steps, width):
    made = caret(width=width)
    stops = {made.rows.start}
    here = made.rows.start
    while (after := made.rows.next(here)) != here:
        stops.add(here := after)
    for what, unit, count in steps:
        getattr(made, what)(unit, count, page=5)
        assert made.cursor in stops
        assert made.anchor is None or made.anchor in stops
        assert made.under in stops


@pytest.mark.parametrize("unit", ["grapheme", "word", "sentence", "row", "turn"])
def test_moving_on_reaches_the_end_and_back_the_beginning(unit):
    made = caret()
    for _ in range(400):
        made.move(unit, 1)
    assert made.cursor == made.rows.end
    for _ in range(400):
        made.move(unit, -1)
    assert made.cursor == made.rows.start
