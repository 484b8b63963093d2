"""Layouts in which transcripts come, beside the usual 'Name: words'."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts import Transcript, read

TURNS = [("Ruth Hall", "What changed?"), ("Jean", "A lot."), ("Ruth Hall", "Why?"), ("Jean", "So.")]
ASKED = [("Interviewer", "What changed?"), ("Margaret", "A lot."), ("Interviewer", "Why?"),
         ("Margaret", "So.")]  # fmt: skip


def said(t: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, t.text[turn.start : turn.end]) for turn in t.turns]


def typed(pattern: str, turns: list[tuple[str, str]], between: str = "\n\n") -> Transcript:
    clock = (f"00:00:{3 + 7 * n:02d}" for n in range(len(turns)))
    lines = (
        pattern.format(name=n, words=w, at=at) for (n, w), at in zip(turns, clock, strict=True)
    )
    return read((between.join(lines) + "\n").encode(), name="a.txt")


def word(paragraphs: list[str]) -> Transcript:
    document, file = docx.Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(file)
    return read(file.getvalue(), name="a.docx")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "pattern",
    [
        "#{at}-0# {name}: {words}",
        "{at} {name}\n{words}",
        "[{at}] {name}\n{words}",
        "{name} {at}\n{words}",
        "{name}: [{at}] {words}",
        "{name}: #{at}-0# {words}",
    ],
)
def test_times_beside_names(pattern: str, between: str) -> None:
    t = typed(pattern, TURNS, between)
    assert said(t) == TURNS
    assert [turn.start_ms for turn in t.turns] == [3000, 10000, 17000, 24000]


def test_zoom_writes_the_time_of_day() -> None:
    t = typed("[{name}] 10:03:22\n{words}", TURNS)
    assert said(t) == TURNS
    assert {turn.start_ms for turn in t.turns} == {None}


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_tab_after_the_label(between: str) -> None:
    assert said(typed("{name}\t{words}", ASKED, between)) == ASKED
    assert said(word([f"{name}\t{words}" for name, words in ASKED])) == ASKED


@pytest.mark.parametrize("turns", [ASKED, [(n.upper(), w) for n, w in ASKED]])
def test_names_in_lines_of_their_own(turns: list[tuple[str, str]]) -> None:
    assert said(typed("{name}\n{words}", turns)) == turns
    assert said(typed("{name}\n{words}", turns, "\n")) == turns
    assert said(typed("{name}\n\n{words}", turns)) == turns
    assert said(word([part for turn in turns for part in turn])) == turns


def test_a_short_answer_below_a_name_is_no_name() -> None:
    turns = [*ASKED, ("Interviewer", "Good"), ("Margaret", "Good"), ("Interviewer", "Tim"),
             ("Margaret", "Good")]  # fmt: skip
    assert said(typed("{name}\n\n{words}", turns)) == turns


def test_somebody_heard_once_in_a_line_of_their_own() -> None:
    turns = [*ASKED, ("Carl", "I left.")]
    assert said(typed("{name}\n{words}", turns)) == turns


def test_lines_that_may_be_headings_are_named_and_can_be_confirmed() -> None:
    notes = [("Classroom", "They sat."), ("Playground", "They ran."), ("Classroom", "Once more."),
             ("Playground", "They went.")]  # fmt: skip
    t = typed("{name}\n{words}", notes)
    assert t.speakers == () and t.doubtful == ("Classroom", "Playground")
    assert "".join(words for _, words in said(t)).count("Classroom") == 2
    none = read(t.original, name="a.txt", not_speakers=["classroom", "Playground"])
    assert none.refused == ("Classroom", "Playground") and not none.doubtful
    t = read(t.original, name="a.txt", speakers=["Classroom", "Playground"])
    assert said(t) == notes


def test_headings_are_no_speakers_unless_they_come_again() -> None:
    t = read(b"**Ann:** a.\n\n## Opening Questions\n\n**Ben:** b.\n\n**Ann:** c.\n", name="a.md")
    assert t.speakers == ("Ann", "Ben") and not t.doubtful
    t = read(b"## Ann\n\na.\n\n## Ben\n\nb.\n\n## Ann\n\nc.\n", name="a.md")
    assert said(t) == [("Ann", "a."), ("Ben", "b."), ("Ann", "c.")]


def test_columns_of_figures_are_no_labels() -> None:
    t = read(b"Anna: See:\nMaths\t5\nMaths\t6\nBen: Oh.\nAnna: So.\nBen: Yes.\n", name="a.txt")
    assert t.speakers == ("Anna", "Ben")


NAMES = st.sampled_from(
    ["Interviewer", "P1", "P2", "P3", "Ruth Hall", "Budget", "Bottom line", "I"]
)
PATTERNS = st.sampled_from(
    ["{name}: {words}", "{name}\t{words}", "{name}\n{words}", "{name}\n\n{words}",
     "{name} {at}\n{words}", "{at} {name}\n{words}", "#{at}-0# {name}: {words}"]
)  # fmt: skip


@given(st.lists(NAMES, min_size=1, max_size=9), PATTERNS, st.sampled_from(["\n", "\n\n"]))
def test_whoever_is_taken_for_a_speaker_no_word_is_lost(
    names: list[str], pattern: str, between: str
) -> None:
    turns = [(name, f"we said word{n} then and went on.") for n, name in enumerate(names)]
    t = typed(pattern, turns, between)
    spoken = " ".join(words for _, words in said(t))
    if any("before the first speaker" in warning for warning in t.warnings):
        spoken += f" {t.details['before the talk']} "
    assert [n for n, _ in enumerate(names) if f"word{n} " not in spoken] == []
    if t.speakers and not t.doubtful and "Bottom line" not in names:
        assert len(t.turns) == len(turns)
