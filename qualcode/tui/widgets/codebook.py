"""The codebook as a tree, with counts for this document and for the study."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from qualcode.study.types import CodeInfo
from qualcode.tui.session import Session
from qualcode.tui.shown import name, tone, without_colours
from qualcode.view.palette import letter

INDENT = 2
HERE, ALL = 4, 5


class CodebookTree(Tree[int]):
    """The codes in the order of the codebook. A click highlights, a double click codes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("right,l", "open_node(True)", show=False),
        Binding("left,h", "open_node(False)", show=False),
    ]
    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "

    class Coded(Message):
        """A code was double-clicked: it is to be put on the passage."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("Codebook", id=id)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = INDENT
        self.auto_expand = False
        self._by_code: dict[int, TreeNode[int]] = {}
        self._shape: list[tuple[int, int | None]] = []
        self._labels: dict[int, Text] = {}
        self._session: Session | None = None
        self._wanted: int | None = None

    def show(self, session: Session) -> None:
        """Show the codes as the session knows them; what is folded stays folded."""
        self._session = session
        shape = [(code.id, code.parent_id) for code in session.codes.values()]
        if shape != self._shape:
            self._grow(session, shape)
        self.relabel()

    def _grow(self, session: Session, shape: list[tuple[int, int | None]]) -> None:
        folded = {key for key, node in self._by_code.items() if not node.is_expanded}
        folded &= {key for key, node in self._by_code.items() if node.allow_expand}
        here = self.chosen
        parents = {parent for _, parent in shape}
        self.clear()
        self._shape, self._by_code, self._labels = shape, {}, {}
        for code in session.codes.values():
            above = self._by_code.get(code.parent_id or 0, self.root)
            if code.id in parents:
                node = above.add("", code.id, expand=code.id not in folded)
            else:
                node = above.add_leaf("", code.id)
            self._by_code[code.id] = node
        self.root.expand()
        first = shape[0][0] if shape else None
        self._wanted = here if here in self._by_code else first
        self.call_after_refresh(self._highlight)

    def relabel(self) -> None:
        """Write the names and counts anew where they changed."""
        if self._session is None:
            return
        sums = (_summed(self._session, True), _summed(self._session, False))
        width = self.scrollable_content_region.width or 30
        few = without_colours(self.app)
        for n, code in enumerate(self._session.codes.values()):
            mark = letter(n) if few else "┃"
            label = self._code_label(code, mark, (sums[0][code.id], sums[1][code.id]), width)
            if self._labels.get(code.id) != label:
                self._labels[code.id] = label
                self._by_code[code.id].set_label(label)

    def _code_label(self, code: CodeInfo, mark: str, counts: tuple[int, int], width: int) -> Text:
        here, everywhere = counts
        inset = INDENT * max(1, code.depth)
        room = max(6, width - inset - 2 - HERE - ALL - 1)
        label = Text(no_wrap=True, end="")
        label.append(f"{mark} ", Style(color=tone(code.colour, self)))
        label.append(
            name(code.name, room), Style(bold=code.depth == 0 or None, italic=code.frozen or None)
        )
        label.append(" " * max(0, room + 2 - label.cell_len))
        label.append(f"{here or '·':>{HERE}}", Style(bold=here > 0 or None, dim=not here or None))
        label.append(f"{everywhere or '·':>{ALL}}", Style(dim=True))
        return label

    def render_label(self, node: TreeNode[int], base_style: Style, style: Style) -> Text:
        """The label after its fold mark; codes without others below get blanks instead."""
        label = node.label.copy() if isinstance(node.label, Text) else Text(str(node.label))
        label.stylize_before(style)
        mark = "" if node.parent is not None and not node.parent.is_root else "  "
        if node.allow_expand:
            mark = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
        fold = Style.from_meta({"toggle": True}) if node.allow_expand else Style.null()
        return Text.assemble((mark, base_style + fold), label)

    @property
    def chosen(self) -> int | None:
        """The id of the highlighted code."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def choose(self, code_id: int) -> None:
        """Highlight a code, unfolding what is above it."""
        self._wanted = code_id
        self._highlight()

    def _highlight(self) -> None:
        node = self._by_code.get(self._wanted or 0)
        if node is None:
            return
        above = node.parent
        while above is not None and not above.is_root:
            above.expand()
            above = above.parent
        self.move_cursor(node)

    def notify_style_update(self) -> None:
        """Another theme has another background."""
        super().notify_style_update()
        self.relabel()

    def action_open_node(self, unfold: bool) -> None:
        """Unfold a theme, or fold it."""
        node = self.cursor_node
        if node is None:
            return
        if node.allow_expand and node.is_expanded != unfold:
            node.toggle()
        elif not unfold and node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)

    def on_click(self, event: events.Click) -> None:
        """A double click codes."""
        if event.chain == 2 and "line" in event.style.meta:
            self.post_message(self.Coded())

    def on_resize(self) -> None:
        """Counts stay at the right edge."""
        self.relabel()


class CodebookPanel(Vertical):
    """The tree with its heading."""

    def compose(self) -> ComposeResult:
        """Heading and tree."""
        yield Static(Content("Codebook"), classes="heading", id="codebook-heading")
        yield CodebookTree(id="codebook-tree")

    def show(self, session: Session) -> None:
        """Show the codes as the session knows them."""
        self.query_one(CodebookTree).show(session)
        self.on_resize()

    def on_resize(self) -> None:
        """The heading says what the two columns of figures are."""
        width = self.query_one("#codebook-heading").content_size.width
        gap = " " * max(1, width - 8 - 8)
        self.query_one("#codebook-heading", Static).update(
            Content.assemble("Codebook", gap, ("here all", "not bold dim"))
        )


def _summed(session: Session, here: bool) -> dict[int, int]:
    """Codings of each code with all below it."""
    counts = session.counts_here if here else session.counts_all
    sums = {key: counts.get(key, 0) for key in session.codes}
    for code in reversed(list(session.codes.values())):
        if code.parent_id in sums:
            sums[code.parent_id] += sums[code.id]
    return sums
