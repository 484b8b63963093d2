from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.text.anchors import CONTEXT, Anchor, find_anchor, make_anchor
from qualcode.text.spans import Span

TALK = (
    "Interviewer: So what changed for you as a leader?\n\n"
    "Margaret: At the beginning we were the charity case. Yes. I'll say that because nobody else "
    "will. We had eighteen months of being grateful, and then the calls began.\n\n"
    "Interviewer: Who was ringing?\n\nMargaret: Yes. The heads. About the youngsters they could "
    "not reach, their own, not mine, and could we send somebody over to look at a timetable.\n\n"
)


def anchor_of(words: str, text: str = TALK, nth: int = 0) -> tuple[Anchor, Span]:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    span = Span(at, at + len(words))
    return make_anchor(text, span), span


def test_an_anchor_keeps_the_words_and_32_characters_either_side() -> None:
    anchor, span = anchor_of("the charity case")
    assert anchor.quote == "the charity case"
    assert anchor.prefix == TALK[span.start - CONTEXT : span.start]
    assert anchor.suffix == TALK[span.end : span.end + CONTEXT]


@given(st.integers(0, len(TALK)), st.integers(0, len(TALK)))
def test_every_passage_finds_itself(a: int, b: int) -> None:
    assume(a != b)
    span = Span(min(a, b), max(a, b))
    assert find_anchor(TALK, make_anchor(TALK, span), span.start) == span


@given(st.text(max_size=60), st.integers(0, 3))
def test_text_put_in_before_does_not_matter(extra: str, times: int) -> None:
    anchor, span = anchor_of("We had eighteen months of being grateful")
    before = extra * times
    assert find_anchor(before + TALK, anchor) == Span(
        len(before) + span.start, len(before) + span.end
    )


def test_words_said_twice_are_told_apart_by_what_stands_around() -> None:
    for nth in (0, 1):
        anchor, span = anchor_of("Yes.", nth=nth)
        assert find_anchor(TALK, anchor) == span


def test_equal_places_need_a_hint() -> None:
    text = "and again and again. " * 20
    anchor = make_anchor(text, Span(10 * 21, 10 * 21 + 9))
    assert find_anchor(text, anchor) is None
    assert find_anchor(text, anchor, 10 * 21 + 2) == Span(210, 219)


def test_corrected_words_are_found_and_the_ends_are_right() -> None:
    anchor, _ = anchor_of("About the youngsters they could not reach, their own, not mine")
    corrected = TALK.replace("youngsters they could not", "young people they couldn't")
    found = find_anchor(corrected, anchor)
    assert found is not None
    assert found.of(corrected) == "About the young people they couldn't reach, their own, not mine"


def test_a_paragraph_wrapped_anew_is_found() -> None:
    anchor, _ = anchor_of("We had eighteen months of being grateful, and then the calls began.")
    wrapped = TALK.replace(" of being", "\nof being").replace("then the", "then\nthe")
    found = find_anchor(wrapped, anchor)
    assert found is not None
    assert " ".join(found.of(wrapped).split()) == anchor.quote


def test_words_that_are_gone_are_not_found_elsewhere() -> None:
    anchor, _ = anchor_of("We had eighteen months of being grateful, and then the calls began.")
    gone = TALK.replace(anchor.quote, "")
    assert find_anchor(gone, anchor, 120) is None


def test_a_short_word_that_is_gone_does_not_land_on_its_twin() -> None:
    anchor, span = anchor_of("Yes.", nth=0)
    gone = TALK[: span.start] + TALK[span.end :]
    found = find_anchor(gone, anchor)
    assert found is None


def test_nothing_is_found_for_nothing() -> None:
    assert find_anchor(TALK, Anchor("")) is None
    assert find_anchor("", Anchor("words")) is None


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_what_is_found_is_like_what_was_sought(text: str, quote: str) -> None:
    from rapidfuzz.distance import Levenshtein

    found = find_anchor(text, Anchor(quote, "before", "after"), 0)
    if found is not None:
        assert Levenshtein.normalized_similarity(found.of(text), quote) >= 0.74
