"""Coding at the desk: what is seen, and what is in the study afterwards."""

from __future__ import annotations

from conftest import place
from textual import events

import qualcode

FIRST = "We built capacity in the school."
SECOND = "Teachers were teaching together, I think."


async def test_a_sentence_is_coded_with_the_picker(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        assert FIRST in seat.screen()
        await seat.write("ask")
        await seat.press("enter")
        assert "Coded Asking" in seat.said() and "undo: u" in seat.said()
        assert coded(study) == [(FIRST, "Asking")]


async def test_without_a_selection_the_sentence_at_the_cursor_is_coded(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "full_stop", "c")
        await seat.write("cap")
        await seat.press("enter")
    assert coded(study) == [(SECOND, "Capacity")]


async def test_selections_grow_and_shrink(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s", "s", "a")
        assert "c picks a code" in seat.said()
        await seat.press("S", "c")
        await seat.write("cap")
        await seat.press("enter", "t", "a")
        await seat.press("w", "w", "a")
    words = [text for text, _ in coded(study)]
    assert sorted(words) == sorted(["We built", FIRST, f"{FIRST} {SECOND}"])


async def test_undo_and_redo_are_named(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        await seat.write("cap")
        await seat.press("enter", "u")
        assert "Undone: coded Capacity in talk" in seat.said()
        assert coded(study) == []
        await seat.press("U")
        assert "Done again: coded Capacity in talk" in seat.said()
        assert coded(study) == [(FIRST, "Capacity")]


async def test_a_coding_is_durable_when_it_is_shown(study, sit):
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        await seat.write("cap")
        await seat.press("enter")
        assert "Coded" in seat.said()
        with qualcode.open(study.path, read_only=True) as other:
            assert len(other.codings.all()) == 1


async def test_in_vivo_asks_under_which_theme(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("i")
        assert "Select some words first" in seat.said()
        seat.select("the bus was late")
        await seat.press("i")
        await seat.press("enter")
        assert "Below which theme" in seat.screen()
        await seat.write("Leading")
        await seat.press("enter")
    made = study.codebook.find("the bus was late")
    assert made.path == ("Leading", "the bus was late")
    assert coded(study) == [("the bus was late", "the bus was late")]
    study.history.undo()
    assert coded(study) == [] and len(study.codebook.codes()) == 5


async def test_the_picker_makes_a_new_code_in_place(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        await seat.write("Pride")
        assert "New code “Pride”" in seat.screen()
        await seat.press("enter", "enter")
    assert coded(study) == [(FIRST, "Pride")]
    assert study.codebook.find("Pride").parent_id is None


async def test_letters_typed_at_once_after_the_key_are_not_lost(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s")
        for key in ("c", "a", "s", "k"):
            seat.app.post_message(events.Key(key, key))
        await seat.pilot.pause(0.3)
        assert seat.app.screen.query_one("#line").value == "ask"
        await seat.press("enter")
    assert coded(study) == [(FIRST, "Asking")]


async def test_several_codes_go_on_in_one_go(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        await seat.write("cap")
        await seat.press("tab")
        assert seat.app.screen.query_one("#line").value == ""
        await seat.write("ask")
        assert "Enter codes with: Capacity, Asking" in seat.screen()
        await seat.press("ctrl+at")
        await seat.write("trans")
        await seat.press("tab", "tab")  # marked, and marked no longer, with the highlight moved on
        await seat.press("up", "tab")
        await seat.press("enter")
        said = seat.said()
        assert "Coded Capacity, Asking" in said and "undo: u" in said
        assert {code for _, code in coded(study)} >= {"Capacity", "Asking"}
        assert {words for words, _ in coded(study)} == {FIRST}
        await seat.press("u")
        assert coded(study) == []


async def test_a_code_is_found_by_its_memo_and_those_used_come_first(study, sit, coded):
    theme = study.codebook.find("Learning").id
    for name in ("Pride lost", "Pride won"):
        study.codebook.add(name, theme)
    study.memos.add("code", study.codebook.find("Transport").id, "see the ferry, too")
    study.codings.apply(1, *place(study, SECOND), study.codebook.find("Pride won").id)
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        await seat.write("ferry")
        await seat.press("enter")
        assert coded(study)[0] == (FIRST, "Transport")
        await seat.press("c")
        await seat.write("pride")
        await seat.press("enter")
        assert "Coded Pride won" in seat.said()


async def test_a_long_list_is_made_as_one_goes_on(study, sit, coded):
    theme = study.codebook.find("Learning").id
    with study.one_action("many codes"):
        for n in range(120):
            study.codebook.add(f"Code {n:03}", theme)
    async with sit(study) as seat:
        await seat.press("J", "s", "c")
        rows = seat.app.screen.query_one("#rows")
        assert rows.option_count < 60
        await seat.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert seat.app.screen.highlighted.key == study.codebook.codes()[40].id
        rows.scroll_end(animate=False)
        await seat.pilot.pause()
        assert rows.option_count > 60
        await seat.press(*["pageup"] * 5, "up")
        assert "Code 119" in seat.screen()
        await seat.press("enter")
    assert coded(study) == [(FIRST, "Code 119")]


async def test_escape_from_the_picker_codes_nothing(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s", "c", "escape")
        assert seat.desk.transcript.selection is not None
    assert coded(study) == []


async def test_a_code_of_the_codebook_is_put_on_with_enter(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("J", "s", "B", "down", "enter")
        assert coded(study) == [(FIRST, "Capacity")]
        row = next(r for r in seat.rows() if "┃ Capacity" in r)
        assert row.split("Capacity")[1].split()[:2] == ["1", "1"]


async def test_removing_recoding_and_resizing(study, sit, coded):
    start, end = place(study, FIRST)
    study.codings.apply(1, start, end, study.codebook.find("Capacity").id)
    async with sit(study) as seat:
        await seat.press("x")
        assert "no coding here" in seat.said()
        await seat.press("n", "r")
        await seat.write("trans")
        await seat.press("enter")
        assert coded(study) == [(FIRST, "Transport")]
        await seat.press("z", "s", "enter")
        assert coded(study) == [(f"{FIRST} {SECOND}", "Transport")]
        await seat.press("z", "z", "W", "W")
        assert "the beginning moves" in seat.said()
        await seat.press("w", "w", "w", "enter")
        assert coded(study)[0][0].startswith("built capacity")
        await seat.press("u", "z", "w", "escape")
        assert "left as it was" in seat.said()
        assert coded(study) == [(f"{FIRST} {SECOND}", "Transport")]
        await seat.press("g", "n", "x")
        assert "Removed Transport" in seat.said()
        assert coded(study) == []
        await seat.press("u", "u", "u")
    assert coded(study) == [(FIRST, "Capacity")]


async def test_of_several_codings_one_is_chosen(study, sit, coded):
    start, end = place(study, FIRST)
    for code in ("Capacity", "Transport"):
        study.codings.apply(1, start, end, study.codebook.find(code).id)
    async with sit(study) as seat:
        await seat.press("n", "x")
        assert "Remove which coding?" in seat.screen()
        await seat.press("j", "enter")
    assert [code for _, code in coded(study)] == ["Capacity"]


async def test_codings_here_tells_who_when_and_the_memo(study, sit):
    start, end = place(study, FIRST)
    row = study.codings.apply(1, start, end, study.codebook.find("Capacity").id)
    study.memos.add("coding", row.id, "compare with [b]the bus[/b]")
    async with sit(study) as seat:
        await seat.press("n", "enter")
        shown = seat.screen()
        assert "Codings here" in shown and "Ruth" in shown
        assert "✎ compare with [b]the bus[/b]" in shown
        await seat.press("escape")
        start, end = place(study, SECOND)
        study.codings.apply(1, start, end, row.code_id, origin="suggestion")
        seat.desk.following.catch_up()
        await seat.press("n", "enter")
        assert "Ruth" in seat.screen() and ", suggested" in seat.screen()
        await seat.press("m")
        await seat.write("why")
        await seat.press("ctrl+s", "enter", "r")
        await seat.write("trans")
        await seat.press("enter", "enter")
        shown = seat.screen()
        assert "┃ Transport" in shown and "✎ why" in shown and ", suggested" in shown
        await seat.press("x")
        assert study.codings.all() == [study.codings.get(row.id)]
        await seat.press("p", "enter", "x")
        assert study.codings.all() == []


async def test_memos_are_written_read_again_and_removed(study, sit):
    async with sit(study) as seat:
        await seat.press("J", "s", "m")
        await seat.write("hm")
        await seat.press("ctrl+s")
        [memo] = study.memos.list("passage")
        assert (memo.body, memo.start) == ("hm", place(study, FIRST)[0])
        await seat.press("m")
        await seat.write("m")
        await seat.press("escape")
        assert "not saved" in seat.screen()
        await seat.press("ctrl+s")
        assert study.memos.get(memo.id).body == "hmm"
        await seat.press("M")
        assert "hmm" in seat.screen()
        await seat.press("enter", "backspace", "backspace", "backspace", "ctrl+s")
        assert study.memos.list() == []


async def test_a_read_only_study_can_only_be_looked_at(study, sit):
    path = study.path
    study.close()
    with qualcode.open(path, read_only=True) as reading:
        before = reading.version()
        async with sit(reading) as seat:
            assert "reading only" in seat.screen()
            for key in ("c", "a", "i", "u", "m", "1"):
                await seat.press("s", key)
                assert "reading only" in seat.said()
            await seat.press("q")
        assert reading.version() == before


async def test_an_error_is_a_sentence_and_the_desk_goes_on(study, sit, coded):
    async with sit(study) as seat:
        await seat.press("B", "down", "r")
        await seat.press(*["backspace"] * 8)
        await seat.write("Transport")
        await seat.press("enter")
        assert "There is a code 'Transport' at this place already" in await seat.toasts()
        await seat.press("escape", "J", "s", "a")
        assert "Nothing has been coded yet" in seat.said()
