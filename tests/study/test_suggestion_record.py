"""The record of suggestions: what is kept of a decision, and what becomes of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import make_transcript, place

import qualcode
from qualcode.analysis.acceptance import ModelState, Offered, Shown
from qualcode.errors import StudyError, UsageError
from qualcode.store import database
from qualcode.study.types import Stretch

BUS = "Well, the bus was late."


@pytest.fixture
def shown(study):
    """Suggestions as the desk would have shown them: Capacity, then Transport."""
    ids = (study.codebook.find(name).id for name in ("Capacity", "Transport"))
    offered = tuple(Offered(key, n, 0.123456 / n) for n, key in enumerate(ids, start=1))
    return Shown(offered, study.suggestions.training_data().state())


def code(study, name):
    return study.codebook.find(name).id


def test_what_is_taken_changed_and_refused_is_kept_with_the_model(study, shown):
    record, bus = study.suggestions.record, place(study, BUS)
    taken = study.codings.apply(1, *bus, code(study, "Transport"), shown=shown)
    study.codings.apply(1, *bus, code(study, "Transport"), shown=shown)
    study.codings.apply(1, *place(study, "They ask"), code(study, "Asking"), shown=shown)
    record.refuse(Stretch(1, *place(study, "Yes.")), shown)
    nothing = Shown((), shown.model)
    study.codings.apply(1, *place(study, "We built"), code(study, "Capacity"), shown=nothing)
    study.codings.apply(1, *place(study, "We built cap"), code(study, "Capacity"))
    one, two, three = record.decisions()
    assert [d.outcome for d in (one, two, three)] == ["other shown", "another", "refused"]
    assert one.place == (1, *bus) and one.chosen == ((taken.id, taken.code_id, taken.code_id),)
    assert one.shown.model == shown.model == ModelState(0, shown.model.mark)
    assert [(o.rank, o.score) for o in one.shown.offered] == [(1, 0.1235), (2, 0.0617)]
    assert one.coder_id == study.coder.id and one.at <= two.at <= three.at
    assert record.decisions(study.coder.id + 1) == []


def test_several_codes_at_once_are_one_decision_on_those_that_are_new(study, shown):
    bus, ids = place(study, BUS), [code(study, n) for n in ("Capacity", "Asking")]
    study.codings.apply(1, *bus, ids[1])
    study.codings.apply_together(1, *bus, ids, shown=shown)
    study.codings.apply_together(1, *bus, ids, shown=shown)
    [decision] = study.suggestions.record.decisions()
    assert [c.code_id for c in decision.chosen] == ids[:1] and decision.outcome == "first"


def test_undo_leaves_the_record_alone_and_it_tells_what_was_undone(study, shown):
    record, capacity = study.suggestions.record, code(study, "Capacity")
    study.codings.apply(1, *place(study, BUS), capacity, shown=shown)
    study.history.undo()
    [decision] = record.decisions()
    assert decision.outcome == "undone" and decision.chosen[0].now is None
    study.history.redo()
    assert record.decisions()[0].outcome == "first"
    study.codings.recode(study.codings.all()[0].id, code(study, "Asking"))
    assert record.decisions()[0].outcome == "first" and record.decisions()[0].recoded
    assert [entry.action for entry in study.history.list()].count("code") == 4


def test_it_is_kept_with_the_coding_or_not_at_all(study, shown):
    record = study.suggestions.record
    with pytest.raises(UsageError), study.one_action("two codings"):
        study.codings.apply(1, *place(study, BUS), code(study, "Capacity"), shown=shown)
        study.codings.apply(1, 5, 5, code(study, "Capacity"), shown=shown)
    assert record.decisions() == [] and study.codings.all() == []


def test_when_a_document_goes_no_word_of_it_is_in_the_record(study, shown):
    study.codings.apply(1, *place(study, BUS), code(study, "Capacity"), shown=shown)
    study.documents.remove(1)
    with study.reading() as connection:
        [row] = connection.exec_driver_sql("SELECT * FROM suggestion_record").mappings().all()
    words = {v for k, v in row.items() if isinstance(v, str) and k not in ("at", "mark")}
    assert all(set(kept) <= set("0123456789.,[]") for kept in words)
    assert study.suggestions.record.decisions()[0].outcome == "undone"
    assert study.check() == []


def test_a_damaged_entry_is_found(study, shown):
    study.suggestions.record.refuse(Stretch(1, 0, 4), shown)
    with sqlite3.connect(study.path) as connection:
        connection.execute("UPDATE suggestion_record SET shown = 'x'")
    with pytest.raises(StudyError, match="damaged"):
        study.suggestions.record.decisions()
    assert study.check() == ["Entry 1 of the record of suggestions cannot be read."]


def test_the_state_of_a_model_changes_with_what_is_learned(study):
    states = [study.suggestions.training_data().state()]
    study.codings.apply(1, *place(study, BUS), code(study, "Transport"))
    states.append(study.suggestions.training_data().state())
    study.codebook.describe(code(study, "Transport"), definition="buses")
    states.append(study.suggestions.training_data().state())
    assert [state.learned_from for state in states] == [0, 1, 1]
    assert len({state.mark for state in states}) == 3
    assert study.suggestions.training_data().state() == states[-1]


def test_off_is_kept_for_the_coder_and_noted(study):
    record = study.suggestions.record
    record.switch(on=False)
    record.switch(on=False)
    with qualcode.open(study.path) as again:
        assert not again.suggestions.record.are_on()
        again.coders.add("Daniel")
        again.coders.use("Daniel")
        assert again.suggestions.record.are_on()
    record.switch(on=True)
    assert [(s.coder_id, s.on) for s in record.switches()] == [(1, False), (1, True)]
    assert [e.label for e in study.history.list(words="suggestions")] == [
        "switched suggestions on",
        "switched suggestions off",
    ]


def test_a_study_of_the_first_form_gets_its_record(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "old.qualcode"
    with monkeypatch.context() as before:
        before.setattr(database, "_migrate", _migrate_to("0001"))
        before.setattr(database, "HEAD", "0001")
        with qualcode.create(path) as old:
            old.documents.add(make_transcript())
            old.codings.apply(1, *place(old, BUS), old.codebook.add("Transport").id)
    kept = path.read_bytes()
    with qualcode.open(path, read_only=True) as looked_at:
        assert looked_at.suggestions.record.decisions() == [] and looked_at.check() == []
    assert path.read_bytes() == kept
    with qualcode.open(path) as study:
        shown = Shown((Offered(1, 1, 0.5),), ModelState(1, "00000000"))
        study.codings.apply(1, *place(study, "They ask"), 1, shown=shown)
        assert len(study.codings.all()) == 2 and study.check() == []
        assert [d.outcome for d in study.suggestions.record.decisions()] == ["first"]


def _migrate_to(revision: str):
    def migrate(engine) -> None:
        from alembic import command

        writing = engine.connect().execution_options(qualcode_write=True)
        with writing as connection, connection.begin():
            command.upgrade(database._alembic_config(connection), revision)

    return migrate
