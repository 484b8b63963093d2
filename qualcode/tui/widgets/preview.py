"""Markdown as it will be read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from qualcode.study.types import CodeInfo, MemoLink
from qualcode.tui.markdown import Block, blocks, rows
from qualcode.tui.shown import line, name

_WORDS = 40


class Preview(Widget):
    """A memo as it is read, its links with the present names. It is as high as it needs.

    A link that is clicked runs the screen's ``follow`` with the link's number.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "Preview { height: auto; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._blocks: list[Block] = []
        self._rows: tuple[int, list[Content]] = (-1, [])

    def show(
        self,
        text: str,
        links: Sequence[MemoLink],
        codes: dict[int, CodeInfo],
        *,
        clickable: bool = True,
    ) -> None:
        """Show a text in Markdown, whose links have been looked up."""
        known = {
            text[link.start + 2 : link.end - 2].strip(): (n, link) for n, link in enumerate(links)
        }

        def follow(inside: str) -> Content | None:
            if inside not in known:
                return None
            n, link = known[inside]
            look = link_look(link, codes)
            return look.stylize(
                Style.from_meta({"@click": f"screen.follow({n})"}) if clickable else ""
            )

        self._blocks = blocks(text, follow)
        self._rows = (-1, [])
        self.refresh(layout=True)

    def _wrapped(self, width: int) -> list[Content]:
        if self._rows[0] != width:
            self._rows = (width, rows(self._blocks, width))
        return self._rows[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the text needs."""
        return max(1, len(self._wrapped(width)))

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(self._wrapped(self.content_size.width))


def link_look(link: MemoLink, codes: dict[int, CodeInfo]) -> Content:
    """A link as it is shown: where it leads now, and the words there; or why nowhere."""
    if link.problem:
        return Content.styled(f"✗ {name(link.written, 60)} ({link.problem})", "$error")
    where = name(link.document, 40)
    if link.turn is not None:
        where += f", turn {link.turn}"
    code = codes.get(link.code_id or 0)
    quoted = f" “{line(link.words, _WORDS)}”" if link.words else ""
    before = f"{name(code.name, 40)}: " if code else ""
    return Content.assemble((f"→ {before}{where}", "$primary underline"), (quoted, "italic"))
