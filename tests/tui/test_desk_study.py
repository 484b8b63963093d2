"""Finding, coders, documents, places, other programs, panels."""

from __future__ import annotations

from conftest import make_transcript, place

import qualcode


async def test_find_goes_to_the_words_and_on_to_the_next(study, sit):
    study.documents.add(make_transcript("second", (("Ben", "The bus was on time for once."),)))
    async with sit(study) as seat:
        await seat.press("slash")
        await seat.write("bus")
        await seat.press("enter")
        assert seat.desk.transcript.cursor == place(study, "bus")[0]
        assert "Place 1 of 2" in seat.said()
        await seat.press("f")
        assert seat.desk.session.document.name == "second"
        await seat.press("F")
        assert seat.desk.session.document.name == "talk"
        await seat.press("escape", "f")
        assert "Nothing has been looked for yet" in seat.said()


async def test_find_says_when_there_is_nothing(study, sit):
    async with sit(study) as seat:
        await seat.press("slash")
        await seat.write("zebra")
        await seat.pilot.pause(0.4)
        assert "Nobody said that" in seat.screen()
        await seat.press("escape")


async def test_another_coder_codes_under_their_own_name(study, sit):
    async with sit(study) as seat:
        await seat.press("C", "end", "down", "j", "enter")
        await seat.write("Dan")
        await seat.press("enter")
        assert "Dan is coding now" in seat.said()
        await seat.press("J", "s", "c")
        await seat.write("cap")
        await seat.press("enter")
        await seat.press("O")
        assert "Showing the codings of Dan" in seat.said()
    [coding] = study.codings.all()
    assert study.coders.find(coding.coder_id).name == "Dan"


async def test_only_mine_hides_the_codings_of_others(study, sit):
    study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
    study.coders.use(study.coders.add("Dan").id)
    async with sit(study) as seat:
        assert len(seat.desk.session.codings) == 1
        await seat.press("O")
        assert seat.desk.session.codings == {}
        await seat.press("O")
        assert len(seat.desk.session.codings) == 1


async def test_the_place_is_remembered(study, sit):
    study.documents.add(make_transcript("second", (("Ben", "The bus was on time for once."),)))
    async with sit(study) as seat:
        await seat.press("J", "J", "J")
        here = seat.desk.transcript.cursor
        await seat.press("right_square_bracket", "w", "q")
    async with sit(study) as seat:
        assert seat.desk.session.document.name == "second"
        await seat.press("left_square_bracket")
        assert seat.desk.transcript.cursor == here


async def test_the_place_outlives_a_desk_that_is_killed(study, sit, monkeypatch):
    monkeypatch.setattr("qualcode.tui.screens.desk.KEEP", 0.02)
    async with sit(study) as seat:
        await seat.press("J", "J", "J")
        await seat.pilot.pause(0.2)
        with qualcode.open(study.path, read_only=True) as beside:
            guid = beside.documents.get(1).guid
            assert beside.settings.get("desk.places")[guid] == seat.desk.transcript.cursor > 0


async def test_moving_about_writes_nothing(study, sit):
    async with sit(study) as seat:
        before = study.path.with_name(study.path.name + "-wal").stat().st_size
        await seat.press("j", "j", "J", "s", "n", "o", "pagedown")
        assert study.path.with_name(study.path.name + "-wal").stat().st_size == before


async def test_what_another_program_did_is_shown_and_the_place_kept(study, sit):
    async with sit(study) as seat:
        await seat.press("J", "J", "s")
        here, chosen = seat.desk.transcript.cursor, seat.desk.transcript.selection
        with qualcode.open(study.path, coder="Dan") as other:
            other.codings.apply(1, *place(other, "the bus"), other.codebook.find("Transport").id)
        seat.desk.watch_study()
        await seat.pilot.pause()
        assert "Somebody else changed the study" in seat.said()
        assert len(seat.desk.session.codings) == 1
        assert (seat.desk.transcript.cursor, seat.desk.transcript.selection) == (here, chosen)


async def test_the_own_changes_are_nobody_elses(study, sit):
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        await seat.write("cap")
        await seat.press("enter")
        seat.desk.watch_study()
        await seat.press("u")
        seat.desk.watch_study()
        assert "Undone" in seat.said()


async def test_a_document_removed_elsewhere_does_not_break_the_desk(study, sit):
    async with sit(study) as seat:
        with qualcode.open(study.path) as other:
            other.documents.remove(1)
        seat.desk.watch_study()
        await seat.pilot.pause()
        await seat.press("j", "s", "c", "x", "n")
        assert "There is no document yet" in seat.said() or "no coding" in seat.said()


async def test_the_document_picker(study, sit):
    study.documents.add(make_transcript("second", (("Ben", "The bus was on time for once."),)))
    async with sit(study) as seat:
        await seat.press("d")
        await seat.write("sec")
        await seat.press("enter")
        assert seat.desk.session.document.name == "second"
        assert seat.rows()[0].startswith(" second")


async def test_the_list_of_documents(study, sit):
    study.documents.add(make_transcript("second", (("Ben", "The bus was on time for once."),)))
    async with sit(study) as seat:
        await seat.press("D", "j", "m", *"late", "ctrl+s")
        assert seat.desk.session.document.name == "talk"
        assert [(memo.target_id, memo.body) for memo in study.memos.list("document")] == [
            (2, "late")
        ]
        await seat.press("r", *"ary", "enter")
        assert "Renamed second to secondary" in seat.said() and "secondary" in seat.screen()
        assert study.documents.get(2).name == "secondary"
        await seat.press("escape")
        assert seat.desk.focused is seat.desk.transcript
        await seat.press("D", "D")
        assert "Documents" not in seat.screen()


async def test_history_lists_what_was_done(study, sit):
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        await seat.write("cap")
        await seat.press("enter", "u", "H")
        shown = seat.screen()
        assert "undone: coded Capacity in talk" in shown and "imported talk" in shown


async def test_how_much_is_coded_leaves_the_interviewer_out(study, sit):
    capacity = study.codebook.find("Capacity").id
    for turn in study.documents.turns(1):
        if turn.label != "Interviewer":
            study.codings.apply(1, turn.start, turn.end, capacity)
    async with sit(study) as seat:
        assert "100 % coded" in seat.rows()[0]
        await seat.press("J")
        assert "turn 2 of 6" in seat.rows()[0]


async def test_panels_fit_the_screen(study, sit):
    for size, documents, codebook in (
        ((80, 24), False, False),
        ((100, 30), False, True),
        ((120, 40), True, True),
    ):
        async with sit(study, size) as seat:
            shown = seat.screen()
            assert ("Documents" in shown) is documents
            assert ("Codebook" in shown) is codebook
            assert "We built capacity" in shown
            assert seat.rows()[-1].endswith("q quit")
            assert all(len(row) <= size[0] for row in seat.rows())
            await seat.press("B")
            assert "Codebook" in seat.screen()
            await seat.press("B")
            assert "Codebook" not in seat.screen()
            assert seat.desk.focused is seat.desk.transcript


async def test_clicks_do_what_keys_do(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s")
        keys = seat.rows()[-1]
        await seat.pilot.click("#keys", offset=(keys.index("c code"), 0))
        await seat.write("cap")
        await seat.press("enter")
        assert [code for _, code in coded(study)] == ["Capacity"]
        keys = seat.rows()[-1]
        await seat.pilot.click("#keys", offset=(keys.index("u undo"), 0))
        await seat.pilot.pause()
        assert coded(study) == []


async def test_the_palette_finds_an_action(study, sit):
    async with sit(study) as seat:
        await seat.press("ctrl+p")
        await seat.write("who is coding")
        await seat.pilot.pause(0.5)
        await seat.press("down", "enter")
        await seat.pilot.pause(0.3)
        assert "Who is coding?" in seat.screen()


async def test_a_study_without_documents_says_what_to_do(new_study, sit):
    async with sit(new_study()) as seat:
        assert "No documents yet" in seat.said()
        await seat.press("j", "s", "c", "n", "o", "i", "m", "x", "enter", "1")
        assert "There is no document yet" in seat.said()
        await seat.press("D", "m", "r")
        assert "There is no document yet" in seat.said() and seat.app.screen is seat.desk
        await seat.press("question_mark")
        assert "Help" in seat.screen()


async def test_the_theme_chosen_is_kept(study, sit):
    async with sit(study) as seat:
        await seat.choose("Choose a theme")
        await seat.pilot.pause(0.3)
        await seat.write("contrast")
        await seat.pilot.pause(0.3)
        await seat.press("down", "enter")
        await seat.pilot.pause(0.3)
        assert seat.app.theme == "desk-contrast"
        assert study.settings.get("desk.theme") == "desk-contrast"


async def test_a_right_click_offers_what_can_be_done_there(study, sit, coded):
    async with sit(study) as seat:
        seat.select("We built capacity")
        row = next(n for n, shown in enumerate(seat.rows()) if "We built capacity" in shown)
        await seat.pilot.click(offset=(seat.rows()[row].index("built"), row), button=3)
        await seat.pilot.pause()
        assert "What to do here?" in seat.screen() and "Code in vivo" in seat.screen()
        await seat.press("enter")
        await seat.write("trans")
        await seat.press("enter")
        assert coded(study) == [("We built capacity", "Transport")]
        row = next(n for n, shown in enumerate(seat.rows()) if "┃ Leading" in shown)
        await seat.pilot.click(offset=(seat.rows()[row].index("Leading"), row), button=3)
        await seat.pilot.pause()
        assert "New theme" in seat.screen() and "Code in vivo" not in seat.screen()
