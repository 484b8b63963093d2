"""Two coders at two windows do, undo and redo anything crosswise: the study stays sound."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conftest import make_transcript
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import qualcode
from qualcode.errors import QualcodeError
from qualcode.study import Study

WHO = st.integers(0, 1)
N = st.integers(0, 5)


class Crosswise(RuleBasedStateMachine):
    """Any refusal is fine; anything but a sound study, seen alike by both, is not."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "s.qualcode"
        first = qualcode.create(path, coder="Ruth")
        first.documents.add(make_transcript())
        for name in "ABC":
            first.codebook.add(name)
        self.desks = (first, qualcode.open(path, coder="Daniel"))

    def attempt(self, who: int, act: Callable[[Study], Any]) -> None:
        try:
            act(self.desks[who])
        except QualcodeError as error:
            assert str(error)

    def pick(self, items: list[Any], n: int) -> Any:
        return items[n % len(items)].id if items else 99

    @rule(who=WHO, n=N, m=N)
    def code(self, who: int, n: int, m: int) -> None:
        self.attempt(who, lambda s: s.codings.apply(1, n, n + 20, self.pick(s.codebook.codes(), m)))

    @rule(who=WHO, n=N, m=N)
    def recode(self, who: int, n: int, m: int) -> None:
        self.attempt(
            who,
            lambda s: s.codings.recode(
                self.pick(s.codings.all(), n), self.pick(s.codebook.codes(), m)
            ),
        )

    @rule(who=WHO, n=N, what=st.sampled_from(["code", "coding", "document", "participant"]))
    def memo(self, who: int, n: int, what: Any) -> None:
        def act(s: Study) -> None:
            lists = {
                "code": s.codebook.codes,
                "coding": s.codings.all,
                "document": s.documents.list,
                "participant": s.participants.list,
            }
            s.memos.add(what, self.pick(lists[what](), n), "thought")

        self.attempt(who, act)

    @rule(who=WHO, n=N)
    def forget(self, who: int, n: int) -> None:
        self.attempt(who, lambda s: s.memos.remove(self.pick(s.memos.list(), n)))

    @rule(who=WHO, n=N, m=N)
    def move(self, who: int, n: int, m: int) -> None:
        self.attempt(
            who,
            lambda s: s.codebook.move(
                self.pick(s.codebook.codes(), n), self.pick(s.codebook.codes(), m)
            ),
        )

    @rule(who=WHO, n=N, name=st.sampled_from("aBCD"))
    def rename(self, who: int, n: int, name: str) -> None:
        self.attempt(who, lambda s: s.codebook.rename(self.pick(s.codebook.codes(), n), name))

    @rule(who=WHO, n=N, name=st.sampled_from("ABCD"))
    def new_code(self, who: int, n: int, name: str) -> None:
        self.attempt(
            who, lambda s: s.codebook.add(name, self.pick(s.codebook.codes(), n) if n else None)
        )

    @rule(who=WHO, n=N, m=N)
    def merge(self, who: int, n: int, m: int) -> None:
        self.attempt(
            who,
            lambda s: s.codebook.merge(
                self.pick(s.codebook.codes(), n), self.pick(s.codebook.codes(), m)
            ),
        )

    @rule(who=WHO, n=N)
    def remove_code(self, who: int, n: int) -> None:
        self.attempt(who, lambda s: s.codebook.remove(self.pick(s.codebook.codes(), n)))

    @rule(who=WHO)
    def remove_document(self, who: int) -> None:
        self.attempt(who, lambda s: s.documents.remove(1))

    @rule(who=WHO, name=st.sampled_from(["Ben", "Anna Reed"]))
    def participant(self, who: int, name: str) -> None:
        self.attempt(who, lambda s: s.participants.add(name))

    @rule(who=WHO, times=st.integers(1, 3))
    def undo(self, who: int, times: int) -> None:
        for _ in range(times):
            self.attempt(who, lambda s: s.history.undo())

    @rule(who=WHO, times=st.integers(1, 3))
    def redo(self, who: int, times: int) -> None:
        for _ in range(times):
            self.attempt(who, lambda s: s.history.redo())

    @invariant()
    def sound_and_seen_alike(self) -> None:
        first, second = self.desks
        assert first.check() == []
        assert first.codebook.codes() == second.codebook.codes()
        assert first.codings.passages() == second.codings.passages()
        codes = {code.id for code in first.codebook.codes()}
        assert {coding.code_id for coding in first.codings.all()} <= codes

    def teardown(self) -> None:
        for desk in self.desks:
            desk.close()
        self.folder.cleanup()


TestCrosswise = Crosswise.TestCase
TestCrosswise.settings = settings(
    max_examples=10,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
