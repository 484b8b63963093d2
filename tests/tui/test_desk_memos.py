"""Memos at the desk: on everything, with a preview, with links there and back, by several."""

from __future__ import annotations

from conftest import make_transcript, place

import qualcode


def bodies(study) -> list[tuple[str, str, str]]:
    return [(memo.target, memo.title, memo.body) for memo in study.memos.list()]


async def test_a_memo_has_a_title_and_a_preview_in_place_of_the_text(study, sit):
    async with sit(study, (80, 24)) as seat:
        await seat.press("J", "m")
        await seat.write("so **big** here")
        assert "**big**" in seat.screen()
        await seat.press("f3")
        assert "so big here" in seat.screen() and "**big**" not in seat.screen()
        await seat.press("ctrl+e", "shift+tab")
        await seat.write("A title")
        await seat.press("enter", "x", "ctrl+s")
        assert "Memo saved" in seat.said()
        assert bodies(study) == [("document", "A title", "so **big** herex")]
        await seat.press("m")
        assert "A title" in seat.screen()
        await seat.press("shift+tab", "backspace", "escape")
        assert "not saved" in seat.screen()
        await seat.press("escape", "u", "u")
    assert bodies(study) == []


async def test_the_preview_stands_beside_where_there_is_room(study, sit):
    study.memos.add("document", 1, "- one\n- two [[talk 5]] [[nowhere]]")
    async with sit(study, (120, 36)) as seat:
        await seat.press("m")
        shown = seat.screen()
        assert "- one" in shown and "• one" in shown
        assert "→ talk, turn 5 “Yes.”" in shown and "✗ nowhere (no document is" in shown
        await seat.press("enter", *"- xyz")
        await seat.pilot.pause(0.4)
        assert "• xyz" in seat.screen()
        await seat.press("f3")
        assert "• one" not in seat.screen() and "- one" in seat.screen()


async def test_a_link_is_put_in_followed_and_come_back_from(study, sit):
    study.documents.add(make_transcript("second", (("Cy", "A river."), ("Dee", "A lake."))))
    capacity = study.codebook.find("Capacity").id
    coding = study.codings.apply(1, *place(study, "built capacity"), capacity)
    async with sit(study) as seat:
        await seat.press("J", "n", "m")
        await seat.write("see ")
        await seat.press("ctrl+l")
        await seat.write("second")
        await seat.press("enter", "2", "ctrl+g")
        assert "Memo saved" not in seat.said() and "back to the memo" in seat.said()
        assert seat.desk.session.document.name == "second"
        assert seat.desk.session.text[slice(*seat.desk.transcript.selection)] == "A lake."
        await seat.press("E")
        assert "back to the memo that you came from" in seat.screen()
        await seat.press("enter")
        assert "see [[second 2 #" in seat.screen()
        assert seat.desk.session.document.name == "talk"
        assert seat.desk.transcript.cursor == coding.start
        await seat.press("escape")
        study.documents.rename(2, "renamed")
        await seat.press("m", "ctrl+l", *"capac", "enter", "ctrl+s")
    [(target, _, body)] = bodies(study)
    assert target == "coding" and "[[Capacity: talk, turn 2 #" in body
    assert [link.document for link in study.memos.links(1)] == ["renamed", "talk"]


async def test_a_link_is_followed_by_a_click(study, sit):
    study.memos.add("document", 1, "[[talk 5]]")
    async with sit(study) as seat:
        await seat.press("m")
        row = next(n for n, text in enumerate(seat.rows()) if "→ talk" in text)
        await seat.pilot.click(offset=(seat.rows()[row].index("→ talk") + 3, row))
        await seat.pilot.pause()
        assert seat.desk.session.text[slice(*seat.desk.transcript.selection)] == "Yes."


async def test_a_dead_link_leads_nowhere_and_loses_nothing(study, sit):
    async with sit(study) as seat:
        await seat.press("m")
        await seat.write("x ")
        await seat.press("ctrl+g")
        assert "no link in this memo" in seat.screen()
        await seat.press(*"[[", *"qq", *"]]", "ctrl+g")
        assert "leads nowhere: no document is called so" in seat.screen()
        await seat.press("ctrl+s")
    assert bodies(study) == [("document", "", "x [[qq]]")]


async def test_memos_on_all_that_is_at_hand(study, sit):
    anna = study.participants.add("Anna Reed")
    study.codings.apply(1, *place(study, "built capacity"), study.codebook.find("Capacity").id)
    async with sit(study) as seat:
        await seat.press("J", "n", "E")
        shown = seat.screen()
        for said in ("the passage “We built", "the coding Capacity", "the participant Anna Reed",
                     "the document talk", "the code Leading", "the study"):  # fmt: skip
            assert said in shown
        await seat.press("j", "j", "enter", *"her", "ctrl+s")
        await seat.press("E", "up", "enter", *"all", "ctrl+s", "E")
        assert "the study   ✎ 1 memo" in seat.screen()
        await seat.press("escape")
        await seat.choose("Write a memo on the study")
        await seat.press("x", "ctrl+s")
        assert study.history.can_undo() == "changed a memo on the study"
        await seat.choose("Write a memo on the participant")
        await seat.press("s", "ctrl+s", "g")
        await seat.choose("Write a memo on the participant")
        assert "Nobody of the participants speaks here" in seat.said()
    assert bodies(study) == [("participant", "", "hers"), ("study", "", "allx")]
    assert study.memos.list()[0].target_id == anna.id


async def test_others_memos_are_read_and_ones_own_added(study, sit):
    study.coders.use(study.coders.add("Dan").id)
    study.memos.add("document", 1, "Dan's **view** [[talk 5]]", title="Mine")
    study.coders.use("Ruth")
    async with sit(study) as seat:
        await seat.press("m")
        assert "Dan: Mine" in seat.screen()
        await seat.press("enter")
        assert "by Dan" in seat.screen() and "Dan's view → talk, turn 5" in seat.screen()
        await seat.press("x", "backspace", "m", *"own", "ctrl+s")
        assert [memo.body.split()[0] for memo in study.memos.list()] == ["Dan's", "own"]
        await seat.press("m", "down", "enter", "2", "ctrl+s")
        await seat.press("m", "down", "down", "enter", *"third", "ctrl+s")
        assert [memo.body.split()[0] for memo in study.memos.list()] == ["Dan's", "own2", "third"]
        await seat.press("m", "enter", "g")
        assert seat.desk.session.text[slice(*seat.desk.transcript.selection)] == "Yes."


async def test_all_memos_are_sifted_and_gone_to(study, sit):
    start, end = place(study, "the bus")
    study.memos.add("passage", 1, "late again", start=start, end=end)
    study.memos.add("code", study.codebook.find("Asking").id, "# What counts\nas asking?")
    study.coders.use(study.coders.add("Dan").id)
    study.memos.add("study", None, "late in the day")
    study.coders.use("Ruth")
    async with sit(study) as seat:
        await seat.press("M")
        assert "3" in seat.screen() and "on the code Asking" in seat.screen()
        await seat.press("ctrl+o", "ctrl+o")
        assert "by: Dan" in seat.screen() and "What counts" not in seat.screen()
        await seat.press("ctrl+o")
        await seat.write("LATE")
        assert "late again" in seat.screen() and "What counts" not in seat.screen()
        await seat.press("ctrl+t", "ctrl+t")
        assert "on: passages" in seat.screen() and "late in the day" not in seat.screen()
        await seat.press("enter")
        assert "Memo on a passage of talk" in seat.screen()
        assert seat.desk.transcript.selection == (start, end)
        await seat.press("escape", "M", *"zebra")
        assert "No memo is like that" in seat.screen()
        await seat.press("enter", "escape", "M", *"asking", "enter")
        assert seat.desk.codebook_tree.chosen == study.codebook.find("Asking").id


async def test_more_memos_are_shown_as_one_goes_on(study, sit):
    with study.one_action("many"):
        for n in range(230):
            study.memos.add("study", None, f"thought {n}")
    async with sit(study) as seat:
        await seat.press("M")
        assert "200 and more" in seat.screen() and "thought 229" in seat.screen()
        for _ in range(20):
            seat.app.screen.action_step(10)
        await seat.press("down")
        assert "everybody   230" in seat.screen() and "thought 29 " in seat.screen() + " "


async def test_in_a_study_for_reading_only_memos_can_be_read(study, sit):
    study.memos.add("document", 1, "a **thought**")
    study.close()
    with qualcode.open(study.path, read_only=True) as shut:
        async with sit(shut) as seat:
            await seat.press("m")
            assert "reading only" in seat.said()
            await seat.press("E")
            assert "the study" not in seat.screen()
            await seat.press("enter")
            assert "a thought" in seat.screen()
            await seat.press("m", "ctrl+s", "escape")
