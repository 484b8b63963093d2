from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.folding import fold


def test_accents_signs_and_letters_apart():
    assert (
        fold("Zoë, Zoe\u0308, Łukasz Żak, İpek, Straße").text
        == "Zoe, Zoe, Lukasz Zak, Ipek, Strasse"
    )
    assert fold("O\u2019Hara\u2011Smith Mar\u200bgaret").text == "O'Hara-Smith Margaret"
    folded = fold("Jose\u0301 ate")
    assert folded.span(0, 4) == (0, 5)
    assert fold("Straße").span(4, 6) == (4, 5)


@given(st.text(max_size=40))
def test_each_piece_knows_where_it_stood(text: str):
    folded = fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    for at, character in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        if character.isalpha() and character.isascii():
            assert text[start].isalpha()
    assert fold(unicodedata.normalize("NFD", text)).text == fold(fold(text).text).text
