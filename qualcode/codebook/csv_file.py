"""Codebooks as CSV, for spreadsheets and for tools that know no other form.

A row is a code. Where it belongs is said either by ``path`` (``Theme / Code``) or by ``name``
and ``parent``. The other columns are those of the YAML fields; a second example stands in
``example 2``, and so on.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qualcode.codebook.model import Codebook
from qualcode.codebook.plain import DEEPEST, Place, Source, codebook_from_dict
from qualcode.errors import CodebookError
from qualcode.text.rows import csv_rows, likely_delimiter
from qualcode.text.safe import for_xml

_PLACING = {"path", "name", "tag", "parent"}
_FIELDS = ("short", "definition", "inclusion", "exclusion", "colour", "codable", "guid")
_MANY = ("example", "near_miss")
_QUESTION = ("question", "question_text", "audience")
_ALIASES = {
    "description": "definition",
    "color": "colour",
    "code": "name",
    "include": "inclusion",
    "exclude": "exclusion",
    "near miss": "near_miss",
    "question text": "question_text",
}
_TRUE = {"true", "1", "yes"}
_FALSE = {"false", "0", "no"}
_NUMBERED = re.compile(r"(example|near_miss|near miss)[ _]?(\d+)")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(slots=True)
class _Row:
    """One code of the file, with the line it begins on and, later, those below it."""

    line: int
    path: tuple[str, ...]
    fields: dict[str, Any]
    below: list[_Row] = field(default_factory=list)


def codebook_from_csv(data: bytes, *, name: str, title: str) -> Codebook:
    """Read a codebook from the bytes of a CSV file (comma, semicolon or tab).

    Args:
        data: the file as it came: UTF-8 with or without byte-order mark, UTF-16 with one, or
            Windows-1252.
        name: what errors should call the file.
        title: the codebook's name, since a table has none.

    Raises:
        CodebookError: naming file, line and column.
    """
    text = _decoded(data, name)
    header, rows = _table(text, name)
    columns = _columns(header, name)
    placed = [_row(line, cells, columns, name) for line, cells in rows if any(cells)]
    roots = _by_path(placed) if "path" in columns else _by_parent(placed, name)
    lines: dict[Place, int] = {}
    questions = _questions(placed, name)
    bare = [question["key"] for question in questions if not question["text"]]
    for question in questions:
        question["text"] = question["text"] or question["key"]
    codes = [_plain(row, ("codes", n), lines) for n, row in enumerate(roots)]
    plain = {"name": title, "questions": questions, "codes": codes}
    made = codebook_from_dict(plain, source=Source(name, _finder(lines), _column))
    if not bare:
        return made
    warning = f"Questions without a text in 'question_text' are called by their key: {bare[0][:60]}"
    more = f" and {len(bare) - 1} more" if len(bare) > 1 else ""
    return replace(made, warnings=(f"{warning}{more}.",))


def codebook_to_csv(codebook: Codebook) -> bytes:
    """The codebook as CSV: UTF-8 with byte-order mark, formulas made harmless."""
    codes = list(codebook.walk())
    questions = {question.key: question for question in codebook.questions}
    header = ["path", *_QUESTION, *_FIELDS]
    for many, attribute in zip(_MANY, ("examples", "near_misses"), strict=True):
        most = max((len(getattr(code, attribute)) for _, code in codes), default=0)
        header += [many if n == 0 else f"{many} {n + 1}" for n in range(most)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for path, code in codes:
        question = questions.get(code.question or "")
        cells: dict[str, str] = {
            "path": " / ".join(_escaped(step) for step in path),
            "question": code.question or "",
            "question_text": question.text if question else "",
            "audience": question.audience if question else "",
            "codable": "" if code.codable else "false",
        }
        for key in ("short", "definition", "inclusion", "exclusion", "colour", "guid"):
            cells[key] = getattr(code, key) or ""
        for key, texts in zip(_MANY, (code.examples, code.near_misses), strict=True):
            cells |= {key if n == 0 else f"{key} {n + 1}": t for n, t in enumerate(texts)}
        writer.writerow([_guarded(cells.get(column, "")) for column in header])
    return out.getvalue().encode("utf-8-sig")


def _decoded(data: bytes, name: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for attempt in ("utf-16" if wide else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CodebookError(
        f"{name} is no text file.", hint="Save the table as 'CSV UTF-8' in your spreadsheet."
    )


def _table(text: str, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header in lower case, and the rows with the line each begins on."""
    found = csv_rows(text, likely_delimiter(text), name, error=CodebookError)
    rows = [(line, [_unguarded(cell) for cell in cells]) for line, cells in found]
    while rows and not any(rows[0][1]):
        rows.pop(0)
    if not rows:
        raise CodebookError(f"{name} holds no table.", hint="Begin with a row 'path,definition'.")
    header = [" ".join(cell.lower().split()) for cell in rows[0][1]]
    return header, rows[1:]


def _columns(header: Sequence[str], name: str) -> dict[str, int]:
    """Column names, as the fields are called, with their numbers."""
    columns: dict[str, int] = {}
    for n, heading in enumerate(header):
        if not heading:
            continue
        key = _ALIASES.get(heading, heading)
        if numbered := _NUMBERED.fullmatch(heading):
            key = f"{numbered[1].replace(' ', '_')} {numbered[2]}"
        known = {*_PLACING, *_FIELDS, *_MANY, *_QUESTION}
        if key not in known and not numbered:
            near = difflib.get_close_matches(heading, sorted(known), n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known))}."
            raise CodebookError(f"{name}, line 1: there is no column '{heading[:60]}'.", hint=hint)
        if key in columns:
            raise CodebookError(
                f"{name}, line 1: two columns are called '{key}'.", hint="Keep one of the two."
            )
        columns[key] = n
    if "tag" in columns and not {"name", "path"} & set(columns):
        columns["name"] = columns.pop("tag")
    if ("name" in columns) == ("path" in columns) or "tag" in columns:
        raise CodebookError(
            f"{name}, line 1: the table needs one column 'path' or one column 'name'.",
            hint="Write 'Theme / Code' under 'path', or use 'name' and 'parent'.",
        )
    return columns


def _row(line: int, cells: Sequence[str], columns: Mapping[str, int], name: str) -> _Row:
    if len(cells) > max(columns.values()) + 1 and any(cells[max(columns.values()) + 1 :]):
        raise CodebookError(
            f"{name}, line {line}: there are more cells than columns.",
            hint="Put texts that hold the separator in double quotes.",
        )
    values = {key: cells[n] for key, n in columns.items() if n < len(cells) and cells[n]}
    if "path" in columns:
        path = _steps(values.pop("path", ""))
    else:
        path = (" ".join(values.pop("name", "").split()),)
    if len(path) > DEEPEST:
        raise CodebookError(
            f"{name}, line {line}, path: the path has more than {DEEPEST} steps.",
            hint="Write a slash that belongs to a name as \\/.",
        )
    if not all(path):
        column = "path" if "path" in columns else "name"
        raise CodebookError(
            f"{name}, line {line}, {column}: the code has no name.", hint="Fill the cell."
        )
    codable = values.get("codable", "").lower()
    if codable and codable not in _TRUE | _FALSE:
        raise CodebookError(
            f"{name}, line {line}, codable: this is neither true nor false.",
            hint="Write true or false.",
        )
    fields: dict[str, Any] = {"name": path[-1], **values}
    if codable:
        fields["codable"] = codable in _TRUE
    return _Row(line, path, fields)


def _by_path(rows: Sequence[_Row]) -> list[_Row]:
    """The tree that the paths draw; a path that is only named by those below it is made."""
    top: list[_Row] = []
    nodes: dict[tuple[str, ...], _Row] = {}
    given: set[tuple[str, ...]] = set()

    def node(path: tuple[str, ...], line: int) -> _Row:
        if path not in nodes:
            made = nodes[path] = _Row(line, path, {"name": path[-1]})
            (node(path[:-1], line).below if len(path) > 1 else top).append(made)
        return nodes[path]

    for row in rows:
        there = node(row.path, row.line)
        if row.path in given:  # the validator then says that it is there twice
            (nodes[row.path[:-1]].below if len(row.path) > 1 else top).append(row)
            continue
        given.add(row.path)
        there.fields, there.line = row.fields, row.line
    return top


def _by_parent(rows: Sequence[_Row], name: str) -> list[_Row]:
    """The tree that the parents draw."""
    named: dict[str, list[_Row]] = {}
    for row in rows:
        named.setdefault(row.path[0].casefold(), []).append(row)
    top: list[_Row] = []
    parents: dict[int, _Row] = {}
    for row in rows:
        wanted = " ".join(str(row.fields.get("parent", "")).split())
        if not wanted:
            top.append(row)
            continue
        found = named.get(wanted.casefold(), [])
        if len(found) != 1:
            raise _no_parent(row, wanted, len(found), sorted(r.path[0] for r in rows), name)
        parents[row.line] = found[0]
        found[0].below.append(row)
    for row in rows:
        _refuse_loop(row, parents, name)
    return top


def _no_parent(row: _Row, wanted: str, found: int, names: list[str], name: str) -> CodebookError:
    where = f"{name}, line {row.line}, parent"
    if found:
        return CodebookError(
            f"{where}: several codes are called '{wanted}'.", hint="Use a column 'path' instead."
        )
    near = difflib.get_close_matches(wanted, names, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else "Add a row for it, or empty the cell."
    return CodebookError(f"{where}: there is no code '{wanted}'.", hint=hint)


def _refuse_loop(row: _Row, parents: Mapping[int, _Row], name: str) -> None:
    trail = [row.path[0]]
    at = row
    while at.line in parents:
        at = parents[at.line]
        trail.append(at.path[0])
        if at is row:
            way = " → ".join(trail if len(trail) < 8 else [*trail[:4], "…", *trail[-2:]])
            raise CodebookError(
                f"{name}, line {row.line}, parent: there is a loop: {way}.",
                hint="Empty the parent of the code that stands at the top.",
            )
        if len(trail) > DEEPEST:
            raise CodebookError(
                f"{name}, line {row.line}, parent: more than {DEEPEST} codes lie above this one.",
                hint="Empty the parent of the code that stands at the top.",
            )


def _questions(rows: Sequence[_Row], name: str) -> list[dict[str, str]]:
    """The questions that the rows name, with the text and audience that any row gives."""
    made: dict[str, dict[str, str]] = {}
    for row in rows:
        text, audience = row.fields.pop("question_text", ""), row.fields.pop("audience", "")
        key = " ".join(row.fields.get("question", "").split())
        if not key:
            continue
        row.fields["question"] = key
        entry = made.setdefault(key, {"key": key, "text": "", "audience": ""})
        if text and entry["text"] and text != entry["text"]:
            raise CodebookError(
                f"{name}, line {row.line}, question_text: '{key}' has another text further up.",
                hint="Give the question one text, or another key.",
            )
        entry["text"] = entry["text"] or text
        entry["audience"] = entry["audience"] or audience
    return list(made.values())


def _plain(row: _Row, place: Place, lines: dict[Place, int]) -> dict[str, Any]:
    """The row and those below it as plain data; notes the line of each place."""
    lines[place] = row.line
    made: dict[str, Any] = {k: v for k, v in row.fields.items() if k != "parent"}
    for key in _MANY:
        many = sorted(
            (int(k.removeprefix(key) or 1), v) for k, v in row.fields.items() if _is(k, key)
        )
        for k in [k for k in made if _is(k, key)]:
            del made[k]
        if many:
            made[key] = [value for _, value in many]
    if row.below:
        made["codes"] = [
            _plain(child, (*place, "codes", n), lines) for n, child in enumerate(row.below)
        ]
    return made


def _is(column: str, key: str) -> bool:
    return column == key or column.startswith(f"{key} ")


def _finder(lines: Mapping[Place, int]) -> Callable[[Place], int | None]:
    def line(place: Place) -> int | None:
        for end in range(len(place), 0, -1):
            if place[:end] in lines:
                return lines[place[:end]]
        return None

    return line


def _column(place: Place) -> str:
    """The column that a place stands in; none for a row as a whole."""
    last = next((step for step in reversed(place) if isinstance(step, str)), "")
    return "" if last == "codes" else last


def _steps(path: str) -> tuple[str, ...]:
    """The names in a path; a slash that belongs to a name has a backslash before it."""
    steps = [""]
    for part in re.findall(r"\\[\\/]|.", path, re.DOTALL):
        if part == "/":
            steps.append("")
        else:
            steps[-1] += part[1] if len(part) == 2 else part
    return tuple(" ".join(step.split()) for step in steps)


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace("/", "\\/")


def _guarded(cell: str) -> str:
    clean = for_xml(cell)
    return f"'{clean}" if _FORMULA.match(clean) else clean


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
