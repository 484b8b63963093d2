"""Put bracketed roles in the place of names: ``[a head teacher]``, ``[a special school]``.

A full name is found whatever its case; a first name, a surname and the short name of an
institution as whole words with a capital or all in capitals, so that a 'pike' in a story
stays a fish. Where a name is also an ordinary word ('Mark the register') and the sentence
begins with it, the words after it decide; what is then left stands in the list of doubts.
In any other doubt the name is masked: a quotation can be put right, a name shown cannot be
taken back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from qualcode.analysis.names import (
    AUXILIARIES,
    DETERMINERS,
    MONTH_BEFORE,
    MONTHS,
    ORDINARY,
    SUBJECTS,
    TITLE,
    institution_forms,
    person_forms,
    plain_spaces,
)

REMOVED = "[name removed]"

_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]*"
_APOSTROPHES = "['\u2018\u2019\u02bc`\u00b4]"
_HYPHENS = "[-\u2010\u2011\u2012\u2013]"
# Word characters without the underscore, and the combining marks that belong to a letter.
_BEFORE = r"(?<![^\W_])"
_AFTER = r"(?![^\W_]|[\u0300-\u036f])"


@dataclass(frozen=True, slots=True)
class Form:
    """One way a name is written, and what stands in its place.

    ``any_case`` forms are found whatever their capitals; ``titled`` ones also with a title
    before them, and then in any case.
    """

    text: str
    label: str
    any_case: bool = False
    titled: bool = False


class Replacement(NamedTuple):
    """One name masked: ``text[start:end]`` was ``found`` and reads ``label`` now.

    ``shown_start`` and ``shown_end`` are where the label stands in the masked text.
    """

    start: int
    end: int
    found: str
    label: str
    shown_start: int
    shown_end: int


class Doubt(NamedTuple):
    """A word left as it is that could be a name; for a person to look at."""

    start: int
    end: int
    found: str


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked text, and what was done to it."""

    text: str
    replacements: tuple[Replacement, ...]
    doubts: tuple[Doubt, ...] = ()


def bracketed(label: str) -> str:
    """``Head teacher`` as it reads in place of a name: ``[a head teacher]``.

    Brackets and line breaks in the label are dropped; a capital stays inside words that are
    all capitals, such as FE.
    """
    words = re.sub(r"[\[\]]", " ", label).split()
    if not words:
        return REMOVED
    if not (len(words[0]) > 1 and words[0].isupper()):
        words[0] = words[0][:1].lower() + words[0][1:]
    first = words[0]
    if first.isupper() and len(first) > 1:
        vowel = first[0] in "AEFHILMNORSX"
    else:
        vowel = first[0].lower() in "aeio" or (first.startswith("u") and first[:3] != "uni")
    return f"[{'an' if vowel else 'a'} {' '.join(words)}]"


def forms_of_person(name: str, label: str, *, also: Iterable[str] = ()) -> list[Form]:
    """The forms of a person's name: in full, first name, surname, and what else they are called.

    Args:
        name: as in the participants' table; ``Surname, First`` and titles are understood.
        label: what stands in its place, see :func:`bracketed`.
        also: further names, such as a nickname or ``Mrs Osei``.
    """
    forms: list[Form] = []
    for each in (name, *also):
        forms += [Form(f.text, label, f.any_case, f.titled) for f in person_forms(each)]
    return forms


def forms_of_institution(name: str, label: str) -> list[Form]:
    """The forms of an institution's name: in full, its beginnings, its own name alone."""
    return [Form(f.text, label, f.any_case, f.titled) for f in institution_forms(name)]


def _spelling(text: str) -> str:
    """A pattern for one form, whatever blanks, apostrophes, hyphens or invisible signs it has."""
    parts = []
    for char in text:
        if char == " ":
            parts.append(r"\s+")
        elif re.match(_APOSTROPHES, char):
            parts.append(_APOSTROPHES)
        elif re.match(_HYPHENS, char):
            parts.append(_HYPHENS)
        else:
            parts.append(re.escape(char))
    return _INVISIBLE.join(parts)


def _pattern(form: Form) -> str:
    """The form in either Unicode normal form, and in capitals."""
    texts = [form.text] if form.any_case else [form.text, form.text.upper()]
    spellings = dict.fromkeys(
        _spelling(unicodedata.normalize(kind, text)) for text in texts for kind in ("NFC", "NFD")
    )
    either = "|".join(spellings)
    plain = f"(?i:{either})" if form.any_case else f"(?:{either})"
    return rf"{TITLE}\s+(?i:{either})|{plain}" if form.titled else plain


class Masker:
    """Replaces names in any number of texts.

    Args:
        forms: all forms of all names, see :func:`forms_of_person` and
            :func:`forms_of_institution`; one may be given a form of its own. A form that
            stands for two different labels reads ``[name removed]``, and so does one whose
            label would itself show a name.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        merged: dict[str, Form] = {}
        for form in forms:
            text = plain_spaces(form.text)
            if not text:
                continue
            known = merged.get(text)
            label = form.label if known is None or known.label == form.label else REMOVED
            any_case = form.any_case or (known is not None and known.any_case)
            titled = form.titled or (known is not None and known.titled)
            merged[text] = Form(text, label, any_case, titled)
        # Longest first: 'Margaret Osei' before 'Margaret'.
        self._forms: Sequence[Form] = sorted(
            merged.values(), key=lambda form: (-len(form.text), form.text)
        )

    @cached_property
    def _finder(self) -> re.Pattern[str] | None:
        if not self._forms:
            return None
        groups = (f"(?P<f{i}>{_pattern(form)})" for i, form in enumerate(self._forms))
        return re.compile(f"{_BEFORE}(?:{'|'.join(groups)}){_AFTER}")

    @cached_property
    def _labels(self) -> list[str]:
        finder = self._finder
        return [
            REMOVED if finder is None or finder.search(form.label) else form.label
            for form in self._forms
        ]

    def mask(self, text: str, *, strict: bool = False) -> Masked:
        """Replace every name in ``text``; the blanks and signs around it stay.

        ``strict`` is for what leaves the house: a name such as Mark is then replaced even where
        it reads like the verb ('Mark the …'), since it may be the person ('Mark the drama
        teacher said'). Words that only an auxiliary can be ('Will you …') stay.
        """
        finder = self._finder
        if finder is None:
            return Masked(text, ())
        pieces: list[str] = []
        replacements: list[Replacement] = []
        doubts: list[Doubt] = []
        done = length = 0
        for match in finder.finditer(text):
            start, end = match.span()
            if _ordinary_here(text, start, end, strict=strict):
                doubts.append(Doubt(start, end, match.group()))
                continue
            label = self._labels[int((match.lastgroup or "f0")[1:])]
            length += start - done
            pieces += [text[done:start], label]
            replacements.append(
                Replacement(start, end, match.group(), label, length, length + len(label))
            )
            length, done = length + len(label), end
        pieces.append(text[done:])
        return Masked("".join(pieces), tuple(replacements), tuple(doubts))


def _ordinary_here(text: str, start: int, end: int, *, strict: bool) -> bool:
    """Whether a name that is also a word is surely used as the word here."""
    word = text[start:end].casefold()
    if word not in ORDINARY or text[start:end].isupper():
        return False
    following = re.match(r"[ \t]+(I|[a-z][a-z']*)\b", text[end : end + 24])
    if word in MONTHS:
        before = re.search(r"(\d*)(\w*)[ \t]+$", text[max(0, start - 24) : start])
        if before and (before.group(2).casefold() in MONTH_BEFORE or before.group(1)):
            return True
        if re.match(r"[ \t]+\d", text[end : end + 4]):
            return True
    if not _begins_sentence(text, start) or following is None:
        return False
    if strict and word not in AUXILIARIES:
        return False
    return following.group(1).casefold() in (SUBJECTS if word in AUXILIARIES else DETERMINERS)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'\u2018\u2019\u201c\u201d([")
    return not before or before[-1] in ".!?\u2026:\n"
