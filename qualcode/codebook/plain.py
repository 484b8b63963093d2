"""Codebooks as plain data: the one place that says what a valid codebook is.

Every reader ends here. A reader that knows where in a file a value stood passes a
:class:`Source`, so that an error names file, line and field.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.codebook.model import Code, Codebook, Question
from qualcode.errors import CodebookError

Place = tuple[str | int, ...]
"""Where in the data a value stands, as in ``('codes', 0, 'codes', 2, 'colour')``."""

TOP_KEYS = ("name", "description", "language", "questions", "codes")
QUESTION_KEYS = ("key", "text", "audience")
CODE_KEYS = (
    "name",
    "question",
    "short",
    "definition",
    "inclusion",
    "exclusion",
    "example",
    "near_miss",
    "colour",
    "codable",
    "guid",
    "codes",
)
DEEPEST = 40
LONGEST_NAME = 300

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def field_name(place: Place) -> str:
    """A place as people count: ``codes[1].codes[3].colour`` is the third code of the first."""
    name = ""
    for step in place:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            name += f".{step}" if name else step
    return name


@dataclass(frozen=True, slots=True)
class Source:
    """Where plain data came from: the file's name, and the line of a place in it, if known.

    ``field`` names a place as it is called in the file.
    """

    name: str = ""
    line: Callable[[Place], int | None] = lambda place: None
    field: Callable[[Place], str] = field_name

    def error(self, place: Place, problem: str, hint: str = "") -> CodebookError:
        """An error that names the file, the line and the field."""
        line = self.line(place)
        where = [self.name or "the codebook"]
        if line is not None:
            where.append(f"line {line}")
        if field := self.field(place):
            where.append(field)
        return CodebookError(f"{', '.join(where)}: {problem}.", hint=hint)


def codebook_from_dict(data: Mapping[str, Any], *, source: Source | None = None) -> Codebook:
    """A codebook from plain data.

    Args:
        data: ``name`` and any of ``description``, ``language``, ``questions`` (a list of
            ``key``, ``text``, ``audience``) and ``codes`` (a list of :data:`CODE_KEYS`,
            nested by ``codes``). ``example`` and ``near_miss`` are a text or a list of texts.
        source: where the data came from, for the errors.

    Raises:
        CodebookError: if something is missing, unknown, doubled or of the wrong kind.
    """
    reader = _Reader(source or Source())
    fields = reader.mapping(data, (), TOP_KEYS)
    questions = reader.questions(fields.get("questions"))
    reader.keys = tuple(question.key for question in questions)
    language = reader.text(fields, "language", ()) or "en"
    if not _LANGUAGE.fullmatch(language):
        raise reader.source.error(("language",), "is no language code", "Write en, de, cy …")
    return Codebook(
        name=reader.name(fields, "name", ()),
        description=reader.text(fields, "description", ()),
        language=language,
        questions=questions,
        codes=reader.codes(fields.get("codes"), ("codes",)),
    )


class _Reader:
    """Checks plain data piece by piece; every method names the place in its error."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.keys: tuple[str, ...] = ()
        self._guids: set[str] = set()

    def mapping(self, data: Any, place: Place, known: Sequence[str]) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            kind = "codebook" if not place else "entry"
            hint = f"Write 'name: …' and below it the rest of the {kind}."
            raise self.source.error(
                place, f"this should be fields with values, not {_kind(data)}", hint
            )
        for key in data:
            if key not in known:
                raise self.source.error((*place, str(key)), *_unknown(str(key), known))
        return data

    def items(self, data: Any, place: Place) -> Sequence[Any]:
        if data is None:
            return ()
        if isinstance(data, str) or not isinstance(data, Sequence):
            hint = "Begin each entry with '- '."
            raise self.source.error(place, f"this should be a list, not {_kind(data)}", hint)
        return data

    def text(self, fields: Mapping[str, Any], key: str, place: Place) -> str:
        value = fields.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            hint = "Put the text in quotes." if isinstance(value, (int, float)) else ""
            raise self.source.error(
                (*place, key), f"this should be a text, not {_kind(value)}", hint
            )
        return value.strip()

    def name(self, fields: Mapping[str, Any], key: str, place: Place) -> str:
        name = " ".join(self.text(fields, key, place).split())
        if not name:
            raise self.source.error(
                (*place, key) if key in fields else place,
                f"has no {key}" if key not in fields else "is empty",
                f"Add '{key}: …'.",
            )
        if len(name) > LONGEST_NAME:
            hint = "Keep the name short and say more in 'definition'."
            raise self.source.error((*place, key), f"is longer than {LONGEST_NAME}", hint)
        if not name.isprintable():
            hint = "Write the name again by hand."
            raise self.source.error((*place, key), "holds characters that cannot be seen", hint)
        return name

    def questions(self, data: Any) -> tuple[Question, ...]:
        made: list[Question] = []
        for n, item in enumerate(self.items(data, ("questions",))):
            place: Place = ("questions", n)
            fields = self.mapping(item, place, QUESTION_KEYS)
            key = self.name(fields, "key", place)
            if key in [question.key for question in made]:
                problem = f"the question '{key}' stands there twice"
                raise self.source.error((*place, "key"), problem, "Give each its own key.")
            text = self.name_free_text(fields, place)
            made.append(Question(key, text, self.text(fields, "audience", place)))
        return tuple(made)

    def name_free_text(self, fields: Mapping[str, Any], place: Place) -> str:
        text = self.text(fields, "text", place)
        if not text:
            raise self.source.error(place, "has no text", "Add 'text: …', the question itself.")
        return text

    def codes(self, data: Any, place: Place) -> tuple[Code, ...]:
        if sum(step == "codes" for step in place) > DEEPEST:
            raise self.source.error(
                place[:1],
                f"codes lie more than {DEEPEST} deep, or in a loop",
                "No code may hold itself.",
            )
        seen: dict[str, str] = {}
        made = []
        for n, item in enumerate(self.items(data, place)):
            code = self.code(item, (*place, n))
            folded = code.name.casefold()
            if folded in seen:
                raise self.source.error(
                    (*place, n, "name"),
                    f"there is a code '{seen[folded]}' at this level already",
                    "Give the two codes different names, or make one of the two.",
                )
            seen[folded] = code.name
            made.append(code)
        return tuple(made)

    def code(self, item: Any, place: Place) -> Code:
        if isinstance(item, str):
            raise self.source.error(place, "is only a text", f"Write '- name: {item[:40]}'.")
        fields = self.mapping(item, place, CODE_KEYS)
        return Code(
            name=self.name(fields, "name", place),
            short=self.text(fields, "short", place),
            definition=self.text(fields, "definition", place),
            inclusion=self.text(fields, "inclusion", place),
            exclusion=self.text(fields, "exclusion", place),
            examples=self.texts(fields, "example", place),
            near_misses=self.texts(fields, "near_miss", place),
            colour=self.colour(fields, place),
            question=self.question(fields, place),
            codable=self.codable(fields, place),
            guid=self.guid(fields, place),
            children=self.codes(fields.get("codes"), (*place, "codes")),
        )

    def texts(self, fields: Mapping[str, Any], key: str, place: Place) -> tuple[str, ...]:
        value = fields.get(key)
        if isinstance(value, str) or value is None:
            text = self.text(fields, key, place)
            return (text,) if text else ()
        found = []
        for n, item in enumerate(self.items(value, (*place, key))):
            if not isinstance(item, str):
                problem = f"this should be a text, not {_kind(item)}"
                raise self.source.error((*place, key, n), problem, "Put the text in quotes.")
            if item.strip():
                found.append(item.strip())
        return tuple(found)

    def colour(self, fields: Mapping[str, Any], place: Place) -> str | None:
        hint = 'Write # and six digits, in quotes: "#0072B2".'
        if "colour" in fields and fields["colour"] is None and self.source.name:
            problem = "is empty, for # without quotes begins a comment"
            raise self.source.error((*place, "colour"), problem, hint)
        value = self.text(fields, "colour", place)
        if not value:
            return None
        if not _COLOUR.fullmatch(value):
            hint = "Write # and six digits, as in #0072B2."
            raise self.source.error((*place, "colour"), "is no colour", hint)
        return value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])

    def question(self, fields: Mapping[str, Any], place: Place) -> str | None:
        key = self.text(fields, "question", place)
        if not key:
            return None
        if key not in self.keys:
            known = ", ".join(self.keys)
            near = difflib.get_close_matches(key, self.keys, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"The keys are: {known}."
            if not self.keys:
                hint = "List it under 'questions' with key and text."
            problem = f"'{key}' is not among the keys of 'questions'"
            raise self.source.error((*place, "question"), problem, hint)
        return key

    def codable(self, fields: Mapping[str, Any], place: Place) -> bool:
        value = fields.get("codable")
        if value is None:
            return True
        if not isinstance(value, bool):
            problem = "is neither true nor false"
            raise self.source.error((*place, "codable"), problem, "Write true or false.")
        return value

    def guid(self, fields: Mapping[str, Any], place: Place) -> str | None:
        value = self.text(fields, "guid", place).strip("{}").lower()
        if not value:
            return None
        if not _GUID.fullmatch(value):
            hint = "Leave the field out: qualcode makes one."
            raise self.source.error((*place, "guid"), "is no GUID (8-4-4-4-12 hex digits)", hint)
        if value in self._guids:
            hint = "Leave it out where a code was copied."
            raise self.source.error((*place, "guid"), "belongs to another code already", hint)
        self._guids.add(value)
        return value


def codebook_to_dict(codebook: Codebook) -> dict[str, Any]:
    """Plain data that :func:`codebook_from_dict` reads back; empty fields are left out."""
    data: dict[str, Any] = {"name": codebook.name}
    if codebook.description:
        data["description"] = codebook.description
    data["language"] = codebook.language
    if codebook.questions:
        data["questions"] = [_question_to_dict(question) for question in codebook.questions]
    data["codes"] = [_code_to_dict(code) for code in codebook.codes]
    return data


def _question_to_dict(question: Question) -> dict[str, str]:
    data = {"key": question.key, "text": question.text}
    return {**data, "audience": question.audience} if question.audience else data


def _code_to_dict(code: Code) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": code.name,
        "question": code.question,
        "short": code.short,
        "definition": code.definition,
        "inclusion": code.inclusion,
        "exclusion": code.exclusion,
        "example": _one_or_many(code.examples),
        "near_miss": _one_or_many(code.near_misses),
        "colour": code.colour,
        "codable": None if code.codable else False,
        "guid": code.guid,
        "codes": [_code_to_dict(child) for child in code.children],
    }
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def _one_or_many(texts: tuple[str, ...]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else list(texts)


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, Mapping):
        return "fields with values"
    return "a list" if isinstance(value, Sequence) else "something else"


def _unknown(key: str, known: Sequence[str]) -> tuple[str, str]:
    near = difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.6)
    aliases = {"color": "colour", "children": "codes", "title": "name", "label": "name"}
    guess = aliases.get(key.lower()) if aliases.get(key.lower()) in known else None
    best = guess or (near[0] if near else None)
    hint = f"Did you mean '{best}'?" if best else f"The fields here are: {', '.join(known)}."
    return f"there is no field '{key[:60]}'", hint
