from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadError
from qualcode.transcripts import read
from qualcode.transcripts.decode import decode

WORDS = (
    "Ren\u00e9: It\u2019s \u201cquite\u201d good \u2013 na\u00efve caf\u00e9, "
    "\u00a35\u2026\n\nI: Don\u2019t they?\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode("utf-8"), "utf-8"),
        (WORDS.encode("utf-8-sig"), "utf-8-sig"),
        (WORDS.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16"),
        (WORDS.encode("utf-16-le"), "utf-16-le"),
        (WORDS.encode("cp1252"), "cp1252"),
        (WORDS.encode("mac-roman"), "mac-roman"),
        (WORDS.replace("\n", "\r").encode("mac-roman"), "mac-roman"),
        (WORDS.replace("\n", "\r\n").encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_found(data: bytes, encoding: str) -> None:
    found = decode(data, "a.txt")
    assert (found.text, found.encoding) == (WORDS, encoding)
    assert bool(found.warnings) == (not encoding.startswith("utf-8"))


@pytest.mark.parametrize(
    "said",
    ["It’s fine", "£5 each", "“Yes” – she said", "no… really", "À la fin",
     "Straße über Öl", "5 € a day", "20°C ±5", "élan. ÉTÉ",
     "señor ¿qué?", "¡Porque sí!", "§12, 3 µg"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_short_western_text(said: str, encoding: str) -> None:
    text = f"Interviewer: Why?\n\nAnna: {said}\n\nInterviewer: So?\n\nAnna: Yes.\n"
    assert decode(text.encode(encoding), "a.txt").text == text


def test_signs_of_a_transcriber_are_not_japanese() -> None:
    text = "T: so (0.4) °soft° ·hh\n\nS1: ¿no? ×\n\nT: °ok°\n"
    assert decode(text.encode("cp1252"), "a.txt").text == text
    polish = "Anna: Zażółć gęślą jaźń, proszę bardzo. Żeby było dobrze.\n"
    assert decode(polish.encode("cp1250"), "a.txt").text == polish


def test_other_scripts_are_found() -> None:
    words = "Интервьюер: Как прошёл первый год?\n\nДиректор: Трудно, но мы справились.\n" * 6
    assert decode(words.encode("cp1251"), "a.txt").text == words


def test_the_encoding_can_be_given() -> None:
    assert decode(b"caf\x8e", "a.txt", encoding="mac-roman").text == "caf\u00e9"
    for wrong in ("utf-8", "no-such", "rot13", "base64", "nul\x00"):
        with pytest.raises(ReadError) as caught:
            decode(b"caf\x8e", "a.txt", encoding=wrong)
        assert caught.value.hint and "caf" not in str(caught.value)


def test_mojibake_is_said() -> None:
    broken = "Anna: It\u00e2\u20ac\u2122s fine, caf\u00c3\u00a9.\n"
    assert any("wrongly decoded" in w for w in decode(broken.encode(), "a.txt").warnings)
    assert decode("Anna: It\u2019s a caf\u00e9.".encode(), "a.txt").warnings == ()


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 8, b"\x00" * 50, b"abc\x00def", b"\x01\x02\x03\x04\x05\x06 words",
     b"\xff\xd8\xff\xe0 jpeg", b"%PDF-1.7", b"PK\x03\x04zip", b"{\\rtf1 words}", b"\xff\xfea\xd8"],
)  # fmt: skip
def test_binaries_called_txt_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="talk.txt")
    assert caught.value.hint


def test_escape_sequences_are_kept_for_the_study_not_shown() -> None:
    t = read(b"Anna: \x1b]52;c;aGk=\x07 hi\n\nBen: yes\n", name="a.txt")
    assert "\x1b]52" in t.text


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    try:
        found = decode(data, "a.txt")
    except ReadError:
        return
    assert "\r" not in found.text and "\x00" not in found.text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text.removeprefix("\ufeff")
