"""Files that are no study, hurt studies, odd places: a sentence each, and nothing changed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import make_transcript, place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qualcode
from qualcode.errors import NotAStudy, QualcodeError, StudyError, StudyReadOnly
from qualcode.store import database
from qualcode.study import Study


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "s.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        code = study.codebook.add("Transport", examples=["late"])
        coding = study.codings.apply(1, *place(study, "the bus"), code.id)
        study.memos.add("coding", coding.id, "late")
        study.participants.add("Ben", {"role": "student"})
    return path.read_bytes()


def use_all(study: Study) -> None:
    study.documents.text(study.documents.list()[0].id)
    study.documents.turns(1)
    study.search("bus")
    study.codings.passages()
    study.participants.list()
    study.codebook.export()
    study.memos.list()
    study.history.list()
    study.suggestions.uncoded_turns()
    study.check()


def refused(path: Path) -> QualcodeError:
    before = path.read_bytes()
    with pytest.raises(StudyError) as error:
        qualcode.open(path)
    assert path.read_bytes() == before, "the file was changed"
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name], "something was left"
    assert error.value.hint
    return error.value


@pytest.mark.parametrize("keep", [1, 99, 100, 4096, 5000, 8192, 40_000])
def test_a_study_cut_short(tmp_path: Path, sound: bytes, keep: int) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound[:keep])
    assert isinstance(refused(path), NotAStudy)


@pytest.mark.parametrize("start", [100, 200, 4096])
def test_garbage_after_the_header(tmp_path: Path, sound: bytes, start: int) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound[:start] + b"garbage!" * ((len(sound) - start) // 8))
    assert isinstance(refused(path), NotAStudy)


def test_an_empty_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "s.qualcode").touch()
    assert isinstance(refused(tmp_path / "s.qualcode"), NotAStudy)
    (tmp_path / "folder.qualcode").mkdir()
    with pytest.raises(NotAStudy, match="is a folder"):
        qualcode.open(tmp_path / "folder.qualcode")
    with pytest.raises(StudyError):
        qualcode.create(tmp_path / "folder.qualcode")


@pytest.mark.parametrize("name", ["", "/", "a\x00b", "x" * 300, "none/s", "."])
@pytest.mark.parametrize("make", [qualcode.open, qualcode.create])
def test_what_is_no_place_for_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, make: object
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError):
        make(name)  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for make in (qualcode.open, qualcode.create):
        with pytest.raises(StudyError):
            make(tmp_path / "file" / "s.qualcode")


@pytest.mark.parametrize(
    "name", ["a b", "Zoë’s study", "why?", "#1", "100%", "%41", "a&b=c;d", "'q\"", "人", "\udcff"]
)
def test_any_name_a_file_can_have(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = folder / f"{name}.qualcode"
    with qualcode.create(path, name="S") as study:
        study.codebook.add("A")
    assert list(folder.iterdir()) == [path]
    with qualcode.open(path, read_only=True) as study:
        assert [c.name for c in study.codebook.codes()] == ["A"]
        assert study.check() == []


SPOILT = [
    "DELETE FROM study",
    "DELETE FROM coder",
    "DELETE FROM alembic_version",
    "UPDATE study SET settings = 'x'",
    "UPDATE study SET settings = '[]'",
    "DROP TABLE memo",
    "DROP TABLE turn_words",
    "DROP TABLE alembic_version",
]


@pytest.mark.parametrize("sql", SPOILT)
def test_a_study_that_lacks_what_every_study_has(tmp_path: Path, sound: bytes, sql: str) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    spoil(path, sql)
    assert "damaged" in refused(path).message


def spoil(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for sql in statements:
        connection.execute(sql)
    connection.commit()
    connection.close()


FOUND = {
    "UPDATE coding SET quote = 'xx'": "does not cover the words",
    'UPDATE coding SET "end" = 100000': "outside its document",
    "UPDATE coding SET turn_last = 2": "whose words",
    "UPDATE coding SET document_id = 9": "not there",
    "DELETE FROM document": "points nowhere",
    "DELETE FROM code": "points nowhere",
    "UPDATE code SET parent_id = id": "below itself",
    "UPDATE code SET examples = 'late'": "examples",
    "INSERT INTO code SELECT id + 1, 'g', NULL, 5, upper(name), colour, '', '', '', '', '[]', '[]',"
    " NULL, 1, 0 FROM code": "same name",
    "UPDATE source SET original = x'00'": "not the file that was imported",
    "UPDATE source SET text = ' ' || text": "do not stand where",
    "UPDATE document SET length = 3": "not as long",
    "DELETE FROM coding": "Memo 1 is on a coding",
    "UPDATE history SET changes = '{' WHERE id = 3": "History 3",
    "UPDATE turn SET text = 'Quite other words here' WHERE n = 2": "search index",
    "INSERT INTO turn_words(turn_words) VALUES ('delete-all')": "search index",
}


@pytest.mark.parametrize("sql", FOUND)
def test_check_finds_what_was_done_behind_the_back(tmp_path: Path, sound: bytes, sql: str) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    with qualcode.open(path) as study:
        assert study.check() == []
    if sql.startswith("INSERT INTO code "):
        columns = "id, guid, parent_id, position, name, colour, short, definition, inclusion, "
        columns += "exclusion, examples, near_misses, question, codable, frozen"
        sql, wanted = sql.replace("INTO code", f"INTO code ({columns})"), FOUND[sql]
    else:
        wanted = FOUND[sql]
    spoil(path, sql)
    with qualcode.open(path) as study:
        problems = study.check()
    assert any(wanted in problem for problem in problems), problems
    assert not any("bus" in problem or "Ben" in problem for problem in problems)


def test_check_changes_nothing(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    with qualcode.open(path) as study:
        version = study.version()
        assert study.check() == []
        with study.one_action("look"):
            assert study.check() == []
        assert study.version() == version
    with qualcode.open(path, read_only=True) as study:
        assert study.check() == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_bytes_overwritten_anywhere_end_in_a_sentence_or_in_nothing(
    tmp_path_factory: pytest.TempPathFactory, sound: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(16, len(sound) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=64))
    path = tmp_path_factory.mktemp("hurt") / "s.qualcode"
    path.write_bytes((sound[:at] + junk + sound[at + len(junk) :])[: len(sound)])
    try:
        with qualcode.open(path) as study:
            use_all(study)
            study.codebook.add("New")
    except QualcodeError:
        pass
    shutil.rmtree(path.parent)


def test_text_that_is_no_utf8_is_told_without_being_quoted(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    spoil(path, "UPDATE turn SET text = CAST(x'627573ff' AS TEXT)")
    with qualcode.open(path, read_only=True) as study, pytest.raises(StudyError) as error:
        study.suggestions.uncoded_turns()
    assert "bus" not in str(error.value)


def test_a_study_that_was_closed_says_so(tmp_path: Path) -> None:
    study = qualcode.create(tmp_path / "s")
    study.close()
    study.close()
    with pytest.raises(StudyError, match="closed"):
        study.documents.list()
    with pytest.raises(StudyError, match="closed"):
        study.codebook.add("A")
    assert [p.name for p in tmp_path.iterdir()] == ["s.qualcode"]


def test_another_folder_to_work_in_leaves_the_study_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "else").mkdir()
    monkeypatch.chdir(tmp_path)
    with qualcode.create("s.qualcode") as study:
        monkeypatch.chdir(tmp_path / "else")
        study.codebook.add("A")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["else", "s.qualcode"]
    assert list((tmp_path / "else").iterdir()) == []
    assert (tmp_path / "s.qualcode").read_bytes()[18:20] == b"\x01\x01", "back from the log"


AS_NOBODY = """
import os, sys
import qualcode
from qualcode.errors import QualcodeError
import sqlalchemy, alembic.command, alembic.config, qualcode.study, qualcode.store.fulltext
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for act in (
    lambda: qualcode.open(sys.argv[1]),
    lambda: qualcode.create(sys.argv[1] + ".new"),
    lambda: print("read", len(qualcode.open(sys.argv[1], read_only=True).codebook.codes())),
):
    try:
        act()
    except QualcodeError as error:
        print(type(error).__name__, bool(error.hint))
"""


@pytest.mark.parametrize("mode", [0o444, 0o666])
def test_a_folder_without_permission_to_write(tmp_path: Path, sound: bytes, mode: int) -> None:
    if os.name != "posix":
        pytest.skip("permissions of another kind")
    folder = tmp_path / "shared"
    folder.mkdir()
    path = folder / "s.qualcode"
    path.write_bytes(sound)
    path.chmod(mode)
    folder.chmod(0o555)
    for parent in [folder, *folder.parents]:
        if parent.stat().st_uid == os.getuid() and parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o055)
    try:
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(path)], capture_output=True, text=True
        )
    finally:
        folder.chmod(0o755)
    if "PermissionError" in done.stderr or "ModuleNotFoundError" in done.stderr:
        pytest.skip("another user cannot run this Python")
    told = done.stdout.split("\n")
    wanted = ["StudyReadOnly True", "StudyError True", "read 1"]
    assert told[:3] == wanted, done.stdout + done.stderr
    assert path.read_bytes() == sound


@pytest.fixture
def reader(tmp_path: Path, sound: bytes) -> Iterator[Study]:
    (tmp_path / "s.qualcode").write_bytes(sound)
    with qualcode.open(tmp_path / "s.qualcode", read_only=True) as study:
        yield study


def test_nothing_is_written_through_a_study_for_reading(reader: Study, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("name,wave,x\nBen,pre,50\n")
    for act in (
        lambda: reader.codings.apply(1, 0, 9, 1),
        lambda: reader.codings.remove(1),
        lambda: reader.codings.apply_many([]),
        lambda: reader.codebook.rename(1, "B"),
        lambda: reader.documents.remove(1),
        lambda: reader.documents.add(make_transcript("b", (("A", "b"),))),
        lambda: reader.participants.import_file(table),
        lambda: reader.survey.import_file(table),
        lambda: reader.memos.remove(1),
        lambda: reader.coders.add("Eve"),
        lambda: reader.settings.set("a", 1),
        reader.history.undo,
        reader.history.redo,
        lambda: qualcode.open(reader.path, read_only=True, coder="Eve"),
    ):
        with pytest.raises(StudyReadOnly):
            act()
    assert reader.coders.use("Ruth").name == "Ruth"
    use_all(reader)


def test_the_lock_of_another_program_ends(
    tmp_path: Path, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 50)
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StudyError, match="another program"):
        qualcode.open(path)
    other.execute("ROLLBACK")
    other.close()
    with qualcode.open(path) as study:
        assert json.loads(json.dumps(study.settings.get("x", [1]))) == [1]


def test_errors_of_others_pass_through_as_they_are(tmp_path: Path) -> None:
    """Only what the database says is put into words, not what a script does meanwhile."""
    with qualcode.create(tmp_path / "s") as study:
        for error in (OverflowError, KeyError, sqlite3.OperationalError):
            with pytest.raises(error), study.one_action("a script's own"):
                study.codebook.add("A")
                raise error("locked")
        with pytest.raises(UnicodeDecodeError), study.one_action("a script's own"):
            b"\xff".decode()
        assert study.codebook.codes() == []
