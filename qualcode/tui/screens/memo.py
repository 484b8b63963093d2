"""Writing a memo, and reading one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from qualcode.study.types import CodeInfo, MemoInfo, MemoLink
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.dialog import Dialog, LineInput
from qualcode.tui.screens.editor import Editor
from qualcode.tui.shown import clean_name, name
from qualcode.tui.widgets.preview import Preview, link_look

if TYPE_CHECKING:
    from textual.timer import Timer

ROOM = 110
"""Columns from which the preview stands beside the text, and not in its place."""
WAIT = 0.2
"""Seconds without a letter before the preview is made anew."""

LinksIn = Callable[[str], list[MemoLink]]


class Written(NamedTuple):
    """What was written, and the link that is to be followed once it is saved."""

    title: str
    body: str
    follow: MemoLink | None = None


class LinkHere(NamedTuple):
    """A place that a link can be made to: how it looks in a list, and what makes the link.

    ``found_by`` are the words that find it; ``open`` says that the number of a turn may be
    written into the link.
    """

    look: Content
    make: Callable[[], str]
    found_by: tuple[str, ...] = ()
    open: bool = False


class MemoEditor(Editor[Written]):
    """A memo in Markdown: title, text and, if wished, how it will look.

    Args:
        heading: what the memo is on.
        memo: the memo to change; a new one, where None.
        links_in: looks up the links of a text.
        codes: by id, for the names of codes that are linked to.
        here: the places that a link can be made to now.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,ctrl+e", "preview", "Preview", show=False, priority=True),
        Binding("ctrl+l", "link", "Link", show=False, priority=True),
        Binding("ctrl+g", "go", "Follow", show=False, priority=True),
    ]

    def __init__(
        self,
        heading: str,
        memo: MemoInfo | None,
        *,
        links_in: LinksIn,
        codes: dict[int, CodeInfo],
        here: Sequence[LinkHere],
    ) -> None:
        keys = "Ctrl+S: save   F3: preview   Ctrl+L: link   Ctrl+G: follow   Esc: leave"
        super().__init__(heading, text=memo.body if memo else "", keys=keys)
        self._memo = memo
        self._title_begun = clean_name(memo.title) if memo else ""
        self._links_in = links_in
        self._codes = codes
        self._here = here
        self._timer: Timer | None = None
        self._previewed = False

    def body(self) -> Iterator[Widget]:
        """The title, the page, and how it will look."""
        yield LineInput(
            self._title_begun, placeholder="title (may be left empty)", id="title",
            select_on_focus=False,
        )  # fmt: skip
        with Horizontal(classes="sides"):
            yield from super().body()
            with VerticalScroll(id="shown", can_focus=False):
                yield Preview()

    def on_mount(self) -> None:
        """Show a memo that is there already as it is read, where there is room."""
        self._previewed = self._memo is not None and self.app.size.width >= ROOM
        self._arrange()

    def on_resize(self) -> None:
        """Put the preview beside the page, or in its place."""
        self._arrange()

    @property
    def _title_written(self) -> str:
        title = self.query_one("#title", Input).value.strip()
        kept = self._memo.title if self._memo else ""
        return kept if title == self._title_begun else title

    @property
    def changed(self) -> bool:
        """Whether title or text were changed."""
        return super().changed or self._title_written != (self._memo.title if self._memo else "")

    def answer(self) -> Written:
        """Title and text."""
        return Written(self._title_written, self.written)

    def action_preview(self) -> None:
        """Show how it will look, or do so no longer."""
        self._previewed = not self._previewed
        self._arrange()

    def _arrange(self) -> None:
        wide = self.app.size.width >= ROOM
        self.set_class(self._previewed and wide, "-wide")
        self.query_one("#shown").display = self._previewed
        self.page.display = wide or not self._previewed
        if self._previewed:
            self._show()
        if self.page.display and self.focused is None:
            self.page.focus()

    def _show(self) -> None:
        text = self.written
        self.query_one(Preview).show(text, self._links_in(text), self._codes)

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        if self._previewed:
            self._timer = self.set_timer(WAIT, self._show)

    @on(Input.Submitted)
    def _titled(self, event: Input.Submitted) -> None:
        event.stop()
        self.page.focus()

    def action_link(self) -> None:
        """Ask for a place, and put a link to it where the cursor is."""
        rows = [Row(n, here.look, here.found_by) for n, here in enumerate(self._here)]
        choose: Choose[int] = Choose(
            "A link to what?", rows, empty="There is no document to link to."
        )
        self.app.push_screen(choose, self._insert)

    def _insert(self, n: int | None) -> None:
        if n is None:
            return
        here = self._here[n]
        self.page.insert(here.make())
        if here.open:
            self.page.move_cursor_relative(columns=-2)
        self.page.focus()

    def action_go(self) -> None:
        """Save, and follow a link of the memo."""
        ask_which(self, self._links_in(self.written), self._codes, self.action_follow, self.warn)

    def action_follow(self, n: int) -> None:
        """Save, and follow this link."""
        link = self._links_in(self.written)[n]
        if link.problem:
            self.warn(f"That link leads nowhere: {link.problem}")
        else:
            self.dismiss(self.answer()._replace(follow=link))


class MemoReader(Dialog[MemoLink | Literal["own"]]):
    """A memo to read: somebody else's, or in a study that may only be read.

    The answer is the link to follow, or ``own`` to write one's own memo on the same thing.

    Args:
        heading: what the memo is on, and by whom.
        memo: the memo.
        links: its links.
        codes: by id.
        own: whether one's own can be written.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g,g", "go", "Follow", show=False),
        Binding("m", "own", "My own", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("q,enter", "dismiss", show=False),
    ]

    def __init__(
        self,
        heading: str,
        memo: MemoInfo,
        *,
        links: list[MemoLink],
        codes: dict[int, CodeInfo],
        own: bool,
    ) -> None:
        follow = "   Ctrl+G: follow a link" if links else ""
        mine = "   m: write one of your own" if own else ""
        super().__init__(heading, keys=f"↑ ↓: scroll{follow}{mine}   Esc: back")
        self._memo = memo
        self._links = links
        self._codes = codes
        self._own = own

    def body(self) -> Iterator[Widget]:
        """Title and text."""
        if self._memo.title:
            yield Static(Content.styled(name(self._memo.title, 200), "bold"), classes="passage")
        with VerticalScroll(id="shown"):
            yield Preview()

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one(Preview).show(self._memo.body, self._links, self._codes)
        self.query_one("#shown").focus()

    def action_scroll(self, step: int) -> None:
        """Scroll by rows."""
        self.query_one("#shown").scroll_relative(y=step, animate=False)

    def action_own(self) -> None:
        """Write one's own."""
        if self._own:
            self.dismiss("own")

    def action_go(self) -> None:
        """Follow a link."""
        ask_which(self, self._links, self._codes, self.action_follow, self._say)

    def action_follow(self, n: int) -> None:
        """Follow this link."""
        if self._links[n].problem:
            self._say(f"That link leads nowhere: {self._links[n].problem}")
        else:
            self.dismiss(self._links[n])

    def _say(self, words: str) -> None:
        self.query_one(".keys", Static).update(Content.styled(words, "$warning"))


def ask_which(
    screen: Screen[Any],
    links: Sequence[MemoLink],
    codes: dict[int, CodeInfo],
    follow: Callable[[int], None],
    say: Callable[[str], None],
) -> None:
    """Follow the only link, or ask which one."""
    if not links:
        say("There is no link in this memo: Ctrl+L puts one in.")
    elif len(links) == 1:
        follow(0)
    else:
        rows = [Row(n, link_look(link, codes), ()) for n, link in enumerate(links)]
        choose: Choose[int] = Choose("Follow which link?", rows, typing=False)
        screen.app.push_screen(choose, lambda n: None if n is None else follow(n))
