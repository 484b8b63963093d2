"""History where it is hard: nested actions, failures within, and two coders crosswise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import make_transcript, place

import qualcode
from qualcode.codebook import Code, Codebook
from qualcode.errors import NotFound, Refused, UsageError
from qualcode.study import Study
from qualcode.study.bulk import NewCoding


def other(study: Study) -> None:
    study.coders.add("Daniel")
    study.coders.use("Daniel")


def test_codes_never_come_to_stand_below_each_other(study: Study) -> None:
    """Each move fits the rows it left; only the tree as a whole would be broken."""
    x, y = study.codebook.add("X"), study.codebook.add("Y")
    study.codebook.move(x.id, y.id)
    study.history.undo()
    other(study)
    study.codebook.move(y.id, x.id)
    study.coders.use("Ruth")
    with pytest.raises(Refused, match="below itself"):
        study.history.redo()
    assert study.codebook.get(y.id).path == ("X", "Y")
    assert study.check() == []


def test_undo_makes_no_two_siblings_of_one_name(study: Study) -> None:
    asking = study.codebook.find("Asking")
    study.codebook.rename(asking.id, "Questions")
    other(study)
    study.codebook.add("asking", asking.parent_id)
    study.coders.use("Ruth")
    with pytest.raises(Refused, match="same name"):
        study.history.undo()
    assert study.check() == []


@pytest.mark.parametrize("what", ["code", "document", "passage", "participant", "coding"])
def test_what_somebody_wrote_a_memo_on_is_not_undone_away(study: Study, what: str) -> None:
    if what == "code":
        key = study.codebook.add("Fresh").id
    elif what == "participant":
        key = study.participants.add("Zoë").id
    elif what == "coding":
        key = study.codings.apply(1, *place(study, "bus"), study.codebook.find("Asking").id).id
    else:
        key = study.documents.add(make_transcript("b", (("A", "Words."),))).document.id
    other(study)
    span = {"start": 0, "end": 3} if what == "passage" else {}
    memo = study.memos.add(what, key, "a thought", **span)  # type: ignore[arg-type]
    study.coders.use("Ruth")
    with pytest.raises(Refused, match="memo"):
        study.history.undo()
    assert study.memos.list() == [memo]
    assert study.check() == []
    study.coders.use("Daniel")
    study.memos.remove(memo.id)
    study.coders.use("Ruth")
    assert study.history.undo() is not None
    study.coders.use("Daniel")
    with pytest.raises(Refused):
        study.history.undo()
    assert study.memos.list() == []
    assert study.check() == []


def test_a_coder_made_on_the_way_is_not_undone_away(study: Study) -> None:
    with study.one_action("a new colleague codes"):
        other(study)
        study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
    assert study.coder.name == "Daniel"
    study.history.undo()
    assert (study.codings.all(), study.coders.find("daniel").name) == ([], "Daniel")
    study.history.redo()
    assert len(study.codings.all()) == 1
    study.codebook.add("After")


def test_actions_within_actions_are_one(study: Study) -> None:
    version = study.version()
    with study.one_action("outer"):
        with study.one_action("inner"):
            study.codebook.add("A")
        study.codebook.add("B")
        assert [c.name for c in study.codebook.themes()][-2:] == ["A", "B"]
    assert (study.version(), study.history.list(1)[0].label) == (version + 1, "outer")
    study.history.undo()
    assert [c.name for c in study.codebook.themes()] == ["Leading", "Learning"]


def test_an_inner_action_that_fails_takes_only_itself_back(study: Study) -> None:
    with study.one_action("outer"):
        study.codebook.add("A")
        with pytest.raises(ZeroDivisionError), study.one_action("inner"):
            study.codebook.add("B")
            assert study.codebook.find("B").name == "B"
            _ = 1 / 0
        with pytest.raises(NotFound):
            study.codebook.find("B")
        study.codebook.add("C")
    assert [c.name for c in study.codebook.themes()] == ["Leading", "Learning", "A", "C"]
    assert study.check() == []
    study.history.undo()
    assert [c.name for c in study.codebook.themes()] == ["Leading", "Learning"]
    study.history.redo()
    assert [c.name for c in study.codebook.themes()] == ["Leading", "Learning", "A", "C"]


def test_an_action_without_changes_leaves_no_mark(study: Study) -> None:
    version = study.version()
    with study.one_action("nothing"):
        study.codebook.codes()
    assert study.version() == version


def test_settings_and_coders_can_be_set_in_the_middle(study: Study) -> None:
    with study.one_action("with settings"):
        study.settings.set("place", [1, 2])
        study.codebook.add("A")
        assert study.settings.get("place") == [1, 2]
    assert study.settings.get("place") == [1, 2]
    with pytest.raises(KeyError), study.one_action("fails"):
        study.settings.set("place", None)
        raise KeyError
    assert study.settings.get("place") == [1, 2]
    study.settings.set("place", None)
    assert study.settings.get("place", "none") == "none"


def test_undo_in_the_middle_of_an_action_is_refused(study: Study) -> None:
    with study.one_action("outer"):
        study.codebook.add("A")
        with pytest.raises(Refused, match="middle"):
            study.history.undo()
    assert study.codebook.find("A")


def test_nothing_to_undo_is_no_error(new_study: Callable[[], Study]) -> None:
    study = new_study()
    assert (study.history.undo(), study.history.redo()) == (None, None)
    assert (study.history.can_undo(), study.history.can_redo()) == (None, None)
    assert [e.action for e in study.history.list()] == ["create"]


def test_the_list_says_what_was_undone(study: Study) -> None:
    study.codebook.add("A")
    study.history.undo()
    newest, before = study.history.list(2)
    assert (newest.kind, newest.label, newest.coder) == ("undo", "new code A", "Ruth")
    assert (before.kind, before.undone) == ("do", True)
    assert len(study.history.list(0)) == 0


def test_someone_elses_change_is_seen(study: Study) -> None:
    version = study.version()
    assert len(study.codebook.codes()) == 5
    with qualcode.open(study.path, coder="Daniel") as second:
        second.codebook.add("Theirs")
        theirs = second.codebook.find("Theirs")
    assert study.version() > version
    assert study.codebook.find("Theirs") == theirs
    with qualcode.open(study.path, coder="Daniel") as second:
        second.documents.remove(1)
    with pytest.raises(NotFound):
        study.codings.apply(1, 0, 9, theirs.id)


def test_many_codings_at_once(study: Study) -> None:
    capacity, asking = study.codebook.find("Capacity").id, study.codebook.find("Asking").id
    wanted = [NewCoding(1, n, n + 20, capacity, 1) for n in range(50)]
    assert study.codings.apply_many([*wanted, wanted[0]]) == 50
    assert study.codings.apply_many([*wanted, NewCoding(1, 0, 20, asking, 1)]) == 1
    assert study.check() == []
    one = study.codings.apply(1, 100, 130, capacity)
    study.codings.remove(one.id)
    assert study.codings.apply_many([NewCoding(1, 100, 130, capacity, 1)]) == 1
    assert study.check() == []
    study.history.undo()
    study.history.undo()
    study.history.undo()
    study.history.undo()
    assert len(study.codings.all()) == 50
    study.history.undo()
    assert study.codings.all() == []


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (NewCoding(1, 5, 5, 2, 1), UsageError),
        (NewCoding(1, 0, 10**6, 2, 1), UsageError),
        (NewCoding(9, 0, 5, 2, 1), NotFound),
        (NewCoding(1, 0, 5, 99, 1), NotFound),
        (NewCoding(1, 0, 5, 2, 99), NotFound),
    ],
)
def test_one_bad_coding_stops_them_all(
    study: Study, bad: NewCoding, error: type[Exception]
) -> None:
    with pytest.raises(error):
        study.codings.apply_many([NewCoding(1, 0, 30, 2, 1), bad])
    assert study.codings.all() == []


def test_an_origin_is_one_of_three(study: Study) -> None:
    with pytest.raises(UsageError, match="suggestion"):
        study.codings.apply(1, 0, 30, 2, origin="dream")


def test_a_codebook_with_one_name_in_two_cases_makes_one_code(study: Study) -> None:
    codes = (Code("asking"), Code("Asking", short="said"), Code("New\n one"))
    book = Codebook("b", (Code("LEARNING", children=codes),))
    assert study.codebook.import_(book) == 1
    assert study.codebook.find("Asking").short == "said"
    assert study.codebook.find("New one").path == ("Learning", "New one")
    with pytest.raises(UsageError):
        study.codebook.import_(Codebook("b", (Code("Good"), Code(" \x00"))))
    assert "Good" not in [c.name for c in study.codebook.codes()]
    assert study.check() == []


def test_codes_are_moved_any_number_of_times(study: Study) -> None:
    for name in "ABC":
        study.codebook.add(name)
    for _ in range(120):
        study.codebook.move(study.codebook.themes()[-1].id, None, 3)
    names = [c.name for c in study.codebook.themes()]
    assert names[:3] == ["Leading", "Learning", "A"]
    assert len({c.position for c in study.codebook.themes()}) == 5


def test_memos(study: Study) -> None:
    memo = study.memos.add("passage", 1, "why?", start=0, end=5, title="T")
    assert study.memos.get(memo.id) == memo
    for span in ({}, {"start": 0}, {"start": -1, "end": 4}, {"start": 3, "end": 3}, {"start": 0, "end": 10**6}):  # fmt: skip  # noqa: E501
        with pytest.raises(UsageError):
            study.memos.add("passage", 1, "x", **span)
    with pytest.raises(UsageError):
        study.memos.add("document", 1, "x", start=0, end=4)
    with pytest.raises(UsageError):
        study.memos.add("banana", 1, "x")  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        study.memos.add("code", None, "x")
    assert study.memos.add("study", 7, "of all").target_id is None
    version = study.version()
    study.memos.change(memo.id, body="why?", title="T")
    assert (study.version(), study.memos.get(memo.id)) == (version, memo)
    study.memos.change(memo.id, body="because")
    assert study.memos.list("passage", 1)[0].body == "because"
    with pytest.raises(UsageError):
        study.memos.change(memo.id, body=" ")
    with pytest.raises(NotFound):
        study.memos.change(99, body="x")
    study.memos.remove(memo.id)
    study.history.undo()
    assert study.memos.get(memo.id).body == "because"


def test_coders(study: Study) -> None:
    assert study.coders.add(" ruth ").id == study.coder.id
    assert study.coders.add("Zoë\n Hart").name == "Zoë Hart"
    with pytest.raises(UsageError):
        study.coders.add(" \x1b")
    with pytest.raises(NotFound):
        study.coders.use("nobody")
    assert study.coders.use(2).name == "Zoë Hart"
    with qualcode.open(study.path) as again:
        assert again.coder.name == "Zoë Hart"
    with qualcode.open(study.path, coder="RUTH") as again:
        assert again.coder.id == 1
