"""Search: what it finds, exactly where, and that nothing typed can break it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import make_transcript
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qualcode
from qualcode.errors import NotFound, UsageError
from qualcode.study import Study


def found(study: Study, query: str, **only: object) -> list[str]:
    return [hit.match for hit in study.search(query, **only)]  # type: ignore[arg-type]


def test_words_are_found_by_their_stem(study: Study) -> None:
    assert found(study, "teacher") == ["Teachers"]
    assert found(study, "builds") == []  # an irregular verb is no stem of 'built'
    assert found(study, "asking") == ["ask"]


def test_words_of_a_query_must_stand_in_one_turn(study: Study) -> None:
    assert found(study, "capacity school") == ["capacity", "school"]
    assert found(study, "capacity bus") == []
    assert found(study, "capacity OR bus") == ["capacity", "bus"]


def test_a_phrase_is_words_in_a_row(study: Study) -> None:
    assert found(study, '"teaching together"') == ["teaching together"]
    assert found(study, '"together teaching"') == []
    assert found(study, '"teaching together') == ["teaching together"]


def test_a_beginning_finds_what_begins_so(study: Study) -> None:
    assert found(study, "teach*") == ["Teachers", "teaching"]
    assert found(study, "each*") == []


def test_a_word_can_be_kept_out(study: Study) -> None:
    assert found(study, "the") == ["the"] * 5
    assert found(study, "the -bus") == ["the"] * 3
    assert found(study, 'the -"built capacity" -students -bus') == ["the"]
    with pytest.raises(UsageError):
        study.search("-bus")


def test_a_speaker_is_a_label_or_a_participant(study: Study) -> None:
    ben = study.participants.add("Élise Brontë", {"heard_as": "Ben; Lise"})
    assert study.participants.get(ben.id).attributes["heard_as"] == "Ben; Lise"
    assert found(study, "they", speaker="ben") == ["They", "They"]
    assert found(study, "they", speaker="élise brontË") == ["They", "They"]
    assert found(study, "they", speaker="Anna  Reed") == []
    for name in ("lise", "Brontë", "Ms Brontë", "Élise"):
        assert found(study, "they", speaker=name) == ["They", "They"]


def test_a_speaker_whom_nobody_knows_is_said_to_be_none(study: Study) -> None:
    study.participants.add("Anna Reed")
    study.participants.add("Cara Reed")
    with pytest.raises(NotFound, match="Nobody is heard as 'Ana Read'") as error:
        study.search("they", speaker="Ana Read")
    assert error.value.hint.startswith("Did you mean: Anna Reed")
    for name in ("' OR 1=1 --", "", "Reed"):  # there are two
        with pytest.raises(NotFound):
            study.search("they", speaker=name)


def test_only_one_document_and_only_so_many_turns(study: Study) -> None:
    other = study.documents.add(make_transcript("other", (("Cara", "The bus again."),))).document
    assert [h.document for h in study.search("bus")] == ["talk", "other"]
    assert [h.document_id for h in study.search("bus", document_id=other.id)] == [other.id]
    assert len(study.search("bus", limit=1)) == 1
    assert study.search("bus", limit=0) == study.search("bus", limit=-1) == []
    study.documents.move(other.id, 1)
    assert [h.document for h in study.search("bus")] == ["other", "talk"]
    study.documents.remove(other.id)
    assert [h.document for h in study.search("bus")] == ["talk"]


def test_a_hit_says_what_stands_around_it(study: Study) -> None:
    [hit] = study.search("bus")
    text = study.documents.text(1)
    assert text[hit.start : hit.end] == "bus" == hit.match
    assert (hit.before, hit.speaker) == ("Well, the ", "Anna Reed")
    assert hit.after.startswith(" was late.")


def test_other_languages_are_searched_without_accents(tmp_path: Path) -> None:
    with qualcode.create(tmp_path / "s", language="de") as study:
        study.documents.add(make_transcript("g", (("Uta", "Die Schüler lernen. STRASSE"),)))
        assert found(study, "schuler") == ["Schüler"]
        assert found(study, "schül*") == ["Schüler"]
        assert found(study, "lernt") == []


HOSTILE = [
    '"', '""', '"""', "*", "**", "NEAR(", "NEAR(a b, 3)", "col:", "text:bus", "{text}: bus", "^bus",
    "a AND", "AND", "OR", "OR OR", "NOT", "a NOT", "(", ")", "((bus", "bus +", "bus . bus", "\x00",
    "bus\x00late", "👩‍🏫", "\ud83d", "'; DROP TABLE turn; --", "%", "_", "\\", "-", "--", "-*",
    '-"', '"-"', "\u202ebus", "٣", "²", "ﷺ", "\u0301", "a" * 10_000, "bus " * 2500,
    "-x " * 3000 + "bus",
    "bus" + " OR bus" * 3000, '"' + "bus " * 2500 + '"', "b* " * 3000, "\n\t ", "",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_breaks_the_search(study: Study, query: str) -> None:
    try:
        hits = study.search(query)
    except UsageError as error:
        assert error.hint and "fts5" not in str(error)
    else:
        text = study.documents.text(1)
        assert all(text[h.start : h.end] == h.match for h in hits)


def test_operators_are_only_words(study: Study) -> None:
    assert found(study, "bus NEAR late") == []
    assert found(study, "text:bus") == []
    assert found(study, "(bus)") == ["bus"]
    assert found(study, "well, bus") == ["Well", "bus"]


@pytest.fixture(scope="module")
def kept() -> Iterator[Study]:
    with (
        tempfile.TemporaryDirectory() as folder,
        qualcode.create(Path(folder) / "s.qualcode") as study,
    ):
        study.documents.add(make_transcript())
        yield study


ALPHABET = st.one_of(
    st.sampled_from(
        [*list("\"*-:(){}^+.,'\\%_\x00\x02\x03 \n"), "OR ", "NOT ", "the ", "bus", "t"]
    ),
    st.characters(),
)
SPEAKERS = st.none() | st.just("Ben") | st.text(max_size=8)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.lists(ALPHABET, max_size=30), speaker=SPEAKERS)
def test_any_query_is_answered_or_refused(
    kept: Study, parts: list[str], speaker: str | None
) -> None:
    try:
        hits = kept.search("".join(parts), speaker=speaker)
    except (NotFound, UsageError):
        return
    text = kept.documents.text(1)
    assert all(text[h.start : h.end] == h.match and h.match for h in hits)


MARKS = st.sampled_from(["\x02", "\x03", "<", ">", "</", "bus", "Bus", " ", ".", "👩‍🏫", "é", "x"])


@settings(max_examples=60, deadline=None)
@given(words=st.lists(MARKS, min_size=1, max_size=25).map("".join))
def test_hits_are_exact_whatever_stands_around_them(kept: Study, words: str) -> None:
    made = kept.documents.add(make_transcript("m", (("A", words),))).document.id
    start = kept.documents.turns(made)[0].start
    hits = [(h.start - start, h.end - start, h.match) for h in kept.search("bus", document_id=made)]
    kept.documents.remove(made)
    alone = re.finditer(r"(?<![^\W_])bus(?![^\W_])", words, re.IGNORECASE)
    assert hits == [(*m.span(), m.group()) for m in alone]


def test_a_beginning_is_that_of_the_word_as_spelt(study: Study) -> None:
    assert {hit.match.casefold() for hit in study.search("bus*")} == {"bus"}
    assert study.search("teache*")[0].match == "Teachers"
    assert [hit.match for hit in study.search("bus* late")] == ["bus", "late"]
    assert study.search("bus* OR quest*")[0].match == "questions"
