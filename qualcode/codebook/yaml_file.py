"""Codebooks as YAML, the format made for people to write.

The file is composed into nodes and never built into objects, so that every value keeps its
line and nothing in it can run. All scalars are taken as they are written: ``name: No`` is a
code called 'No', and ``example: 2020`` a text.
"""

from __future__ import annotations

from typing import Any

import yaml

from qualcode.codebook.model import Codebook
from qualcode.codebook.plain import Place, Source, codebook_from_dict, codebook_to_dict, field_name
from qualcode.errors import CodebookError

MOST_NODES = 200_000
"""Values in a file, aliases counted each time: some kilobytes of aliases make billions."""

_TAG = "tag:yaml.org,2002:"
_TEXT_TAGS = {_TAG + kind for kind in ("str", "int", "float", "timestamp", "value", "merge")}
_RARE_ENDS = frozenset("\r\x85\u2028\u2029\ufeff")
_TRUE = frozenset({"true", "yes", "on"})


def codebook_from_yaml(data: bytes, *, name: str) -> Codebook:
    """Read a codebook from the bytes of a YAML file.

    Args:
        data: the file as it came.
        name: what errors should call the file.

    Raises:
        CodebookError: naming file, line and field, and what to do.
    """
    try:
        node = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise CodebookError(
            f"{name}, line {line}: this is not UTF-8 text.",
            hint="Save the file again as UTF-8; a Word file has to be copied into a text file.",
        ) from None
    except yaml.MarkedYAMLError as problem:
        raise _syntax(problem, name) from None
    except yaml.reader.ReaderError as problem:
        line = _line_of_character(data, problem.position)
        raise CodebookError(
            f"{name}, line {line}: there is a character here that no text file should hold.",
            hint="Delete it, or save the file again as plain text in UTF-8.",
        ) from None
    except RecursionError:
        raise CodebookError(
            f"{name}: the brackets are nested too deep.", hint="Is it the right file?"
        ) from None
    if node is None:
        raise CodebookError(f"{name} holds no codebook.", hint="Begin with 'name: …'.")
    builder = _Builder(name)
    plain = builder.build(node, ())
    return codebook_from_dict(plain, source=Source(name, builder.line))


def codebook_to_yaml(codebook: Codebook) -> bytes:
    """The codebook as YAML in UTF-8, fields in the order of the documentation."""
    data = codebook_to_dict(codebook)
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return str(text).encode("utf-8")


class _Dumper(yaml.SafeDumper):
    """Writes texts with rare line ends in double quotes, where they are escaped.

    Elsewhere YAML reads NEL and the line and paragraph separators back as line ends.
    """


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _RARE_ENDS.intersection(text) else None
    return dumper.represent_scalar(_TAG + "str", text, style=style)


_Dumper.add_representer(str, _text)


class _Builder:
    """Turns nodes into plain data, remembering the line of every place."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: dict[Place, int] = {}
        self._open: set[int] = set()
        self._count = 0

    def line(self, place: Place) -> int | None:
        """The line of a place, or of the nearest place above it that the file has."""
        for end in range(len(place), -1, -1):
            if place[:end] in self._lines:
                return self._lines[place[:end]]
        return None

    def build(self, node: yaml.Node, place: Place) -> Any:
        self._lines.setdefault(place, node.start_mark.line + 1)
        self._count += 1
        if self._count > MOST_NODES:
            top = place[:1]
            raise self._error(
                node, top, "aliases (*) make this file endlessly large", "Write the codes out."
            )
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, place)
        if id(node) in self._open:
            raise self._error(
                node,
                place,
                "there is a loop: an alias (*) leads back to what it is part of",
                "No code may hold itself; write the code out where it belongs.",
            )
        self._open.add(id(node))
        try:
            return self._collection(node, place)
        finally:
            self._open.remove(id(node))

    def _collection(self, node: yaml.Node, place: Place) -> Any:
        if isinstance(node, yaml.SequenceNode):
            self._tag(node, place, {_TAG + "seq"})
            return [self.build(item, (*place, n)) for n, item in enumerate(node.value)]
        self._tag(node, place, {_TAG + "map"})
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error(
                    key_node, place, "a field's name has to be a word", "Write 'name: …'."
                )
            key = str(key_node.value)
            here = (*place, key)
            if key in made:
                raise self._error(
                    key_node, here, "this field stands here twice", "Keep one of the two."
                )
            self._lines[here] = key_node.start_mark.line + 1
            made[key] = self.build(value_node, here)
        return made

    def _scalar(self, node: yaml.ScalarNode, place: Place) -> Any:
        value = str(node.value)
        if node.tag == _TAG + "null":
            return None
        if node.tag == _TAG + "bool":
            codable = bool(place) and place[-1] == "codable"
            return value.lower() in _TRUE if codable else value
        self._tag(node, place, _TEXT_TAGS)
        return value

    def _tag(self, node: yaml.Node, place: Place, known: set[str]) -> None:
        if node.tag not in known:
            raise self._error(
                node, place, "a codebook takes no types written with '!'", "Delete the '!' word."
            )

    def _error(self, node: yaml.Node, place: Place, problem: str, hint: str) -> CodebookError:
        line = node.start_mark.line + 1
        if id(node) in self._open or self._count > MOST_NODES:
            line = self.line(place) or line
        where = f", {_shortened(place)}" if place else ""
        return CodebookError(f"{self._name}, line {line}{where}: {problem}.", hint=hint)


def _shortened(place: Place) -> str:
    name = field_name(place)
    return name if len(name) <= 80 else f"{name[:40]}…{name[-30:]}"


def _line_of_character(data: bytes, position: int) -> int:
    return data.decode("utf-8-sig").count("\n", 0, position) + 1


def _syntax(problem: yaml.MarkedYAMLError, name: str) -> CodebookError:
    said = str(problem.problem or "")
    mark = problem.problem_mark or problem.context_mark
    if "end of stream" in said:  # a quote or bracket is open: say where it was opened
        mark = problem.context_mark or mark
    where = f", line {mark.line + 1}" if mark is not None else ""
    if "undefined alias" in said:
        what, hint = "an alias (*) has no anchor (&)", "Put the text in quotes, or write it out."
    elif "\\t" in said:
        what, hint = "a tab stands where blanks are needed", "Indent with blanks."
    elif "mapping values are not allowed" in said:
        what = "a second ': ' makes this line unreadable"
        hint = "Put the text after the field's name in quotes, or check the indentation."
    elif "unknown escape" in said:
        what, hint = "a backslash in double quotes", "Use single quotes, or write it twice."
    elif "could not find expected ':'" in said or "expected <block end>" in said:
        what = "the line does not fit those above it"
        hint = "Check the indentation, the colon after the field's name, and open quotes."
    else:
        what, hint = "this is not valid YAML", "Check quotes, brackets and indentation here."
    return CodebookError(f"{name}{where}: {what}.", hint=hint)
