"""Looking at a study as it was."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import make_transcript, place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qualcode
from qualcode.errors import NotFound, QualcodeError, Refused, Stopped, StudyReadOnly
from qualcode.study import Study
from qualcode.study.bulk import NewCoding
from qualcode.transcripts import Transcript

SECOND = (("Cy", "A river runs through it."), ("Dee", "The bus is blue."))


def dump(study: Study) -> Any:
    """All that can be seen of a study at one time."""
    documents = study.documents.list()
    return (
        study.coders.list(),
        documents,
        [study.documents.text(d.id) for d in documents],
        [study.documents.turns(d.id) for d in documents],
        study.documents.all_speakers(),
        study.participants.list(),
        study.codebook.codes(),
        study.codebook.questions(),
        study.codebook.counts(),
        study.codings.all(),
        study.codings.passages(),
        study.memos.list(),
        study.quotations.list(),
        study.search("bus OR capacity"),
        study.history.list(),
        study.version(),
    )


def passage(study: Study, n: int) -> tuple[int, int]:
    start = n % (study.documents.get(1).length - 12)
    return start, start + 12


def action(study: Study, what: int, n: int, m: int) -> None:
    """One of all kinds of changes; ``n`` and ``m`` choose on what."""

    def pick(items: list[Any], which: int) -> Any:
        return items[which % len(items)].id if items else 0

    codes, codings, memos = study.codebook.codes(), study.codings.all(), study.memos.list()
    code, coding, memo = pick(codes, n), pick(codings, n), pick(memos, n)
    document = pick(study.documents.list(), n)
    actions: list[Callable[[], Any]] = [
        lambda: study.codings.apply(1, *passage(study, n), pick(codes, m)),
        lambda: study.codings.recode(coding, pick(codes, m)),
        lambda: study.codings.resize(coding, *passage(study, m)),
        lambda: study.codings.remove(coding),
        lambda: study.codebook.add(f"Code {m % 7}", code if m % 2 else None),
        lambda: study.codebook.rename(code, f"Code {m % 7}"),
        lambda: study.codebook.move(code, pick(codes, m) if m % 3 else None, m % 2),
        lambda: study.codebook.merge(code, pick(codes, m)),
        lambda: study.codebook.remove(code),
        lambda: study.memos.add("coding", coding, f"thought {m}"),
        lambda: study.memos.change(memo, body=f"another {m}"),
        lambda: study.memos.remove(memo),
        lambda: study.documents.rename(document, f"talk {m % 3}"),
        lambda: study.documents.remove(document),
        lambda: study.documents.add(make_transcript(f"second {n}", SECOND)),
        lambda: study.participants.add(f"Person {m % 4}", {"role": "Teacher"}),
        lambda: several(study, n, m),
        lambda: study.coders.use(study.coders.add(f"Coder {m % 3}").id),
        study.history.undo,
        study.history.undo,
        study.history.redo,
    ]
    actions[what % len(actions)]()


def several(study: Study, n: int, m: int) -> None:
    """A code, a coder and a coding in one action."""
    with study.one_action("several"):
        code = study.codebook.add(f"New {n}")
        study.coders.add(f"Coder {m % 3}")
        study.codings.apply(1, *passage(study, m), code.id)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 99), st.integers(0, 99)), max_size=30))
def test_every_state_is_as_it_was_then(steps: list[tuple[int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.qualcode"
        with qualcode.create(path, coder="Ruth") as study:
            study.documents.add(make_transcript())
            study.codebook.add("A")
            study.codebook.add("B")
            taken = {study.version(): dump(study)}
            for what, n, m in steps:
                with contextlib.suppress(QualcodeError):
                    action(study, what, n, m)
                taken.setdefault(study.version(), dump(study))
            for version, then in taken.items():
                with study.history.as_of(version) as past:
                    assert dump(past) == then
                    assert past.read_only
            assert dump(study) == taken[study.version()]
        assert [file.name for file in Path(folder).iterdir()] == ["s.qualcode"]


def test_nothing_can_be_changed_in_what_was(study: Study) -> None:
    before = dump(study)
    with study.history.as_of(2) as past:
        for change in (
            lambda: past.codebook.add("X"),
            lambda: past.history.undo(),
            lambda: past.coders.add("Zoë"),
            lambda: past.settings.set("a", 1),
        ):
            with pytest.raises(StudyReadOnly, match="as it was"):
                change()
        assert past.path == study.path
    assert dump(study) == before


def test_the_study_goes_on_beside_what_was(study: Study) -> None:
    capacity = study.codebook.find("Capacity").id
    version = study.version()
    past = study.history.as_of(version)
    study.codings.apply(1, *place(study, "the bus"), capacity)
    study.codebook.remove(study.codebook.find("Learning").id)
    study.documents.add(make_transcript("second", SECOND))
    assert past.codings.all() == [] and past.codebook.find("Learning")
    assert len(past.documents.list()) == 1
    assert past.search("river") == [] and len(study.search("river")) == 1
    past.close()
    with pytest.raises(QualcodeError, match="closed"):
        past.codings.all()
    assert len(study.codings.all()) == 1


def test_what_was_removed_can_be_read_again(study: Study) -> None:
    study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Capacity").id)
    version = study.version()
    study.documents.remove(1)
    with study.history.as_of(version) as past:
        assert [row.text for row in past.codings.passages()] == ["the bus"]
        assert past.documents.original(1).startswith(b"talk")


def test_it_can_be_looked_at_while_another_program_writes(study: Study) -> None:
    with qualcode.open(study.path, coder="Dan") as other:
        other.codebook.add("Theirs")
        with study.history.as_of(other.version()) as past:
            other.codebook.add("Later")
            assert past.codebook.find("Theirs")
            with pytest.raises(NotFound):
                past.codebook.find("Later")


def test_a_study_that_may_only_be_read_can_be_looked_back_in(tmp_path: Path) -> None:
    path = tmp_path / "s.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        study.codebook.add("A")
        version = study.version()
        study.codebook.add("B")
    with qualcode.open(path, read_only=True) as study, study.history.as_of(version) as past:
        assert [code.name for code in past.codebook.codes()] == ["A"]


def test_what_was_long_ago_is_asked_for_wrongly(study: Study) -> None:
    for wrong in (0, 99, -1):
        with pytest.raises(NotFound, match="no entry"):
            study.history.as_of(wrong)
    with study.one_action("outer"), pytest.raises(Refused, match="in the middle"):
        study.history.as_of(1)


def test_a_damaged_history_says_so(study: Study) -> None:
    study.codebook.add("A")
    with study._database.write() as connection:
        connection.exec_driver_sql("UPDATE history SET changes = '[[' WHERE id = 4")
    with pytest.raises(Refused, match="damaged"):
        study.history.as_of(2)
    with study.history.as_of(study.version()) as past:
        assert past.codebook.find("A")


def test_history_is_read_in_parts(study: Study) -> None:
    study.coders.use(study.coders.add("Dan").id)
    study.codebook.add("100 % sure")
    study.history.undo()
    newest = study.history.list(2)
    older = study.history.list(2, before=newest[-1].id)
    assert [e.id for e in newest + older] == [e.id for e in study.history.list(4)]
    assert {e.coder for e in study.history.list(coder="Dan")} == {"Dan"}
    assert [e.kind for e in study.history.list(words="SURE % code")] == ["undo", "do"]
    assert [e.label for e in study.history.list(words="Capac_ty")] == []
    assert {e.action for e in study.history.list(actions=("import", "coder"))} == {
        "import",
        "coder",
    }


def test_many_sources_take_no_memory(study: Study, new_study: Callable[[], Study]) -> None:
    words = "word " * 200_000
    other = new_study()
    other.documents.add(
        Transcript("long", "txt", words, (), original=words.encode(), interviewers=frozenset())
    )
    with other.history.as_of(other.version()) as past:
        with past.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA main.page_count").scalar_one()
        assert pages < 100
        assert past.documents.text(1) == words


@pytest.mark.parametrize("past_first", [True, False])
def test_the_last_to_close_leaves_one_file(tmp_path: Path, past_first: bool) -> None:
    path = tmp_path / "s.qualcode"
    qualcode.create(path, coder="Ruth").close()
    study = qualcode.open(path)
    past = study.history.as_of(1)
    assert past.search("bus") == []
    study.codebook.add("The first change")
    assert past.codebook.codes() == []
    for each in (past, study) if past_first else (study, past):
        each.close()
    assert [file.name for file in tmp_path.iterdir()] == ["s.qualcode"]
    with qualcode.open(path) as again:
        assert again.codebook.find("The first change")


def test_it_is_stopped_at_any_time(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.store.past._STEPS", 50)
    code = study.codebook.find("Asking").id
    at = study.version()
    study.codings.apply_many([NewCoding(1, n, n + 20, code, study.coder.id) for n in range(200)])
    study.codebook.rename(code, "Wondering")
    told: list[str] = []
    with study.history.as_of(at, going=lambda doing: not told.append(doing)) as past:
        assert past.codings.all() == [] and past.codebook.get(code).name == "Asking"
    stages = list(dict.fromkeys(told))
    assert "reading what was done since" in stages and "putting back what was changed" in stages
    assert len(told) > 2 * len(stages)
    for last in (1, len(told) // 3, len(told) // 2, len(told)):
        calls = iter(range(1, 10**9))
        with pytest.raises(Stopped):
            study.history.as_of(at, going=lambda _, n=last, c=calls: next(c) < n)
    with study.history.as_of(at) as past:
        assert past.codings.all() == []
