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
from qualcode.view.units import LADDER, Units
from qualcode.view.voices import Voices


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
VOICES = Voices(["I", "A", "I", "B", "B"], [True, False, True, False, False])


def caret(at: str = "", width: int = 24) -> Caret:
    made = Caret(Layout(TEXT, TURNS, width), "en")
    made.units.put_voices(VOICES)
    if at:
        made.put(TEXT.index(at))
    return made


def words(made: Caret) -> str | None:
    return None if made.selection is None else TEXT[slice(*made.selection)]


def test_words_sentences_and_turns_are_selected_at_the_cursor():
    made = caret("late")
    for unit, wanted in [
        ("word", "late"),
        ("clause", "and the bus was late again."),
        ("sentence", "Then 👩\u200d👩\u200d👧 came, and the bus was late again."),
        ("turn", SPEECH[1]),
        ("speaker", SPEECH[1]),
        ("answer", TEXT[TURNS[0].start : TURNS[1].end]),
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


def test_clauses_are_taken_in_and_let_go_one_by_one():
    made = caret("👩")
    for count, wanted in [
        (1, "Then 👩\u200d👩\u200d👧 came,"),
        (1, "Then 👩\u200d👩\u200d👧 came, and the bus was late again."),
        (-1, "Then 👩\u200d👩\u200d👧 came,"),
    ]:
        made.extend("clause", count)
        assert words(made) == wanted


def test_a_selection_grows_step_by_step_and_shrinks_the_way_it_came():
    made = caret("laughed")
    seen = [words(made)]
    while made.grow():
        seen.append(words(made))
    assert seen == [
        None,
        "laughed",
        "We laughed about it,",
        "We laughed about it, cafe\u0301 and all.",
        SPEECH[4],
        TEXT[TURNS[3].start : TURNS[4].end],
        TEXT[TURNS[2].start : TURNS[4].end],
        TEXT[TURNS[0].start : TURNS[4].end],
    ]
    back = [words(made)]
    while made.shrink():
        back.append(words(made))
    assert back == seen[::-1]
    assert made.cursor == TEXT.index("laughed")


def test_without_a_way_back_it_shrinks_to_the_next_smaller_unit_at_the_cursor():
    made = caret("laughed")
    made.select("turn")
    whole = "We laughed about it, cafe\u0301 and all."
    for wanted in [whole, "cafe\u0301 and all.", "all", None]:
        made.shrink()
        assert words(made) == wanted
    made.put(TEXT.index("bus"))
    made.select("clause")
    made.extend("grapheme", -1)
    made.grow()
    made.extend("grapheme", -1)  # another way: there is none back
    made.shrink()
    assert words(made) == "again"


def test_part_of_two_sentences_grows_to_both():
    made = caret()
    made.span(TEXT.index("bus was"), TEXT.index("minded"))
    made.grow()
    assert words(made) == "and the bus was late again. Nobody minded."


def test_from_a_mark_both_words_are_taken_with_what_stands_at_them():
    made = caret("minded")
    for mark, at, wanted in [
        ("us was", "ate again", "bus was late"),
        ("ate again", "us was", "bus was late"),
        (". Nobody", "inded", ". Nobody minded"),
        ("We met", ". Then", "We met."),
        ("👩", "me, and", "👩\u200d👩\u200d👧 came"),
    ]:
        made.put(TEXT.index(at))
        made.between(TEXT.index(mark))
        assert words(made) == wanted


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
        st.sampled_from(
            ["grapheme", "word", "clause", "sentence", "row", "page", "turn", "document"]
        ),
        st.integers(-4, 4),
    )
    | st.tuples(st.just("select"), st.sampled_from(LADDER))
    | st.tuples(st.sampled_from(["grow", "shrink", "clear"]))
    | st.tuples(st.just("between"), st.integers(0, len(TEXT))),
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
    for what, *how in steps:
        if what == "between":
            how = [made.rows.snap(how[0])]
        getattr(made, what)(*how)
        assert made.cursor in stops
        assert made.anchor is None or made.anchor in stops
        assert made.under in stops


@settings(max_examples=100, deadline=None)
@given(moves, st.integers(8, 40), st.integers(1, 9))
def test_growing_takes_in_more_and_shrinking_goes_back_exactly(steps, width, times):
    made = caret(width=width)
    for what, *how in steps:
        if what != "between":
            getattr(made, what)(*how)
    way = [(made.anchor, made.cursor, made.selection)]
    for _ in range(times):
        low, high = made.selection or (made.cursor, made.cursor)
        if not made.grow():
            break
        start, end = made.selection
        assert start <= low and high <= end and end - start > high - low
        way.append((made.anchor, made.cursor, made.selection))
    for before in way[-2::-1]:
        assert made.shrink()
        assert (made.anchor, made.cursor, made.selection) == before


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_shrinking_ends_with_nothing_selected(one, other):
    made = caret()
    made.span(one, other)
    while (before := made.selection) is not None:
        assert made.shrink()
        if made.selection is not None:
            assert before[0] <= made.selection[0] < made.selection[1] <= before[1]
            assert made.selection != before
    assert not made.shrink()


@pytest.mark.parametrize("unit", ["grapheme", "word", "clause", "sentence", "row", "turn"])
def test_moving_on_reaches_the_end_and_back_the_beginning(unit):
    made = caret()
    for _ in range(400):
        made.move(unit, 1)
    assert made.cursor == made.rows.end
    for _ in range(400):
        made.move(unit, -1)
    assert made.cursor == made.rows.start
