"""Codebooks as REFI-QDA ``.qdc``, the exchange format of NVivo, ATLAS.ti, MAXQDA and others.

The format (QDA-XML version 1.0, ``urn:QDA-XML:codebook:1.0``) keeps name, description,
colour, nesting and GUID of a code. What else qualcode knows of a code is written into the
description under headings that a person can read, and is found again when qualcode itself
wrote the file. Research questions become Sets of the themes that answer them.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from qualcode._version import __version__
from qualcode.codebook.model import Code, Codebook, Question
from qualcode.codebook.plain import DEEPEST, LONGEST_NAME
from qualcode.errors import CodebookError
from qualcode.text.safe import for_xml

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)")
_HEADINGS = {
    "In short": "short",
    "Definition": "definition",
    "Include": "inclusion",
    "Exclude": "exclusion",
    "Example": "examples",
    "Near miss": "near_misses",
}
_HEADED = re.compile(rf"^({'|'.join(_HEADINGS)}): ?", re.MULTILINE)
_TO_GUARD = re.compile(rf"^(?= *(?:{'|'.join(_HEADINGS)}):)", re.MULTILINE)
_GUARDED = re.compile(rf"^ (?= *(?:{'|'.join(_HEADINGS)}):)", re.MULTILINE)
_MENDED = {
    "nameless": "Codes without a name were called 'Code without a name'",
    "long": f"Names longer than {LONGEST_NAME} characters were cut",
    "doubled": "Codes that have the name of another beside them got a number",
    "guid": "GUIDs that are none, or another code's, were replaced",
    "colour": "Colours that are none were left out",
    "codable": "Codes whose isCodable is neither true nor false can be coded with",
}
_SET_HEAD = "Research question: "
_SET_AUDIENCE = "Audience: "


def codebook_from_qdc(data: bytes, *, name: str, title: str) -> Codebook:
    """Read a codebook from the bytes of a ``.qdc`` file.

    What other programs write against the standard is put right rather than refused, and said in
    the codebook's ``warnings``: doubled names get a number, missing ones a name, GUIDs and
    colours that are none are dropped.

    Args:
        data: the file as it came.
        name: what errors should call the file.
        title: the codebook's name, since the format has none.

    Raises:
        CodebookError: if it is no XML, no codebook, has no codes, or holds a document type
            declaration.
    """
    root = _parsed(data, name)
    if _local(root) != "CodeBook":
        raise CodebookError(
            f"{name}: this XML is a '{_local(root)[:40]}', not a REFI-QDA CodeBook.",
            hint="Export the codebook alone, as a .qdc file.",
        )
    own = (root.get("origin") or "").startswith("qualcode")
    questions, answers = _questions(root) if own else ((), {})
    reader = _Reader(name, own=own, answers=answers)
    tops = [child for part in root if _local(part) == "Codes" for child in part]
    codes = reader.codes(tops, 1)
    if not codes:
        raise CodebookError(
            f"{name} holds no codes.", hint="Export the codebook again, with its codes."
        )
    return Codebook(name=title, codes=codes, questions=questions, warnings=reader.warnings())


def codebook_to_qdc(codebook: Codebook) -> bytes:
    """The codebook as ``.qdc``, valid against the schema; the same GUIDs every time.

    Raises:
        CodebookError: if there are no codes, which the format cannot say.
    """
    if not codebook.codes:
        raise CodebookError("A .qdc file needs at least one code.", hint="Add a code first.")
    root = Element(
        "CodeBook",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": _SCHEMA,
            "xsi:schemaLocation": f"{NAMESPACE} Codebook.xsd",
            "origin": f"qualcode {__version__}",
        },
    )
    members: dict[str, list[str]] = {question.key: [] for question in codebook.questions}
    codes = SubElement(root, "Codes")
    for code in codebook.codes:
        _write_code(codes, code, (codebook.name,), members)
    if codebook.questions:
        sets = SubElement(root, "Sets")
        for question in codebook.questions:
            _write_set(sets, question, members[question.key])
    indent(root)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _parsed(data: bytes, name: str) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise CodebookError(
            f"{name} declares a document type or entities, which no codebook needs.",
            hint="It may be an attack; ask whoever sent it, or delete the DOCTYPE lines.",
        ) from None
    except ParseError as problem:
        line = problem.position[0]
        raise CodebookError(
            f"{name}, line {line}: this is no well-formed XML.", hint="Export the file again."
        ) from None
    except (LookupError, ValueError):
        raise CodebookError(
            f"{name} is in an encoding that cannot be read.", hint="Export it as UTF-8."
        ) from None
    return root


class _Reader:
    """Walks the Code elements; keeps the GUIDs it has met."""

    def __init__(self, name: str, *, own: bool, answers: dict[str, str]) -> None:
        self._name = name
        self._own = own
        self._answers = answers
        self._guids: set[str] = set()
        self._mended: Counter[str] = Counter()

    def warnings(self) -> tuple[str, ...]:
        """What was put right, as sentences with how often."""
        return tuple(f"{_MENDED[what]} ({n})." for what, n in self._mended.items() if n)

    def codes(self, elements: Sequence[Element], depth: int) -> tuple[Code, ...]:
        if depth > DEEPEST:
            raise CodebookError(
                f"{self._name}: codes lie more than {DEEPEST} deep.",
                hint="Flatten the codebook in the program it came from.",
            )
        taken: set[str] = set()
        made = []
        for element in elements:
            if _local(element) == "Code":
                made.append(self._code(element, taken, depth))
        return tuple(made)

    def _code(self, element: Element, taken: set[str], depth: int) -> Code:
        guid = _guid(element.get("guid"))
        question = self._answers.get(guid or "")
        if guid in self._guids or (guid is None and element.get("guid")):
            guid = None
            self._mended["guid"] += 1
        elif guid:
            self._guids.add(guid)
        colour = _colour(element.get("color"))
        self._mended["colour"] += colour is None and bool(element.get("color"))
        codable = (element.get("isCodable") or "true").strip().lower()
        self._mended["codable"] += codable not in ("true", "1", "false", "0")
        described = next((e.text or "" for e in element if _local(e) == "Description"), "")
        single, many = _sections(described) if self._own else ({"definition": described}, {})
        return Code(
            name=self._free_name(element.get("name") or "", taken),
            short=single.get("short", "").strip(),
            definition=single.get("definition", "").strip(),
            inclusion=single.get("inclusion", "").strip(),
            exclusion=single.get("exclusion", "").strip(),
            examples=tuple(many.get("examples", ())),
            near_misses=tuple(many.get("near_misses", ())),
            colour=colour,
            question=question,
            codable=codable not in ("false", "0"),
            guid=guid,
            children=self.codes(list(element), depth + 1),
        )

    def _free_name(self, raw: str, taken: set[str]) -> str:
        """The name in one line, with a number where a sibling has it already."""
        shown = "".join(c for c in " ".join(raw.split()) if c.isprintable()).strip()
        self._mended["nameless"] += not shown
        self._mended["long"] += len(shown) > LONGEST_NAME
        name = shown[:LONGEST_NAME].strip() or "Code without a name"
        free, n = name, 1
        while free.casefold() in taken:
            n += 1
            free = f"{name[: LONGEST_NAME - 8]} ({n})"
        self._mended["doubled"] += n > 1
        taken.add(free.casefold())
        return free


def _sections(text: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """A description as this module writes it, taken apart under its headings."""
    single: dict[str, str] = {}
    many: dict[str, list[str]] = {"examples": [], "near_misses": []}
    parts = _HEADED.split(text)
    if parts[0].strip():
        single["definition"] = _GUARDED.sub("", parts[0])
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        attribute = _HEADINGS[heading]
        if attribute in many:
            many[attribute].append(_GUARDED.sub("", body).strip())
        else:
            single[attribute] = _GUARDED.sub("", body)
    return single, many


def _description(code: Code) -> str:
    """All that is said of a code, under headings unless there is only a definition."""
    parts = [
        ("In short", code.short),
        ("Definition", code.definition),
        ("Include", code.inclusion),
        ("Exclude", code.exclusion),
        *(("Example", text) for text in code.examples),
        *(("Near miss", text) for text in code.near_misses),
    ]
    said = [(heading, _TO_GUARD.sub(" ", _clean(text))) for heading, text in parts if text]
    if [heading for heading, _ in said] == ["Definition"]:
        return said[0][1]
    return "\n\n".join(f"{heading}: {text}" for heading, text in said)


def _clean(text: str) -> str:
    return for_xml(text.replace("\r\n", "\n").replace("\r", "\n"))


def _write_code(
    parent: Element, code: Code, above: tuple[str, ...], members: dict[str, list[str]]
) -> None:
    path = (*above, code.name)
    guid = code.guid or str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("qualcode", *path))))
    attributes = {
        "guid": guid,
        "name": _clean(code.name),
        "isCodable": "true" if code.codable else "false",
    }
    if code.colour and _HEX.fullmatch(code.colour):
        attributes["color"] = code.colour
    element = SubElement(parent, "Code", attributes)
    if description := _description(code):
        SubElement(element, "Description").text = description
    if code.question in members:
        members[code.question].append(guid)
    for child in code.children:
        _write_code(element, child, path, members)


def _write_set(sets: Element, question: Question, guids: Sequence[str]) -> None:
    identity = f"qualcode\nquestion\n{question.key}"
    guid = str(uuid.uuid5(uuid.NAMESPACE_URL, identity))
    element = SubElement(sets, "Set", {"guid": guid, "name": _clean(question.text)})
    told = f"{_SET_HEAD}{_clean(question.key)}"
    if question.audience:
        told += f"\n{_SET_AUDIENCE}{_clean(question.audience)}"
    SubElement(element, "Description").text = told
    for member in guids:
        SubElement(element, "MemberCode", {"guid": member})


def _questions(root: Element) -> tuple[tuple[Question, ...], dict[str, str]]:
    """The research questions in our own Sets, and which code answers which."""
    questions: dict[str, Question] = {}
    answers: dict[str, str] = {}
    for element in _sets(root):
        told = next((e.text or "" for e in element if _local(e) == "Description"), "")
        key, _, rest = told.removeprefix(_SET_HEAD).partition(f"\n{_SET_AUDIENCE}")
        key = " ".join(key.split())
        text = (element.get("name") or "").strip()
        if not told.startswith(_SET_HEAD) or not key or not text or key in questions:
            continue
        questions[key] = Question(key, text, rest.strip())
        for member in element:
            if guid := _guid(member.get("guid")):
                answers[guid] = key
    return tuple(questions.values()), answers


def _sets(root: Element) -> Iterator[Element]:
    for part in root:
        if _local(part) == "Sets":
            yield from (element for element in part if _local(element) == "Set")


def _guid(text: str | None) -> str | None:
    found = _GUID.fullmatch((text or "").strip().lower())
    return found[1] if found else None


def _colour(text: str | None) -> str | None:
    """``#rrggbb``, from it or from what some programs write instead; None for anything else."""
    value = (text or "").strip()
    if _HEX.fullmatch(value):
        return value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])
    if rgb := _RGB.fullmatch(value):
        parts = [int(part) for part in rgb.groups()]
        return "#{:02x}{:02x}{:02x}".format(*parts) if max(parts) < 256 else None
    return None


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
