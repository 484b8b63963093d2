"""What takes longer than a key may: it is looked for in a thread, and can be stopped."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from conftest import place

from qualcode.errors import Stopped
from qualcode.study.agreeing import Agreeing
from qualcode.study.codings import Codings
from qualcode.study.history import History
from qualcode.study.retrieval import Retrieval
from qualcode.tui.screens.compare import Compare
from qualcode.tui.screens.retrieval import Passages
from qualcode.tui.screens.split import SplitCodings
from qualcode.tui.work import fetching


class Slow:
    """Answers only once it is let."""

    def __init__(self, monkeypatch, owner, method: str) -> None:
        asked = getattr(owner, method)
        self.go = threading.Event()
        self.threads: list[str] = []

        def slow(*args, **kwargs):
            self.threads.append(threading.current_thread().name)
            assert self.go.wait(10)
            return asked(*args, **kwargs)

        monkeypatch.setattr(owner, method, slow)


@pytest.fixture
def coded_twice(study, monkeypatch):
    """Four codings, by two people; all is as if there were very many."""
    capacity, asking = (study.codebook.find(n).id for n in ("Capacity", "Asking"))
    study.codings.apply(1, *place(study, "We built capacity"), capacity)
    study.codings.apply(1, *place(study, "They never used to!"), capacity)
    study.codings.apply(1, *place(study, "built capacity"), asking)
    study.coders.use(study.coders.add("Daniel").id)
    study.codings.apply(1, *place(study, "the bus was late"), asking)
    monkeypatch.setattr(fetching, "MANY", 0)
    return study


async def test_keys_go_on_while_passages_are_looked_for(coded_twice, sit, monkeypatch):
    slow = Slow(monkeypatch, Retrieval, "match")
    async with sit(coded_twice) as seat:
        seat.desk.transcript.go_to(0)
        await seat.press("R", "c", "a", "p", "enter")
        assert "Looking for the passages … Esc stops" in seat.said()
        at = seat.desk.transcript.cursor
        await seat.press("J")
        assert seat.desk.transcript.cursor > at
        await seat.press("escape")
        assert "Stopped" in seat.said()
        slow.go.set()
        await seat.pilot.pause(0.2)
        assert seat.app.screen is seat.desk

        seat.desk.transcript.go_to(0)
        await seat.press("R", "c", "a", "p", "enter")
        await seat.until(lambda: seat.rows()[0].startswith(" Capacity: 2 passages"))
        assert set(slow.threads) == {slow.threads[0]} != {threading.main_thread().name}

        slow.go.clear()
        await seat.press("slash", "b", "u", "i", "l", "t", "enter")
        assert "Looking for" in seat.rows()[-2]
        await seat.press("j")
        assert seat.rows()[-2].endswith("2 of 2")
        await seat.press("escape")
        assert "Stopped" in seat.rows()[-2]
        assert seat.rows()[0].startswith(" Capacity: 2 passages")
        slow.go.set()
        await seat.press("slash", "b", "u", "i", "l", "t", "enter")
        await seat.until(
            lambda: (
                seat.rows()[0].startswith(' Capacity, with the words "built"')
                or "1 passage" in seat.rows()[0]
            ),
        )
        await seat.press("x")
        await seat.until(lambda: "No passage meets all of this" in seat.screen())
        assert "Removed 1 coding" in seat.screen()
        assert isinstance(seat.app.screen, Passages)


async def test_so_are_the_codings_of_a_code_and_of_two_coders(coded_twice, sit, monkeypatch):
    passages = Slow(monkeypatch, Codings, "passages")
    review = Slow(monkeypatch, Agreeing, "review")
    async with sit(coded_twice) as seat:
        await seat.press("B")
        seat.desk.codebook_tree.choose(coded_twice.codebook.find("Capacity").id)
        seat.desk.action_do("split-code")
        assert "Looking for the codings of Capacity" in seat.said()
        seat.desk.transcript.focus()
        seat.desk.action_do("compare")  # what is asked for last counts
        assert "Looking for what the two coded" in seat.said()
        passages.go.set()
        review.go.set()
        await seat.until(lambda: isinstance(seat.app.screen, Compare))
        await seat.press("escape", "B")
        seat.desk.action_do("split-code")
        await seat.until(lambda: isinstance(seat.app.screen, SplitCodings))
        await seat.until(lambda: "0 of 2 codings marked" in seat.screen())
        await seat.press("escape", "B", "M")
        await seat.until(lambda: "No memo yet" in seat.screen())


async def test_the_study_as_it_was_is_stopped_where_it_is(study, sit, monkeypatch):
    ended = threading.Event()

    def as_of(self, history_id, *, going):
        for n in range(10_000):
            if not going(f"step {min(n, 1)}"):
                ended.set()
                raise Stopped("It was stopped.")
            time.sleep(0.005)

    monkeypatch.setattr(History, "as_of", as_of)
    async with sit(study) as seat:
        await seat.press("H", "down", "enter")
        await seat.until(lambda: ": step 1 … Esc stops" in seat.said())
        assert seat.said().startswith("Looking back: ")
        await seat.press("J", "escape")
        assert "Stopped" in seat.said() and await asyncio.to_thread(ended.wait, 5)
        await seat.pilot.pause(0.1)
        assert seat.app.screen is seat.desk and "Stopped" in seat.said()


async def test_what_goes_wrong_meanwhile_is_said(coded_twice, sit):
    async with sit(coded_twice) as seat:
        seat.desk.fetching.fetch(
            lambda study: study.codings.get(999), lambda _: None, size=1, what="a coding"
        )
        assert "no coding 999" in await seat.toasts()
        assert not seat.desk.fetching.busy
