"""What belongs to a name: titles, the ordinary words some names are, the parts of a school's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father sister"
)
TITLE = r"(?i:(?:mrs?|ms|miss|mx|dr|prof(?:essor)?|sir|dame|rev(?:erend)?)\.?)"
"""A pattern for the titles that people are addressed by."""

ROLE_WORDS = _words(
    "head teacher student pupil participant speaker principal interviewer moderator parent "
    "lecturer leader deputy assistant respondent learner voice interpreter via group male "
    "female unknown several all"
)
"""Words that stand in a participants' table instead of a name: 'Head 2', 'Student A'."""

_PARTICLES = _words("van von der den de la le del della di da dos das bin ibn al el ter ten")
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa"}
)

_GENERIC = _words(
    "school schools college academy university institute centre center community comprehensive "
    "grammar primary secondary high junior infant nursery special specialist sports sport "
    "performing arts technology science language languages sixth form further higher education "
    "for the of and deaf blind boys girls"
)
_JOINING = _words("for the of and")

MONTHS = frozenset({"april", "may", "june", "august"})
MONTH_BEFORE = _words(
    "in since by until till last next this early late during from of every mid before after "
    "january february march april may june july to th st nd rd"
)

ORDINARY = MONTHS | _words(
    "mark will bill grace hope rose art sue pat rob jack faith joy dawn frank grant guy drew "
    "chase summer autumn olive amber ruby pearl miles dean christian victor penny ginger heather "
    "holly lily violet poppy robin sandy young brown white green black long short small little "
    "price wood woods stone field hill banks cook baker farmer fisher hunter potter singer "
    "walker bell day knight rice fox bird page read good best bright sharp strong wise moody "
    "savage pike grange vane lee gene carol iris daisy jay max skip warren norm herb ray sky "
    "angel major king bishop pope marsh church love rich reed case cross park lane west north "
    "nick josh pearce wade lance stew harry peg kit gill barker ward turner carter mason"
)
"""Names that are also words which can begin a sentence or stand for something else."""

EVERYDAY = (
    MONTHS
    | ROLE_WORDS
    | _words(
        "art banks best bird black bright case chase church cook cross day faith farmer field gene "
        "good grant guy herb hope joy kit lane little long love major max miles norm olive page "
        "peg penny price read rice rich sharp short singer skip sky small stew strong sue summer "
        "ward white will wise wood woods young"
    )
)
"""Too common as words to be taken for a name, or to trouble anybody with, when written small."""

DETERMINERS = _words("the a an my your his its our their this that these those it them us me")
"""Words before which a sentence's first word was a verb, not a name."""

AUXILIARIES = frozenset({"will", "may"})
SUBJECTS = _words("i you he she it we they this that these those there the your my")
"""Words before which 'Will' and 'May' open a question. After other names a pronoun is how
people talk ('Mark he said'), so there it proves nothing."""


class NameForm(NamedTuple):
    """One way to write a name: found in any case or only with its capitals; after a title.

    A ``titled`` form is also found with a title before it, and then in any case.
    """

    text: str
    any_case: bool = False
    titled: bool = False


def plain_spaces(text: str) -> str:
    """The text with single blanks, none at its ends."""
    return " ".join(text.split())


def _words_of(name: str) -> list[str]:
    """The words of a person's name, first names first, without titles or what is in brackets."""
    name = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", name)
    if name.count(",") == 1:
        surname, first = name.split(",")
        name = f"{first} {surname}"
    words = [word.strip(".,;:") for word in name.split()]
    return [word for word in words if word and word.casefold() not in _TITLES]


def _is_name(word: str) -> bool:
    """Whether a word can be searched for on its own: a capital, letters, more than one."""
    letters = re.sub(r"['\u2019.-]", "", word)
    return (
        len(letters) > 1
        and letters.isalpha()
        and letters[0] == letters[0].upper()
        and word.casefold() not in ROLE_WORDS
    )


def person_forms(name: str) -> Iterator[NameForm]:
    """The forms of a person's name: in full, its parts, its beginnings with an initial.

    'Anne-Marie' is found by either half too, 'Müller' also as 'Mueller'. 'Head 2' or 'P07',
    which stand for a name, have the whole form only.
    """
    composed = unicodedata.normalize("NFC", name.title() if name.islower() else name)
    for spelt in dict.fromkeys((composed, composed.translate(_SPELT_OUT))):
        yield from _person_forms(spelt)


def _person_forms(name: str) -> Iterator[NameForm]:
    words = _words_of(name)
    if not words:
        return
    coded = any(
        word.casefold() in ROLE_WORDS or not re.search(r"[^\W\d_]{2}", word) for word in words
    )
    if len(words) == 1 or coded:
        yield NameForm(" ".join(words), any_case=len(words) > 1, titled=not coded)
        if not coded:
            yield from _halves(words[0])
        return
    yield NameForm(" ".join(words), any_case=True)
    if len(words) > 2:
        # 'van der Berg' and middle names: what follows the first name, and the two ends.
        yield NameForm(" ".join(words[1:]), any_case=True, titled=True)
        yield NameForm(f"{words[0]} {words[-1]}", any_case=True)
    for half in _halves(words[0]):
        yield NameForm(f"{half.text} {words[-1]}", any_case=True)
    for place, word in enumerate(words):
        middle = 0 < place < len(words) - 1
        if _is_name(word) and not (middle and (len(word) < 3 or word.casefold() in _PARTICLES)):
            yield NameForm(word, titled=True)
            yield from _halves(word)
    if len(words) > 1 and _is_name(words[-1]):
        yield NameForm(f"{words[0][0]} {words[-1]}")
        yield NameForm(f"{words[0][0]}. {words[-1]}")


def _halves(word: str) -> Iterator[NameForm]:
    """The parts of 'Anne-Marie' and 'O'Hara' that can be searched for on their own."""
    parts = re.split(r"['\u2019-]", word)
    for part in parts if len(parts) > 1 else ():
        if len(part) > 2 and _is_name(part) and part.casefold() not in _PARTICLES:
            yield NameForm(part, titled=True)


def institution_forms(name: str) -> Iterator[NameForm]:
    """The forms of an institution's name.

    Of 'Ashdown Grammar School for the Deaf': in full, 'Ashdown Grammar School', 'Ashdown
    Grammar', 'Ashdown', and 'Ashdown School', 'Ashdown College'. A name that begins with a
    general word ('College of Further Education') has only its full form.
    """
    words = [word.strip(",") for word in name.split()]
    if not words:
        return
    yield NameForm(" ".join(words), any_case=True)
    own = 0
    while own < len(words) and words[own].casefold().strip(".'\u2019") not in _GENERIC:
        own += 1
    if own == 0 or not _is_name(words[0].strip(".")):
        return
    for end in range(len(words) - 1, own, -1):
        if words[end - 1].casefold() not in _JOINING:
            yield NameForm(" ".join(words[:end]), any_case=True)
    short = " ".join(words[:own])
    for tail in ("School", "College", "Academy"):
        yield NameForm(f"{short} {tail}", any_case=True)
    yield NameForm(short, any_case=own > 1)
