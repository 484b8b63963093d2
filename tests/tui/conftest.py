"""Sitting at the desk in a test: press keys, read the screen."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from qualcode.analysis.acceptance import ModelState
from qualcode.study import Study
from qualcode.suggest import Suggestion
from qualcode.tui.app import DeskApp
from qualcode.tui.commands import DeskCommands
from qualcode.tui.keymap import STANDARD, Keymap
from qualcode.tui.screens.desk import Desk
from qualcode.tui.work import suggesting


@pytest.fixture(scope="session", autouse=True)
def every_action(request: pytest.FixtureRequest) -> Iterator[None]:
    """See :class:`EveryAction`."""
    with pytest.MonkeyPatch.context() as patch:
        request.config.pluginmanager.get_plugin("every-action").watch(patch)
        yield


class Seat:
    """The person at the desk."""

    def __init__(self, app: DeskApp, pilot: Any) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def desk(self) -> Desk:
        return self.app.desk

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, words: str) -> None:
        await self.press(*("space" if c == " " else c for c in words))

    def rows(self) -> list[str]:
        """What stands on the screen, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    def screen(self) -> str:
        return "\n".join(self.rows())

    def said(self) -> str:
        """The line that says what was done."""
        return self.desk.query_one("#done").render().plain

    async def toasts(self) -> str:
        """What the messages in the corner say."""
        await self.pilot.pause(0.1)
        return " ".join(toast._notification.message for toast in self.app.screen.query("Toast"))

    async def choose(self, title: str) -> None:
        """Take what the palette offers by a title, without waiting for its list."""
        hits = [hit async for hit in DeskCommands(self.app.screen).discover()]
        [command] = [hit.command for hit in hits if hit.text == title]
        command()
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what is done in its own time, such as by a thread or the palette."""
        for _ in range(100):
            if holds():
                return
            await self.pilot.pause(0.05)
        raise AssertionError(self.screen())

    def select(self, words: str) -> tuple[int, int]:
        text = self.desk.session.text
        assert text.count(words) == 1
        start = text.index(words)
        self.desk.transcript.go_to(start)
        self.desk.transcript.select_span(start, start + len(words))
        return start, start + len(words)


Sit = Callable[..., contextlib.AbstractAsyncContextManager[Seat]]


@pytest.fixture
def sit() -> Sit:
    """Sits down at the desk before a study, without suggestions unless asked for."""

    @contextlib.asynccontextmanager
    async def at(
        study: Study,
        size: tuple[int, int] = (120, 36),
        *,
        suggestions: bool = False,
        keymap: Keymap = STANDARD,
    ) -> AsyncIterator[Seat]:
        app = DeskApp(study, suggestions=suggestions, keymap=keymap)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Seat(app, pilot)

    return at


def coded(study: Study) -> list[tuple[str, str]]:
    """What is coded: words and code, in order."""
    return [(row.text, study.codebook.get(row.code_id).name) for row in study.codings.passages()]


@pytest.fixture(name="coded")
def coded_fixture() -> Callable[[Study], list[tuple[str, str]]]:
    """See :func:`coded`."""
    return coded


class Learned:
    """Stands for the child process: answers what it is told to."""

    def __init__(self, study: Study, answers: list[Suggestion]) -> None:
        self.study = study
        self.answers = answers
        self.taught: list[int] = []
        self.closed = False

    async def learn(self) -> ModelState:
        data = self.study.suggestions.training_data()
        self.taught.append(len(data.passages))
        return data.state()

    async def suggest(self, document_id, start, end, n) -> list[Suggestion]:
        return self.answers[:n]

    async def likeliest(self, places, n) -> list[list[Suggestion]]:
        return [self.answers[:n] for _ in places]

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def quick(monkeypatch):
    """No waiting for a moment's quiet."""
    monkeypatch.setattr(suggesting, "LEARN_AFTER", 0.01)
    monkeypatch.setattr(suggesting, "ASK_AFTER", 0.01)


@pytest.fixture
def learned(study, monkeypatch, quick):
    asking, capacity = (study.codebook.find(n).id for n in ("Asking", "Capacity"))
    client = Learned(
        study,
        [
            Suggestion(str(asking), 0.7, ("It says [b]ask[/b].",)),
            Suggestion(str(capacity), 0.2, ()),
            Suggestion("999", 0.1, ("a code that is gone",)),
        ],
    )
    monkeypatch.setattr(suggesting, "StudySuggestions", lambda path: client)
    return client
