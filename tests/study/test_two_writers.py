"""Two people change one thing in the same moment: the later is told, and the study stays sound.

The narrow place is between looking and writing; here the other person is quick enough to act
right there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import make_transcript, place

import qualcode
from qualcode.errors import NotFound, QualcodeError, Refused
from qualcode.study import Study

Act = Callable[[Study], Any]


@pytest.fixture
def desks(study: Study) -> Iterator[tuple[Study, Study]]:
    """Ruth's and Daniel's view of one study with a few codes and a coding."""
    for name in ("P", "Q"):
        study.codebook.add(name)
    study.codings.apply(1, *place(study, "the bus was late"), code(study, "Transport"))
    study.documents.add(make_transcript("second"))
    with qualcode.open(study.path, coder="Daniel") as other:
        other.codebook.codes()
        yield study, other


def code(study: Study, name: str) -> int:
    return study.codebook.find(name).id


def meanwhile(monkeypatch: pytest.MonkeyPatch, study: Study, act: Callable[[], Any]) -> None:
    """Let ``act`` happen once, as late as anything can come before ``study`` next writes."""
    write = study._database.write

    @contextlib.contextmanager
    def later() -> Iterator[Any]:
        monkeypatch.setattr(study._database, "write", write)
        act()
        with write() as connection:
            yield connection

    monkeypatch.setattr(study._database, "write", later)


CLASHES: dict[str, tuple[Act, Act, type[QualcodeError]]] = {
    "each moves its code below the other's": (
        lambda s: s.codebook.move(code(s, "P"), code(s, "Q")),
        lambda s: s.codebook.move(code(s, "Q"), code(s, "P")),
        Refused,
    ),
    "the same new code": (
        lambda s: s.codebook.add("New"),
        lambda s: s.codebook.add("new"),
        Refused,
    ),
    "a new code below one that goes": (
        lambda s: s.codebook.remove(code(s, "P")),
        lambda s: s.codebook.add("Child", code(s, "P")),
        NotFound,
    ),
    "two codes get one name": (
        lambda s: s.codebook.rename(code(s, "P"), "Same"),
        lambda s: s.codebook.rename(code(s, "Q"), "Same"),
        Refused,
    ),
    "a code is frozen and renamed": (
        lambda s: s.codebook.freeze(code(s, "P")),
        lambda s: s.codebook.rename(code(s, "P"), "Other"),
        Refused,
    ),
    "a code is frozen and described": (
        lambda s: s.codebook.freeze(code(s, "P")),
        lambda s: s.codebook.describe(code(s, "P"), short="other"),
        Refused,
    ),
    "a code is frozen and removed": (
        lambda s: s.codebook.freeze(code(s, "P")),
        lambda s: s.codebook.remove(code(s, "P")),
        Refused,
    ),
    "merged into what has moved below": (
        lambda s: s.codebook.move(code(s, "Q"), code(s, "P")),
        lambda s: s.codebook.merge(code(s, "P"), code(s, "Q")),
        Refused,
    ),
    "coded with what now only holds others": (
        lambda s: s.codebook.describe(code(s, "P"), codable=False),
        lambda s: s.codings.apply(1, 20, 40, code(s, "P")),
        Refused,
    ),
    "recoded as what now only holds others": (
        lambda s: s.codebook.describe(code(s, "P"), codable=False),
        lambda s: s.codings.recode(1, code(s, "P")),
        Refused,
    ),
    "a coding goes and gets a memo": (
        lambda s: s.codings.remove(1),
        lambda s: s.memos.add("coding", 1, "a thought"),
        NotFound,
    ),
    "a code goes and gets a memo": (
        lambda s: s.codebook.remove(code(s, "P")),
        lambda s: s.memos.add("code", code(s, "P"), "a thought"),
        NotFound,
    ),
    "a document goes and a passage of it gets a memo": (
        lambda s: s.documents.remove(1),
        lambda s: s.memos.add("passage", 1, "a thought", start=20, end=30),
        NotFound,
    ),
    "two documents get one name": (
        lambda s: s.documents.rename(1, "same"),
        lambda s: s.documents.rename(2, "same"),
        Refused,
    ),
    "a document goes and is coded": (
        lambda s: s.documents.remove(1),
        lambda s: s.codings.apply(1, 20, 40, code(s, "P")),
        NotFound,
    ),
    "the same participant": (
        lambda s: s.participants.add("Anna Reed"),
        lambda s: s.participants.add("anna reed"),
        Refused,
    ),
}


@pytest.mark.parametrize("name", CLASHES)
def test_the_later_of_two_is_told(
    desks: tuple[Study, Study], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ruth, daniel = desks
    first, second, error = CLASHES[name]
    meanwhile(monkeypatch, daniel, lambda: first(ruth))
    with pytest.raises(error):
        second(daniel)
    assert daniel.check() == []
    assert daniel.codebook.codes() == ruth.codebook.codes()
    assert daniel.history.list()[0].coder == "Ruth"


def test_what_both_want_is_there_once(
    desks: tuple[Study, Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    ruth, daniel = desks
    meanwhile(monkeypatch, daniel, lambda: ruth.coders.add("Mina"))
    assert daniel.coders.add("mina").name == "Mina"
    meanwhile(monkeypatch, daniel, lambda: ruth.documents.rename(2, "third"))
    assert daniel.documents.add(make_transcript("third")).document.name == "third (2)"
    assert [c.name for c in daniel.coders.list()] == ["Ruth", "Daniel", "Mina"]


def test_a_code_goes_with_what_somebody_has_just_put_below(
    desks: tuple[Study, Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    ruth, daniel = desks
    parent = code(ruth, "P")
    meanwhile(monkeypatch, daniel, lambda: ruth.codebook.add("Kid", parent))
    daniel.codebook.remove(parent)
    assert daniel.check() == []
    assert not {"P", "Kid"} & {c.name for c in ruth.codebook.codes()}


def test_a_script_cannot_leave_the_study_unsound(desks: tuple[Study, Study]) -> None:
    """What no method would do is refused below them too, whole, with all that was done."""
    ruth, _ = desks
    p, q = code(ruth, "P"), code(ruth, "Q")
    with pytest.raises(Refused, match="below itself"), ruth.change("x", "a cycle") as recorder:
        recorder.update("code", p, {"parent_id": q})
        recorder.update("code", q, {"parent_id": p})
    with pytest.raises(Refused, match="same name"), ruth.change("x", "a double") as recorder:
        recorder.update("code", p, {"name": "q"})
    memo = ruth.memos.add("code", p, "a thought")
    with pytest.raises(Refused, match="written a memo on this code"), ruth.change("x", "y") as r:
        r.delete("code", p)
    with pytest.raises(Refused, match="memo was on is gone"), ruth.change("x", "y") as r:
        r.update("memo", memo.id, {"target_id": 99})
    assert ruth.check() == []
    assert len(ruth.memos.list("code", p)) == 1


def test_a_study_hurt_before_can_be_mended_step_by_step(desks: tuple[Study, Study]) -> None:
    ruth, _ = desks
    ids = [ruth.codebook.add(name).id for name in ("A1", "A2", "B1", "B2")]
    with ruth._database.write() as connection:
        for key, name in zip(ids, "AABB", strict=True):
            connection.exec_driver_sql("UPDATE code SET name = ? WHERE id = ?", (name, key))
    ruth.forget()
    assert ruth.check()
    ruth.codebook.rename(ids[0], "A one")
    ruth.codebook.rename(ids[2], "B one")
    assert ruth.check() == []


def test_an_action_keeps_its_name_whatever_is_done_within(study: Study) -> None:
    with study.one_action("all at once"):
        study.codebook.rename(code(study, "Capacity"), "Room")
        study.codebook.freeze(code(study, "Room"))
    assert study.history.can_undo() == "all at once"
    with study.change("x") as recorder:
        recorder.label = "named within"
        study.codebook.freeze(code(study, "Room"), False)
    assert study.history.can_undo() == "named within"


def test_a_file_does_not_come_back_beside_its_double(desks: tuple[Study, Study]) -> None:
    """Undone, imported by somebody else, and then done again."""
    ruth, daniel = desks
    ruth.documents.add(make_transcript("third"))
    ruth.history.undo()
    daniel.documents.add(make_transcript("third"))
    with pytest.raises(Refused, match="another document has taken its place"):
        ruth.history.redo()
    daniel.documents.rename(daniel.documents.get("third").id, "mine")
    with pytest.raises(Refused, match="in the study already, as mine"):
        ruth.history.redo()
    assert ruth.check() == []
    daniel.documents.remove(daniel.documents.get("mine").id)
    assert ruth.history.redo() is not None
    with pytest.raises(Refused, match="in the study already, as third"):
        daniel.history.undo()
    assert [d.name for d in daniel.documents.list()] == ["talk", "second", "third"]
