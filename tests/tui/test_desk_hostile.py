"""Words from outside do nothing on the screen but stand there."""

from __future__ import annotations

import pytest
from conftest import make_transcript
from rich.segment import Segment

import qualcode

NASTY = "[pause] [/b] [red]x[/] \x1b]52;c;aGk=\x07 \x1b[2J \u202egnol \x9b31m"


@pytest.fixture
def hostile(tmp_path):
    path = tmp_path / "hostile.qualcode"
    with qualcode.create(path, name=f"study {NASTY}", coder=f"Eve {NASTY}") as study:
        talk = ((f"Ann {NASTY}", f"I said {NASTY} and left."), ("Ben", "Right."))
        study.documents.add(make_transcript(f"doc {NASTY}", talk))
        theme = study.codebook.add(f"theme {NASTY}")
        code = study.codebook.add(f"code {NASTY}", theme.id, short=NASTY, definition=NASTY)
        turn = study.documents.turns(1)[0]
        row = study.codings.apply(1, turn.start, turn.end, code.id)
        link = study.memos.link_to_coding(row.id)
        body = f"memo {NASTY} &#27;[2J &#x9b;31m &#x202e; [[{NASTY}]] {link}"
        study.memos.add("coding", row.id, body, title=f"title {NASTY}")
        yield study


def segments(seat) -> list[Segment]:
    return [s for strip in seat.app.screen._compositor.render_strips() for s in strip]


def check(seat) -> None:
    shown = seat.screen()
    bad = {c for c in shown if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c == "\u202e"}
    assert not bad
    assert all(segment.style is not None for segment in segments(seat))


@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("c",),
        ("c", "c", "o"),
        ("n", "enter"),
        ("n", "m"),
        ("n", "m", "f3"),
        ("n", "m", "ctrl+l"),
        ("n", "m", "ctrl+g"),
        ("n", "E"),
        ("M", "enter"),
        ("H", "enter"),
        ("n", "r"),
        ("n", "z"),
        ("H",),
        ("C",),
        ("M",),
        ("d",),
        ("s", "i"),
        ("t", "i", "enter"),
        ("B", "down", "r"),
        ("B", "down", "d"),
        ("B", "down", "d", "tab", "x"),
        ("B", "down", "g"),
        ("B", "down", "s", "a", "enter"),
        ("B", "t", "c", "o"),
        ("B", "greater_than_sign", "ctrl+o"),
        ("B", "o"),
        ("n", "x"),
        ("n", "x", "u"),
        ("slash", "s", "a", "i", "d"),
        ("D", "r"),
        ("n", "R"),
        ("n", "R", "w", "a", "r"),
        ("ctrl+p",),
        ("question_mark",),
    ],
)
async def test_every_screen_shows_marks_instead(hostile, sit, keys):
    async with sit(hostile) as seat:
        await seat.press(*keys)
        await seat.pilot.pause(0.3 if "slash" in keys else 0.05)
        check(seat)


async def test_markup_is_shown_as_it_was_said(hostile, sit):
    async with sit(hostile) as seat:
        shown = seat.screen()
        assert "I said [pause] [/b] [red]x[/] ␛]52;c;aGk=␇" in shown
        await seat.press("n", "x")
        assert "Removed code [pause] [/b] [red]x[/]" in seat.said()
        await seat.press("u")
        assert "[pause] [/b]" in seat.said()


async def test_conditions_of_the_list_of_passages(hostile, sit):
    hostile.participants.add(f"Ann {NASTY}", {f"role {NASTY}": f"head {NASTY}"})
    async with sit(hostile) as seat:
        await seat.press("n", "R", "f")
        check(seat)
        assert "role [pause] [/b] [red]x[/]" in seat.screen()
        await seat.write("role")
        await seat.press("enter")
        check(seat)
        await seat.press("enter")
        asked = "".join(seat.rows()[:3])
        assert "head [pause] [/b]" in asked and "0 passages of 0 people" in asked
        check(seat)
        await seat.press("backspace")
        assert "I said [pause] [/b] [red]x[/] ␛]52;c;aGk=␇" in seat.screen()
        check(seat)


async def test_an_error_with_markup_in_it_is_shown(hostile, sit):
    async with sit(hostile) as seat:
        await seat.press("B", "N")
        await seat.write("Fine")
        await seat.press("enter", "N")
        await seat.write("fine")
        await seat.press("enter")
        hostile.codebook.rename(hostile.codebook.find("Fine").id, "[/b]")
        seat.desk.following.catch_up()
        await seat.press("N")
        for key in ("[", "/", "b", "]"):
            seat.app.screen.query_one("#line").insert_text_at_cursor(key)
        await seat.press("enter")
        assert "'[/b]'" in await seat.toasts()
        check(seat)


async def test_pasting_brings_no_unseen_characters_into_a_name(study, sit):
    from textual import events

    async with sit(study) as seat:
        await seat.press("B", "N")
        seat.app.post_message(events.Paste("Fair\x1b]52;c;x\x07\u202e play\nnow"))
        await seat.pilot.pause(0.2)
        await seat.press("enter")
    assert study.codebook.themes()[-1].name == "Fair ]52;c;x play now"
