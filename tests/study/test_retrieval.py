"""Retrieval: passages by code, by what else is coded there, by whom, where and when."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import make_transcript, place
from hypothesis import given, settings
from hypothesis import strategies as st

import qualcode
from qualcode.errors import NotFound, UsageError
from qualcode.study import Study
from qualcode.study.bulk import NewCoding
from qualcode.study.query import Condition, Query, read_day
from qualcode.study.types import PassageRow

SECOND = (
    ("Interviewer", "What was it like at first?"),
    ("Ben", "Odd. Nobody knew where the rooms were, and nobody asked."),
    ("Cara Lund", "We had a map!"),
    ("Ben", "You had one. After Easter it was better, people said hello."),
)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """Two documents, three people, six codes, two coders, eighty codings strewn about."""
    path = tmp_path_factory.mktemp("retrieval") / "s.qualcode"
    rng = random.Random(11)
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        study.documents.add(make_transcript("second", SECOND))
        study.participants.add("Anna Reed", {"role": "Teacher", "institution": "North"})
        study.participants.add("Ben", {"role": "Student", "institution": "North"})
        study.participants.add("Cara Lund", {"role": "Student", "institution": "South"})
        themes = [study.codebook.add(name).id for name in ("Leading", "Learning")]
        leaves = [study.codebook.add(f"Code {n}", themes[n % 2]).id for n in range(4)]
        dan = study.coders.add("Dan").id
        for origin in ("hand", "import"):
            wanted = []
            for _ in range(40):
                document = rng.choice((1, 2))
                text = study.documents.text(document)
                start = rng.randrange(len(text) - 2)
                span = start, min(len(text), start + rng.randint(2, 60))
                if text[slice(*span)].strip():
                    code = rng.choice([*themes, *leaves])
                    wanted.append(NewCoding(document, *span, code, rng.choice((1, dan))))
            study.codings.apply_many(wanted, origin=origin)
        for coding in study.codings.all()[::3]:
            study.memos.add("coding", coding.id, "worth a thought")
        yield study


conditions = st.builds(
    Condition,
    kind=st.sampled_from(("with", "without", "near", "not near")),
    codes=st.lists(st.integers(1, 6), min_size=1, max_size=2, unique=True).map(tuple),
    within=st.integers(0, 3),
    side=st.sampled_from(("either", "before", "after")),
    same_coder=st.booleans(),
    subtree=st.booleans(),
)
attributes = st.sampled_from(
    (("role", "Student"), ("role", "teacher"), ("institution", "North"), ("institution", "South"))
)
wanted = st.builds(
    Query,
    codes=st.lists(st.integers(1, 6), max_size=2, unique=True).map(tuple),
    subtree=st.booleans(),
    conditions=st.lists(conditions, max_size=2).map(tuple),
    documents=st.sampled_from(((), (1,), (2, 1))),
    attributes=st.lists(attributes, max_size=2).map(tuple),
    speaker=st.sampled_from(("", "", "ben", "Interviewer")),
    coder_id=st.sampled_from((None, 1, 2)),
    origin=st.sampled_from((None, "hand", "import")),
    memo=st.sampled_from((None, True, False)),
    words=st.sampled_from(("", "", "the", "Was THEY")),
)


def naive(study: Study, query: Query) -> list[int]:
    """The same by comparing everything with everything."""
    every = study.codings.passages()
    origins = {m.coding_id: m.origin for m in study.retrieval.match(Query())}
    people = {p.id: p for p in study.participants.list()}
    above = {c.id: {c.id, c.parent_id} for c in study.codebook.codes()}

    def of_codes(row: PassageRow, codes: tuple[int, ...], subtree: bool) -> bool:
        return bool(set(codes) & (above[row.code_id] if subtree else {row.code_id}))

    def meets(row: PassageRow, c: Condition) -> bool:
        asked = [
            other
            for other in every
            if other.document_id == row.document_id
            and of_codes(other, c.codes, c.subtree)
            and (other.coder_id == row.coder_id or not c.same_coder)
        ]
        if c.kind in ("with", "near"):
            asked = [other for other in asked if other.coding_id != row.coding_id]
        if c.kind in ("with", "without"):
            there = any(o.start < row.end and row.start < o.end for o in asked)
        else:
            there = any(near(row, o, c) for o in asked)
        return there == (c.kind in ("with", "near"))

    def near(row: PassageRow, other: PassageRow, c: Condition) -> bool:
        if other.start < row.end and row.start < other.end:
            return c.side == "either"
        if not row.parts or not other.parts:
            return False
        if other.end <= row.start:
            gap = row.parts[0].turn - other.parts[-1].turn
            return c.side != "after" and gap <= c.within
        return c.side != "before" and other.parts[0].turn - row.parts[-1].turn <= c.within

    def spoken(row: PassageRow) -> bool:
        def fits(part) -> bool:
            person = people.get(part.participant_id)
            called = {str(part.label).casefold(), person.name.casefold() if person else ""}
            values: dict[str, set[str]] = {}
            for name, value in query.attributes:
                values.setdefault(name, set()).add(value.casefold())
            if query.speaker and query.speaker.casefold() not in called:
                return False
            return not values or (
                person is not None
                and all(person.attributes[n].casefold() in v for n, v in values.items())
            )

        return not (query.speaker or query.attributes) or any(fits(p) for p in row.parts)

    return [
        row.coding_id
        for row in every
        if (not query.codes or of_codes(row, query.codes, query.subtree))
        and (not query.documents or row.document_id in query.documents)
        and (query.coder_id in (None, row.coder_id))
        and (query.origin in (None, origins[row.coding_id]))
        and (query.memo in (None, bool(row.memo)))
        and all(word in row.text.casefold() for word in query.words.casefold().split())
        and spoken(row)
        and all(meets(row, condition) for condition in query.conditions)
    ]


@settings(deadline=None)
@given(wanted)
def test_retrieval_agrees_with_comparing_everything(crowded, query):
    matches = crowded.retrieval.match(query)
    assert [m.coding_id for m in matches] == naive(crowded, query)
    found = crowded.retrieve(query)
    assert [f.passage.coding_id for f in found] == [m.coding_id for m in matches]
    heard = {key for f in found for key in f.passage.participant_ids}
    assert crowded.retrieval.people(matches) == heard
    assert crowded.retrieval.in_words(query)


@settings(deadline=None)
@given(conditions)
def test_a_condition_and_its_opposite_part_the_passages(crowded, condition):
    # Where a passage's own coding does not count, each has the condition or its opposite.
    opposite = {"with": "without", "near": "not near", "without": "with", "not near": "near"}
    other = Condition(opposite[condition.kind], *_rest(condition))
    of_others = Query(coder_id=1)
    every = {m.coding_id for m in crowded.retrieval.match(of_others)}
    asked = {key for code in condition.codes for key in crowded.codebook.subtree(code)}
    bare = {m.coding_id for m in crowded.retrieval.match(of_others) if m.code_id not in asked}
    has, has_not = (
        {m.coding_id for m in crowded.retrieval.match(Query(coder_id=1, conditions=(c,)))}
        for c in (condition, other)
    )
    assert not has & has_not
    assert (has | has_not) & bare == bare
    assert has | has_not <= every


def _rest(condition: Condition) -> tuple:
    return (
        condition.codes, condition.within, condition.side, condition.same_coder, condition.subtree
    )  # fmt: skip


@pytest.fixture
def coded(study):
    """Capacity on Anna's first answer, Asking on part of it, Transport three turns on."""
    study.participants.add("Anna Reed", {"role": "Teacher", "institution": "North"})
    study.participants.add("Ben", {"role": "Student"})
    for words, code in (
        ("We built capacity in the school. Teachers were teaching together", "Capacity"),
        ("Teachers were", "Asking"),
        ("They ask questions now", "Asking"),
        ("Every single day", "Transport"),
    ):
        study.codings.apply(1, *place(study, words), study.codebook.find(code).id)
    return study


def code(study: Study, name: str) -> int:
    return study.codebook.find(name).id


def test_found_says_who_where_and_what_is_shared(coded):
    [found] = coded.retrieve(
        Query(
            (code(coded, "Capacity"),), conditions=(Condition("with", (code(coded, "Asking"),)),)
        ),
        context=2,
    )
    assert (found.speakers, found.role, found.institution) == (("Anna Reed",), "Teacher", "North")
    assert found.turns == (2, 2) and found.origin == "hand" and found.code.name == "Capacity"
    text = coded.documents.text(1)
    assert [text[slice(*span)] for span in found.shared] == ["Teachers were"]
    assert (found.before, found.after) == ("Anna Reed: ", ", I think.")


def test_a_theme_brings_what_is_below_it(coded):
    leading = code(coded, "Leading")
    assert len(coded.retrieve(Query((leading,)))) == 2
    assert coded.retrieve(Query((leading,), subtree=False)) == []


def test_near_counts_turns_and_sides(coded):
    asking, transport = (code(coded, "Asking"),), code(coded, "Transport")

    def found(within: int, side: str = "either", kind: str = "near") -> int:
        near = Condition(kind, asking, within, side)
        return len(coded.retrieve(Query((transport,), conditions=(near,))))

    assert [found(n) for n in (0, 1, 2, 3)] == [0, 0, 1, 1]
    assert (found(9, "before"), found(9, "after")) == (1, 0)
    assert (found(1, kind="not near"), found(2, kind="not near")) == (1, 0)


def test_by_the_same_coder_or_by_anybody(coded):
    coded.coders.use(coded.coders.add("Dan").id)
    coded.codings.apply(1, *place(coded, "the bus was late."), code(coded, "Capacity"))
    coded.codings.apply(1, *place(coded, "day of the first term"), code(coded, "Capacity"))
    query = Query((code(coded, "Transport"),))
    anybody = Condition("with", (code(coded, "Capacity"),))
    same = Condition("with", (code(coded, "Capacity"),), same_coder=True)
    assert len(coded.retrieve(Query(query.codes, conditions=(anybody,)))) == 1
    assert coded.retrieve(Query(query.codes, conditions=(same,))) == []


def test_days_are_those_of_the_clock_and_both_count(coded):
    today = datetime.now().date()
    day = timedelta(days=1)
    assert len(coded.retrieve(Query(since=today, until=today))) == 4
    assert coded.retrieve(Query(since=today + day)) == []
    assert coded.retrieve(Query(until=today - day)) == []
    assert datetime.now(UTC)  # the study's times are in UTC, the days are not


def test_what_is_not_in_the_study_is_said(coded):
    for query, said in (
        (Query((99,)), "no code"),
        (Query(documents=(9,)), "no document"),
        (Query(coder_id=9), "no coder"),
        (Query(speaker="Nobody"), "Nobody called 'Nobody'"),
        (Query(attributes=(("role", "Pupil"),)), "There are: Teacher, Student"),
        (Query(attributes=(("shoe size", "9"),)), "no participant has the attribute"),
    ):
        with pytest.raises(NotFound) as caught:
            coded.retrieval.match(query)
        assert said.casefold() in str(caught.value).casefold()
    for wrong in (
        lambda: Condition("with", ()),
        lambda: Condition("near", (1,), within=-1),
        lambda: read_day("24 November"),
        lambda: coded.retrieval.match(Query(until=date.max)),
        lambda: coded.retrieval.match(Query(since=date.min)),
    ):
        with pytest.raises(UsageError):
            wrong()


def test_a_query_in_words(coded):
    leading, asking = code(coded, "Leading"), code(coded, "Asking")
    query = Query(
        (leading, asking),
        attributes=(("role", "Student"), ("role", "Teacher")),
        documents=(1,),
        since=date(2026, 11, 2),
        origin="hand",
        memo=False,
        words="bus late",
        conditions=(
            Condition("without", (asking,)),
            Condition("near", (asking,), 2),
            Condition("near", (asking,), 1, "before", same_coder=True),
        ),
    )
    assert coded.retrieval.in_words(query) == (
        "Leading and below or Asking, role Student or Teacher, in talk, since 2026-11-02, coded by "
        "hand, without a memo, without Asking, near Asking within 2 turns, with Asking by the same "
        "coder up to 1 turn before it, with the words “bus late”"
    )
    steps = 0
    while narrowings := coded.retrieval.narrowings(query):
        words, wider = narrowings[-1]
        assert words in coded.retrieval.in_words(query)
        assert words not in coded.retrieval.in_words(wider)
        query, steps = wider, steps + 1
    assert steps == 9 and query == Query((leading, asking))
