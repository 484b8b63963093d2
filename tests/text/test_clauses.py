"""Clauses: where they begin and end, and that none is lost or cut within a grapheme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.clauses import JOINING, clause_spans
from qualcode.text.graphemes import is_boundary

SPLIT = [
    ("en", "Well, the bus was late | because nobody had told the driver, | and we waited."),
    ("en", "I think | that they ask questions now | and I like it, really."),
    ("en", "The school | in which I work | (a special school) | has changed."),
    ("en", "Teachers and students talk; | they never did — | well, almost never — | before that."),
    ("en", "It took more than we thought, | even if it was fun | when we began."),
    ("en", "And then | [laughs] | we all left."),
    ("de", "Ich glaube, | dass es gut war, | weil wir geredet haben | und ich habe gelernt."),
    ("es", "Los profesores no querían | porque tenían que cambiar | y no les gustaba la idea."),
    ("fr", "Je pense | qu’il faut du temps | parce qu’on apprend mieux | et nous avons changé."),
    ("", "Ich glaube, | dass es gut war; | denn so | (heute noch) | ist es."),
    ("cy", "We waited because it rained; | it was late."),
    ("en-GB", "We waited | because it rained."),
    ("", "先生は、 | 生徒と話します。"),
]
WHOLE = [
    "We offered maths, science, art and English to all of them.",
    "Teachers and students of the 14–19 partnership are 3,500 in all.",
    "Yes, because it is well-known teacher–pupil talk, really.",
    "I don't know when they came.",
    "It changed […] for the better.",
]


@pytest.mark.parametrize(("language", "marked"), SPLIT)
def test_a_sentence_is_split_where_its_clauses_meet(language: str, marked: str) -> None:
    text = marked.replace("、 | ", "、").replace(" | ", " ")
    found = [span.of(text) for span in clause_spans(text, language=language)]
    assert found == marked.split(" | ")


@pytest.mark.parametrize("text", WHOLE)
def test_lists_numbers_and_joined_words_split_nothing(text: str) -> None:
    assert [span.of(text) for span in clause_spans(text, language="en")] == [text]


def test_only_the_sentence_asked_for_is_split() -> None:
    text = "One, two three, four five. I saw that, and we left it. Six, seven eight."
    start, end = text.index("I saw"), text.index(" Six")
    found = [span.of(text) for span in clause_spans(text, start, end, language="en")]
    assert found == ["I saw that,", "and we left it."]


PIECES = st.sampled_from(
    [
        *" ,;:.—–-…()[]\"'\n\t",
        "word ", "we ", " because ", " and ", " that ", " weil ", "que ", "qu’il ", ", ", " — ",
        "e\u0301", "👩\u200d👩\u200d👧", "日本、", "\u0301", "\u200d", "\u0600", "(laughs) ", "3,5",
        "\r\n", "שלום ",
    ]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60),
    st.sampled_from(["", *JOINING]),
)
def test_clauses_share_out_a_sentence_in_whole_graphemes(text: str, language: str) -> None:
    spans = clause_spans(text, language=language)
    covered = [False] * len(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert is_boundary(text, span.start) and is_boundary(text, span.end)
        covered[span.start : span.end] = [True] * len(span)
        end = span.end
    assert all(covered[i] or text[i].isspace() for i in range(len(text)))
