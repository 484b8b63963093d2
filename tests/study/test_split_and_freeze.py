"""Splitting codes, what a merge would do, examples from passages, and frozen codebooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import make_transcript, place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qualcode
from qualcode.errors import NotFound, Refused, UsageError
from qualcode.study import Study
from qualcode.study.types import CodingRow, Quotation


def state(study: Study) -> Any:
    return study.codebook.codes(), study.codings.all(), study.memos.list()


def spans(study: Study, *code_ids: int) -> set[tuple[int, int, int, int]]:
    return {
        (c.document_id, c.start, c.end, c.coder_id)
        for c in study.codings.all()
        if c.code_id in code_ids
    }


def quoted(study: Study, coding: CodingRow) -> Quotation:
    theme = study.codebook.theme_of(coding.code_id).id
    new = Quotation(0, "", coding.id, theme, coding.code_id, "words", "Head teacher")
    return study.quotations.store([new])[0]


def test_some_codings_go_to_a_new_code_right_after_the_old_one(study: Study) -> None:
    capacity = study.codebook.find("Capacity")
    first = study.codings.apply(1, *place(study, "the bus"), capacity.id)
    second = study.codings.apply(1, *place(study, "the school"), capacity.id)
    study.memos.add("coding", first.id, "kept")
    before = state(study)
    made = study.codebook.split(capacity.id, [first.id], " Buses ")
    assert [c.label for c in study.codebook.codes()][1:4] == [
        "Leading / Capacity", "Leading / Buses", "Leading / Transport"
    ]  # fmt: skip
    assert study.codings.get(first.id).code_id == made.id
    assert study.codings.get(second.id).code_id == capacity.id
    assert study.codings.get(first.id).has_memo
    assert study.history.list(1)[0].label == "split Capacity: 1 coding to Buses"
    study.history.undo()
    assert state(study) == before
    study.history.redo()
    assert study.codings.get(first.id).code_id == made.id


def test_a_theme_is_split_to_a_code_below_it(study: Study) -> None:
    theme = study.codebook.find("Leading")
    coding = study.codings.apply(1, *place(study, "the bus"), theme.id)
    made = study.codebook.split(theme.id, [coding.id], "Buses")
    assert study.codebook.get(made.id).label == "Leading / Buses"


def test_a_split_refuses_what_makes_no_sense(study: Study) -> None:
    capacity, transport = (study.codebook.find(n).id for n in ("Capacity", "Transport"))
    mine = study.codings.apply(1, *place(study, "the bus"), capacity).id
    other = study.codings.apply(1, *place(study, "the bus"), transport).id
    before = state(study), len(study.history.list())
    wrong: list[tuple[type[Exception], tuple[Any, ...], dict[str, Any]]] = [
        (UsageError, (capacity, [mine]), {}),
        (UsageError, (capacity, [mine], "X"), {"into_id": transport}),
        (UsageError, (capacity, [], "X"), {}),
        (UsageError, (capacity, [mine, other], "X"), {}),
        (UsageError, (capacity, [mine], "  "), {}),
        (Refused, (capacity, [mine], "Transport"), {}),
        (Refused, (capacity, [mine]), {"into_id": capacity}),
        (NotFound, (capacity, [mine]), {"into_id": 999}),
    ]
    for error, args, kwargs in wrong:
        with pytest.raises(error):
            study.codebook.split(*args, **kwargs)
    study.codebook.describe(transport, codable=False)
    with pytest.raises(Refused):
        study.codebook.split(capacity, [mine], into_id=transport)
    study.history.undo()
    assert (state(study), len([e for e in study.history.list() if not e.undone])) == (
        before[0], before[1] + 1
    )  # fmt: skip


def test_a_quotation_goes_with_its_coding(study: Study) -> None:
    capacity, asking = study.codebook.find("Capacity"), study.codebook.find("Asking")
    coding = study.codings.apply(1, *place(study, "We built capacity in the school."), capacity.id)
    kept = quoted(study, coding)
    study.codebook.split(capacity.id, [coding.id], into_id=asking.id)
    moved = study.quotations.get(kept.guid)
    assert (moved.code_id, moved.theme_id) == (asking.id, asking.parent_id)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    path = tmp_path_factory.mktemp("split") / "s.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        study.coders.add("Sam")
        for name in ("Old", "There"):
            study.codebook.add(name)
        yield study


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 60), st.integers(5, 9), st.booleans(), st.booleans()),
        min_size=1, max_size=14,
    ),
    pick=st.data(),
    existing=st.booleans(),
)  # fmt: skip
def test_a_split_keeps_every_passage_and_undo_restores(
    shared: Study, rows: list[tuple[int, int, bool, bool]], pick: st.DataObject, existing: bool
) -> None:
    study = shared
    old, there = (study.codebook.find(name).id for name in ("Old", "There"))
    for start, size, second, sam in rows:
        study.coders.use("Sam" if sam else "Ruth")
        study.codings.apply(1, start, start + size, there if second else old)
    study.coders.use("Ruth")
    ids = [c.id for c in study.codings.all() if c.code_id == old]
    try:
        if not ids:
            return
        wanted = pick.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
        before, union = state(study), spans(study, old, there)
        staying = {
            (c.document_id, c.start, c.end, c.coder_id)
            for c in study.codings.all()
            if c.code_id == old and c.id not in wanted
        }
        into = study.codebook.split(
            old, wanted, None if existing else "New", into_id=there if existing else None
        )
        assert spans(study, old, there, into.id) == union
        assert spans(study, old) == staying
        study.history.undo()
        assert state(study) == before
    finally:
        for coding in study.codings.all():
            study.codings.remove(coding.id)


def test_what_a_merge_would_do_is_what_it_does(study: Study) -> None:
    capacity, transport = study.codebook.find("Capacity"), study.codebook.find("Transport")
    study.codebook.describe(transport.id, short="s", examples=("x",))
    study.codebook.add("Buses", transport.id)
    both = place(study, "the bus was late")
    study.codings.apply(1, *both, capacity.id)
    study.codings.apply(1, *both, transport.id)
    coding = study.codings.apply(1, *place(study, "Every single day"), transport.id)
    study.coders.use(study.coders.add("Sam").id)
    study.codings.apply(1, *both, transport.id)
    study.coders.use("Ruth")
    study.memos.add("code", transport.id, "why")
    quoted(study, coding)
    effect = study.codebook.merge_effect(transport.id, capacity.id)
    assert (effect.codings, effect.doubled, effect.memos, effect.quotations) == (3, 1, 1, 1)
    assert (effect.children, effect.lost) == (("Buses",), ("short", "examples"))
    assert study.codebook.merge(transport.id, capacity.id) == effect.codings
    assert study.codebook.counts()[capacity.id] == 1 + effect.codings - effect.doubled
    assert len(study.memos.list("code", capacity.id)) == effect.memos
    assert [q.code_id for q in study.quotations.list()] == [capacity.id]


def test_codes_that_come_along_stand_last_and_frozen_ones_do_not_come(study: Study) -> None:
    capacity, transport = study.codebook.find("Capacity"), study.codebook.find("Transport")
    for name in ("A", "B"):
        study.codebook.add(name, capacity.id)
    moving = study.codebook.add("C", transport.id)
    study.codebook.freeze(moving.id)
    for change in (study.codebook.merge, study.codebook.merge_effect):
        with pytest.raises(Refused, match="'C' is frozen"):
            change(transport.id, capacity.id)
    with pytest.raises(Refused, match="'C' is frozen"):
        study.codebook.remove(transport.id)
    study.codebook.freeze(moving.id, False)
    study.codebook.merge(transport.id, capacity.id)
    assert [c.name for c in study.codebook.children(capacity.id)] == ["A", "B", "C"]


def test_freezing_the_whole_codebook_is_one_action(study: Study) -> None:
    study.codebook.freeze(study.codebook.find("Asking").id)
    assert study.codebook.freeze_all() == 4
    assert all(code.frozen for code in study.codebook.codes())
    study.history.undo()
    assert [code.name for code in study.codebook.codes() if code.frozen] == ["Asking"]
    assert study.codebook.freeze_all(False) == 1


def test_words_become_an_example_once(study: Study) -> None:
    code = study.codebook.find("Capacity").id
    assert study.codebook.add_example(code, " We built it.\n")
    assert not study.codebook.add_example(code, "We built it.")
    assert study.codebook.add_example(code, "The bus.", near_miss=True)
    with pytest.raises(UsageError):
        study.codebook.add_example(code, " ")
    found = study.codebook.get(code)
    assert (found.examples, found.near_misses) == (("We built it.",), ("The bus.",))
    study.codebook.freeze(code)
    with pytest.raises(Refused, match="frozen"):
        study.codebook.add_example(code, "More.")


def test_places_are_in_the_order_of_the_study(study: Study) -> None:
    second = study.documents.add(
        make_transcript("second", (("Ben", "The bus was on time for once."),))
    ).document.id
    theme, transport = study.codebook.find("Leading"), study.codebook.find("Transport")
    late = study.codings.apply(second, *place(study, "The bus", second), transport.id)
    study.coders.use(study.coders.add("Sam").id)
    early = study.codings.apply(1, *place(study, "the bus"), theme.id)
    assert [p.id for p in study.codings.places(theme.id)] == [early.id, late.id]
    assert [p.id for p in study.codings.places(theme.id, subtree=False)] == [early.id]
    assert [p.id for p in study.codings.places(theme.id, document_id=second)] == [late.id]
    assert study.codings.counts_by_document(theme.id) == {1: 1, second: 1}
    assert study.codings.counts_by_document(theme.id, subtree=False) == {1: 1, second: 0}
    assert study.codings.counts_by_document(coder_id=late.coder_id) == {1: 0, second: 1}
    assert [p.id for p in study.codings.places(theme.id, coder_id=early.coder_id)] == [early.id]
