"""Any sequence of work at the desk: what is shown, the study and a simple model agree."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conftest import make_transcript
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qualcode
from qualcode.study import Study
from qualcode.tui.app import DeskApp
from qualcode.tui.screens.desk import Desk

Coded = frozenset[tuple[int, int, str]]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ("code", "code", "again", "recode", "resize", "remove", "merge", "rename", "new",
             "undo", "undo", "redo")
        ),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    min_size=6,
    max_size=22,
)  # fmt: skip


class Model:
    """What a person would say the study is: passages by code, and what can be undone."""

    def __init__(self, names: list[str]) -> None:
        self.now: tuple[Coded, tuple[str, ...]] = (frozenset(), tuple(names))
        self.past: list[Any] = []
        self.future: list[Any] = []

    @property
    def coded(self) -> Coded:
        return self.now[0]

    @property
    def names(self) -> tuple[str, ...]:
        return self.now[1]

    def become(self, coded: Coded, names: tuple[str, ...] | None = None) -> None:
        now = (coded, self.names if names is None else names)
        if now != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = now

    def renamed(self, old: str, new: str) -> None:
        coded = frozenset((s, e, new if n == old else n) for s, e, n in self.coded)
        self.become(coded, tuple(new if n == old else n for n in self.names))

    def merged(self, gone: str, into: str) -> None:
        coded = frozenset((s, e, into if n == gone else n) for s, e, n in self.coded)
        self.become(coded, tuple(n for n in self.names if n != gone))

    def go(self, back: bool) -> None:
        here, there = (self.past, self.future) if back else (self.future, self.past)
        if here:
            there.append(self.now)
            self.now = here.pop()


class Hand:
    """Works at the desk as keys would, and answers what is asked."""

    def __init__(self, desk: Desk, model: Model) -> None:
        self.desk, self.model = desk, model
        self.answer: Callable[[Any], Any] = lambda screen: None
        desk.ask = self._ask  # type: ignore[method-assign]

    def _ask(self, screen: Any, then: Callable[[Any], None]) -> None:
        answer = self.answer(screen)
        if answer is not None:
            self.desk.guarded(lambda: then(answer))

    def id_of(self, name: str) -> int:
        return next(c.id for c in self.desk.session.codes.values() if c.name == name)

    def pick(self, n: int) -> str:
        return self.model.names[n % len(self.model.names)]

    def do(self, step: str, n: int, m: int) -> None:
        getattr(self, f"do_{step}")(n, m)

    def _select(self, n: int, m: int) -> tuple[int, int]:
        view = self.desk.transcript
        self.desk.action_do("start")
        for _ in range(n % 6):
            self.desk.action_do("next-sentence")
        self.desk.action_do("select-sentence")
        for _ in range(m % 3):
            self.desk.action_do("select-word")
        return view.passage

    def do_code(self, n: int, m: int) -> None:
        span, name = self._select(n, m), self.pick(m)
        self.answer = lambda screen: self.id_of(name)
        self.desk.action_do("code")
        self.model.become(self.model.coded | {(*span, name)})

    def do_again(self, n: int, m: int) -> None:
        last = self.desk.session.last_code
        if last in self.desk.session.codes:
            span, name = self._select(n, m), self.desk.session.codes[last].name
            self.desk.action_do("again")
            self.model.become(self.model.coded | {(*span, name)})

    def _at_coding(self, n: int) -> tuple[int, int, str] | None:
        if not self.model.coded:
            return None
        start, end, name = sorted(self.model.coded)[n % len(self.model.coded)]
        self.desk.action_do("clear")
        self.desk.transcript.go_to(start)
        return start, end, name

    def _this(self, wanted: tuple[int, int, str]) -> int:
        codes = self.desk.session.codes
        return next(
            row.id
            for row in self.desk.session.codings.values()
            if (row.start, row.end, codes[row.code_id].name) == wanted
        )

    def do_recode(self, n: int, m: int) -> None:
        if (coding := self._at_coding(n)) is not None:
            name = self.pick(m)
            row = self.desk.session.codings[self._this(coding)]
            self.answer = lambda screen: self.id_of(name)
            self.desk.coding._recode(row)
            there = (coding[0], coding[1], name)
            if there not in self.model.coded:
                self.model.become(self.model.coded - {coding} | {there})

    def do_resize(self, n: int, m: int) -> None:
        if (coding := self._at_coding(n)) is not None:
            key = self._this(coding)
            self.answer = lambda screen: key
            self.desk.action_do("resize")
            for _ in range(1 + m % 3):
                self.desk.action_do("select-word")
            span = self.desk.transcript.selection
            assert span is not None
            self.desk.action_do("codings-here")
            there = (*span, coding[2])
            if there not in self.model.coded:
                self.model.become(self.model.coded - {coding} | {there})

    def do_remove(self, n: int, m: int) -> None:
        if (coding := self._at_coding(n)) is not None:
            key = self._this(coding)
            self.answer = lambda screen: key
            self.desk.action_do("remove")
            self.model.become(self.model.coded - {coding})

    def do_merge(self, n: int, m: int) -> None:
        gone, into = self.pick(n), self.pick(m)
        if gone != into and len(self.model.names) > 2:
            self.desk.study_codebook.merge(self.id_of(gone), self.id_of(into))
            self.desk.following.catch_up()
            self.model.merged(gone, into)

    def do_rename(self, n: int, m: int) -> None:
        old, new = self.pick(n), f"Renamed {m}"
        if new not in self.model.names:
            self.desk.study_codebook.rename(self.id_of(old), new)
            self.desk.following.catch_up()
            self.model.renamed(old, new)

    def do_new(self, n: int, m: int) -> None:
        new = f"New {n}"
        if new not in self.model.names:
            self.desk.study_codebook.add(new)
            self.desk.following.catch_up()
            self.model.become(self.model.coded, (*self.model.names, new))

    def do_undo(self, n: int, m: int) -> None:
        self.desk.action_do("undo")
        self.model.go(back=True)

    def do_redo(self, n: int, m: int) -> None:
        self.desk.action_do("redo")
        self.model.go(back=False)


def in_study(study: Study) -> tuple[Coded, set[str]]:
    names = {code.id: code.name for code in study.codebook.codes()}
    rows = study.codings.all()
    return frozenset((r.start, r.end, names[r.code_id]) for r in rows), set(names.values())


def shown(desk: Desk) -> tuple[Coded, set[str]]:
    sheet = desk.transcript.sheet
    names = {key: code.name for key, code in sheet.codes.items()}
    rows = sheet.codings.values()
    return frozenset((r.start, r.end, names[r.code_id]) for r in rows), set(names.values())


async def work(path: Path, steps: list[tuple[str, int, int]]) -> None:
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        names = ["Alpha", "Beta", "Gamma"]
        with study.one_action("codes"):
            for name in names:
                study.codebook.add(name)
        model = Model(names)
        app = DeskApp(study, suggestions=False)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            desk = app.desk
            desk.study_codebook = study.codebook  # type: ignore[attr-defined]
            hand = Hand(desk, model)
            floor = study.history.undo_point()
            for step, n, m in steps:
                if step == "undo" and study.history.undo_point() == floor:
                    continue
                hand.do(step, n, m)
                expected = model.coded, set(model.names)
                assert in_study(study) == expected, step
                assert shown(desk) == expected, step
                assert len(desk.session.codings) == len(model.coded)
                assert sum(desk.session.counts_all.values()) == len(model.coded)
            await pilot.pause()
        assert study.check() == []
    with qualcode.open(path) as again:
        assert in_study(again) == (model.coded, set(model.names))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_any_sequence_of_work(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(work(Path(folder) / "s.qualcode", steps))
