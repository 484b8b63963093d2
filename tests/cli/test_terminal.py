"""At a terminal: the study opens at the desk, and progress is shown on standard error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qualcode.cli import code, demo, out
from qualcode.cli.main import main
from qualcode.errors import StudyReadOnly


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str | None, bool]]:
    """Stands for the desk, and remembers what it was opened with."""
    import qualcode.tui

    opened: list[tuple[Path, str | None, bool]] = []

    def run(path: Path, *, coder: str | None = None, read_only: bool = False) -> None:
        if path.name == "locked.qualcode" and not read_only:
            raise StudyReadOnly("locked.qualcode may only be read.")
        opened.append((Path(path), coder, read_only))

    monkeypatch.setattr(qualcode.tui, "run", run)
    monkeypatch.setattr(out, "at_terminal", lambda: True)
    return opened


def test_a_study_alone_opens_it(desk, example_file: Path) -> None:
    assert main([str(example_file), "--coder", "Ruth Calloway"]) == 0
    assert main(["code", str(example_file)]) == 0
    assert desk == [(example_file, "Ruth Calloway", False), (example_file, None, False)]
    assert main(["code", str(example_file), "--coder", " "]) == 2


def test_a_study_that_may_only_be_read_is_opened_so(desk, capsys) -> None:
    code.open_desk(Path("locked.qualcode"), None)
    assert desk == [(Path("locked.qualcode"), None, True)]
    assert "reading only" in capsys.readouterr().err


def test_the_demo_opens_what_it_made(desk, tmp_path: Path, capsys) -> None:
    demo.run(tmp_path / "a")
    assert desk == [(tmp_path / "a" / "example.qualcode", None, False)]
    assert "Theme summary" in capsys.readouterr().out


def test_progress_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    with out.progress("Reading", 2) as step:
        step()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with out.progress("Reading [b]\x1b[2J", 2) as step:
        step()
        step()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Reading [b]␛[2J" in shown.err
