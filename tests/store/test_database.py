"""The study file: what it is, and every way it can be the wrong one."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import make_transcript, place

import qualcode
from qualcode.errors import NewerStudy, NotAStudy, StudyBusy, StudyError, StudyReadOnly
from qualcode.store.database import APPLICATION_ID, HEAD
from qualcode.store.fulltext import TABLES


def test_the_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from qualcode.store.database import Database, _alembic_config
    from qualcode.store.tables import Base

    qualcode.create(tmp_path / "s.qualcode").close()
    database = Database(tmp_path / "s.qualcode")
    with database.read() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, Base.metadata)
    database.close()
    differences = [d for d in found if not any(name in str(d) for name in TABLES)]
    assert differences == []
    assert ScriptDirectory.from_config(_alembic_config()).get_current_head() == HEAD


def test_the_file_is_the_owners_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.qualcode"
    qualcode.create(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert int.from_bytes(path.read_bytes()[68:72], "big") == APPLICATION_ID


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "s.qualcode"
    path.write_text("precious")
    with pytest.raises(StudyError, match="there already"):
        qualcode.create(path)
    assert path.read_text() == "precious"


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + bytes(100)])
def test_what_is_no_study_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(content)
    with pytest.raises(NotAStudy, match="not a qualcode study"):
        qualcode.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_no_study(tmp_path: Path) -> None:
    path = tmp_path / "s.qualcode"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE document (id)")
    connection.commit()
    connection.close()
    with pytest.raises(NotAStudy):
        qualcode.open(path)


def test_a_missing_study_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotAStudy) as error:
        qualcode.open(tmp_path / "none.qualcode")
    assert "qualcode new" in error.value.hint


def test_a_newer_study_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "s.qualcode"
    qualcode.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerStudy, match="newer qualcode"):
        qualcode.open(path)
    assert path.read_bytes() == before


def test_reading_only_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.qualcode"
    qualcode.create(path).close()
    path.chmod(0o400)
    before = path.read_bytes()
    with qualcode.open(path, read_only=True) as study:
        assert study.documents.list() == []
        with pytest.raises(StudyReadOnly):
            study.codebook.add("A")
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["s.qualcode"]


def test_a_study_held_by_another_program_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.store.database.BUSY_MS", 50)
    path = tmp_path / "s.qualcode"
    with qualcode.create(path) as study:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StudyBusy, match="another program"):
            study.codebook.add("A")
        other.execute("ROLLBACK")
        other.close()
        study.codebook.add("A")


KILLED = """
import os, signal, sys
import qualcode
study = qualcode.open(sys.argv[1])
code = study.codebook.find("Capacity")
for n in range(int(sys.argv[2])):
    study.codings.apply(1, n, n + 20, code.id)
    print(n, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("times", [1, 7])
def test_what_was_acknowledged_survives_kill_nine(tmp_path: Path, times: int) -> None:
    path = tmp_path / "s.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        study.codebook.add("Capacity")
        place(study, "built capacity")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(times)], capture_output=True, text=True
    )
    assert done.returncode == -9
    acknowledged = len(done.stdout.split())
    with qualcode.open(path) as study:
        assert len(study.codings.all()) == acknowledged == times
        assert study.check() == []
