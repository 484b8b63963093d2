"""Writing a memo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from qualcode.study.types import CodeInfo, MemoInfo, MemoLink
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.dialog import Dialog, KeysToPress, LineInput
from qualcode.tui.shown import clean_name
from qualcode.tui.widgets.fields import TextField
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


class MemoEditor(Dialog[Written]):
    """A memo in Markdown: title, text and, if wished, how it will look.

    Leaving without saving asks for Esc twice where something was changed.

    Args:
        heading: what the memo is on.
        memo: the memo to change; a new one, where None.
        links_in: looks up the links of a text.
        codes: by id, for the names of codes that are linked to.
        here: the places that a link can be made to now.
    """

    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("escape", "leave", "Leave", show=False, priority=True),
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
        super().__init__(heading, keys=keys)
        self._begun = Written(memo.title, memo.body) if memo else Written("", "")
        self._links_in = links_in
        self._codes = codes
        self._here = here
        self._timer: Timer | None = None
        self._previewed = memo is not None
        self._warned = False

    def body(self) -> Iterator[Widget]:
        """The title, the page, and how it will look."""
        title = clean_name(self._begun.title)
        hint = "title (may be left empty)"
        yield LineInput(title, placeholder=hint, id="title", select_on_focus=False)
        with Horizontal(classes="sides"):
            yield TextField(self._begun.body, id="page")
            with VerticalScroll(id="shown", can_focus=False):
                yield Preview()

    def on_mount(self) -> None:
        """Show a memo that is there already as it is read, where there is room beside it."""
        self._previewed = self._previewed and self.app.size.width >= ROOM
        self._arrange()

    def on_resize(self) -> None:
        """Put the preview beside the page, or in its place."""
        self._arrange()

    @property
    def page(self) -> TextField:
        """Where the text is written."""
        return self.query_one("#page", TextField)

    @property
    def written(self) -> Written:
        """Title and text; what was not touched is as it came."""
        title = self.query_one("#title", Input).value.strip()
        same = title == clean_name(self._begun.title)
        return Written(self._begun.title if same else title, self.page.value)

    def action_save(self) -> None:
        """Answer with what was written."""
        self.dismiss(self.written)

    def action_leave(self) -> None:
        """Leave; where something was written, only when asked again."""
        if self.written != self._begun and not self._warned:
            self._warned = True
            self._say("What you wrote is not saved.   Ctrl+S: save   Esc again: drop it")
        else:
            self.dismiss(None)

    def _say(self, words: str) -> None:
        self.query_one(KeysToPress).say(words, "$warning")

    def on_key(self, event: events.Key) -> None:
        """Letters typed before the page had the focus go to the page."""
        event.prevent_default()  # a dialogue would give them to its line
        if event.is_printable and event.character:
            event.stop()
            self.page.insert(event.character)

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
        text = self.page.value
        self.query_one(Preview).show(text, self._links_in(text), self._codes)

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _typed(self) -> None:
        if self._warned:  # who writes on is warned again
            self._warned = False
            self.query_one(KeysToPress).say(self._keys)
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
        ask_which(self, self._links_in(self.page.value), self._codes, self.action_follow, self._say)

    def action_follow(self, n: int) -> None:
        """Save, and follow this link."""
        link = self._links_in(self.page.value)[n]
        if link.problem:
            self._say(f"That link leads nowhere: {link.problem}")
        else:
            self.dismiss(self.written._replace(follow=link))


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
