"""What can be the label of a speaker, and what only looks like one."""

from __future__ import annotations

import re
from functools import lru_cache


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MAX_WORDS = 4
_MAX_CHARS = 40

_INTERVIEWER = re.compile(
    r"(?:(?:the|lead|second|first|co|assistant)[\s-]+)?(?:interviewers?|int|intv|iv|i|q|question|"
    r"moderat(?:or|ors|orin|eur|rice)|mod|facilitators?|fac|"
    r"research(?:er|ers|\s+assistant)|interviewerin|interviewer/in|enqu[eê]t(?:eur|rice)|"
    r"entrevistador(?:a|/a)?|intervistat(?:ore|rice)|co-?moderator)"
    r"[\s.]*(?:[0-9]{1,2}|[a-c])?",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:all|all together|everyone|everybody|several|several (?:people|voices|speakers|students|"
    r"teachers|participants)|various|many|some|both|group|multiple|multiple (?:speakers|voices|"
    r"people)|mixed voices|voices?|overlapping(?: voices)?|cross-?talk|unknown|unknown \w+|"
    r"unidentified|unidentified [\w ]+|unclear|inaudible|unsure|not sure|anonymous|"
    r"(?:un)?identified|(?:male|female|man|woman|boy|girl)(?: voice| speaker| student| "
    r"participant)?|(?:another|other) \w+|someone|somebody|speaker(?: unknown| \?|\?)?|"
    r"participants|students|teachers|pupils|audience|interpreter|alle|mehrere|unbekannt|"
    r"tous|plusieurs|inconnu|todos|varios|\?+)[\s.]*",
    re.IGNORECASE,
)
_METADATA = _listed(
    "date time place venue location title study project interview transcript recording recorded "
    "duration length file filename id reference ref transcriber transcribed transcription source "
    "version status author subject topic theme language site school institution organisation "
    "organization role age gender consent setting context format keywords speakers abstract "
    "summary background notation conventions key session wave group pseudonyms year url from to "
    "cc sent re page created modified audio video equipment occupation"
)
_METADATA_PHRASE = re.compile(
    r"(?:date|time|place|length|duration|start|end|type|number|name|location|title) "
    r"(?:of|and|time)\b.*"
    r"|(?:interview|recording|file|document|session|transcription|transcript|study|project) "
    r"(?:date|no|nr|number|id|name|time|length|title|notes?)\.?"
    r"|(?:transcribed|recorded|conducted|checked|edited|anonymised) (?:by|on|at)",
    re.IGNORECASE,
)
_PEOPLE_KEYS = re.compile(
    r"(?:interviewers?|moderators?|facilitators?|researchers?|interviewees?|respondents?|"
    r"participants?|present|attendees|attending|speakers?|in attendance)",
    re.IGNORECASE,
)
_STOP = _listed(
    "note notes nb n.b n.b. ps p.s aim aims example examples e.g eg i.e ie http https ftp mailto "
    "www figure fig table warning remember conclusion conclusions result results reason reasons "
    "answer-key total tip tips however anyway so well but and also then because because-of ok "
    "okay yes no first firstly second secondly third thirdly finally lastly next today tomorrow "
    "yesterday monday tuesday wednesday thursday friday saturday sunday question-one "
    "heading section chapter appendix part step steps agenda action actions item items"
)
_FUNCTION = _listed(
    "the a an so and but or well because this that these those it its it's he she we they my our "
    "your his her their if when what where why how who which is was are were there here as at in "
    "on for to from of with about like just then also not no yes only one two three some any i i'm "
    "you you're don't do let things thing"
)
_PARTICLES = _listed(
    "of and the de van der den von zu la le du da di dos al bin ibn ap o' y e und et d'"
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_NUMBERED_QUESTION = re.compile(r"(?:q|question|item)\s*\.?\s*\d+[a-z]?\.?", re.IGNORECASE)
_MARKS = "\u2400-\u2426\u21c4"  # what for_terminal shows for control characters
_JOINERS = "\u200c\u200d"
FIRST = rf"(?:[^\W_\n]|[{_MARKS}\u00ad\u200b\u2060\ufeff])"
"""How a label may begin, as a pattern for text that ``for_terminal`` has made safe."""
_NOT_IN_LABEL = re.compile(
    rf"[^\w\s.,'\u2019\u2018()\[\]/&#\u00b7\u00b0?+\u2010\u2011{_MARKS}{_JOINERS}-]"
)
_HIDDEN = dict.fromkeys((0x00AD, 0x180E, 0x200B, 0x2060, 0xFEFF))


def tidy(label: str) -> str:
    """The label as it is kept: blanks made single, nothing in it of no width."""
    return " ".join(label.translate(_HIDDEN).split())


@lru_cache(maxsize=4096)
def is_interviewer_word(label: str) -> bool:
    """Whether the label itself says that this person asks: 'Interviewer', 'Ruth (moderator)'."""
    bare = tidy(_BRACKETS.sub(" ", label))
    if _INTERVIEWER.fullmatch(bare):
        return True
    parts = re.findall(r"[(\[]([^()\[\]]*)[)\]]", label)
    parts += re.split(r"\s[-\u2013\u2014]\s|,\s", bare)[1:]
    return any(len(p.strip()) > 1 and _INTERVIEWER.fullmatch(p.strip()) for p in parts)


@lru_cache(maxsize=4096)
def is_nobody_word(label: str) -> bool:
    """Whether the label stands for no single person: 'Several', 'Unidentified female'."""
    bare = tidy(_BRACKETS.sub(" ", label)) or label.strip("()[] ")
    return _NOBODY.fullmatch(bare) is not None


def is_metadata_key(key: str) -> bool:
    """Whether a line 'key: value' before the talk tells about the recording."""
    low = tidy(key).casefold().strip("*_ ")
    return low in _METADATA or _METADATA_PHRASE.fullmatch(low) is not None


def is_people_key(key: str) -> bool:
    """Whether a line 'key: value' before the talk tells who took part."""
    return _PEOPLE_KEYS.fullmatch(tidy(key).strip("*_ ")) is not None


@lru_cache(maxsize=4096)
def looks_like_name(words: str) -> bool:
    """Whether each word begins as in a name: a capital, a digit, or a particle such as 'van'.

    A number before the words, as in '12 March', is no name's.
    """
    bare = _BRACKETS.sub(" ", words).split()
    return (
        bool(bare)
        and (len(bare) == 1 or not bare[0].rstrip(".)").isdigit())
        and all(
            not w[0].islower() or w.casefold() in _PARTICLES
            for w in (x.strip("'\u2018,.") or "a" for x in bare)
        )
        and any(not w[0].islower() for w in bare)
    )


@lru_cache(maxsize=4096)
def plausible(label: str) -> bool:
    """Whether a label can be a speaker's: short, no sentence, not on the stop list."""
    bare = tidy(_BRACKETS.sub(" ", label)) or tidy(label)
    words = bare.split()
    if not words or len(words) > _MAX_WORDS or len(bare) > _MAX_CHARS:
        return False
    if not any(c.isalpha() for c in bare) or _NOT_IN_LABEL.search(label) is not None:
        return False
    low = bare.casefold().rstrip(".")
    if _NUMBERED_QUESTION.fullmatch(low):
        return False
    if is_interviewer_word(label) or is_nobody_word(label):
        return True
    first = words[0].casefold().strip(",.")
    if low in _STOP or (first in _STOP and len(words) == 1):
        return False
    if low in _METADATA:
        return False
    if len(words) > 1 and first in _FUNCTION:
        return False
    return not (len(words) == 1 and words[0][0].islower() and first in _FUNCTION)


@lru_cache(maxsize=4096)
def fold(label: str) -> str:
    """The label as compared: case and blanks do not tell speakers apart."""
    return tidy(label).casefold()
