"""Every way of moving at the desk, forth and back, and of selecting while moving."""

from __future__ import annotations

from conftest import make_transcript, place

FIRST = "We built capacity in the school."
SECOND = "Teachers were teaching together, I think."


def words_at(seat) -> str:
    """The words from the cursor on."""
    cursor = seat.desk.transcript.cursor
    return seat.desk.session.text[cursor : cursor + 8]


def chosen(seat) -> str | None:
    selection = seat.desk.transcript.selection
    return None if selection is None else seat.desk.session.text[slice(*selection)]


async def test_each_step_has_a_step_back(study, sit):
    async with sit(study) as seat:
        for keys, wanted in [
            (["J"], "We built"),
            (["right", "l"], " built c"),
            (["left", "h"], "We built"),
            (["ctrl+right", "e"], "capacity"),
            (["ctrl+left", "b"], "We built"),
            (["full_stop"], "Teachers"),
            (["comma"], "We built"),
            (["J", "J"], "They ask"),
            (["K", "K"], "We built"),
        ]:
            await seat.press(*keys)
            assert words_at(seat) == wanted, keys
        for down, up in (("down", "up"), ("j", "k")):
            await seat.press(down)
            assert seat.desk.transcript.cursor > place(study, FIRST)[0]
            await seat.press(up)
            assert words_at(seat) == "We built"


async def test_pages_go_through_a_long_document(study, sit):
    talk = tuple(("Ann", f"This is answer {n}.") for n in range(80))
    study.documents.add(make_transcript("long", talk))
    async with sit(study, (80, 24)) as seat:
        await seat.press("right_square_bracket")
        assert "This is answer 0." in seat.screen()
        turns = []
        for key in ("pagedown", "space", "pageup", "backspace"):
            await seat.press(key)
            turns.append(seat.desk.transcript.turn)
            assert f"This is answer {turns[-1]}." in seat.screen()
        assert 2 < turns[0] < turns[1] and turns[2:] == [turns[0], 0]


async def test_shift_selects_on_the_way_and_y_copies(study, sit):
    async with sit(study) as seat:
        await seat.press("J", "shift+right", "shift+right")
        assert chosen(seat) == "We"
        await seat.press("shift+left")
        assert chosen(seat) == "W"
        await seat.press("shift+down")
        assert chosen(seat) not in (None, "W")
        await seat.press("shift+up")
        assert chosen(seat) == "W"
        await seat.press("escape", "t", "t", "T", "y")
        assert chosen(seat) == seat.app.clipboard == f"{FIRST} {SECOND}"
        assert "Copied 12 words" in seat.said()
