"""The body of a Word file as plain paragraphs and tables, in the order they are read.

python-docx leaves out tables (in ``paragraphs``), tracked insertions and text boxes, so the
XML is walked here; element names are those of ECMA-376 part 1, section 17.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_GONE = {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_OFF = {"0", "false", "off", "none"}


@dataclass(slots=True)
class Para:
    """A paragraph. ``bold`` counts the characters from the start that are set in bold."""

    text: str = ""
    bold: int = 0
    boxes: list[Para] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table: rows of cells of paragraphs."""

    rows: list[list[list[Para]]]


@dataclass(slots=True)
class Body:
    """What the walk came by: counts of what is in the file beside its text."""

    insertions: int = 0
    deletions: int = 0
    boxes: int = 0


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of the main namespace."""
    if element is None:
        return None
    return element.get(_W + name) or element.get(_STRICT + name)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return None if element is None else next((e for e in element if local(e) == name), None)


def bold_styles(styles: Element | None) -> frozenset[str]:
    """The ids of the styles that set text in bold, by themselves or by what they rest on."""
    own: dict[str, bool | None] = {}
    base: dict[str, str] = {}
    for style in styles if styles is not None else ():
        key = value(style, "styleId")
        if local(style) == "style" and key:
            own[key] = _is_bold(child(style, "rPr"))
            parent = value(child(style, "basedOn"))
            if parent:
                base[key] = parent
    found = set()
    for key in own:
        here, seen = key, {key}
        while own.get(here) is None and here in base and base[here] not in seen:
            here = base[here]
            seen.add(here)
        if own.get(here):
            found.add(key)
    return frozenset(found)


def _is_bold(properties: Element | None) -> bool | None:
    mark = child(properties, "b")
    if mark is None:
        return None
    return (value(mark) or "1") not in _OFF


def blocks(parent: Element, styles: frozenset[str], body: Body) -> Iterator[Para | Table]:
    """The paragraphs and tables of a body, a cell or a text box."""
    for element in parent:
        name = local(element)
        if name == "p":
            yield _paragraph(element, styles, body)
        elif name == "tbl":
            yield Table([_cells(row, styles, body) for row in _rows(element)])
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from blocks(element, styles, body)


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if local(element) == "tr":
            if child(child(element, "trPr"), "del") is None:
                yield element
        elif local(element) in ("sdt", "sdtContent", "customXml"):
            yield from _rows(element)


def _cells(row: Element, styles: frozenset[str], body: Body) -> list[list[Para]]:
    cells: list[list[Para]] = []
    for element in row:
        if local(element) == "tc":
            cells.append(list(_flat(blocks(element, styles, body))))
        elif local(element) in ("sdt", "sdtContent", "customXml"):
            cells.extend(_cells(element, styles, body))
    return cells


def _flat(found: Iterator[Para | Table]) -> Iterator[Para]:
    """The paragraphs of a cell, those of a table inside it in reading order."""
    for block in found:
        if isinstance(block, Para):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from cell


def _paragraph(element: Element, styles: frozenset[str], body: Body) -> Para:
    para = Para()
    by_style = value(child(child(element, "pPr"), "pStyle")) in styles
    pieces: list[str] = []
    still_bold = True
    for run in _runs(element, body):
        for box in _boxes(run):
            body.boxes += 1
            para.boxes.extend(_flat(blocks(box, styles, body)))
        words = _run_text(run)
        if not words:
            continue
        properties = child(run, "rPr")
        own = _is_bold(properties)
        if own is None and value(child(properties, "rStyle")) in styles:
            own = True
        if still_bold and (by_style if own is None else own):
            para.bold += len(words)
        elif words.strip():
            still_bold = False
        elif still_bold:
            para.bold += len(words)
        pieces.append(words)
    para.text = "".join(pieces)
    return para


def _runs(parent: Element, body: Body) -> Iterator[Element]:
    for element in parent:
        name = local(element)
        if name == "r":
            yield element
        elif name in _GONE:
            body.deletions += name in ("del", "moveFrom")
        elif name == "AlternateContent":
            yield from _runs(_choice(element), body)
        elif name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent",
                      "fldSimple", "customXml", "bdo", "dir"):  # fmt: skip
            body.insertions += name == "ins"
            yield from _runs(element, body)


def _choice(element: Element) -> Element:
    """Of contents that say the same in two ways, the newer one."""
    first = child(element, "Choice")
    return first if first is not None else element


def _run_text(run: Element) -> str:
    pieces: list[str] = []
    for element in run:
        name = local(element)
        if name == "t":
            pieces.append(element.text or "")
        elif name == "br" and value(element, "type") in ("page", "column"):
            continue
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name == "AlternateContent":
            pieces.append(_run_text(_choice(element)))
    return "".join(pieces)


def _boxes(run: Element) -> Iterator[Element]:
    """The contents of text boxes anchored in a run, each once."""
    for element in run:
        name = local(element)
        if name == "AlternateContent":
            yield from _boxes(_choice(element))
        elif name in ("drawing", "pict", "object"):
            for found in element.iter():
                if local(found) == "txbxContent":
                    yield found
                    break
