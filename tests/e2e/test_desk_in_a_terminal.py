"""The installed program in a pseudo-terminal, driven by keys and read from its screen."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import make_transcript

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from e2e.terminal import Open, desk

import qualcode
from qualcode.example import make_example

__all__ = ["desk"]

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example(tmp_path_factory.mktemp("desk"))


def test_code_undo_quit_and_find_it_there_again(desk: Open, example: Path, tmp_path: Path) -> None:
    study = Path(shutil.copy(example, tmp_path))
    with qualcode.open(study, read_only=True) as before:
        known = {c.id for c in before.codings.all()}
    terminal = desk(study)
    terminal.wait("? help")
    terminal.press("Jt")
    terminal.press("cspin-off\r")
    terminal.wait("Coded Spin-off projects")
    with qualcode.open(study, read_only=True) as during:
        assert len(during.codings.all()) == len(known) + 1
    terminal.press("u")
    terminal.wait("Undone: coded Spin-off projects")
    terminal.press("U")
    terminal.wait("Done again: coded Spin-off projects")
    terminal.press("q")
    assert terminal.ended() == 0
    assert "\x1b[?1049l" in terminal.bytes, "the alternate screen was not left"
    assert not list(tmp_path.glob("*-wal"))
    with qualcode.open(study, read_only=True) as after:
        [made] = [c for c in after.codings.all() if c.id not in known]
        assert after.codebook.get(made.code_id).name == "Spin-off projects"
        turn = after.documents.turns(made.document_id)[1]
        assert (made.start, made.end) == (turn.start, turn.end)
    again = desk(study)
    again.wait("turn 2 of")
    again.press("\r")
    again.wait("Spin-off projects  Ruth Calloway")
    again.press("\x1b")
    again.wait(lambda screen: "Codings here" not in screen)
    again.press("q")
    assert again.ended() == 0


def test_resizing_keeps_the_place(desk: Open, example: Path, tmp_path: Path) -> None:
    study = Path(shutil.copy(example, tmp_path))
    terminal = desk(study, COLUMNS="90", LINES="20")  # as a shell may have exported them
    terminal.wait("? help")
    terminal.press("JJJJJs")
    shown = terminal.wait("turn 6 of")
    terminal.resize(80, 24)
    terminal.wait(lambda screen: "Codebook" not in screen and "turn 6 of" in screen)
    terminal.resize(140, 40)
    shown = terminal.wait(lambda screen: "Documents" in screen and "turn 6 of" in screen)
    assert " 6 " in shown
    terminal.press("c\x1b[200~confid\x1b[201~\r")  # what is pasted waits for its question, too
    terminal.wait("Coded Confidence")
    terminal.press("q")
    assert terminal.ended() == 0


def test_suggestions_come_and_a_number_takes_one(desk: Open, example: Path, tmp_path: Path) -> None:
    study = Path(shutil.copy(example, tmp_path))
    with qualcode.open(study, read_only=True) as before:
        known = {c.id for c in before.codings.all()}
    terminal = desk(study)
    terminal.wait("? help")
    terminal.press("J")
    terminal.wait("for the sentence at the cursor")
    terminal.wait(" 1 ┃ ")
    terminal.read(1.0)
    first = next(row for row in terminal.read().splitlines() if row.startswith(" 1 ┃ "))
    terminal.press("1")
    terminal.wait("✓ Coded")
    terminal.press("q")
    assert terminal.ended() == 0
    with qualcode.open(study, read_only=True) as after:
        [made] = [c for c in after.codings.all() if c.id not in known]
        assert after.codebook.get(made.code_id).name[:12] in first


def test_escape_sequences_in_a_transcript_do_nothing(desk: Open, tmp_path: Path) -> None:
    nasty = (
        "\x1b]52;c;aGFja2Vk\x07 \x1b]0;hacked\x07 \x1b[31mred \x9b2J \u202ereversed [pause] [/b]"
    )
    path = tmp_path / "hostile.qualcode"
    with qualcode.create(path, name=nasty, coder=nasty) as study:
        study.documents.add(make_transcript(nasty, ((f"Ann {nasty}", f"Said {nasty}."),)))
        study.codebook.add(f"code {nasty}")
    terminal = desk(path, columns=120)
    terminal.wait("? help")
    terminal.press("tc\r")
    terminal.wait("✓ Coded")
    for keys in ("\r", "\x1b", "H", "\x1b", "m", "\x1b", "q"):
        terminal.press(keys)
        terminal.read(0.4)
    assert terminal.ended() == 0
    assert "␛]52;c;aGFja2Vk␇" in terminal.bytes
    for sequence in ("\x1b]52", "\x1b]0;hacked", "\x9b", "\u202e"):
        assert sequence not in terminal.bytes


def test_without_colour_codings_can_still_be_told(
    desk: Open, example: Path, tmp_path: Path
) -> None:
    study = Path(shutil.copy(example, tmp_path))
    terminal = desk(study, NO_COLOR="1")
    terminal.wait("? help")
    terminal.press("nc")
    terminal.wait("Code this passage")
    terminal.press("\x1b")
    terminal.read(0.3)
    terminal.press("q")
    assert terminal.ended() == 0
    coloured = set(re.findall(r"\x1b\[[0-9;]*38;2;(\d+;\d+;\d+)m", terminal.bytes))
    assert all(len(set(rgb.split(";"))) == 1 for rgb in coloured), "colours in spite of NO_COLOR"


def test_nothing_is_written_while_nothing_happens(
    desk: Open, example: Path, tmp_path: Path
) -> None:
    study = Path(shutil.copy(example, tmp_path))
    terminal = desk(study)
    terminal.wait("a number codes it")
    terminal.read(1.5)
    before = len(terminal.bytes)
    terminal.read(2.5)
    assert len(terminal.bytes) == before
    terminal.press("q")
    assert terminal.ended() == 0
