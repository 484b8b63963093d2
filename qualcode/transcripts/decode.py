"""Bytes to text: which encoding, and line ends."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from qualcode.errors import ReadError
from qualcode.text.safe import for_terminal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LATIN = re.compile(rb"[A-Za-z]")
_HIGH = re.compile("[^\x00-\x7f]")
_MOJIBAKE = re.compile(
    "\u00e2\u20ac[\u2122\u0153\u009d\u0153\u201c\u201d\u00a6\u02dc\u2039]|\u00c3[\u00a0-\u00bf\u2030\u0192]"
    "|\u00e2\u0080[\u0090-\u00a6]"
)
_USUAL = frozenset(
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a3\u20ac\u00b0\u00a0\u00bd\u00bc\u00be\u00ab\u00bb\u2022\u00b7\u00a9\u00ae\u2122"
    "\u00a7\u00b1\u00b5\u00d7\u00f7\u00b9\u00b2\u00b3\u00aa\u00ba\u2030"
)
_WITHIN = frozenset("\u2018\u2019\u2013\u2014\u2026\u00a0\u00b7")
"""Signs that may stand between two letters: dashes, an apostrophe, 'col·lecció'."""
_WORDS = frozenset("\u00c0\u00c1\u00c5\u00c8\u00c9\u00d2\u00d3\u00d6\u00d8")
"""Capitals that may be a whole word of a Western language, as in 'À la fin' or 'É verdade'."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with LF line ends and no byte-order mark, and how it was got."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, shown: str, *, encoding: str | None = None) -> Decoded:
    """Decode a text file, never dropping what does not fit.

    Tried in order: the encoding asked for; a byte-order mark; UTF-8; UTF-16 without a mark;
    then Windows (cp1252) or Mac Roman, whichever makes better sense of the bytes; for text
    that is mostly not Latin, what charset-normalizer finds.

    Raises:
        ReadError: the bytes are not text, or not in the encoding asked for.
    """
    if encoding is not None:
        text, used = _as_asked(data, encoding, shown), encoding
    else:
        text, used = _detect(data, shown)
    text = text.removeprefix("\ufeff")
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > 4 + len(text) // 200:
        raise _not_text(shown)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, used, tuple(_doubts(text, used, asked=encoding is not None)))


def _not_text(shown: str) -> ReadError:
    return ReadError(
        f"{shown} is not a text file.",
        hint="Save it again as text in UTF-8, or as .docx or .xlsx.",
    )


def _as_asked(data: bytes, encoding: str, shown: str) -> str:
    try:
        info = codecs.lookup(encoding)
        if not info._is_text_encoding:
            raise LookupError(encoding)
    except (LookupError, ValueError) as error:
        raise ReadError(
            f"There is no encoding '{for_terminal(encoding, name=True)}'.",
            hint="Usual ones are utf-8, cp1252 (Windows), mac-roman and utf-16.",
        ) from error
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise ReadError(
            f"{shown} is not written in {for_terminal(encoding, name=True)}.",
            hint="Leave the encoding out to have it found.",
        ) from error


def _detect(data: bytes, shown: str) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), name
            except UnicodeError as error:
                raise ReadError(
                    f"{shown} begins as {name.removesuffix('-sig')} but is damaged.",
                    hint="Save it again as UTF-8.",
                ) from error
    if b"\x00" in data:
        return _without_mark(data, shown)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _eight_bit(data, shown)


def _without_mark(data: bytes, shown: str) -> tuple[str, str]:
    """UTF-16 without a mark: in Latin text every second byte is NUL."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    name = None
    if odd > 0.4 * half and even < 0.05 * half:
        name = "utf-16-le"
    elif even > 0.4 * half and odd < 0.05 * half:
        name = "utf-16-be"
    if name is None:
        raise _not_text(shown)
    try:
        return data.decode(name), name
    except UnicodeError as error:
        raise _not_text(shown) from error


def _eight_bit(data: bytes, shown: str) -> tuple[str, str]:
    best, name, sense = "", "", -1.0
    for candidate in ("cp1252", "mac-roman"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        score = _sense(text)
        if score > sense:
            best, name, sense = text, candidate, score
    high = sum(byte > 127 for byte in data)
    latin = len(_LATIN.findall(data))
    if sense >= 0.8 and high <= latin // 2:
        return best, name
    other = _other_scripts(data)
    if other is not None and (high > latin // 2 or _is_western(other[0])):
        return other
    if sense < 0.5 or high > latin // 2:
        raise _not_text(shown)
    return best, name


def _sense(text: str) -> float:
    """Share of the characters beyond ASCII that stand where they would in Western prose."""
    good = total = 0
    for found in _HIGH.finditer(text):
        at = found.start()
        total += 1
        good += _stands_well(text[at - 1 : at], found[0], text[at + 1 : at + 3])
    return good / total if total else 1.0


def _stands_well(before: str, char: str, rest: str) -> bool:
    after = rest[:1]
    if char.isalpha() and char not in "\u00aa\u00ba\u0192\u03a9\u03c0":
        if char.islower():
            return before.isalpha() or after.isalpha() or (before + after).isspace()
        alone = not before.isalpha() and not after.isalpha()
        mixed = rest[:1].isupper() and rest[1:].islower()  # 'ÁPorque' was '¡Porque'
        return not before.islower() and not mixed and (not alone or char in _WORDS)
    if char in "\u201c\u2018\u00bf\u00a1":
        return not before.isalnum() and not after.isspace() and after != ""
    if char == "\u201d":
        return not before.isspace() and not after.isalnum()
    within = before.isalpha() and after.isalpha()
    return char in _USUAL and (not within or char in _WITHIN)


def _other_scripts(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data).best()
    if match is None or _CONTROL.search(str(match)) is not None:
        return None
    letters = sum(c.isalpha() for c in str(match))
    if letters < 0.4 * len(str(match)):
        return None
    return data.decode(match.encoding, "strict"), match.encoding.replace("_", "-")


def _is_western(text: str) -> bool:
    """Whether all letters are Latin: text that is mostly ASCII is not written in another script.

    Eight-bit marks such as '°' would make it Japanese or Korean in the encodings of those.
    """
    return all(
        unicodedata.name(found[0], "").startswith("LATIN")
        for found in _HIGH.finditer(text)
        if found[0].isalpha()
    )


def _doubts(text: str, used: str, *, asked: bool) -> list[str]:
    doubts = []
    if not asked and not used.startswith("utf"):
        doubts.append(
            f"The file is not UTF-8; it was read as {used}. If accents or quotation marks look "
            "wrong, take it out and import it again with its encoding named."
        )
    if not used.startswith("utf-8") and not asked and used.startswith("utf-"):
        doubts.append(f"The file was read as {used.upper()}.")
    if len(_MOJIBAKE.findall(text)) >= 2 or "\ufffd" in text:
        doubts.append(
            "Some characters look wrongly decoded (such as 'â€™' for an apostrophe). The file was "
            "damaged before it came here: save it again as UTF-8 from where it was made."
        )
    return doubts
