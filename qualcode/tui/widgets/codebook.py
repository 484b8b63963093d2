"""The codebook as a tree, with counts for this document and for the study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qualcode.study.types import CodeInfo
from qualcode.tui.codelist import best_of, matching, summed, with_those_above
from qualcode.tui.session import Session
from qualcode.tui.shown import name, tone, without_colours
from qualcode.tui.widgets.codebook_drag import BEFORE, BELOW, DRAGGED, Drag
from qualcode.view.palette import letter

INDENT = 2
HERE, ALL = 4, 5
FEW = 12
"""Up to so many labels are drawn again one by one; more with all others at once."""
FROZEN = "❄"
STRIPE = "┃"
_MARKS = {BELOW: "↳ ", BEFORE: "↑ "}

_State = tuple[CodeInfo, str, tuple[int, int], int]
"""What a label shows: the code, the mark before it, the counts here and everywhere, its width."""


class CodebookTree(Tree[int]):
    """The codes in the order of the codebook.

    A click highlights, a double click codes, dragging moves.
    """

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

    class Aimed(Message):
        """While a code is dragged: where it would go if it were let go, safe to show."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Dropped(Message):
        """A code was let go: it is to come below ``parent_id``, before ``before_id`` or last."""

        def __init__(self, code_id: int, parent_id: int | None, before_id: int | None) -> None:
            super().__init__()
            self.code_id = code_id
            self.parent_id = parent_id
            self.before_id = before_id

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("Codebook", id=id)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = INDENT
        self.auto_expand = False
        self.codes: dict[int, CodeInfo] = {}
        self._query = ""
        self._by_code: dict[int, TreeNode[int]] = {}
        self._folded: set[int] = set()
        self._shape: list[tuple[int, int | None]] = []
        self._found: list[CodeInfo] = []
        self._states: dict[int, _State] = {}
        self._labels: dict[int, Text] = {}
        self._look: tuple[Any, ...] = ()
        self._session: Session | None = None
        self._wanted: int | None = None
        self._drag = Drag(self)

    def show(self, session: Session) -> None:
        """Show the codes as the session knows them; what is folded stays folded."""
        self._session = session
        self.codes = session.codes
        self.relabel()

    @property
    def shown(self) -> int:
        """How many codes answer to the filter, with those above them; all without one."""
        return len(self._by_code)

    def narrow(self, query: str) -> None:
        """Show only the codes that answer to some letters, below their themes; all for none.

        The one that answers best is highlighted.
        """
        before, self._query = self._query, query.strip()
        if not before:
            self._note_folded()
        self.relabel()
        if self._query and self._found:
            self.choose(best_of(self._query, self._found).id)

    def holds(self, code_id: int) -> bool:
        """Whether a code is in the tree as it is narrowed now, be it folded away."""
        return code_id in self._by_code

    def relabel(self) -> None:
        """Show the codes as they are; only what differs from what is shown is made anew."""
        if self._session is None:
            return
        codes = list(self.codes.values())
        if self._query:
            self._found = matching(self._query, codes)
            codes = with_those_above(self._found, self.codes)
        shape = [(code.id, code.parent_id) for code in codes]
        changed = self._note_states(codes, self._session)
        if shape != self._shape:
            self._drag.cancel()
            self._grow(codes, shape)
        else:
            self._redraw_all(changed)

    def _note_folded(self) -> None:
        for key, node in self._by_code.items():
            if node.allow_expand and not node.is_expanded:
                self._folded.add(key)
            else:
                self._folded.discard(key)

    def _grow(self, codes: Sequence[CodeInfo], shape: list[tuple[int, int | None]]) -> None:
        if not self._query:
            self._note_folded()
        folded = set() if self._query else self._folded
        here = self.chosen
        parents = {parent for _, parent in shape}
        self.clear()
        self._shape, self._by_code = shape, {}
        for code in codes:
            above = self._by_code.get(code.parent_id or 0, self.root)
            if code.id in parents:
                node = above.add("", code.id, expand=code.id not in folded)
            else:
                node = above.add_leaf("", code.id)
            self._by_code[code.id] = node
        self.root.expand()
        first = shape[0][0] if shape else None
        self._wanted = here if here in self._by_code else first
        self._highlight()  # at once, for the next key; and again when there is room to scroll
        self.call_after_refresh(self._highlight)

    def _note_states(self, codes: Sequence[CodeInfo], session: Session) -> list[int]:
        """Note what the labels have to say; returns the codes whose label no longer says it."""
        here = summed(self.codes, session.counts_here)
        everywhere = summed(self.codes, session.counts_all)
        width = self.scrollable_content_region.width or 30
        few = without_colours(self.app)
        look = (width, few, self.background_colors[1])
        if look != self._look:
            self._look, self._states = look, {}
            self._labels.clear()
        order = {key: n for n, key in enumerate(self.codes)} if few else {}
        changed = []
        for code in codes:
            mark = letter(order[code.id]) if few else STRIPE
            state = (code, mark, (here[code.id], everywhere[code.id]), width)
            if self._states.get(code.id) != state:
                self._states[code.id] = state
                self._labels.pop(code.id, None)
                changed.append(code.id)
        return changed

    def _label(self, code_id: int) -> Text:
        """The label of a code; made when its row is drawn."""
        if code_id not in self._labels:
            self._labels[code_id] = self._code_label(*self._states[code_id])
        return self._labels[code_id].copy()

    def _code_label(self, code: CodeInfo, mark: str, counts: tuple[int, int], width: int) -> Text:
        here, everywhere = counts
        room = max(6, width - INDENT * code.depth - len(self.ICON_NODE) - 2 - HERE - ALL - 1)
        label = Text(no_wrap=True, end="")
        coloured = Style(color=tone(code.colour, self)) if mark == STRIPE else Style(bold=True)
        label.append(f"{mark} ", coloured)
        shown = name(code.name, room - 2 if code.frozen else room)
        label.append(shown, Style(bold=code.depth == 0 or None, italic=code.frozen or None))
        if code.frozen:
            label.append(f" {FROZEN}", Style(dim=True))
        label.append(" " * max(0, room + 2 - label.cell_len))
        label.append(f"{here or '·':>{HERE}}", Style(bold=here > 0 or None, dim=not here or None))
        label.append(f"{everywhere or '·':>{ALL}}", Style(dim=True))
        return label

    def get_label_width(self, node: TreeNode[int]) -> int:
        """Labels fill the width and are cut to it, so none need be measured."""
        return 1

    def render_label(self, node: TreeNode[int], base_style: Style, style: Style) -> Text:
        """The label after its fold mark; codes without others below get blanks instead."""
        label = self._label(node.data) if node.data is not None else Text()
        label.stylize_before(style)
        aim = self._drag.aim_of(node)
        mark = "  "
        if node.allow_expand:
            mark = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
        mark = _MARKS.get(aim, mark)
        if aim == DRAGGED:
            label.stylize(Style(dim=True, italic=True))
        elif aim:
            label.stylize(Style(reverse=True))
        fold = Style.from_meta({"toggle": True}) if node.allow_expand else Style.null()
        return Text.assemble((mark, base_style + fold), label)

    @property
    def chosen(self) -> int | None:
        """The id of the highlighted code."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def name_at(self, code: CodeInfo) -> int:
        """The cell at which the name of a code begins."""
        return INDENT * code.depth + len(self.ICON_NODE) + 2

    def redraw(self, code_id: int | None) -> None:
        """Draw the row of a code again, and not those below it, as a new label for it would."""
        node = self._by_code.get(code_id or 0)
        if node is not None and node.line >= 0:
            node.refresh()

    def _redraw_all(self, changed: Sequence[int]) -> None:
        if len(changed) <= FEW:
            for key in changed:
                self.redraw(key)
            return
        self._clear_line_cache()
        self.refresh()

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
        if self.last_line >= 0:  # asked first, so that the tree knows on which line the node is
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

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """See :class:`Drag`."""
        self._drag.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """See :class:`Drag`."""
        self._drag.move(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """See :class:`Drag`."""
        self._drag.up()

    def on_key(self, event: events.Key) -> None:
        """While a code is dragged, any key leaves it where it was."""
        if self._drag.cancel():
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """A double click codes; letting a dragged code go is no click."""
        if self._drag.ended:
            event.prevent_default()
        elif event.chain == 2 and "line" in event.style.meta:
            self.post_message(self.Coded())

    def on_resize(self) -> None:
        """Counts stay at the right edge."""
        self.relabel()
