from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import words

TEXTS = st.text(alphabet="ab\u00e91.,'\u2019- \n\u4f60\u0301x:", max_size=80) | st.text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't you\u2019ll 14-19", ["don't", "you\u2019ll", "14-19"]),
        ("3.5 per cent, 1,000", ["3.5", "per", "cent", "1,000"]),
        ("one. two", ["one", "two"]),
        ("e\u0301cole na\u00efve", ["e\u0301cole", "na\u00efve"]),
        ("\u4f60\u597d ok", ["\u4f60", "\u597d", "ok"]),
        ("-- ' ...", []),
    ],
)
def test_what_a_word_is(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in words.word_spans(text)] == expected
    assert words.count_words(text) == len(expected)


@given(TEXTS)
def test_both_engines_count_the_same(text: str) -> None:
    assert words.count_words(text) == sum(1 for _ in words.word_spans(text))


@given(TEXTS)
def test_steps_agree_with_the_list(text: str) -> None:
    spans = list(words.word_spans(text))
    for offset in range(len(text) + 1):
        after = [s.start for s in spans if s.start > offset]
        before = [s.start for s in spans if s.start < offset]
        ends = [s.end for s in spans if s.end > offset]
        assert words.next_word(text, offset) == (after[0] if after else len(text))
        assert words.previous_word(text, offset) == (before[-1] if before else 0)
        assert words.next_word_end(text, offset) == (ends[0] if ends else len(text))


def test_steps_far_into_a_long_text() -> None:
    text = "word " * 500 + " " * 2000 + "end"
    assert words.previous_word(text, len(text) - 3) == 499 * 5
    assert words.next_word(text, 499 * 5) == len(text) - 3


@given(st.text("ab \n.-", max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 4))
def test_words_around_stand_in_the_text(text, one, other, many):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, after = words.around(text, start, end, many)
    assert " ".join(text[:start].split()).endswith(before.strip())
    assert " ".join(text[end:].split()).startswith(after.strip())
    assert words.count_words(before) == min(many, words.count_words(text[:start]))
    assert words.count_words(after) == min(many, words.count_words(text[end:]))


@pytest.mark.parametrize(
    ("text", "many", "expected"),
    [
        ("So it was. He came home, late.", 2, ("it was. ", " home, late.")),
        ("So it was. He came home, late.", 9, ("So it was. ", " home, late.")),
        ("我们去了。He came 学校很好", 2, ("去了。", " 学校")),
        ("went. He came " + "y" * 99, 1, ("went. ", "")),
    ],
)
def test_words_around_are_whole(text, many, expected):
    start = text.index("He came")
    before, after = words.around(text, start, start + 7, many)
    assert (before, after) == expected
