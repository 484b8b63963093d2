"""Two coders' disagreements, what they agree on, and that nothing else is changed by it."""

from __future__ import annotations

import pytest
from conftest import place

import qualcode
from qualcode.errors import Refused, UsageError
from qualcode.study import Study
from qualcode.study.agreeing import Review

DOCUMENT = 1


@pytest.fixture
def codes(study: Study) -> dict[str, int]:
    return {code.name: code.id for code in study.codebook.codes()}


@pytest.fixture
def both(study: Study, codes: dict[str, int]) -> Study:
    """Ruth and Daniel have coded the talk: two codings alike, five disagreements."""

    def code(words: str, name: str) -> None:
        study.codings.apply(DOCUMENT, *place(study, words), codes[name])

    code("We built capacity in the school.", "Capacity")
    code("Teachers were teaching together", "Learning")
    code("They ask questions now.", "Asking")
    code("They never used to!", "Asking")
    code("the bus was late", "Transport")
    code("It's a different place", "Leading")
    study.coders.add("Daniel")
    study.coders.use("Daniel")
    code("We built capacity in the school", "Capacity")  # without its full stop: the same words
    code("Teachers were teaching together, I think.", "Learning")
    code("They ask questions now.", "Learning")
    code("They never used to!", "Asking")
    code("It's a different place", "Transport")
    study.coders.use("Ruth")
    return study


def review(study: Study) -> Review:
    return study.agreeing.review(DOCUMENT, "Ruth", "Daniel")


def agreed(study: Study) -> list[tuple[str, str]]:
    coder = study.coders.agreed()
    rows = study.codings.passages(coder_id=coder.id) if coder else []
    return [(row.text, study.codebook.get(row.code_id).name) for row in rows]


def test_the_disagreements_of_a_document(both: Study) -> None:
    found = review(both)
    text = both.documents.text(DOCUMENT)
    assert [
        (r.difference.kind, text[r.difference.start : r.difference.end]) for r in found.rows
    ] == [
        ("boundary", "Teachers were teaching together, I think."),
        ("parent", "They ask questions now."),
        ("parent", "It's a different place"),
        ("only a", "the bus was late"),
    ]
    assert (found.settled, len(found.alike), found.taken) == (0, 2, 0)
    with pytest.raises(UsageError):
        both.agreeing.review(DOCUMENT, "Ruth", "ruth")


def test_each_verdict_makes_its_codings_and_leaves_both_coders_theirs(
    both: Study, codes: dict[str, int]
) -> None:
    before = both.codings.all()
    rows = review(both).rows
    both.agreeing.decide(
        rows[0].difference, "b", reason="  'I think' belongs to it.\n\nSee [[talk 2]] "
    )
    both.agreeing.decide(rows[1].difference, "both")
    bus = place(both, "bus was late. Every single day")
    both.agreeing.decide(rows[2].difference, "other", code_id=codes["Asking"], span=bus)
    both.agreeing.decide(rows[3].difference, "neither")
    assert agreed(both) == [
        ("Teachers were teaching together, I think.", "Learning"),
        ("They ask questions now.", "Asking"),
        ("They ask questions now.", "Learning"),
        ("bus was late. Every single day", "Asking"),
    ]
    found = review(both)
    assert [r.settled.verdict for r in found.rows if r.settled] == ["b", "both", "other", "neither"]
    first = found.rows[0].settled
    assert first is not None and first.reason.startswith(
        "'I think' belongs to it.\n\nSee [[talk 2 #"
    )
    assert both.coders.by_people(both.codings.all()) == before
    assert both.check() == []
    memo = both.memos.get(first.memo_id)
    assert "Agreed by Ruth: [[Learning: talk, turn 2 #" in memo.body and "Daniel: [[" in memo.body


def test_a_decision_can_be_undone_changed_and_taken_up_in_another_session(both: Study) -> None:
    difference = review(both).rows[3].difference
    both.agreeing.decide(difference, "a")
    assert both.history.can_undo() == "settled a disagreement in talk"
    both.history.undo()
    assert review(both).settled == 0 and agreed(both) == []
    both.history.redo()
    path = both.path
    both.close()
    with qualcode.open(path) as study:
        found = review(study)
        assert found.settled == 1 and agreed(study) == [("the bus was late", "Transport")]
        study.agreeing.decide(difference, "b")  # Daniel has nothing there
        settled = review(study).rows[3].settled
        assert settled is not None and settled.verdict == "neither" and agreed(study) == []
        assert len(study.memos.list()) == 1
        study.agreeing.give_reason(settled, "Nobody is late here.")
        study.history.undo()
        study.agreeing.give_reason(settled, "It is about time, not transport.")
        again = review(study).rows[3].settled
        assert again is not None and again.reason == "It is about time, not transport."
        assert again.verdict == "neither"


def test_a_decision_holds_only_while_all_that_it_names_is_there(both: Study) -> None:
    found = review(both)
    both.agreeing.decide(found.rows[3].difference, "a")
    coder = both.coders.agreed()
    assert coder is not None
    [made] = both.codings.all(coder.id)
    both.codings.remove(made.id)
    assert review(both).settled == 0
    both.agreeing.decide(found.rows[3].difference, "a")
    assert review(both).settled == 1
    both.codings.remove(found.rows[3].difference.a[0])
    assert [row.difference.kind for row in review(both).rows] == ["boundary", "parent", "parent"]
    with pytest.raises(Refused):
        both.agreeing.decide(found.rows[3].difference, "a")


def test_all_that_agrees_is_taken_over_once(both: Study) -> None:
    assert both.agreeing.take_over(review(both)) == 2
    assert review(both).taken == 2
    assert agreed(both)[0] == ("We built capacity in the school.", "Capacity")
    assert both.agreeing.take_over(review(both)) == 0
    assert both.history.can_undo() == "agreed on 2 codings that both made in talk"
    both.history.undo()
    assert agreed(both) == []


def test_what_was_agreed_on_counts_for_nobody_unless_it_is_asked_for(
    both: Study, codes: dict[str, int]
) -> None:
    before = both.analyses.prevalence(), both.analyses.agreement("Ruth", "Daniel")
    quotations = [q.shown for q in both.quotations.choose(codes["Learning"], 5)]
    found = review(both)
    both.agreeing.take_over(found)
    elsewhere = place(both, "Every single day of the first term.")
    both.agreeing.decide(
        found.rows[3].difference, "other", code_id=codes["Learning"], span=elsewhere
    )
    assert (both.analyses.prevalence(), both.analyses.agreement("Ruth", "Daniel")) == before
    assert [q.shown for q in both.quotations.choose(codes["Learning"], 5)] == quotations
    assert [c.name for c in both.coders.who_coded()] == ["Ruth", "Daniel"]
    asked = [mark.code_id for mark in both.analyses.marks(coder="Agreed")]
    assert sorted(asked) == sorted([codes["Capacity"], codes["Asking"], codes["Learning"]])
    with pytest.raises(UsageError, match="nobody who codes"):
        both.analyses.agreement("Ruth", "Agreed")


def test_somebody_called_agreed_stays_a_person(both: Study) -> None:
    both.coders.add("agreed")
    assert both.coders.make_agreed().name == "Agreed (2)"
    assert both.coders.make_agreed() == both.coders.agreed()


def test_hostile_names_hide_no_decision(both: Study, codes: dict[str, int]) -> None:
    both.codebook.rename(codes["Transport"], "late `[[bus]]` ```")
    both.coders.use(both.coders.add("`Mina [[`").id)
    both.agreeing.decide(review(both).rows[3].difference, "a", reason="`[[talk` #12345678]]")
    assert review(both).settled == 1


def test_made_blind(both: Study, codes: dict[str, int]) -> None:
    ruth = both.coder
    assert (both.coders.is_blind(), both.coders.made_blind(ruth.id).share) == (False, "none")
    both.coders.set_blind(True)
    both.coders.set_blind(True)
    assert both.history.list(1)[0].label == "began to code blind"
    assert both.history.can_undo() != "began to code blind"
    both.codings.apply(DOCUMENT, *place(both, "Yes."), codes["Asking"])
    assert both.coders.is_blind() and not both.coders.is_blind(both.coders.find("Daniel").id)
    assert both.coders.made_blind(ruth.id) == (1, 7)
    assert both.coders.made_blind(ruth.id).share == "some"
    both.coders.set_blind(False)
    assert not both.coders.is_blind()
    assert [e.action for e in both.history.list()].count("blind") == 1
    assert both.coders.made_blind(ruth.id, [99]).share == "none"
    assert both.coders.made_blind(both.coders.find("Daniel").id).blind == 0


def test_what_is_changed_in_sight_of_others_was_not_made_blind(
    both: Study, codes: dict[str, int]
) -> None:
    ruth = both.coder.id
    both.coders.set_blind(True)
    first = both.codings.apply(DOCUMENT, *place(both, "Yes."), codes["Asking"])
    second = both.codings.apply(DOCUMENT, first.start, first.end - 1, codes["Asking"])
    both.codings.resize(second.id, first.start, first.end - 2)
    assert both.coders.made_blind(ruth).blind == 2, "changed while still blind"
    both.coders.set_blind(False)
    both.codings.recode(first.id, codes["Transport"])
    assert both.coders.made_blind(ruth).blind == 1
    both.codings.resize(second.id, first.start, first.end - 1)
    assert both.coders.made_blind(ruth).blind == 0
    both.history.undo()
    assert both.coders.made_blind(ruth).blind == 1
