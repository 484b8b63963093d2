"""What is done with many codings at once is one action, and one undo takes it back."""

from __future__ import annotations

import pytest
from conftest import place

from qualcode.errors import Refused, UsageError
from qualcode.study import Study
from qualcode.study.bulk import NewCoding
from qualcode.study.query import Query
from qualcode.study.types import Quotation

WORDS = ("We built capacity", "They ask questions now", "the bus was late")


@pytest.fixture
def three(study: Study) -> list[int]:
    """Three passages coded Capacity, by the coder at work."""
    code = study.codebook.find("Capacity").id
    return [study.codings.apply(1, *place(study, words), code).id for words in WORDS]


def coded(study: Study) -> list[tuple[str, str]]:
    return [(row.text, study.codebook.get(row.code_id).name) for row in study.codings.passages()]


def test_another_code_too(study, three):
    before = coded(study)
    asking = study.codebook.find("Asking").id
    study.codings.apply(1, *place(study, WORDS[1]), asking)
    assert study.codings.apply_again([*three, 999], asking) == 2
    assert {row.origin for row in study.retrieval.match(Query())} == {"hand"}
    assert sorted(coded(study)) == sorted([*before, *((words, "Asking") for words in WORDS)])
    entry = study.history.undo()
    assert entry is not None and entry.label == "coded 3 passages Asking"
    assert len(coded(study)) == 4


def test_recoding_joins_what_is_there_already(study, three):
    asking = study.codebook.find("Asking").id
    there = study.codings.apply(1, *place(study, WORDS[1]), asking).id
    study.memos.add("coding", three[1], "moved along")
    study.quotations.store([Quotation(0, "", three[1], 1, 2, WORDS[1], "Student", "", ((0, 4),))])
    before = coded(study)
    assert study.codings.recode_all([*three, there], asking) == 3
    assert coded(study) == [(words, "Asking") for words in WORDS]
    assert [memo.target_id for memo in study.memos.list("coding")] == [there]
    [quotation] = study.quotations.list()
    theme = study.codebook.theme_of(asking).id
    assert (quotation.coding_id, quotation.code_id, quotation.theme_id) == (there, asking, theme)
    study.history.undo()
    assert coded(study) == before
    assert [memo.target_id for memo in study.memos.list("coding")] == [three[1]]
    assert study.quotations.list()[0].code_id == study.codebook.find("Capacity").id


def test_two_that_become_the_same_are_one(study, three):
    transport = study.codebook.find("Transport").id
    twin = study.codings.apply(1, *place(study, WORDS[0]), transport).id
    asking = study.codebook.find("Asking").id
    study.codings.recode_all([three[0], twin], asking)
    assert (WORDS[0], "Asking") in coded(study) and len(coded(study)) == 3


def test_memos_and_removal(study, three):
    assert study.memos.add_to_codings(three[:2], "look again") == 2
    assert [row.has_memo for row in study.codings.all()] == [True, True, False]
    assert study.codings.remove_all([*three, three[0]]) == 3
    assert study.codings.all() == [] and study.memos.list() == []
    entry = study.history.undo()
    assert entry is not None and entry.label == "removed 3 codings"
    study.history.undo()
    assert study.memos.list() == [] and len(study.codings.all()) == 3


def test_what_is_refused_changes_nothing(study, three):
    holder = study.codebook.add("Holder", codable=False).id
    entries = len(study.history.list())
    for call in (study.codings.apply_again, study.codings.recode_all):
        with pytest.raises(Refused):
            call(three, holder)
    with pytest.raises(UsageError):
        study.memos.add_to_codings(three, "  ")
    assert len(study.history.list()) == entries


def test_two_codes_with_very_many_codings_become_one(study: Study) -> None:
    """Some are on the same words by the same coder, some of those have memos on both."""
    a, b = (study.codebook.find(name).id for name in ("Capacity", "Transport"))
    ruth, sam = study.coder.id, study.coders.add("Sam").id
    places = [(n, n + 5 + m) for n in range(20, 120) for m in range(8)]
    study.codings.apply_many([NewCoding(1, *place, a, ruth) for place in places])
    study.codings.apply_many([NewCoding(1, *place, b, ruth) for place in places[::2]])
    study.codings.apply_many([NewCoding(1, *place, b, sam) for place in places[::3]])
    doubled = [c for c in study.codings.all(ruth) if (c.start, c.end) in places[:6:2]]
    for coding in doubled:
        study.memos.add("coding", coding.id, f"on {coding.code_id}")
    before = study.codings.all(), study.memos.list()
    effect = study.codebook.merge_effect(a, b)
    assert (effect.codings, effect.doubled) == (len(places), len(places[::2]))
    assert study.codebook.merge(a, b) == len(places)
    merged = study.codings.all()
    assert {(c.start, c.end) for c in merged if c.coder_id == ruth} == set(places)
    assert len(merged) == len(places) + len(places[::3]) and {c.code_id for c in merged} == {b}
    on = {c.id: (c.start, c.end) for c in merged}
    assert len(doubled) == len(study.memos.list()) == 6
    assert {on[m.target_id or 0] for m in study.memos.list()} == set(places[:6:2])
    assert study.check() == []
    study.history.undo()
    assert (study.codings.all(), study.memos.list()) == before
    study.history.redo()
    assert study.codings.all() == merged
