"""The list of passages: conditions, jumping there and back, and many codings at once."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place

import qualcode
from qualcode.study.bulk import NewCoding
from qualcode.study.query import Query
from qualcode.tui.retrieved import Retrieved
from qualcode.tui.session import Session

WORDS = {
    "We built capacity in the school. Teachers were teaching together": "Capacity",
    "Teachers were": "Asking",
    "They ask questions now": "Asking",
    "They never used to!": "Capacity",
    "Every single day": "Transport",
}


@pytest.fixture
def talked(study):
    """Two people and five codings."""
    study.participants.add("Anna Reed", {"role": "Teacher"})
    study.participants.add("Ben", {"role": "Student"})
    for words, code in WORDS.items():
        study.codings.apply(1, *place(study, words), study.codebook.find(code).id)
    return study


def codings_of(study, code: str) -> list[str]:
    found = study.retrieve(Query((study.codebook.find(code).id,)))
    return [one.passage.text for one in found]


async def opened(seat, code: str):
    """The list of a code, asked for by its name."""
    seat.desk.transcript.go_to(0)
    await seat.press("R")
    await seat.write(code)
    await seat.press("enter")


async def test_the_passages_of_a_theme_with_who_and_where(talked, sit):
    async with sit(talked) as seat:
        await seat.press("B")
        seat.desk.codebook_tree.choose(talked.codebook.find("Leading").id)
        await seat.press("R")
        rows = seat.rows()
        assert rows[0] == " Leading and below: 3 passages of 2 people"
        assert "Capacity  Anna Reed (Teacher)" in rows[1] and "talk, turn 2 · Ruth" in rows[1]
        assert "… " in rows[2] and "We built capacity in the school." in rows[2]
        assert rows[-1].startswith(" Enter go") and rows[-1].endswith("Esc back")
        assert rows[-2].endswith("1 of 3")
        await seat.press("escape")
        assert seat.desk.focused is seat.desk.codebook_tree


async def test_conditions_are_added_and_dropped(talked, sit):
    async with sit(talked) as seat:
        await opened(seat, "capac")
        assert seat.rows()[0] == " Capacity: 2 passages of 2 people"
        await seat.press("f")
        await seat.write("with an")
        await seat.press("enter")
        await seat.write("ask")
        await seat.press("enter")
        assert seat.rows()[0] == " Capacity, with Asking: 1 passage of 1 person"
        await seat.press("backspace")
        assert "Dropped: with Asking" in seat.screen() and " 2 passages" in seat.rows()[0]
        await seat.press("f")
        await seat.write("near")
        await seat.press("enter")
        await seat.write("transp")
        await seat.press("enter", "backspace")
        await seat.write("two")
        await seat.press("enter")
        assert "no number of turns" in await seat.toasts()
        await seat.press("f")
        await seat.write("near")
        await seat.press("enter")
        await seat.write("transp")
        await seat.press("enter", "backspace")
        await seat.write("2 after")
        await seat.press("enter")
        said = " Capacity, with Transport up to 2 turns after it: 1 passage of 1 person"
        assert seat.rows()[0] == said
        await seat.press("f")
        await seat.write("role")
        await seat.press("enter")
        await seat.write("teach")
        await seat.press("enter")
        assert ", role Teacher," in seat.rows()[0]
        assert "No passage meets all of this" in seat.screen()
        await seat.press("x", "c", "enter", "j", "space")
        assert "There are no passages" in seat.screen()
        await seat.press("f", "enter")  # the first rows drop what is there
        assert seat.rows()[0] == said
        await seat.press("backspace", "slash")
        await seat.write("never")
        await seat.press("enter")
        assert seat.rows()[0] == " Capacity, with the words “never”: 1 passage of 1 person"
        await seat.press("n")
        await seat.write("asking")
        await seat.press("enter")
        assert seat.rows()[0].startswith(" Asking, with the words “never”: 0 passages")
    assert len(talked.codings.all()) == 5


@pytest.mark.parametrize(
    ("typed", "then", "said"),
    [
        ("spoken", "ben", "spoken by Ben: 1 passage of 1 person"),
        ("in the doc", "talk", "in talk: 2 passages of 2 people"),
        ("coded by", "ruth", "coded by Ruth: 2 passages of 2 people"),
        ("since", "2999-01-01", "since 2999-01-01: 0 passages of 0 people"),
        ("until", "2999-01-01", "until 2999-01-01: 2 passages of 2 people"),
        ("by hand", "import", "imported: 0 passages of 0 people"),
        ("with a memo", "", "with a memo: 0 passages of 0 people"),
        ("without a memo", "", "without a memo: 2 passages of 2 people"),
    ],
)
async def test_every_kind_of_condition(talked, sit, typed, then, said):
    async with sit(talked, (80, 24)) as seat:
        await opened(seat, "capac")
        await seat.press("f")
        await seat.write(typed)
        await seat.press("enter")
        if then:
            await seat.write(then)
            await seat.press("enter")
        assert seat.rows()[0] == f" Capacity, {said}"
        assert all(len(row) <= 80 for row in seat.rows())


async def test_going_there_and_coming_back(talked, sit):
    talked.documents.add(make_transcript("second", (("Ben", "Capacity, again and again."),)))
    talked.codings.apply(2, 5, 13, talked.codebook.find("Capacity").id)
    async with sit(talked, (80, 24)) as seat:
        await opened(seat, "capac")
        await seat.press("space", "w", "j", "enter")
        assert seat.rows()[0].startswith(" second") and "R brings the list back" in seat.said()
        assert seat.desk.transcript.selection == (5, 13)
        await seat.press("left_square_bracket", "J", "j", "R")
        kept = seat.desk.retrieving.kept
        assert (kept.cursor, kept.context, len(kept.marks)) == (2, 50, 1)
        assert "1 marked  3 of 3" in seat.screen() and "✓" in seat.rows()[1]
        await seat.press("escape")
        assert seat.rows()[0].startswith(" talk")
        seat.select("Every single day")
        await seat.press("R")  # left with Esc, it makes way for the code at the cursor
        assert seat.rows()[0].startswith(" Transport: 1 passage")


async def test_recoding_three_at_once_is_one_undo(talked, sit):
    async with sit(talked) as seat:
        await opened(seat, "asking")
        await seat.press("n")
        await seat.write("leading")
        await seat.press("enter", "a", "r")
        assert "Another code for 3 passages" in seat.screen()
        await seat.write("asking")
        await seat.press("enter")
        assert "Recoded 3 passages as Asking  (undo: u)" in seat.screen()
        assert "No passage meets" in seat.screen() and len(codings_of(talked, "Asking")) == 5
        await seat.press("u")
        assert "Undone: recoded 3 passages as Asking" in seat.screen()
        assert seat.rows()[0] == " Leading and below: 3 passages of 2 people"
        assert codings_of(talked, "Asking") == ["Teachers were", "They ask questions now"]
        await seat.press("U")
        assert len(codings_of(talked, "Asking")) == 5


async def test_coding_too_memos_and_removal(talked, sit):
    async with sit(talked) as seat:
        await opened(seat, "asking")
        await seat.press("a", "c")
        await seat.write("transp")
        await seat.press("enter")
        assert "Coded 2 passages Transport, too  (undo: u)" in seat.screen()
        assert len(codings_of(talked, "Transport")) == 3
        await seat.press("c")
        await seat.write("transp")
        await seat.press("enter")
        assert "Coded 0 passages Transport, too (2 had it)" in seat.screen()
        await seat.press("m")
        await seat.write("look again")
        await seat.press("ctrl+s")
        assert "Memo written on 2 codings" in seat.screen()
        assert seat.screen().count("✎ look again") == 2
        await seat.press("a", "j", "x")  # unmarks all: just the highlighted one
        assert "Removed 1 coding  (undo: u)" in seat.screen()
        assert codings_of(talked, "Asking") == ["Teachers were"]
        await seat.press("u", "u", "u")
        assert len(talked.codings.all()) == 5 and talked.memos.list() == []
        assert seat.rows()[0] == " Asking: 2 passages of 2 people"


async def test_only_mine_holds_in_the_list(talked, sit):
    talked.coders.use(talked.coders.add("Dan").id)
    talked.codings.apply(1, *place(talked, "the bus was late."), 3)
    async with sit(talked) as seat:
        await seat.press("O")
        await opened(seat, "transp")
        assert seat.rows()[0] == " Transport, coded by Dan: 1 passage of 1 person"


async def test_what_somebody_else_does_is_seen(talked, sit):
    async with sit(talked) as seat:
        await opened(seat, "asking")
        with qualcode.open(talked.path, coder="Dan") as other:
            code = other.codebook.find("Asking").id
            other.codings.apply(1, *place(other, "the bus was late."), code)
        seat.desk.watch_study()
        await seat.pilot.pause()
        assert seat.rows()[0] == " Asking: 3 passages of 2 people"
        assert "Somebody else changed the study" in seat.screen()
        with qualcode.open(talked.path) as other:
            other.codebook.remove(code)
        seat.desk.watch_study()
        await seat.pilot.pause()
        assert "There is no code" in seat.screen()
        await seat.press("space", "r", "enter", "backspace", "f", "escape", "escape")
        assert seat.rows()[0].startswith(" talk")


async def test_the_mouse_and_the_palette(talked, sit):
    async with sit(talked) as seat:
        await opened(seat, "asking")
        lines = [n for n, row in enumerate(seat.rows()) if ", turn " in row]
        await seat.pilot.click("#passages", offset=(2, lines[1] - 1))
        assert "1 marked  2 of 2" in seat.screen()
        await seat.press("ctrl+p")
        await seat.write("more words around")
        await seat.until(lambda: "More words around, or none" in seat.screen())
        await seat.press("down", "enter")
        await seat.until(lambda: seat.desk.retrieving.kept.context == 50)
        keys = seat.rows()[-1]
        await seat.pilot.click("#keys", offset=(keys.index("x remove"), 0))
        assert codings_of(talked, "Asking") == ["Teachers were"]
        await seat.press("question_mark")
        assert "Help" in seat.screen()
        await seat.press("escape")
        await seat.pilot.click("#passages", offset=(30, lines[0]), times=2)
        await seat.pilot.pause()
        assert seat.rows()[0].startswith(" talk")
        assert seat.desk.transcript.selection == place(talked, "Teachers were")


async def test_reading_only_looks_round(talked, sit):
    talked.close()
    with qualcode.open(talked.path, read_only=True) as study:
        async with sit(study) as seat:
            await opened(seat, "asking")
            await seat.press("x", "r", "m", "c")
            assert "open for reading only" in seat.screen()
            await seat.press("space", "j", "w", "enter")
            assert seat.rows()[0].startswith(" talk")


async def test_a_long_list_keeps_the_highlighted_passage_in_sight(study, sit):
    text = study.documents.text(1)
    code = study.codebook.find("Capacity").id
    spans = [(n, min(len(text), n + 1 + n % 90)) for n in range(len(text) - 1)]
    spans.append((0, len(text)))
    study.codings.apply_many(
        NewCoding(1, start, end, code, 1) for start, end in spans if text[start:end].strip()
    )
    async with sit(study, (60, 16)) as seat:
        await opened(seat, "capac")
        kept = seat.desk.retrieving.kept
        for key in ("j", "j", *["pagedown"] * 2, "pageup", "end", "k", "k", "home", "pagedown"):
            before = kept.cursor
            await seat.press(key)
            rows = seat.rows()
            onwards = key in ("j", "pagedown", "end")
            assert kept.cursor > before if onwards else kept.cursor < before, key
            marked = [row for row in rows if row.startswith("▌")]
            assert "Capacity" in marked[0], key  # its heading is there
            assert f"{kept.cursor + 1} of {len(kept.matches)}" in rows[-2]


def test_a_list_is_read_again_where_it_was(talked):
    session = Session(talked)
    retrieved = Retrieved(session, Query((talked.codebook.find("Learning").id,)))
    retrieved.read()
    retrieved.step(1)
    retrieved.mark_all()
    talked.codings.remove(retrieved.matches[0].coding_id)
    retrieved.read()
    assert (retrieved.cursor, len(retrieved.matches), len(retrieved.marks)) == (0, 1, 1)
    assert retrieved.found(0).passage.text == "They ask questions now"
    retrieved.mark_all()
    assert retrieved.chosen == [retrieved.matches[0].coding_id] and not retrieved.marks
    key = retrieved.matches[0].coding_id
    retrieved.more_context()
    talked.codings.remove(key)
    assert retrieved.found(0) is None
