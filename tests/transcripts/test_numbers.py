"""Numbers that are typed before lines or turns."""

from __future__ import annotations

import pytest

from qualcode.transcripts import read
from qualcode.transcripts.numbers import strip_line_numbers

TALK = ["Interviewer: How many?", "Anna: 12 students", "and 3 teachers came."]


@pytest.mark.parametrize("step", [2, 5, 10])
@pytest.mark.parametrize("page", [1000, 37])
def test_numbers_on_every_so_many_lines(step: int, page: int) -> None:
    lines = TALK * 30
    typed = []
    for n, line in enumerate(lines):
        number = n % page + 1
        typed.append(f"{number if number % step == 0 else '':>3} {line}")
    text, removed = strip_line_numbers("\n".join(typed))
    assert removed == sum((n % page + 1) % step == 0 for n in range(len(lines)))
    assert [line.strip() for line in text.split("\n")] == lines
    t = read("\n".join(typed).encode(), name="a.txt")
    assert t.speakers == ("Interviewer", "Anna") and len(t.turns) == 60


@pytest.mark.parametrize(
    "text",
    [
        "1 Interviewer: What?\n2 Anna: Yes.\n3 Interviewer: Why?\n4 Anna: So.\n",
        "1. Q: What?\n\n2. A: Yes.\n\n3. Q: Why?\n",
        "1 Interviewer: What?\nin all.\n2 Anna: Yes,\nI\n3 Interviewer: Why?\n4 Anna: So.\n",
        "01\tInterviewer: What?\n02\tAnna: Yes.\n03\tand\n04\tAnna: more\n",
    ],
)
def test_a_few_numbered_lines_and_numbered_turns(text: str) -> None:
    t = read(text.encode(), name="a.txt")
    assert len(t.speakers) == 2 and not any(c.isdigit() for name in t.speakers for c in name)
    assert t.text[t.turns[0].start :].startswith("What?")


@pytest.mark.parametrize(
    "text",
    [
        "1. Yes\n2. No\n3. Never\n",
        "Interviewer: How many?\n\nAnna: 12 students\n\nInterviewer: 13 perhaps?\n",
        "Anna: Three things.\n1. Money: none.\n2. Time: none.\n3. Staff: gone.\nBen: Oh.\n"
        "Anna: So.\nBen: Yes.\n",
        "5 boys\n\n10 girls\n",
    ],
)
def test_numbers_that_were_said_stay(text: str) -> None:
    assert strip_line_numbers(text) == (text, 0)


def test_a_numbered_list_in_markdown() -> None:
    t = read(b"1. **Q:** What?\n2. **A:** Yes.\n3. **Q:** Why?\n4. **A:** So.\n", name="a.md")
    assert [turn.speaker for turn in t.turns] == ["Q", "A", "Q", "A"]
