"""Two coders compared at the desk, and what they agree on, by keys alone."""

from __future__ import annotations

import pytest
from conftest import place

from qualcode.tui.screens.compare import Compare, ends


@pytest.fixture
def two(study):
    """Ruth and Daniel: one coding alike, four disagreements, a memo on one."""
    codes = {code.name: code.id for code in study.codebook.codes()}

    def code(words: str, name: str):
        return study.codings.apply(1, *place(study, words), codes[name])

    code("We built capacity in the school.", "Capacity")
    code("Teachers were teaching together", "Asking")
    code("They ask questions now.", "Asking")
    code("the bus was late", "Transport")
    study.coders.use(study.coders.add("Daniel").id)
    code("We built capacity in the school", "Capacity")
    code("Teachers were teaching together, I think.", "Asking")
    noted = code("They ask questions now.", "Learning")
    study.memos.add("coding", noted.id, "They [b]learn[/b] to ask.")
    code("Every single day of the first term.", "Transport")
    study.coders.use("Ruth")
    return study


def agreed(study):
    coder = study.coders.agreed()
    rows = study.codings.passages(coder_id=coder.id) if coder else []
    return [(row.text, study.codebook.get(row.code_id).name) for row in rows]


async def figures(seat) -> str:
    """What is shown once it is counted how far the two agree."""
    for _ in range(100):
        await seat.pilot.pause(0.1)
        if "before talking" in seat.screen():
            break
    return seat.screen()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_disagreements_are_settled_by_one_key_each(two, sit, size):
    before = two.codings.all()
    async with sit(two, size) as seat:
        await seat.press("X")
        screen = seat.app.screen
        assert isinstance(screen, Compare)
        shown = seat.screen()
        assert "A ┃ Ruth" in shown and "B ┇ Daniel" in shown and "0 of 4 settled · 1 alike" in shown
        assert "A↔B Asking" in shown and "A↕B Asking | Learn" in shown
        assert "not settled" in shown and "the same code, other ends" in shown
        assert screen.view.selection == place(two, "Teachers were teaching together, I think.")
        await seat.press("b")
        assert "Agreed: B's · 1 of 4 settled" in seat.screen() and "✓B" in seat.screen()
        # the next one is at hand: what each has there, with memos
        assert "They [b]learn[/b] to ask." in seat.screen()
        await seat.press("m")
        await seat.write("Both are true")
        await seat.press("enter", "+")
        assert "2 of 4 settled" in seat.screen()
        await seat.press("p")
        assert "agreed: both (Asking | Learning)  ✎ Both are true" in seat.screen()
        await seat.press("o")
        assert screen.view.selection == place(two, "the bus was late")
        await seat.press("w", "c", *"cap", "enter")
        assert "Agreed: another · 3 of 4 settled" in seat.screen()
        await seat.press("a")
        assert "All 4 are settled" in seat.screen() and "✓-" in seat.screen()
        await seat.press("A")
        assert "1 alike, taken over" in seat.screen()
        assert agreed(two) == [
            ("We built capacity in the school.", "Capacity"),
            ("Teachers were teaching together, I think.", "Asking"),
            ("They ask questions now.", "Asking"),
            ("They ask questions now.", "Learning"),
            ("the bus was late. Every", "Capacity"),
        ]
        await seat.press("u", "u", "u")
        assert "2 of 4 settled" in seat.screen()
        assert screen.view.selection == place(two, "the bus was late"), "what is open again"
        await seat.press("n", "enter")
        assert seat.app.screen is seat.desk
        assert seat.desk.transcript.selection == place(two, "Every single day of the first term.")
        await seat.press("X")
        assert "2 of 4 settled" in seat.screen() and "4 of 4" in seat.screen()
    assert two.coders.by_people(two.codings.all()) == before


async def test_how_far_they_agree_is_shown_after_the_last(two, sit):
    async with sit(two, (80, 24)) as seat:
        await seat.press("X", "G", "n")
        shown = await figures(seat)
        assert "before talking it over" in shown and "Coded blind: none of A" in shown
        row = next(row for row in seat.rows() if "Capacity" in row and "100 %" in row)
        assert row.strip(" │·").split()[:7] == ["Capacity", "1", "0", "0", "100", "%", "1.00"]
        assert "All codes" in shown
        await seat.press("escape", "escape")
        assert seat.app.screen is seat.desk


async def test_going_about_and_choosing_the_words(two, sit):
    async with sit(two, (120, 30)) as seat:
        await seat.press("X")
        view = seat.app.screen.view
        for key, at in [("end", 4), ("home", 1), ("pagedown", 4), ("pageup", 1)]:
            await seat.press(key)
            assert f"{at} of 4" in seat.rows()[-2], key
        text, start = seat.desk.session.text, view.selection[0]
        for key, last in [
            ("s", "And the students?"), ("S", "I think."), ("t", "And the students?"),
            ("T", "I think."), ("w", "And"), ("W", "I think"),
        ]:  # fmt: skip
            await seat.press(key)
            assert view.selection[0] == start
            assert text[: view.selection[1]].endswith(last), key
        await seat.press("minus")
        assert "Agreed: neither · 1 of 4 settled" in seat.screen()
        assert agreed(two) == [] and seat.app.screen.compared.review.settled == 1
        await seat.press("f")
        assert "before talking it over" in await figures(seat)


async def test_only_two_who_have_coded_the_document_are_compared(two, sit):
    async with sit(two) as seat:
        two.coders.set_blind(True)
        seat.desk.following.catch_up()
        await seat.press("X")
        assert "Y ends it" in seat.said() and seat.app.screen is seat.desk
        two.coders.set_blind(False)
        two.coders.use(two.coders.add("Mina").id)
        two.codings.apply(1, *place(two, "Yes."), two.codebook.find("Asking").id)
        seat.desk.following.catch_up()
        await seat.press("X")
        assert "Compare which two?" in seat.screen() and "Ruth and Mina" in seat.screen()
        await seat.press("down", "enter")
        assert "A ┃ Ruth" in seat.screen() and "B ┇ Mina" in seat.screen()
        assert {c.coder_id for c in seat.app.screen.view.sheet.codings.values()} == {1, 3}
        await seat.press("escape")
        two.codings.remove_all([c.id for c in two.codings.all() if c.coder_id != 3])
        seat.desk.following.catch_up()
        await seat.press("X")
        assert "Only Mina has coded this document" in seat.said()


async def test_what_another_program_changes_is_seen_and_the_place_kept(two, sit):
    async with sit(two) as seat:
        await seat.press("X", "n", "n")
        screen = seat.app.screen
        first = screen.compared.rows[0].difference
        two.codings.remove(first.a[0])
        seat.desk.watch_study()
        await seat.pilot.pause()
        assert screen.compared.rows[0].difference.kind == "only b"
        assert screen.view.selection == place(two, "the bus was late")
        for coding in two.codings.all():
            if coding.coder_id == 1 and coding.code_id != two.codebook.find("Capacity").id:
                two.codings.remove(coding.id)
        two.codings.remove_all(
            [c.id for c in two.codings.all() if c.code_id != two.codebook.find("Capacity").id]
        )
        seat.desk.watch_study()
        await seat.pilot.pause()
        assert "The two do not differ in this document" in seat.screen()
        await seat.press("b")
        assert "do not differ" in seat.screen().splitlines()[-2]


async def test_coders_are_told_apart_without_colours(two, sit, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit(two) as seat:
        await seat.press("X")
        assert "A Asking" in seat.screen() and "B Asking" in seat.screen()


def test_a_long_passage_is_shown_by_its_beginning_and_its_end():
    assert ends("short  words", 40) == "“short words”"
    shown = ends("the beginning of it and " * 4 + "the very last words", 40)
    assert shown.startswith("“the beginning") and shown.endswith("very last words”")
    assert len(shown) <= 40
