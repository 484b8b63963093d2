"""Markdown as rows of a terminal.

A memo may come from outside and hold control characters (some as entities, ``&#x202e;``), HTML,
images and links. Here all words go through :mod:`qualcode.tui.shown` after Markdown has been read,
HTML and images stay text, and addresses are shown but lead nowhere. Only links to passages can
be followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from qualcode.study.links import IN_BRACKETS
from qualcode.tui.shown import line as one_line
from qualcode.tui.shown import words

LONGEST = 20_000
"""Characters that are shown; more would hold up the keys."""
_CELL = 32
_QUOTE, _BULLET, _CODE = "▌ ", "• ", "  "
_MARKS = re.compile(r"^[ \t]*(?:#+|[>*+-])[ \t]+|[*_`]{1,3}|\[\[|( #[0-9a-f]+)?\]\]", re.MULTILINE)
_STYLES = {"strong": "bold", "em": "italic", "s": "strike", "link": "underline"}

Follow = Callable[[str], Content | None]
"""How a link looks that stands in double brackets; None where it is none."""


def first_words(text: str, cells: int) -> str:
    """How a memo begins, on one line and without Markdown's marks."""
    return one_line(_MARKS.sub("", text[: cells * 4]), cells)


class Block(NamedTuple):
    """A paragraph, heading, item or line of code: what stands before its first row and the others.

    ``apart`` says whether a blank row stands above it.
    """

    first: str
    rest: str
    words: Content
    apart: bool


def blocks(text: str, follow: Follow) -> list[Block]:
    """A text in Markdown as blocks to be shown."""
    tree = SyntaxTreeNode(_parser().parse(text[:LONGEST]))
    made = list(_each(tree.children, "", "", follow, True, True))
    if len(text) > LONGEST:
        said = "… the memo goes on; the preview ends here."
        made.append(Block("", "", Content.styled(said, "dim italic"), True))
    return made


def rows(shown: Iterable[Block], width: int) -> list[Content]:
    """Blocks as rows of a width."""
    made: list[Content] = []
    for block in shown:
        if block.apart and made:
            made.append(Content(""))
        room = max(8, width - len(block.rest))
        for n, row in enumerate(block.words.wrap(room) or [Content("")]):
            made.append(Content.assemble((block.rest if n else block.first, "dim"), row))
    return made


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "in_brackets", _in_brackets)
    return parser


def _in_brackets(state: StateInline, silent: bool) -> bool:
    found = IN_BRACKETS.match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        state.push("in_brackets", "", 0).content = found[1].strip()
    state.pos = found.end()
    return True


def _each(
    nodes: Sequence[SyntaxTreeNode], first: str, rest: str, follow: Follow, apart: bool, loose: bool
) -> Iterator[Block]:
    """Blocks one below the other; just the first has ``first`` before it."""
    for n, node in enumerate(nodes):
        before = first if n == 0 else rest
        yield from _block(node, before, rest, follow, apart if n == 0 else loose)


def _block(
    node: SyntaxTreeNode, first: str, rest: str, follow: Follow, apart: bool
) -> Iterator[Block]:
    match node.type:
        case "bullet_list" | "ordered_list":
            yield from _list(node, first, rest, follow, apart)
        case "blockquote":
            yield from _each(node.children, first + _QUOTE, rest + _QUOTE, follow, apart, True)
        case "table":
            for n, cells in enumerate(_table(node, follow)):
                yield Block(rest if n else first, rest, cells, apart and n == 0)
        case "fence" | "code_block":
            for n, line in enumerate(node.content.rstrip("\n").split("\n")):
                before = (rest if n else first) + _CODE
                yield Block(before, rest + _CODE, words(line, "$accent"), apart and n == 0)
        case "hr":
            yield Block(first, rest, Content.styled("─" * 12, "dim"), apart)
        case "heading":
            style = "bold underline" if node.tag == "h1" else "bold"
            yield Block(first, rest, _run(node.children, follow).stylize(style), apart)
        case _:
            yield Block(first, rest, _run(node.children, follow), apart)


def _list(
    node: SyntaxTreeNode, first: str, rest: str, follow: Follow, apart: bool
) -> Iterator[Block]:
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    loose = any(p.type == "paragraph" and not p.hidden for i in node.children for p in i.children)
    for n, item in enumerate(node.children):
        mark = _BULLET if number is None else f"{number + n}. "
        before = (first if n == 0 else rest) + mark
        room = rest + " " * len(mark)
        if not item.children:
            yield Block(before, room, Content(""), apart if n == 0 else loose)
        yield from _each(item.children, before, room, follow, apart if n == 0 else loose, loose)


def _table(node: SyntaxTreeNode, follow: Follow) -> Iterator[Content]:
    lines = [
        [_run(cell.children, follow) for cell in line.children]
        for part in node.children
        for line in part.children
    ]
    widths = [
        min(_CELL, max(cell.cell_length for cell in column)) for column in zip(*lines, strict=True)
    ]
    for n, line in enumerate(lines):
        padded = (
            cell.pad_right(max(0, width - cell.cell_length))
            for cell, width in zip(line, widths, strict=True)
        )
        yield Content(" │ ").join(padded).stylize("" if n else "bold")


def _run(nodes: Sequence[SyntaxTreeNode], follow: Follow, style: str = "") -> Content:
    """Words in one or several styles."""
    parts: list[Content] = []
    for node in nodes:
        match node.type:
            case "softbreak" | "hardbreak":
                parts.append(Content("\n"))
            case "code_inline":
                parts.append(words(node.content, f"{style} $accent".strip()))
            case "image":
                parts.append(words(f"[picture: {node.content}]", "dim"))
            case "in_brackets":
                parts.append(follow(node.content) or words(f"[[{node.content}]]", style))
            case "inline" | "strong" | "em" | "s" | "link":
                inner = f"{style} {_STYLES.get(node.type, '')}".strip()
                parts.append(_run(node.children, follow, inner))
                if node.type == "link":
                    parts.append(words(f" ({node.attrs['href']})", "dim"))
            case _:
                parts.append(words(node.content, style))
    return Content("").join(parts)
