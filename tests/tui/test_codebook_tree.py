"""The tree of codes at the desk: describing, dragging, splitting, freezing, finding, jumping."""

from __future__ import annotations

import pytest
from conftest import make_transcript, place
from textual import events

from qualcode.codebook import Code, Codebook, Question
from qualcode.tui.codelist import matching, summed, with_those_above
from qualcode.tui.widgets.codebook import CodebookTree
from qualcode.tui.widgets.fields import TextField


async def go(seat, code: str) -> None:
    """Highlight a code in the codebook."""
    seat.desk.codebook_tree.focus()
    await seat.pilot.pause()
    seat.desk.codebook_tree.choose(seat.desk.session.study.codebook.find(code).id)
    await seat.pilot.pause()


def labels(study) -> list[str]:
    return [code.label for code in study.codebook.codes()]


def tree_rows(seat) -> list[str]:
    """The codes as the tree shows them, without counts."""
    return [row.split("┃")[-1].split("  ")[0].strip() for row in seat.rows() if "┃ " in row]


def spot(seat, code: str, *, left: bool = False) -> tuple[int, int]:
    """A cell in the tree: on a code's name, or left of it."""
    tree = seat.desk.codebook_tree
    line = next(
        n for n in range(tree.last_line + 1) if seat.desk.session.codes[
            tree.get_node_at_line(n).data].name == code
    )  # fmt: skip
    return (1 if left else 9), line - tree.scroll_offset.y


async def drag(seat, code: str, to: tuple[int, int]) -> None:
    """Take a code and bring the pointer to a cell of the tree, without letting go."""
    tree = "#codebook-tree"
    await seat.pilot.mouse_down(tree, offset=spot(seat, code))
    await seat.pilot.hover(tree, offset=to)
    await seat.pilot.pause()


async def test_the_form_takes_every_field_by_keys_and_is_one_undo(study, sit):
    question = Question("who", "Who learns?", "teachers")
    study.codebook.import_(Codebook("q", (Code("Leading"),), questions=(question,)))
    theme = study.codebook.find("Leading")
    before = study.codebook.codes()
    async with sit(study, (80, 24)) as seat:
        await seat.press("B")
        await go(seat, "Leading")
        await seat.press("d", "shift+tab")
        await seat.write(" on")
        for words in ("s", "d", "i", "x", "e1"):
            await seat.press("tab")
            await seat.write(words)
        await seat.press("tab")
        await seat.write("e2")
        await seat.press("tab", "tab")
        await seat.write("n1")
        assert "n1" in seat.screen(), "the field that is written in is in sight"
        await seat.press("tab", "tab", "enter", "down", "enter", "tab", "space", "ctrl+s")
        assert "Described Leading on" in seat.said()
        made = study.codebook.get(theme.id)
        assert (made.name, made.short, made.definition) == ("Leading on", "s", "d")
        assert (made.inclusion, made.exclusion) == ("i", "x")
        assert (made.examples, made.near_misses) == (("e1", "e2"), ("n1",))
        assert (made.question, made.codable) == ("who", False)
        await seat.press("u")
    assert study.codebook.codes() == before


async def test_the_form_keeps_what_cannot_be_saved_and_asks_before_dropping_it(study, sit):
    study.codebook.describe(study.codebook.find("Capacity").id, examples=("one", "two"))
    async with sit(study) as seat:
        await go(seat, "Capacity")
        await seat.press("d", "shift+tab", "ctrl+u")
        await seat.write("Transport")
        await seat.press("ctrl+s")
        assert "There is a code 'Transport' at this place already" in seat.screen()
        await seat.press("escape")
        assert "not saved" in seat.screen()
        await seat.write("s")
        assert "not saved" not in seat.screen()
        for field in seat.app.screen.query("#examples TextField").results(TextField):
            if field.text == "one":
                field.clear()
        await seat.press("ctrl+s", "d", "escape")
        assert seat.app.screen is seat.desk, "nothing was written, so nothing is asked"
    code = study.codebook.find("Transports")
    assert (code.examples, code.short) == (("two",), "making the school able to do more")


async def test_letters_typed_at_once_are_not_lost(study, sit):
    async with sit(study) as seat:
        await go(seat, "Asking")
        for key in ("d", "f", "a", "s", "t"):
            seat.app.post_message(events.Key(key, key))
        await seat.pilot.pause(0.4)
        await seat.press("ctrl+s")
    assert study.codebook.find("Asking").short == "fast"


async def test_selected_words_become_an_example_or_a_near_miss(study, sit):
    async with sit(study) as seat:
        seat.select("They ask questions now.")
        await go(seat, "Asking")
        await seat.press("e")
        assert "is an example of Asking" in seat.said()
        await seat.press("e")
        assert "already" in seat.said()
        await seat.choose("Take the selected words as a near miss of the code")
        code = study.codebook.find("Asking")
        assert code.examples == code.near_misses == ("They ask questions now.",)
        await seat.press("u", "u")
    assert study.codebook.find("Asking").examples == ()


async def test_a_code_is_dragged_below_another_before_one_and_to_the_top(study, sit):
    async with sit(study) as seat:
        tree = "#codebook-tree"
        await drag(seat, "Asking", spot(seat, "Capacity"))
        assert "Asking: below Capacity" in seat.said()
        assert any("↳ ┃ Capacity" in row for row in seat.rows())
        await seat.pilot.mouse_up(tree, offset=spot(seat, "Capacity"))
        await seat.pilot.pause()
        assert "Leading / Capacity / Asking" in labels(study)
        assert seat.desk.codebook_tree.chosen == study.codebook.find("Asking").id
        assert not any("↳" in row for row in seat.rows())
        await drag(seat, "Transport", spot(seat, "Capacity", left=True))
        assert "Transport: before Capacity" in seat.said()
        assert any("↑ ┃ Capacity" in row for row in seat.rows())
        await seat.pilot.mouse_up(tree, offset=spot(seat, "Capacity", left=True))
        await seat.pilot.pause()
        assert labels(study)[:3] == ["Leading", "Leading / Transport", "Leading / Capacity"]
        await drag(seat, "Asking", (9, 12))
        assert "as a theme" in seat.said()
        await seat.pilot.mouse_up(tree, offset=(9, 12))
        await seat.pilot.pause()
        assert labels(study)[-1] == "Asking"
        await seat.press("u", "u", "u")
    assert labels(study) == [
        "Leading", "Leading / Capacity", "Leading / Transport", "Learning", "Learning / Asking"
    ]  # fmt: skip


async def test_a_drag_that_is_left_moves_nothing(study, sit):
    before = labels(study)
    async with sit(study) as seat:
        tree = "#codebook-tree"
        await drag(seat, "Asking", spot(seat, "Leading"))
        await seat.press("escape")
        assert seat.desk.focused is seat.desk.codebook_tree
        assert "left where it was" in seat.said()
        await seat.pilot.mouse_up(tree, offset=spot(seat, "Leading"))
        await drag(seat, "Asking", spot(seat, "Leading"))
        await seat.pilot.hover("#transcript", offset=(5, 5))
        assert "not here" in seat.said()
        await seat.pilot.mouse_up("#transcript", offset=(5, 5))
        await seat.pilot.pause()
        await drag(seat, "Leading", spot(seat, "Transport"))
        assert "not here" in seat.said()
        await seat.pilot.mouse_up(tree, offset=spot(seat, "Transport"))
        await seat.pilot.pause()
        assert labels(study) == before
        study.codebook.freeze(study.codebook.find("Asking").id)
        await drag(seat, "Asking", spot(seat, "Capacity"))
        await seat.pilot.mouse_up(tree, offset=spot(seat, "Capacity"))
        assert "frozen" in await seat.toasts()
        await seat.pilot.click(tree, offset=spot(seat, "Transport"))
        assert seat.desk.codebook_tree.chosen == study.codebook.find("Transport").id
    assert labels(study) == before


async def test_out_and_in_one_level(study, sit):
    async with sit(study) as seat:
        await go(seat, "Transport")
        await seat.choose("Move the code in one level")
        assert "Leading / Capacity / Transport" in labels(study)
        await seat.choose("Move the code out one level")
        await seat.choose("Move the code out one level")
        assert labels(study)[2:4] == ["Transport", "Learning"]
        await seat.choose("Move the code out one level")
        assert "is a theme already" in seat.said()
        await go(seat, "Leading")
        await seat.choose("Move the code in one level")
        assert "No code stands before" in seat.said()


async def test_some_codings_are_split_off_by_keys(study, sit):
    second = study.documents.add(
        make_transcript("second", (("Ben", "The bus was on time for once."),))
    ).document.id
    code = study.codebook.find("Transport")
    study.codings.apply(1, *place(study, "the bus was late"), code.id)
    study.codings.apply(1, *place(study, "Every single day"), code.id)
    study.codings.apply(second, *place(study, "The bus", second), code.id)
    async with sit(study) as seat:
        await go(seat, "Transport")
        await seat.press("s", "enter")
        assert "Nothing is marked yet" in seat.screen()
        await seat.press("slash")
        await seat.write("second")
        assert "1 found" in seat.screen()
        await seat.press("enter", "a", "escape")
        assert "1 of 3 codings marked" in seat.screen()
        assert "Anna Reed: Well, the bus was late. Every single day" in seat.screen(), "in context"
        await seat.press("space", "enter")
        await seat.write("Buses")
        await seat.press("enter")
        assert "Split Transport: 2 codings to Buses" in seat.said()
        assert seat.desk.codebook_tree.chosen == study.codebook.find("Buses").id
        assert labels(study)[1:4] == [
            "Leading / Capacity",
            "Leading / Transport",
            "Leading / Buses",
        ]
        counts = study.codebook.counts()
        assert (counts[code.id], counts[study.codebook.find("Buses").id]) == (1, 2)
        await seat.press("u")
        await seat.pilot.click("#codebook-tree", offset=spot(seat, "Transport"))
        await seat.press("s", "a", "enter")
        await seat.write("Asking")
        await seat.press("enter")
        assert study.codebook.counts()[study.codebook.find("Asking").id] == 3
        await go(seat, "Transport")
        await seat.press("s")
        assert "no codings of its own" in seat.said()


async def test_a_frozen_code_is_shown_and_left_alone(study, sit):
    async with sit(study) as seat:
        await go(seat, "Asking")
        await seat.press("z")
        assert "Froze Asking" in seat.said()
        assert any("Asking ❄" in row for row in seat.rows())
        for key in ("r", "v", "K", "g", "x"):
            await seat.press(key)
            assert "This code is frozen" in seat.said()
            assert seat.app.screen is seat.desk
        await seat.press("d")
        await seat.write("no")
        assert "Frozen: z lets it be changed." in seat.screen()
        await seat.press("ctrl+s", "z")
        assert "can be changed again" in seat.said()
        await seat.choose("Freeze the whole codebook")
        assert "Froze 5 codes" in seat.said()
        await seat.choose("Freeze the whole codebook")
        assert "already" in seat.said()
        await seat.choose("Let the whole codebook be changed again")
        assert "Unfroze 5 codes" in seat.said() and "❄" not in seat.screen()
        await seat.press("u")
        assert all(code.frozen for code in study.codebook.codes())
        await seat.press("u")
    assert not any(code.frozen for code in study.codebook.codes())
    assert study.codebook.find("Asking").short == ""


async def test_the_tree_is_narrowed_by_typing(study, sit):
    async with sit(study) as seat:
        await go(seat, "Learning")
        await seat.press("left", "t")
        await seat.write("ask")
        assert tree_rows(seat) == ["Learning", "Asking"]
        assert "2 of 5 codes" in seat.screen()
        await seat.press("enter")
        assert seat.desk.codebook_tree.chosen == study.codebook.find("Asking").id
        await seat.press("n")
        await seat.write("Pride")
        await seat.press("enter")
        assert "Pride" in tree_rows(seat), "what was just made is shown"
        await seat.press("t")
        await seat.write("able to")
        assert tree_rows(seat) == ["Leading", "Capacity"]
        await seat.press("escape")
        assert seat.desk.focused is seat.desk.codebook_tree
        assert "Transport" in tree_rows(seat)
        await go(seat, "Learning")
        await seat.press("left", "t")
        await seat.write("qqq")
        assert tree_rows(seat) == []
        await seat.press("escape")
        assert "Pride" not in tree_rows(seat), "what was folded is folded again"
        await seat.press("escape")
        assert seat.desk.focused is seat.desk.transcript


async def test_from_coding_to_coding_through_all_documents_and_back(study, sit):
    second = study.documents.add(
        make_transcript("second", (("Ben", "The bus was on time. We asked the driver."),))
    ).document.id
    transport, asking = study.codebook.find("Transport").id, study.codebook.find("Asking").id
    study.codings.apply(1, *place(study, "the bus was late"), transport)
    study.codings.apply(1, *place(study, "the bus"), transport)
    study.codings.apply(second, *place(study, "The bus", second), transport)
    study.codings.apply(second, *place(study, "We asked the driver.", second), asking)
    async with sit(study) as seat:
        seat.desk.transcript.go_to(20)
        await go(seat, "Leading")
        for said in ("1 of 3 · Leading · talk", "2 of 3", "3 of 3 · Leading · second"):
            await seat.press("greater_than_sign")
            assert said in seat.said()
        await seat.press("greater_than_sign")
        assert "1 of 3" in seat.said()
        assert "from the beginning again" in seat.said()
        await seat.press("less_than_sign")
        assert "3 of 3" in seat.said() and "from the end again" in seat.said()
        assert seat.desk.transcript.selection == place(study, "The bus", second)
        seat.desk.transcript.focus()
        await seat.press("greater_than_sign")
        assert "1 of 3 · Leading" in seat.said(), "the walk goes on in the transcript"
        await seat.press("escape", "ctrl+o")
        assert (seat.desk.session.document.id, seat.desk.transcript.cursor) == (1, 20)
        await seat.press("ctrl+o")
        assert "no place to go back to" in seat.said()
        await seat.press("greater_than_sign")
        assert "no code was used yet" in seat.said()
        seat.desk.open(second, at=place(study, "We asked", second)[0])
        await seat.press("greater_than_sign")
        assert "1 of 1 · Asking" in seat.said()


async def test_one_step_back_leaves_all_the_places_found(study, sit):
    async with sit(study) as seat:
        seat.desk.transcript.go_to(60)
        await seat.press("slash")
        await seat.write("the")
        await seat.press("enter", "f", "f")
        assert seat.desk.transcript.cursor != 60
        await seat.press("ctrl+o")
        assert seat.desk.transcript.cursor == 60
        assert "Back in talk" in seat.said()


async def test_one_more_coding_writes_only_the_labels_that_changed(study, sit, monkeypatch):
    written = []
    plain = CodebookTree._code_label
    monkeypatch.setattr(
        CodebookTree,
        "_code_label",
        lambda self, code, *rest: written.append(code.name) or plain(self, code, *rest),
    )
    async with sit(study) as seat:
        written.clear()
        span = place(study, "the bus")
        seat.desk.coding.put(span, study.codebook.find("Transport").id)
        await seat.pilot.pause()
        assert sorted(written) == ["Leading", "Transport"]
        assert next(r for r in seat.rows() if "┃ Leading" in r).split()[-2:] == ["1", "1"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ask", ["Asking"]),
        ("leading", ["Leading", "Capacity", "Transport"]),
        ("able to do", ["Capacity"]),
        ("transprot", ["Transport"]),
        ("qqq", []),
    ],
)
def test_letters_find_codes_by_name_path_and_description(study, typed, found):
    codes = study.codebook.codes()
    assert [code.name for code in matching(typed, codes)] == found


def test_sums_and_the_codes_above(study):
    codes = {code.id: code for code in study.codebook.codes()}
    asking = study.codebook.find("Asking")
    assert [c.name for c in with_those_above([asking], codes)] == ["Learning", "Asking"]
    sums = summed(codes, {asking.id: 2, asking.parent_id: 1})
    assert sums[asking.parent_id] == 3 and sums[study.codebook.find("Leading").id] == 0
