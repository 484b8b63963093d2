"""Working on the codebook at the desk."""

from __future__ import annotations

from conftest import place


async def go(seat, code: str) -> None:
    """Highlight a code in the codebook."""
    seat.desk.codebook_tree.focus()
    await seat.pilot.pause()
    seat.desk.codebook_tree.choose(seat.desk.session.study.codebook.find(code).id)
    await seat.pilot.pause()


def names(study) -> list[str]:
    return [code.label for code in study.codebook.codes()]


async def test_new_code_and_theme(study, sit):
    async with sit(study) as seat:
        await go(seat, "Asking")
        await seat.press("n")
        await seat.write("Pride")
        await seat.press("enter")
        assert "New code Pride" in seat.said()
        assert any("┃ Pride" in row for row in seat.rows())
        assert seat.desk.codebook_tree.chosen == study.codebook.find("Pride").id
        await seat.press("N")
        await seat.write("Doubts")
        await seat.press("enter")
    assert names(study)[-3:] == ["Learning / Asking", "Learning / Pride", "Doubts"]


async def test_rename_define_and_recolour(study, sit):
    async with sit(study) as seat:
        await go(seat, "Asking")
        await seat.press("r")
        await seat.write(" why")
        await seat.press("enter", "d", "tab")
        await seat.write("a question")
        await seat.press("ctrl+s", "o", "down", "enter")
    code = study.codebook.find("Asking why")
    assert code.definition == "a question"
    assert code.colour != study.codebook.find("Learning").colour
    assert [e.label for e in study.history.list(3)] == [
        "recoloured Asking why",
        "described Asking why",
        "renamed Asking to Asking why",
    ]


async def test_move_below_another_and_among_siblings(study, sit):
    async with sit(study) as seat:
        await go(seat, "Asking")
        await seat.press("v")
        await seat.write("Leading")
        await seat.press("enter")
        assert names(study)[:4] == [
            "Leading", "Leading / Capacity", "Leading / Transport", "Leading / Asking"
        ]  # fmt: skip
        await seat.press("K", "K")
        assert names(study)[1] == "Leading / Asking"
        await seat.press("K")
        assert "is the first there" in seat.said()
        await seat.press("v", "home", "up", "escape", "J")
    assert names(study)[1:3] == ["Leading / Capacity", "Leading / Asking"]


async def test_merging_shows_first_what_will_happen(study, sit):
    start, end = place(study, "the bus was late")
    capacity, transport = (study.codebook.find(n) for n in ("Capacity", "Transport"))
    study.codings.apply(1, start, end, capacity.id)
    study.codings.apply(1, start, end, transport.id)
    study.codings.apply(1, *place(study, "Every single day"), transport.id)
    async with sit(study) as seat:
        await go(seat, "Transport")
        await seat.press("g")
        await seat.write("Capacity")
        await seat.press("enter")
        shown = seat.screen()
        assert "2 codings will be of Capacity" in shown
        assert "1 of them are there already" in shown
        await seat.press("escape")
        assert len(study.codings.all()) == 3
        await seat.press("g")
        await seat.write("Capacity")
        await seat.press("enter", "enter")
        assert [c.code_id for c in study.codings.all()] == [capacity.id] * 2
        assert "Merged Transport into Capacity" in seat.said()
        await seat.press("u")
    assert len(study.codings.all()) == 3


async def test_removing_a_code_takes_its_codings_and_undo_brings_them_back(study, sit):
    study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
    async with sit(study) as seat:
        await go(seat, "Transport")
        await seat.press("x")
        assert study.codings.all() == []
        assert not any("Transport" in row for row in seat.rows()[:-2])
        await seat.press("u")
        assert len(study.codings.all()) == 1
        assert any("┃ Transport" in row for row in seat.rows())


async def test_counts_are_of_this_document_and_of_the_study(study, sit):
    from conftest import make_transcript

    study.documents.add(make_transcript("second", (("Ben", "The bus was on time for once."),)))
    transport = study.codebook.find("Transport").id
    study.codings.apply(1, *place(study, "the bus"), transport)
    study.codings.apply(2, *place(study, "The bus", 2), transport)
    async with sit(study) as seat:
        row = next(r for r in seat.rows() if "┃ Transport" in r)
        assert row.split("Transport")[1].split() == ["1", "2"]
        theme = next(r for r in seat.rows() if "┃ Leading" in r)
        assert theme.split("Leading")[1].split() == ["1", "2"]


async def test_memo_on_a_code(study, sit):
    async with sit(study) as seat:
        await go(seat, "Capacity")
        await seat.press("m")
        await seat.write("wide")
        await seat.press("ctrl+s")
    assert [m.body for m in study.memos.list("code", study.codebook.find("Capacity").id)] == [
        "wide"
    ]


async def test_folding_a_theme_hides_its_codes(study, sit):
    async with sit(study) as seat:
        await go(seat, "Leading")
        await seat.press("left")
        assert not any("Capacity" in row for row in seat.rows())
        await seat.press("right")
        assert any("Capacity" in row for row in seat.rows())
