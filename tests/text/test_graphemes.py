from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import graphemes

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAGS = "\U0001f1ec\U0001f1e7\U0001f1eb\U0001f1f7"
TRICKY = st.lists(
    st.sampled_from(
        ["a", "e\u0301", FAMILY, FLAGS, "\r\n", "\r", "\n", "\u1100\u1161\u11a8",
         "\u0915\u094d\u0937",
         "\u200d", "\u0301", "\u00a9", "\U0001f1ec", "\u4f60", " ", "\u0600", "\u0e33", "\ufe0f"]
    ),
    max_size=20,
).map("".join)  # fmt: skip


def boundaries(text: str) -> set[int]:
    return {0, len(text), *(m.start() for m in regex.finditer(r"\X", text))}


@given(TRICKY | st.text())
def test_boundaries_are_those_of_the_whole_text(text: str) -> None:
    expected = boundaries(text)
    for offset in range(len(text) + 1):
        assert graphemes.is_boundary(text, offset) == (offset in expected)
        assert graphemes.next_boundary(text, offset) == min(
            (b for b in expected if b > offset), default=len(text)
        )
        assert graphemes.previous_boundary(text, offset) == max(
            (b for b in expected if b < offset), default=0
        )


@given(TRICKY, st.integers(-3, 40), st.integers(-3, 40))
def test_snapping_covers_and_never_splits(text: str, start: int, end: int) -> None:
    span = graphemes.snap_span(text, start, end)
    assert {span.start, span.end} <= boundaries(text)
    low, high = max(0, min(start, len(text))), max(0, min(end, len(text)))
    if low < high:
        assert span.start <= low and high <= span.end
        assert graphemes.snap_span(text, span.start, span.end) == span
    else:
        assert len(span) == 0


@pytest.mark.parametrize(("text", "count"), [(FAMILY, 1), (FLAGS, 2), ("e\u0301x", 2), ("", 0)])
def test_clusters(text: str, count: int) -> None:
    assert len(list(graphemes.grapheme_spans(text))) == count
