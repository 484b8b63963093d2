"""How every screen of the desk looks, in three sizes and three themes, and what holds of each.

One walk a size goes through all screens. Look at a changed picture before accepting it:
``pytest tests/tui/test_pictures.py --snapshot-update`` writes them anew.
"""

from __future__ import annotations

import asyncio
import difflib
import inspect
import time
from collections.abc import AsyncIterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple, get_args

import pytest
from conftest import make_transcript, place
from picture import THEMES, Picture, rows_of
from textual import events
from textual._compositor import Compositor
from textual.screen import Screen

import qualcode.tui.screens
from qualcode.codebook import Code, Codebook, Question
from qualcode.study import marks
from qualcode.tui.actions import Pane
from qualcode.tui.app import DeskApp
from qualcode.tui.screens.dialog import Dialog
from qualcode.tui.screens.over import Over
from qualcode.tui.screens.sifted import Sifted

SIZES = ((80, 24), (120, 40), (200, 60))
KEPT = Path(__file__).parent / "pictures"
ONLY_BASES = {Over, Dialog, Sifted}
"""Screens that are never shown themselves."""

TALK = (
    ("Interviewer", "So what has changed since the partnership began?"),
    ("Anna Reed", "We built capacity in the school. Teachers were teaching together, I think, and "
     "for the first time nobody had to ask who was in charge of the timetable on a Tuesday."),
    ("Interviewer", "And the students?"),
    ("Ben", "They ask questions now. They never used to! 👩‍🏫 It's a different place."),
    ("Several", "Yes."),
    ("Anna Reed", "Well, the bus was late. Every single day of the first term. We wrote to the "
     "company, and we wrote again, and in the end the head of the college drove them herself."),
    ("Interviewer", "What would you tell another school that wants to begin?"),
    ("Anna Reed", "Begin with the timetable. Everything else can be put right afterwards."),
    ("Ben", "And talk to the drivers."),
)  # fmt: skip
OTHER = (("Ben Hall", "The canteen was loud. We took the bus home at four."),)
CODES = Codebook(
    "pictures",
    (
        Code("Leading", question="leaders", colour="#0072b2", children=(
            Code("Capacity", short="making the school able to do more",
                 definition="What a school can do now that it could not do before, by its own "
                 "account: with its own people, its own rooms and its own money.",
                 inclusion="somebody says what has become possible",
                 exclusion="plans that came to nothing",
                 examples=("We built capacity in the school.",)),
            Code("Transport"),
            Code("Relationships between the leaders of all five institutions"),
        )),
        Code("Learning", colour="#d55e00", children=(Code("Asking"), Code("Together"))),
    ),
    questions=(Question("leaders", "What did partnership do to the leaders' leadership?"),),
)  # fmt: skip
MEMO = """# Who asks?

They *never used to*. Compare **Ben** with Anna:

- questions in class
- questions at home

> It's a different place.
"""


class At(datetime):
    """Five past two on the day of the pictures."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 24, 14, 5, tzinfo=tz)


@pytest.fixture
def study(new_study, monkeypatch):
    """Two documents, two coders, what they coded and noted; made at one fixed moment."""
    monkeypatch.setattr(marks, "datetime", At)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    made = new_study()
    made.documents.add(make_transcript("Anna Reed and Ben, March", TALK))
    made.documents.add(make_transcript("Focus group of the special school, autumn term", OTHER))
    made.codebook.import_(CODES)
    made.participants.add("Anna Reed", {"role": "Head teacher"})
    made.participants.add("Ben Hall", {"role": "Student"})
    code = {known.name: known.id for known in made.codebook.codes()}
    made.favourites.pin(1, code["Transport"])

    def coded(words, name, document=1):
        return made.codings.apply(document, *place(made, words, document), code[name]).id

    first = coded("We built capacity in the school.", "Capacity")
    coded("capacity in the school. Teachers were teaching together", "Together")
    coded("We took the bus home at four.", "Transport", 2)
    asked = coded("They ask questions now. They never used to!", "Asking")
    made.memos.add("coding", asked, MEMO, title="Who asks?")
    made.coders.use(made.coders.add("Daniel Okonkwo").id)
    coded("We built capacity in the school.", "Capacity")
    coded("They ask questions now.", "Together")
    coded("the bus was late", "Transport")
    made.memos.add("coding", first, "Is this *capacity*, or only **luck**?")
    made.memos.add("code", code["Capacity"], "Narrower than in the report.")
    made.coders.use("Ruth")
    yield made
    monkeypatch.undo()
    time.tzset()


class Stop(NamedTuple):
    """A place on the walk: its name, the keys that lead there, and those that lead back."""

    name: str
    keys: str = ""
    back: str = ""
    until: str = ""


WALK = (
    Stop("desk"),
    Stop("selection", "g J s s", "escape"),
    Stop("tour", "f2", "f2"),
    Stop("resizing", "g n n n n n z", "escape escape"),
    Stop("codings-here", "g n enter", "escape"),
    Stop("code-picker", "J s c", "escape"),
    Stop("code-picker-typed", "c t o", "escape"),
    Stop("code-picker-new", "c z e a l", "escape"),
    Stop("in-vivo", "i", "escape escape"),
    Stop("memo-on-what", "g n E", "escape"),
    Stop("memos-of-several", "g n m", "escape"),
    Stop("memo-new", "J s m a b", ""),
    Stop("memo-unsaved", "escape", "escape"),
    Stop("memos", "M", ""),
    Stop("memo-editor", "down down enter", ""),
    Stop("memo-preview", "f3", "escape"),
    Stop("memo-link", "M down down enter ctrl+l", "escape escape"),
    Stop("memo-reader", "M enter", "escape"),
    Stop("search", "slash b u s", "escape", "2 places"),
    Stop("documents-by-name", "d", "escape"),
    Stop("coders", "C", "escape"),
    Stop("speaker", "I", "escape"),
    Stop("numbers", "0", "escape"),
    Stop("help", "question_mark", "escape"),
    Stop("palette", "ctrl+p", until="Code the passage"),
    Stop("palette-typed", "m e r g e", "escape", "Shows first"),
    Stop("history", "H"),
    Stop("as-it-was", "down down enter", "escape", "As it was"),
    Stop("ask-round", "Q"),
    Stop("round", "enter", "escape", "Quick round  1 of "),
    Stop("two-sides", "vertical_line", "vertical_line"),
    Stop("compare", "X"),
    Stop("compare-settled", "n a p"),
    Stop("compare-figures", "f", "escape escape", "kappa"),
    Stop("passages", "g n R"),
    Stop("passages-marked", "space"),
    Stop("conditions", "f", "escape"),
    Stop("passages-narrowed", "slash b u i l t enter", "backspace escape"),
    Stop("codebook", "B home down"),
    Stop("code-filter", "t a s", "escape"),
    Stop("code-form", "home down d", "escape"),
    Stop("colours", "o", "escape"),
    Stop("merge", "g t r a n enter", "escape"),
    Stop("split", "s space"),
    Stop("split-target", "enter n e w", "escape", "Enter makes"),
    Stop("documents", "escape D down", "D"),
    Stop("without-panels", "B B P", "P"),
    Stop("blind", "Y"),
    Stop("blind-end", "Y", "escape"),
    Stop("trouble", "B home down r ctrl+u T r a n s p o r t enter"),
)


async def type_keys(seat, keys: str) -> None:
    """Press keys, each as soon as there is nothing left to do for the one before."""
    for key in keys.split():
        seat.app._driver.send_message(events.Key(key, key if len(key) == 1 else None))
        await settle(seat)


async def settle(seat) -> None:
    """Let all happen that can happen now. Pilot would wait until time has passed instead."""
    loop = asyncio.get_running_loop()
    calm = 0
    while calm < 3:
        await asyncio.sleep(0)
        working = any(worker.is_running for worker in seat.app.workers) or seat.app.following
        if loop._ready:
            calm = 0
        elif working:
            await asyncio.sleep(0.005)
        else:
            calm += 1
            seat.app.screen._on_timer_update()


async def picture(seat, name: str) -> Picture:
    """The screen in each theme, the one that it has first."""
    app = seat.app
    if app.screen._css_update_count != app._css_update_count:
        app.refresh_css()
        await settle(seat)
    rows = {app.theme: rows_of(app)}
    for theme in (theme for theme in THEMES if theme not in list(rows)):
        app.theme = theme
        await settle(seat)
        rows[theme] = rows_of(app)
    return Picture(name, app.size, rows)


async def walk(seat) -> AsyncIterator[Picture]:
    """Take a picture at every stop."""
    for stop in WALK:
        await type_keys(seat, stop.keys)
        for _ in range(60 if stop.until else 0):
            there = stop.until in seat.screen()
            await asyncio.sleep(0.05)
            await settle(seat)
            if there:
                break
        yield await picture(seat, stop.name)
        await type_keys(seat, stop.back)


def differences(pictures: list[Picture], folder: Path) -> str:
    """How pictures differ from those that were kept."""
    kept = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    taken = {picture.name: str(picture) for picture in pictures}
    return "\n".join(
        line
        for name in sorted({*kept, *taken})
        for line in difflib.unified_diff(
            kept.get(name, "").splitlines(),
            taken.get(name, "").splitlines(),
            f"{name} as kept",
            f"{name} now",
            lineterm="",
            n=1,
        )
    )


def keep(pictures: list[Picture], folder: Path) -> None:
    """Keep these pictures, and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        path.unlink()
    for taken in pictures:
        (folder / f"{taken.name}.txt").write_text(str(taken), encoding="utf-8")


@pytest.fixture
def quickly(monkeypatch):
    """Nothing is drawn between two pictures, and a style sheet is read once for each theme.

    What lies below a dialogue gets a theme's colours when its own picture is taken.
    """
    read: dict[tuple[str, ...], list] = {}

    def refresh_css(app, animate=False):
        sheet = app.stylesheet
        sheet.set_variables(app.get_css_variables())
        key = (app.theme, *map(str, sheet.source))
        if key not in read:
            sheet.reparse()
            read[key] = sheet.rules
        sheet._rules, sheet._rules_map, sheet._require_parse = read[key], None, False
        sheet.update(app, animate=animate)
        for screen in app._screen_stack[-1:]:
            if screen not in app.children:  # the palette is no child of the app
                sheet.update(screen, animate=animate)
            screen._refresh_layout(app.size)
            screen._css_update_count = app._css_update_count

    monkeypatch.setattr(DeskApp, "refresh_css", refresh_css)
    monkeypatch.setattr(Compositor, "render_update", lambda *_, **__: None)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen(study, sit, quickly, request, size):
    folder = KEPT / f"{size[0]}x{size[1]}"
    pictures, screens, panes = [], set(), set()
    async with sit(study, size) as seat:
        async for taken in walk(seat):
            pictures.append(taken)
            screens.add(type(seat.app.screen))
            panes.add(seat.desk.keys_pane)
    assert every_screen() - screens == ONLY_BASES
    assert panes == {*get_args(Pane)} - {"everywhere"}
    if request.config.getoption("update_snapshots"):
        keep(pictures, folder)
    wrong = [differences(pictures, folder), *(f for taken in pictures for f in taken.faults())]
    if any(wrong):
        pytest.fail("\n".join(wrong), pytrace=False)


def every_screen() -> set[type[Screen]]:
    """The classes of screens that there are."""
    package = qualcode.tui.screens
    names = [f"{package.__name__}.{module.name}" for module in iter_modules(package.__path__)]
    return {
        known
        for module in map(import_module, names)
        for _, known in inspect.getmembers(module, inspect.isclass)
        if issubclass(known, Screen) and known.__module__ == module.__name__
    }
