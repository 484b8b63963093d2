"""The parts of the desk that need no screen: fuzzy finding, names, coverage."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place
from hypothesis import given
from hypothesis import strategies as st

from qualcode.study.types import TurnRow
from qualcode.text.safe import for_terminal
from qualcode.tui.coverage import Coverage, Covered
from qualcode.tui.differences import touched
from qualcode.tui.session import Session
from qualcode.tui.shown import clean_name, name
from qualcode.view.fuzzy import best
from qualcode.view.spans import SpanIndex

CODES = (
    "Vision beyond own institution",
    "Building capacity",
    "Confidence",
    "Funding and accountability",
    "Asking questions",
    "Learning-support assistants",
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("conf", "Confidence"),
        ("bc", "Building capacity"),
        ("lsa", "Learning-support assistants"),
        ("acc", "Funding and accountability"),
        ("quest ask", "Asking questions"),
        ("visoin", "Vision beyond own institution"),
        ("CAPAC", "Building capacity"),
    ],
)
def test_a_few_letters_find_the_code(typed, first):
    assert best(typed, CODES, lambda code: (code,))[0] == first


def test_the_name_counts_more_than_the_definition():
    rows = [("Motivation", "where confidence grows"), ("Confidence", "belief in oneself")]
    assert best("confid", rows, lambda row: row)[0][0] == "Confidence"


def test_letters_that_fit_nothing_find_nothing():
    assert best("qqq", CODES, lambda code: (code,)) == []


@given(st.text())
def test_a_clean_name_can_be_shown_as_it_is(text):
    cleaned = clean_name(text)
    assert for_terminal(cleaned, name=True) == cleaned
    assert "\n" not in cleaned and cleaned == cleaned.strip()


@given(st.text(max_size=60), st.integers(0, 30))
def test_a_shown_name_fits(text, cells):
    from rich.cells import cell_len

    assert cell_len(name(text, cells)) <= cells


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 80)), max_size=12))
def test_coverage_agrees_with_counting_characters(example_session, spans):
    session, code = example_session
    length = len(session.text)
    rows = [
        (n, 1, code, 1, start % (length - 1), min(length, start % (length - 1) + size), "", False)
        for n, (start, size) in enumerate(spans)
    ]
    from qualcode.study.types import CodingRow

    session._take([CodingRow(*row) for row in rows])
    asking = {s.id for s in session.speakers if s.kind == "interviewer"}
    talk = {
        i
        for turn in session.turns
        if turn.speaker_id not in asking
        for i in range(turn.start, turn.end)
    }
    coded = {i for row in rows for i in range(row[4], row[5])} & talk
    found = session.coverage()
    assert (found.talk, found.coded) == (len(talk), len(coded))
    for offset in (0, 57, 200):
        want = {row[0] for row in rows if row[4] <= offset < row[5]}
        assert {c.id for c in session.codings_at(offset)} == want


@pytest.fixture(scope="module")
def example_session(tmp_path_factory):
    from conftest import make_transcript

    import qualcode

    path = tmp_path_factory.mktemp("parts") / "s.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        code = study.codebook.add("Capacity").id
        session = Session(study)
        session.open(1)
        yield session, code


def seen(session):
    """All that a desk shows of a study."""
    return (
        session.document,
        session.documents,
        session.speakers,
        session.codings,
        sorted((key, *session.index[key]) for key in session.index),
        list(session.codes.values()),
        session.coders,
        session.pins,
        session.counts_all,
        {code: count for code, count in session.counts_here.items() if count},
        session.counts_documents,
        session.coverage(),
    )


def test_catching_up_with_what_changed_is_what_reading_all_again_gives(study):
    study.documents.add(make_transcript("another"))
    study.participants.add("Anna Reed")
    session = Session(study)
    session.open(1)
    session.coverage()
    capacity, asking = (study.codebook.find(n).id for n in ("Capacity", "Asking"))
    bus, school = place(study, "the bus"), place(study, "the school")

    def merge():
        study.codebook.merge(study.codebook.find("Others").id, capacity)

    def undo(times=1):
        for _ in range(times):
            study.history.undo()

    def coder_of(name):
        study.coders.add(name)
        study.coders.use(name)

    first = study.codings.apply(1, *bus, capacity).id
    for change in (
        lambda: study.codings.apply(1, *bus, capacity),
        lambda: study.codings.apply(2, *school, asking),
        lambda: study.codings.recode(first, asking),
        lambda: study.codings.resize(first, bus[0], bus[1] + 9),
        lambda: study.memos.add("coding", first, "really?"),
        lambda: study.memos.add("study", None, "all in all"),
        lambda: study.codebook.add("Others"),
        lambda: study.codings.apply_again([first], study.codebook.find("Others").id),
        merge,
        undo,
        study.history.redo,
        lambda: study.codebook.rename(asking, "Wondering"),
        lambda: study.documents.rename(1, "first"),
        lambda: study.documents.set_speaker(2, kind="interviewer"),
        lambda: study.documents.remove(2),
        lambda: undo(3),
        lambda: coder_of("Sam"),
        lambda: study.favourites.pin(3, asking),
        lambda: study.codings.apply(1, *school, asking),
        lambda: study.codings.remove(first),
        lambda: study.codebook.remove(capacity),
        undo,
    ):
        change()
        version, rows = study.history.since(session.version)
        assert session.catch_up(touched(rows)) is not None
        session.common.version = version
        session._read_pins()  # pins are told of by who pins
        fresh = Session(study)
        fresh.open(1)
        assert seen(session) == seen(fresh), change


def test_all_is_read_again_where_what_is_seen_is_another(study):
    session = Session(study)
    assert session.catch_up(touched([])) is None
    session.open(1)
    assert session.catch_up(touched([])) is not None
    session.only_mine = True
    assert session.catch_up(touched([])) is None
    session.read_study()
    study.coders.set_blind(True)
    assert session.catch_up(touched([])) is None and session.blind
    session.read_study()
    study.documents.remove(1)
    assert session.catch_up(touched(study.history.since(session.version)[1])) is None


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=12),
    st.lists(st.integers(1, 30), min_size=1, max_size=6),
)
def test_coverage_kept_up_to_date_is_what_counting_anew_gives(spans, lengths):
    turns, at = [], 0
    for n, length in enumerate(lengths):
        turns.append(TurnRow(n, at, at + length, None, None, None, None, None))
        at += length + 2
    index = SpanIndex()
    kept = Covered(turns, index)
    for key, (start, length) in enumerate(spans):
        index.add(key, start, start + length)
        kept.changed(start, start + length)
    covered = set()
    for start, length in spans:
        covered.update(range(start, start + length))
    coded = sum(n in covered for turn in turns for n in range(turn.start, turn.end))
    assert kept.all == Covered(turns, index).all == Coverage(sum(lengths), coded)
