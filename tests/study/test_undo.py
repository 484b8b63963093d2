"""Undo and redo: by hand, across restarts, between coders, and any sequence of actions."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from conftest import make_transcript, place
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import qualcode
from qualcode.errors import QualcodeError, Refused
from qualcode.study import Study
from qualcode.study.bulk import NewCoding


def state(study: Study) -> Any:
    """All that a researcher would call the study."""
    return (
        [(d.id, d.name, d.kind) for d in study.documents.list()],
        study.documents.all_speakers(),
        study.participants.list(),
        study.codebook.codes(),
        study.codings.all(),
        [p.text for p in study.codings.passages()],
        study.memos.list(),
    )


def test_undo_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "s.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        code = study.codebook.add("Capacity")
        study.codings.apply(1, *place(study, "built capacity"), code.id)
    with qualcode.open(path) as study:
        assert study.coder.name == "Ruth"
        assert study.history.can_undo() == "coded Capacity in talk"
        study.history.undo()
        assert study.codings.all() == []
    with qualcode.open(path) as study:
        assert study.history.can_redo() == "coded Capacity in talk"
        study.history.redo()
        assert len(study.codings.all()) == 1


def test_a_closed_study_is_one_file(tmp_path: Path) -> None:
    with qualcode.create(tmp_path / "s.qualcode") as study:
        study.codebook.add("A")
    assert [p.name for p in tmp_path.iterdir()] == ["s.qualcode"]


def test_a_new_action_ends_what_could_be_redone(study: Study) -> None:
    study.codebook.add("A")
    study.history.undo()
    study.codebook.add("B")
    assert study.history.can_redo() is None
    assert study.history.redo() is None
    assert study.history.can_undo() == "new code B"


def test_each_coder_undoes_their_own(study: Study) -> None:
    code = study.codebook.find("Capacity")
    study.codings.apply(1, *place(study, "built capacity"), code.id)
    study.coders.add("Daniel")
    study.coders.use("Daniel")
    study.codings.apply(1, *place(study, "the bus"), code.id)
    study.coders.use("Ruth")
    study.history.undo()
    [left] = study.codings.passages()
    assert (left.coder, left.text) == ("Daniel", "the bus")


def test_undo_is_refused_where_somebody_built_on_it(study: Study) -> None:
    code = study.codebook.add("Fresh")
    study.coders.add("Daniel")
    study.coders.use("Daniel")
    study.codings.apply(1, *place(study, "the bus"), code.id)
    study.coders.use("Ruth")
    before = state(study)
    with pytest.raises(Refused, match="Cannot undo 'new code Fresh'"):
        study.history.undo()
    assert state(study) == before
    assert study.check() == []


def test_one_action_is_one_step(study: Study) -> None:
    with study.one_action("a round of coding"):
        study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
        study.codings.apply(1, *place(study, "capacity"), study.codebook.find("Capacity").id)
    assert study.history.can_undo() == "a round of coding"
    study.history.undo()
    assert study.codings.all() == []


def test_an_action_that_fails_leaves_nothing(study: Study) -> None:
    before = state(study), study.version()
    with pytest.raises(QualcodeError), study.one_action("half"):
        study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
        study.codings.apply(1, 5, 5, study.codebook.find("Transport").id)
    assert (state(study), study.version()) == before


class AnySequence(RuleBasedStateMachine):
    """Do anything, undo and redo anything: the study is as it was at that point."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.study = qualcode.create(Path(self.folder.name) / "s.qualcode", coder="Ruth")
        self.study.documents.add(make_transcript())
        self.study.codebook.add("A")
        self.study.codebook.add("B")
        self.past: list[Any] = []
        self.future: list[Any] = []
        self.floor = self.study.history.list()[0].id

    def attempt(self, action: Any) -> None:
        before, version = state(self.study), self.study.version()
        try:
            action()
        except QualcodeError:
            assert state(self.study) == before
            return
        if self.study.version() != version:
            self.past.append(before)
            self.future.clear()

    def pick(self, items: list[Any], n: int) -> Any:
        return items[n % len(items)].id if items else 0

    @rule(a=st.integers(0, 400), length=st.integers(0, 60), n=st.integers(0, 9))
    def code(self, a: int, length: int, n: int) -> None:
        code_id = self.pick(self.study.codebook.codes(), n)
        self.attempt(lambda: self.study.codings.apply(1, a, a + length, code_id))

    @rule(n=st.integers(0, 9), m=st.integers(0, 9))
    def recode(self, n: int, m: int) -> None:
        coding_id = self.pick(self.study.codings.all(), n)
        code_id = self.pick(self.study.codebook.codes(), m)
        self.attempt(lambda: self.study.codings.recode(coding_id, code_id))

    @rule(n=st.integers(0, 9), a=st.integers(0, 400))
    def resize(self, n: int, a: int) -> None:
        coding_id = self.pick(self.study.codings.all(), n)
        self.attempt(lambda: self.study.codings.resize(coding_id, a, a + 9))

    @rule(n=st.integers(0, 9))
    def uncode(self, n: int) -> None:
        coding_id = self.pick(self.study.codings.all(), n)
        self.attempt(lambda: self.study.codings.remove(coding_id))

    @rule(n=st.integers(0, 9))
    def memo(self, n: int) -> None:
        coding_id = self.pick(self.study.codings.all(), n)
        self.attempt(lambda: self.study.memos.add("coding", coding_id, "thought"))

    @rule(name=st.sampled_from("ABCDE"), n=st.integers(0, 9))
    def new_code(self, name: str, n: int) -> None:
        parent = self.pick(self.study.codebook.codes(), n) if n else None
        self.attempt(lambda: self.study.codebook.add(name, parent))

    @rule(n=st.integers(0, 9), m=st.integers(0, 9))
    def merge(self, n: int, m: int) -> None:
        codes = self.study.codebook.codes()
        self.attempt(lambda: self.study.codebook.merge(self.pick(codes, n), self.pick(codes, m)))

    @rule(n=st.integers(0, 9), m=st.integers(0, 9))
    def move(self, n: int, m: int) -> None:
        codes = self.study.codebook.codes()
        self.attempt(lambda: self.study.codebook.move(self.pick(codes, n), self.pick(codes, m)))

    @rule(n=st.integers(0, 9))
    def remove_code(self, n: int) -> None:
        self.attempt(lambda: self.study.codebook.remove(self.pick(self.study.codebook.codes(), n)))

    @rule()
    def undo(self) -> None:
        now = state(self.study)
        if self.past:
            assert self.study.history.undo() is not None
            self.future.append(now)
            assert state(self.study) == self.past.pop()

    @rule()
    def redo(self) -> None:
        now = state(self.study)
        entry = self.study.history.redo()
        assert (entry is not None) == bool(self.future)
        if entry is not None:
            self.past.append(now)
            assert state(self.study) == self.future.pop()

    @invariant()
    def sound(self) -> None:
        assert self.study.check() == []

    def teardown(self) -> None:
        self.study.close()
        self.folder.cleanup()


TestAnySequence = AnySequence.TestCase
TestAnySequence.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_what_has_changed_since_a_version(study: Study) -> None:
    begun = study.version()
    assert study.history.since(begun) == (begun, [])
    code = study.codebook.find("Asking").id
    coding = study.codings.apply(1, *place(study, "ask questions"), code)
    study.codebook.rename(code, "Wondering")
    coded = study.version()
    version, rows = study.history.since(begun) or (0, [])
    assert version == coded == study.version()
    assert [(row.table, row.id) for row in rows] == [("coding", coding.id), ("code", code)]
    assert rows[0].before is None and (rows[0].after or {})["code_id"] == code
    assert (rows[1].before, rows[1].after) == ({"name": "Asking"}, {"name": "Wondering"})
    study.history.undo()
    study.history.undo()
    _, back = study.history.since(coded) or (0, [])
    assert [(row.before, row.after) for row in back] == [
        (row.after, row.before) for row in rows[::-1]
    ]
    study.history.redo()
    _, again = study.history.since(coded + 2) or (0, [])
    assert again == rows[:1]


def test_of_very_much_nobody_is_told_row_by_row(study: Study, monkeypatch: Any) -> None:
    begun, code = study.version(), study.codebook.find("Asking").id
    wanted = [NewCoding(1, n, n + 20, code, study.coder.id) for n in range(30)]
    study.codings.apply_many(wanted)
    assert len((study.history.since(begun) or (0, []))[1]) == 30
    monkeypatch.setattr("qualcode.study.history.MOST", 29)
    assert study.history.since(begun) is None
    monkeypatch.setattr("qualcode.study.history.MOST", 30)
    monkeypatch.setattr("qualcode.study.history.LONGEST", 5_000)
    assert study.history.since(begun) is None
