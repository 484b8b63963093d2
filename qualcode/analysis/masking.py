"""Put bracketed roles in the place of names: ``[a head teacher]``, ``[a special school]``.

Names are found however they are typed: with or without accents, apostrophes and hyphens, in
the plural or the genitive, joined as in an address or after a ``#``. E-mail addresses are
masked whole. A full name is found whatever its case, and so are a first name, a surname or the
short name of an institution written small, as captions have them, where the word is nothing
but a name: 'margaret', not 'pike'. Where a name is also an ordinary word, what is around it
decides ('Mark the register'); what may be either and is left stands in the list of doubts.
In any other doubt the name is masked: a quotation can be put right, a name shown cannot be
taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from qualcode.analysis.names import (
    AUXILIARIES,
    DETERMINERS,
    EVERYDAY,
    MONTH_BEFORE,
    MONTHS,
    ORDINARY,
    SUBJECTS,
    TITLE,
    institution_forms,
    person_forms,
    plain_spaces,
)
from qualcode.text.folding import Folded, fold

REMOVED = "[name removed]"

# Word characters without the underscore.
_BEFORE = r"(?<![^\W_])(?=[^\W_])"
_AFTER = r"(?=(?:e?s)?(?![^\W_]))"
_EMAIL = r"\w[\w.+-]{0,63}@\w[\w-]*(?:\.\w[\w-]*)+"
_BETWEEN = r"(?:\s+|[._-]+)"
"""What stands between the words of a name, in sentences, addresses and file names."""

SURELY_NAME = 1.5
"""A word so much likelier with a capital (in natural logarithms) is a name when written small."""
MAYBE_NAME = -1.0
"""A word less likely than this with a capital is an ordinary word when written small."""

Nameness = Callable[[str], float | None]
_Reading = Literal["name", "doubt", "word"]


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
    """A pattern for one form, whatever stands between its words and parts, or nothing.

    Words of two letters are not joined to others: 'A Cross' is not across.
    """
    words = fold(text).text.split(" ")
    gap = f"{_BETWEEN}?" if all(len(word) > 2 for word in words) else _BETWEEN
    return gap.join(
        re.escape(word).replace(r"\-", r"[-\s]?").replace("'", r"['\s]?") for word in words
    )


class _Hit(NamedTuple):
    """One place in a folded text that a form matches, and how it is to be read."""

    start: int
    end: int
    form: int
    reading: _Reading


class Masker:
    """Replaces names in any number of texts.

    Args:
        forms: all forms of all names, see :func:`forms_of_person` and
            :func:`forms_of_institution`; one may be given a form of its own. A form that
            stands for two different labels reads ``[name removed]``, and so does one whose
            label would itself show a name.
        nameness: for a word in small letters, how much likelier it is in the language with a
            capital than without, as a natural logarithm; None where that is not known. Without
            it no name is masked that is written small.
    """

    def __init__(self, forms: Iterable[Form], *, nameness: Nameness = lambda _: None) -> None:
        self._nameness = nameness
        merged: dict[str, Form] = {}
        for form in forms:
            text = plain_spaces(form.text)
            if not text:
                continue
            key = fold(text).text.casefold()
            known = merged.get(key)
            label = form.label if known is None or known.label == form.label else REMOVED
            any_case = form.any_case or (known is not None and known.any_case)
            titled = form.titled or (known is not None and known.titled)
            merged[key] = Form(text, label, any_case, titled)
        # Longest first: 'Margaret Osei' before 'Margaret'.
        self._forms: Sequence[Form] = sorted(
            merged.values(), key=lambda form: (-len(form.text), form.text)
        )

    @cached_property
    def _finder(self) -> re.Pattern[str]:
        patterns = [_EMAIL]
        for n, form in enumerate(self._forms):
            spelt = _spelling(form.text)
            title = rf"(?P<t{n}>{TITLE}\s+)?" if form.titled else ""
            patterns.append(f"{title}(?P<f{n}>{spelt})")
        return re.compile(f"{_BEFORE}(?:{'|'.join(patterns)}){_AFTER}", re.IGNORECASE)

    @cached_property
    def _labels(self) -> list[str]:
        return [
            REMOVED
            if any(hit.reading == "name" for hit in self._hits(fold(form.label), strict=True))
            else form.label
            for form in self._forms
        ]

    def mask(self, text: str, *, strict: bool = False) -> Masked:
        """Replace every name in ``text``; the blanks and signs around it stay.

        ``strict`` is for what leaves the house: a name such as Mark is then replaced even where
        it reads like the verb ('Mark the …'), since it may be the person ('Mark the drama
        teacher said'). Words that only an auxiliary can be ('Will you …') stay.
        """
        pieces: list[str] = []
        replacements: list[Replacement] = []
        doubts: list[Doubt] = []
        done = length = 0
        folded = fold(text)
        for hit in self._hits(folded, strict=strict):
            start, end = folded.span(hit.start, hit.end)
            if hit.reading == "doubt":
                doubts.append(Doubt(start, end, text[start:end]))
            if hit.reading != "name":
                continue
            label = REMOVED if hit.form < 0 else self._labels[hit.form]
            length += start - done
            pieces += [text[done:start], label]
            replacements.append(
                Replacement(start, end, text[start:end], label, length, length + len(label))
            )
            length, done = length + len(label), end
        pieces.append(text[done:])
        return Masked("".join(pieces), tuple(replacements), tuple(doubts))

    def _hits(self, folded: Folded, *, strict: bool) -> Iterator[_Hit]:
        text = folded.text
        for match in self._finder.finditer(text):
            group = match.lastgroup
            if group is None:
                yield _Hit(*match.span(), -1, "name")
                continue
            n = int(group[1:])
            form = self._forms[n]
            if form.titled and match[f"t{n}"]:
                reading: _Reading = "name"
            else:
                reading = self._read(text, *match.span(), form, strict=strict)
            yield _Hit(*match.span(), n, reading)

    def _read(self, text: str, start: int, end: int, form: Form, *, strict: bool) -> _Reading:
        """How a form found in a text is to be read."""
        found = text[start:end]
        if " " in form.text and not re.search(_BETWEEN, found):
            # '#margaretosei' and 'MargaretOsei' are the person; 'pattern' need not be Pat Tern
            told = text[:start].endswith(("#", "@")) or not (found.isupper() or found[1:].islower())
            return "name" if told else self._read_small(found)
        if form.any_case:
            return "name"
        if found[0] == found[0].upper():
            return "doubt" if _ordinary_here(text, start, end, strict=strict) else "name"
        return max(
            (self._read_small(word) for word in re.findall(r"[^\W\d_]+", found)),
            key=("word", "doubt", "name").index,
        )

    def _read_small(self, word: str) -> _Reading:
        """How a name is to be read that is written small, as in captions."""
        small = word.casefold()
        if len(small) < 2 or small in EVERYDAY:
            return "word"
        weight = None if small in ORDINARY else self._nameness(small)
        if weight is None:
            return "doubt"
        if weight >= SURELY_NAME:
            return "name"
        return "doubt" if weight > MAYBE_NAME else "word"


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
