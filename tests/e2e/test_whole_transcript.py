"""A whole transcript coded from the first turn to the last: by keys alone, and by mouse alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from e2e.terminal import Cell, Open, desk

import qualcode

__all__ = ["desk"]

pytestmark = pytest.mark.e2e

TRANSCRIPT = """\
Interviewer: What has changed for you?

Kiran: The trip to the college was the best part. I talked to people there, and now I speak in class.

Lewis: I felt left out at the beginning. After the second week somebody asked me to join in, so I stayed.

Interviewer: Did your teachers change, too?

Kiran: They listen more. Miss Hale asks us what we think before she plans the week.

Lewis: Some do. Others hardly noticed that we were away on Thursdays.
"""  # noqa: E501
CODEBOOK = """\
code,parent,definition
Learning,,What students learned
Confidence,Learning,Speaking up
Left out,Learning,Not belonging
Teaching,,What teachers do
Listening,Teaching,Teachers ask and hear
Planning together,Teaching,Teachers plan with others
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A new study with the transcript and the codebook, made on the command line."""
    (tmp_path / "group.txt").write_text(TRANSCRIPT, encoding="utf-8")
    (tmp_path / "codes.csv").write_text(CODEBOOK, encoding="utf-8")
    for words in ("new s --codebook codes.csv --coder Ruth", "import s group.txt"):
        command = [sys.executable, "-m", "qualcode", *words.split()]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    return tmp_path / "s.qualcode"


def coded(path: Path) -> list[tuple[str, str]]:
    """What is coded in a study: words and code."""
    with qualcode.open(path, read_only=True) as study:
        codes = study.codebook
        return sorted((row.text, codes.get(row.code_id).name) for row in study.codings.passages())


CLASS = "I talked to people there, and now I speak in class."
WEEK = "After the second week somebody asked me to join in, so I stayed."
PLAN = "Miss Hale asks us what we think before she plans the week."
SOME = "Some do. Others hardly noticed that we were away on Thursdays."


def test_by_keys_alone(desk: Open, study: Path) -> None:
    at = desk(study, columns=120, rows=36)
    at.wait("? help")
    for keys, said in (
        # all at once, as over a slow line: nothing is lost between the transcript and questions
        ("J.scconf\rJscleft\r.scco\x7fonf\tplan\r", "Coded Confidence and Planning together"),
        ("r\rlisten\r", "Recoded Confidence as Listening"),
        ("JJ03listen\r", "3 codes with Listening"),
        ("s3.wwwwa", "Coded Listening"),
        ("sBtplan\r\r", "Coded Planning together"),  # in the codebook
        ("\x1b", "    ┃ Left out"),  # all codes again
        ("\x1b", "s sentence"),
        ('/"hardly noticed"\r', "Place 1 of 1"),
        ("*i\rteach\r", "New code hardly noticed, coded"),
        ("ta", "Coded hardly noticed"),
        ("xux", "Removed hardly noticed from the passage"),
        ("u", "Undone"),
        ("uU", "Done again"),
        ("KKKKKKJ.zWWW\r", "Resized Confidence"),
        ("mSays it\x13", "✓ Memo"),
    ):
        at.press(keys)
        at.wait(said)
    assert re.search(r"hardly noticed +2 +2 ", at.read())
    at.press("q")
    assert at.ended() == 0
    assert coded(study) == sorted(
        [
            ("I talked to people there, and now I speak", "Confidence"),
            ("I felt left out at the beginning.", "Left out"),
            (WEEK, "Listening"),
            (WEEK, "Planning together"),
            ("They listen more.", "Listening"),
            ("Miss Hale asks us", "Listening"),
            (PLAN, "Planning together"),
            ("hardly noticed", "hardly noticed"),
            (SOME, "hardly noticed"),
        ]
    )
    again = desk(study, columns=120, rows=36)
    again.wait("turn 2 of 6")
    again.press("q")
    assert again.ended() == 0


def test_over_a_slow_line_nothing_typed_is_lost(desk: Open, study: Path) -> None:
    at = desk(study, columns=100, rows=30, delay=0.05)
    at.wait("? help")
    at.press("J.scconf\r")
    at.wait("Coded Confidence")
    for key in "Jscleft\rJJscpx\x7flan\rmA memo here\x13":
        at.press(key)
    shown = at.wait("✓ Memo")
    assert "2026" not in shown and "$y" not in shown
    at.press("q")
    assert at.ended() == 0
    assert coded(study) == sorted(
        [
            (CLASS, "Confidence"),
            ("I felt left out at the beginning.", "Left out"),
            ("They listen more.", "Planning together"),
        ]
    )
    with qualcode.open(study, read_only=True) as after:
        assert [memo.body for memo in after.memos.list()] == ["A memo here"]


def test_by_mouse_alone(desk: Open, study: Path) -> None:
    at = desk(study, columns=120, rows=27)
    at.wait("? help")
    tree = at.find("Codebook").x

    def click(words: str, nth: int = 0, **kwargs: Any) -> None:
        at.click(at.find(words, nth), **kwargs)

    def code(name: str) -> None:
        """A double click in the codebook, which stands at the right."""
        at.click(next(c for c in at.every(name) if c.x > tree), times=2)

    def number(name: str) -> None:
        """A click on a code below the text, once it stands there."""
        at.wait(lambda screen: re.search(rf"\d ┃ {name}", screen) is not None)
        at.read(1.0)
        at.click(next(c for c in at.every(f"┃ {name}") if c.y > 17))

    at.drag(at.find("part. I").right(6), at.find("class.").right(5))
    code("Confidence")
    at.wait("✓ Coded Confidence")
    click("left out at", times=3)
    click("c code")
    at.wait("Code this passage")
    click("┃ Left out", -1)
    at.wait("✓ Coded Left out")
    click("After", times=2)
    at.click(at.find("stayed").right(5), shift=True)
    number("Planning together")
    at.wait("✓ Coded Planning together")
    click("beginning", right=True)
    at.wait("What to do here?")
    click("Code with the last code again")
    at.wait(lambda screen: re.search(r"Planning together +2 +2 ", screen) is not None)
    click("u undo")
    at.wait("Undone: coded Planning together")
    at.drag(Cell(tree - 2, 1), Cell(tree - 2, 24))  # the strip, to the end of the document
    click("Others", times=4)
    code("Teaching")
    at.wait("✓ Coded Teaching")
    click("hardly", right=True)
    click("Remove the coding")
    at.wait("Removed Teaching")
    click("u undo")
    at.wait("Undone: removed")
    row = at.find("Others").y
    at.click(next(c for c in at.every("┃") if c.y == row and c.x < tree))
    at.wait("Codings here")
    click("r: recode")
    at.wait("Which code instead")
    click("┃ Listening", -1)
    at.wait("Recoded Teaching as Listening")
    click("hardly", right=True)
    click("Resize the coding")
    at.wait("Resizing Listening")
    at.click(at.find("Some do.").right(7), shift=True)
    click("Enter keep", -1)
    at.wait("Resized Listening")
    at.drag(at.find("Left out", 0), at.find("Teaching"))
    at.wait("Moved Left out")
    click("away", right=True)
    at.wait("What to do here?")
    click("Esc: leave")
    at.wait(lambda screen: "What to do here?" not in screen)
    click("q quit")
    assert at.ended() == 0
    assert coded(study) == sorted(
        [
            (CLASS, "Confidence"),
            ("I felt left out at the beginning.", "Left out"),
            (WEEK.removesuffix("."), "Planning together"),
            ("Some do.", "Listening"),
        ]
    )
    with qualcode.open(study, read_only=True) as after:
        paths = {code.name: code.path for code in after.codebook.codes()}
    assert paths["Left out"] == ("Teaching", "Left out")
