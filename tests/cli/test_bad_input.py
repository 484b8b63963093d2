"""Bad input: one clear sentence, exit code 2, no traceback, and the study unchanged."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.cli.main import main


def digest(path: Path) -> str:
    """Of all that the study holds; a change that is refused touches the header."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        rows = "\n".join(connection.iterdump())
    finally:
        connection.close()
    return hashlib.sha256(rows.encode()).hexdigest()


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _broken_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document><w:body>")


FILES: dict[str, tuple[tuple[str, ...], str, Callable[[Path], object], str]] = {
    "empty file": (("import",), "empty.txt", _bytes(b""), "empty"),
    "binary": (("import",), "photo.txt", _bytes(bytes(range(256)) * 40), "photo.txt"),
    "broken docx": (("import",), "broken.docx", _broken_docx, "broken.docx"),
    "no zip": (("import",), "text.docx", _bytes(b"Anna: no Word file at all"), "text.docx"),
    "no such file": (("import",), "nowhere.txt", lambda path: None, "nowhere.txt"),
    "unknown format": (("import",), "slides.ppt", _bytes(b"abc"), "slides.ppt"),
    "codebook with a loop": (
        ("codebook", "import"),
        "loop.yaml",
        _bytes(b"name: x\ncodes: &all\n- name: a\n  codes: *all\n"),
        "loop.yaml, line 4",
    ),
    "csv codebook with a loop": (
        ("codebook", "import"),
        "loop.csv",
        _bytes(b"name,parent\na,b\nb,a\n"),
        "loop.csv, line 2",
    ),
    "codebook in the wrong encoding": (
        ("codebook", "import"),
        "wide.yaml",
        _bytes("name: é\n".encode("latin-1")),
        "wide.yaml, line 1",
    ),
    "participants without names": (
        ("participants",),
        "people.csv",
        _bytes(b"role,institution\nHead,School\n"),
        "name",
    ),
    "participants with an open quotation": (
        ("participants",),
        "people.csv",
        _bytes(b'name,role\n\n"Anna,Head\nBob,Teacher\n'),
        "people.csv, line 3: the quotes",
    ),
    "answers with an open quotation": (
        ("import",),
        "answers.csv",
        _bytes(b'sep=,\nid,What changed?,Why?\n01,"Lots,so\n02,Nothing,"why, indeed"\n'),
        "answers.csv, line 3: the quotes",
    ),
    "scores with an open quotation": (
        ("survey",),
        "scores.csv",
        _bytes(b'name,wave,attendance\nKayleigh,pre,"14\nJordan,pre,20\n'),
        "scores.csv, line 2: the quotes",
    ),
    "survey beyond percent": (
        ("survey",),
        "survey.csv",
        _bytes(b"name,wave,attendance\nKayleigh,pre,140\n"),
        "survey.csv",
    ),
    "decisions that are none": (("review", "read"), "decisions.json", _bytes(b"{}"), "decisions"),
}


@pytest.mark.parametrize("case", FILES, ids=str)
def test_a_bad_file_leaves_the_study_as_it_was(case, example: Path, qualcode_run) -> None:
    verb, name, make, said = FILES[case]
    file = example.parent / name
    make(file)
    before = digest(example)
    result = qualcode_run(*verb, "example", file.name)
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr and result.stdout == ""
    first = result.stderr.splitlines()[0]
    assert first.startswith("qualcode: ") and said in first
    assert digest(example) == before


def test_one_bad_file_among_several_takes_none_in(example: Path, qualcode_run) -> None:
    (example.parent / "good.txt").write_text("Anna: We all moved in together that year.\n")
    (example.parent / "bad.txt").write_bytes(b"")
    before = qualcode_run("history", "example", "--json").stdout
    result = qualcode_run("import", "example", "good.txt", "bad.txt")
    assert result.returncode == 2 and "bad.txt" in result.stderr
    assert qualcode_run("history", "example", "--json").stdout == before


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


STUDIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (_bytes(b"Dear all, this is a letter.\n" * 50), "example.qualcode"),
    "empty": (_bytes(b""), "example.qualcode"),
    "another database": (_bytes(b"SQLite format 3\0" + bytes(2000)), "example.qualcode"),
    "newer": (_newer, "newer"),
    "gone": (lambda path: path.unlink(), "no study"),
    "folder": (_folder, "example.qualcode"),
}


@pytest.mark.parametrize("case", STUDIES, ids=str)
def test_a_file_that_is_no_study(case, example: Path, qualcode_run) -> None:
    spoil, said = STUDIES[case]
    spoil(example)
    before = example.read_bytes() if example.is_file() else b""
    ways = {"text": [(), ("find",)], "gone": [()]}  # to open it at the desk, or by a verb
    for verb in ways.get(case, [("find",)]):
        words = ("bus",) if verb else ()
        result = qualcode_run(*verb, "example.qualcode", *words)
        assert result.returncode == 2, result.stderr
        assert "Traceback" not in result.stderr and result.stdout == ""
        assert said in result.stderr.splitlines()[0]
    assert (example.read_bytes() if example.is_file() else b"") == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_study_can_be_read_but_not_changed(example: Path, qualcode_run) -> None:
    example.chmod(0o400)
    assert qualcode_run("find", "example", "bus").returncode == 0
    result = qualcode_run("undo", "example")
    assert result.returncode == 2 and "Traceback" not in result.stderr


def test_a_study_that_another_program_holds(
    example: Path, qualcode_run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.store.database.BUSY_MS", 200)
    before = digest(example)
    holder = sqlite3.connect(example, isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        result = qualcode_run("undo", "example")
    finally:
        holder.rollback()
        holder.close()
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr and "example.qualcode" in result.stderr
    assert digest(example) == before


def test_the_program_itself_ends_with_two_and_a_sentence(tmp_path: Path, qualcode_process) -> None:
    (tmp_path / "letter.qualcode").write_bytes(b"Dear all, this is a letter.\n" * 50)
    result = qualcode_process("check", "letter")
    assert (result.returncode, result.stdout) == (2, "")
    assert "letter.qualcode" in result.stderr and "Traceback" not in result.stderr


def test_escape_sequences_do_nothing(tmp_path: Path, qualcode_run) -> None:
    evil = "\x1b]52;c;aGk=\x07 \x1b[2J \x9b31m \u202e"
    (tmp_path / "talk.txt").write_text(f"Anna{evil}: The bus {evil} came late, as ever.\n", "utf-8")
    assert qualcode_run("new", "s").returncode == 0
    printed = [
        qualcode_run("import", "s", "talk.txt"),
        qualcode_run("find", "s", "bus"),
        qualcode_run("find", "s", "bus", "--json"),
        qualcode_run("import", "s", f"no{evil}where.txt"),
        qualcode_run("find", "s", "x", f"--wr{evil}ong"),
    ]
    for result in printed:
        for text in (result.stdout, result.stderr):
            assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e"}, text
    assert "bus" in printed[1].stdout


def test_a_study_beside_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "partnership").mkdir()
    (tmp_path / "reprot").mkdir()
    (tmp_path / "talk.txt").write_text("Ben: It is a different place now.\n\nAnn: It is.\n")
    assert main(["new", "partnership"]) == 0
    assert main(["import", "partnership", "talk.txt"]) == 0
    assert main(["find", "partnership/", "place"]) == 0
    assert "different" in capsys.readouterr().out
    assert main(["partnership"]) == 2
    assert "needs a terminal" in capsys.readouterr().err
    assert main(["find", "reprot", "place"]) == 2
    assert "reprot is a folder" in capsys.readouterr().err
    assert main(["reprot"]) == 2
    assert "Did you mean 'qualcode report'?" in capsys.readouterr().err
