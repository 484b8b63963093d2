from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I went. She stayed.", ["I went.", "She stayed."]),
        ("Mr. Hall met Dr. Osei. They talked.", ["Mr. Hall met Dr. Osei.", "They talked."]),
        ("It was J. R. Hall who said so. Yes.", ["It was J. R. Hall who said so.", "Yes."]),
        ("So did I. Then we left.", ["So did I.", "Then we left."]),
        ("We need a plan B. That was it.", ["We need a plan B.", "That was it."]),
        ("Buses, minibuses, etc. and so on. Fine.", ["Buses, minibuses, etc. and so on.", "Fine."]),
        ("See e.g. the first. No. 5 is next.", ["See e.g. the first.", "No. 5 is next."]),
        ("Really?! Yes!", ["Really?!", "Yes!"]),
        ('"Really?" she said. "Yes."', ['"Really?" she said.', '"Yes."']),
        ("He said \u2018no.\u2019 Then he went.", ["He said \u2018no.\u2019", "Then he went."]),
        ("I... I think so. Well\u2026 maybe.", ["I... I think so.", "Well\u2026 maybe."]),
        ("We tried... Nobody came.", ["We tried...", "Nobody came."]),
        (
            "It works. [\u2026] We did it. [...] So.",
            ["It works.", "[\u2026] We did it.", "[...] So."],
        ),
        ("About 3.5 per cent. More.", ["About 3.5 per cent.", "More."]),
        ("1. First thing. 2. Second.", ["1. First thing.", "2. Second."]),
        ("no capitals here. not one.", ["no capitals here.", "not one."]),
        ("a wrapped\nline of talk. Next", ["a wrapped\nline of talk.", "Next"]),
        ("no stop\n\nnew paragraph", ["no stop", "new paragraph"]),
        (
            "\u4f60\u597d\u3002\u518d\u89c1\uff01\u597d",
            ["\u4f60\u597d\u3002", "\u518d\u89c1\uff01", "\u597d"],
        ),
        ("   ", []),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_part_of_the_text_has_spans_of_the_whole() -> None:
    text = "Anna: One. Two.\n\nBen: Three."
    spans = sentence_spans(text, 6, 15)
    assert [s.of(text) for s in spans] == ["One.", "Two."]


PIECES = st.sampled_from(
    [
        *"abI .?!\u2026\n\"'()[]\u3002",
        "Mr.",
        "e.g.",
        "...",
        "[\u2026]",
        " \n\n ",
        "No. 5",
        "J. R. ",
        "\u201d",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join) | st.text())
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    spans = sentence_spans(text)
    covered = [False] * len(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert not text[span.start].isspace() and not text[span.end - 1].isspace()
        covered[span.start : span.end] = [True] * len(span)
        end = span.end
    assert all(covered[i] or text[i].isspace() for i in range(len(text)))


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_range_stays_in_its_range(text: str, a: int, b: int) -> None:
    low, high = sorted((min(a, len(text)), min(b, len(text))))
    spans = sentence_spans(text, low, high)
    joined = "".join("".join(s.of(text).split()) for s in spans)
    assert joined == "".join(text[low:high].split())
