"""Word transcripts: written by hand with bold labels, in tables, or saved by Teams."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from qualcode.transcripts import labels
from qualcode.transcripts.draft import Draft, Layout
from qualcode.transcripts.model import Wishes
from qualcode.transcripts.numbers import number_cuts, numbers_warning
from qualcode.transcripts.source import Source
from qualcode.transcripts.spoken import Spoken, find_turns
from qualcode.transcripts.stamps import CLOCK
from qualcode.transcripts.wordtable import as_lines
from qualcode.transcripts.wordxml import Body, Para, Table, blocks, bold_styles, child, local
from qualcode.transcripts.zipped import broken, open_zip, parse_part

_SYSTEM = re.compile(r"[^\n]{0,60} (?:started|stopped) transcription\.?")
_SEPARATOR = re.compile(r"[ \t\xa0]*(?:[:：][ \t\xa0]*|\t[ \t\xa0]*|[ \t\xa0]{2,})")
_ENDS_WITH_TIME = re.compile(rf"[ \t\xa0]+{CLOCK}[ \t\xa0]*$")


def read_docx(source: Source, wishes: Wishes) -> Draft:
    """Read a Word file; ``wishes.encoding`` has no meaning here."""
    body = Body()
    with open_zip(source) as archive:
        document = parse_part(archive, "word/document.xml", source)
        content = child(document, "body")
        if content is None:
            raise broken(source)
        styles = bold_styles(parse_part(archive, "word/styles.xml", source))
        found = list(blocks(content, styles, body))
        beside = _beside(archive, source)
    details: dict[str, str] = {}
    removed = _strip_line_numbers(_paragraphs(found))
    text, sure = _as_text(found, details)
    spoken = find_turns(text, wishes, sure=sure)
    layout = Layout()
    for turn in spoken.turns:
        layout.add(
            text[turn.start : turn.end],
            speaker=turn.speaker,
            start_ms=turn.start_ms,
            end_ms=turn.end_ms,
        )
    details.update(spoken.details)
    details.update({name: words for name, (_, words) in beside.items()})
    warnings = [*spoken.warnings, *_beside_warnings(beside), *_change_warnings(body)]
    if removed:
        details["line numbers"] = f"removed from {removed} lines"
        warnings.append(numbers_warning(removed))
    _look_at(spoken, found, warnings)
    return Draft(layout.text, layout.turns, None, warnings, details, decision=spoken.decision)


def _as_text(found: list[Para | Table], details: dict[str, str]) -> tuple[str, frozenset[str]]:
    """The document as text with 'Label: words', and the labels that are set in bold."""
    headings = _label_paragraphs(_paragraphs(found))
    sure: set[str] = set()
    lines: list[str] = []
    for block in found:
        if isinstance(block, Table):
            lines.extend(as_lines(block, sure, details))
            continue
        for para in (block, *block.boxes):
            words = _plain(para.text)
            if _SYSTEM.fullmatch(words):
                before = details.get("system")
                details["system"] = f"{before}\n{words}" if before else words
            elif words:
                lines.append(_with_label(para, headings, sure))
    return "\n\n".join(lines), frozenset(sure)


def _paragraphs(found: list[Para | Table]) -> list[Para]:
    return [p for block in found if isinstance(block, Para) for p in (block, *block.boxes)]


def _strip_line_numbers(paras: list[Para]) -> int:
    """Take typed line numbers off the paragraphs; returns off how many lines."""
    lines = [line for para in paras for line in para.text.split("\n")]
    cuts = number_cuts(lines)
    first = 0
    for para in paras:
        kept, bold, at = [], para.bold, 0
        for number, line in enumerate(para.text.split("\n"), start=first):
            cut = cuts.get(number, 0)
            kept.append(line[cut:])
            bold -= max(0, min(cut, para.bold - at))
            at += len(line) + 1
        first += len(kept)
        para.text, para.bold = "\n".join(kept), bold
    return len(cuts)


def _plain(text: str) -> str:
    return text.replace("\u00ad", "").strip()


def _label_paragraphs(paras: list[Para]) -> frozenset[str]:
    """Labels that stand, all in bold, in paragraphs of their own, at least twice."""
    counts = Counter(
        labels.fold(_plain(p.text).rstrip(":： "))
        for p in paras
        if _plain(p.text) and p.bold >= len(p.text.rstrip())
    )
    return frozenset(key for key, n in counts.items() if n > 1 and labels.plausible(key))


def _with_label(para: Para, headings: frozenset[str], sure: set[str]) -> str:
    """The paragraph's text, with a colon after its label where only bold set it apart.

    A label in a paragraph of its own stays as it is.
    """
    text = para.text.replace("\u00ad", "").replace("\xa0", " ")
    words = text.strip()
    if para.bold >= len(para.text.rstrip()):
        label = words.rstrip(":： ")
        if labels.fold(label) in headings:
            sure.add(labels.fold(label))
        return words
    head = text[: para.bold]
    bare = head.strip().rstrip(":： \t").strip()
    if not bare or not labels.plausible(bare) or _ENDS_WITH_TIME.search(head):
        return words
    at = text.find(bare) + len(bare)
    separator = _SEPARATOR.match(text, at)
    if separator is None:
        return words
    rest = text[separator.end() :]
    if re.match(rf"{CLOCK}[ \t]*(?:\n|$)", rest) or not labels.looks_like_name(bare):
        return words
    sure.add(labels.fold(bare))
    return f"{bare}: {rest.strip()}"


def _beside(archive: ZipFile, source: Source) -> dict[str, tuple[int, str]]:
    """Comments, footnotes and page headers: how many, and their words."""
    found: dict[str, tuple[int, str]] = {}
    names = archive.namelist()
    kinds = {
        "comments": (["word/comments.xml"], "comment"),
        "footnotes": (["word/footnotes.xml", "word/endnotes.xml"], "footnote"),
        "page headers": (
            sorted(n for n in names if re.fullmatch(r"word/(?:header|footer)\d*\.xml", n)),
            "",
        ),
    }
    for kind, (parts, item) in kinds.items():
        texts: list[str] = []
        for name in parts:
            root = parse_part(archive, name, source)
            if root is not None:
                texts.extend(_texts(root, item))
        if texts:
            found[kind] = (len(texts), "\n".join(dict.fromkeys(texts)))
    return found


def _texts(root: Element, item: str) -> list[str]:
    elements = [e for e in root if local(e) in (item, "endnote")] if item else [root]
    texts = []
    for element in elements:
        paras = [
            p.text.strip() for p in blocks(element, frozenset(), Body()) if isinstance(p, Para)
        ]
        words = " ".join(p for p in paras if p)
        if words:
            texts.append(words)
    return texts


def _beside_warnings(beside: dict[str, tuple[int, str]]) -> list[str]:
    return [
        f"The file's {kind} ({count}) are not part of the text; they are kept with its details."
        for kind, (count, _) in beside.items()
        if kind != "page headers"
    ]


def _change_warnings(body: Body) -> list[str]:
    warnings = []
    if body.insertions or body.deletions:
        warnings.append(
            "The file has tracked changes: what was inserted is in the text, "
            "what was deleted is not."
        )
    if body.boxes:
        warnings.append("Text boxes were put after the paragraph they are anchored at.")
    return warnings


def _look_at(spoken: Spoken, found: list[Para | Table], warnings: list[str]) -> None:
    """Say so where bold alone seems to tell who speaks."""
    paras = [p for p in found if isinstance(p, Para) and p.text.strip()]
    bold = sum(p.bold >= len(p.text.rstrip()) for p in paras)
    if not any(t.speaker for t in spoken.turns) and 2 <= bold < len(paras):
        warnings.append(
            "Some paragraphs are set in bold, perhaps the questions; put a name and a colon "
            "before each turn to have speakers."
        )
