"""The history at the desk, and the study as it was."""

from __future__ import annotations

import gc

from conftest import make_transcript, place

from qualcode.tui.screens.past import PastDesk


async def back_in_time(seat) -> PastDesk:
    """Waits until the study as it was is there."""
    for _ in range(100):
        await seat.pilot.pause(0.02)
        if isinstance(seat.app.screen, PastDesk) and seat.app.screen.is_mounted:
            await seat.pilot.pause()
            return seat.app.screen
    raise AssertionError("the study as it was did not come")


async def test_the_history_is_sifted(study, sit):
    study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
    study.history.undo()
    study.coders.use(study.coders.add("Dan").id)
    study.memos.add("study", None, "x")
    async with sit(study) as seat:
        await seat.press("H")
        shown = seat.screen()
        assert "undone: coded Transport in talk" in shown and "imported talk" in shown
        assert "next undo: wrote a memo on the study" in shown
        await seat.press("ctrl+t")
        assert "to: codings" in seat.screen() and "imported talk" not in seat.screen()
        await seat.press("ctrl+t", "ctrl+t", "ctrl+o")
        assert "Nothing of that kind was done" in seat.screen()
        await seat.press("ctrl+o")
        assert "wrote a memo on the study" in seat.screen()
        await seat.press(*(["ctrl+t"] * 4), "ctrl+o", *"tal im")
        assert "imported talk" in seat.screen() and "coded Transport" not in seat.screen()
        row = next(n for n, text in enumerate(seat.rows()) if "by: everybody" in text)
        await seat.pilot.click(offset=(20, row))
        assert "to: codings" in seat.screen()


async def test_the_study_as_it_was_is_looked_round_in(study, sit):
    transport = study.codebook.find("Transport")
    study.memos.add("document", 1, "an early thought")
    study.codings.apply(1, *place(study, "the bus"), transport.id)
    study.codebook.rename(transport.id, "Buses")
    study.codebook.remove(study.codebook.find("Learning").id)
    study.documents.add(make_transcript("second", (("Cy", "A river."),)))
    before = [row.text for row in study.codings.passages()]
    async with sit(study) as seat:
        await seat.press("J", "J")
        here = seat.desk.transcript.cursor
        await seat.press("H", *"coded tr", "enter")
        past = await back_in_time(seat)
        shown = seat.screen()
        assert "As it was on" in shown and "after “coded Transport in talk” (Ruth)" in shown
        assert "Transport" in shown and "Buses" not in shown and "Learning" in shown
        assert past.transcript.cursor == here
        assert [d.name for d in past.session.documents] == ["talk"]
        await seat.press("n", "enter")
        assert "Transport  Ruth" in seat.screen()
        await seat.press("x")
        assert "Nothing can be changed" in past.query_one("#done").render().plain
        await seat.press("c")
        assert seat.app.screen is past and "code  " not in seat.rows()[-1]
        await seat.press("M", "enter")
        assert "an early thought" in seat.screen()
        await seat.press("escape", "escape")
        assert seat.app.screen is seat.desk
        assert seat.desk.transcript.cursor == here and "Buses" in seat.screen()
    assert [row.text for row in study.codings.passages()] == before


async def test_from_one_time_to_another_and_back_to_now(study, sit):
    study.codebook.add("Early")
    study.codebook.add("Late")
    async with sit(study) as seat:
        await seat.press("H", "down", "enter")
        first = await back_in_time(seat)
        assert "Early" in seat.screen() and "Late" not in seat.screen()
        study.codebook.add("Later still")
        await seat.press("H")
        assert "new code Later still" in seat.screen()
        assert seat.app.screen.highlighted.key.label == "new code Early"
        await seat.press("up", "enter")
        while seat.app.screen is first or not isinstance(seat.app.screen, PastDesk):
            await seat.pilot.pause(0.02)
        await seat.pilot.pause()
        assert "Late" in seat.screen() and "Later still" not in seat.screen()
        assert seat.app.screen_stack == [seat.desk, seat.app.screen]
        await seat.choose("Back to the study as it is now")
        assert seat.app.screen is seat.desk
        await seat.choose("Back to the study as it is now")
        assert "as it is now" in seat.said()
        await seat.press("H", "enter")
        await back_in_time(seat)
        await seat.press("q")
        assert seat.app.screen is seat.desk
    study.close()
    gc.collect()
    assert sorted(file.name for file in study.path.parent.iterdir()) == ["s0.qualcode"]


async def test_a_document_that_came_later_is_not_there_yet(study, sit):
    study.documents.add(make_transcript("second", (("Cy", "A river."),)))
    async with sit(study) as seat:
        await seat.press("right_square_bracket", "H", *"imported talk", "enter")
        past = await back_in_time(seat)
        assert past.session.document.name == "talk"
        await seat.press("escape", "H", *"made", "enter")
        past = await back_in_time(seat)
        assert past.session.document is None
        await seat.press("j", "n", "M", "escape", "escape")
        assert seat.app.screen is seat.desk and seat.desk.session.document.name == "second"


async def test_a_damaged_history_is_told_and_the_desk_stays(study, sit):
    with study._database.write() as connection:
        connection.exec_driver_sql("UPDATE history SET changes = '[[' WHERE id = 4")
    async with sit(study) as seat:
        await seat.press("H", *"imported", "enter")
        assert "damaged" in await seat.toasts()
        assert seat.app.screen is seat.desk


async def test_the_palette_says_what_undo_would_undo(study, sit):
    study.history.undo()
    async with sit(study) as seat:
        await seat.press("ctrl+p")
        await seat.write("undo")
        await seat.pilot.pause(0.5)
        assert "Undo “new code Learning”" in seat.screen()
        await seat.press("escape", "ctrl+p")
        await seat.write("redo")
        await seat.pilot.pause(0.5)
        assert "Redo “new code Asking”" in seat.screen()
