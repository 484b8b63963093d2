"""Several programs at one study file: all is kept, nothing twice, and no lock is seen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import make_transcript, place

import qualcode
from qualcode.errors import NotFound, ReadError, Refused


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "s.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        code = study.codebook.add("Transport")
        study.codings.apply(1, *place(study, "the bus"), code.id)
    return path.read_bytes()


WRITER = """
import sys
import qualcode
path, name, times, reopen = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "reopen"
study = qualcode.open(path, coder=name)
for n in range(times):
    if reopen:
        study.close()
        study = qualcode.open(path, coder=name)
    study.codings.apply(1, n, n + 20, 1)
study.close()
"""


@pytest.mark.parametrize(("how", "times"), [("stay", 60), ("reopen", 12)])
def test_two_programs_write_at_once(tmp_path: Path, sound: bytes, how: str, times: int) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [
        subprocess.Popen(
            [*command, name, str(times), how], stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for name in ("Ada", "Bea")
    ]
    told = [writer.communicate() for writer in writers]
    assert [w.returncode for w in writers] == [0, 0], told
    with qualcode.open(path) as study:
        rows = {(c.coder_id, c.start, c.end) for c in study.codings.all()}
        coders = {c.name: c.id for c in study.coders.list()}
        for name in ("Ada", "Bea"):
            mine = {r for r in rows if r[0] == coders[name]}
            assert mine == {(coders[name], n, n + 20) for n in range(times)}
        assert len(study.codings.all()) == 2 * times + 1
        entries = study.history.list()
        assert len({e.id for e in entries}) == len(entries)
        assert sum(e.label.startswith("coded") for e in entries) == 2 * times + 1
        assert study.check() == []
    assert os.listdir(tmp_path) == ["s.qualcode"]


def test_a_study_left_by_a_crash_is_read_and_checked(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    script = "import os, qualcode, sys; qualcode.open(sys.argv[1]).codebook.add('B'); os._exit(9)"
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert (tmp_path / "s.qualcode-wal").exists()
    with qualcode.open(path, read_only=True) as study:
        assert [c.name for c in study.codebook.codes()] == ["Transport", "B"]
    with qualcode.open(path) as study:
        assert study.check() == []
    assert os.listdir(tmp_path) == ["s.qualcode"]


def test_whoever_reads_last_leaves_one_file(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    writer = qualcode.open(path)
    writer.codebook.add("B")
    reader = qualcode.open(path, read_only=True)
    assert len(reader.codebook.codes()) == 2
    writer.close()
    assert (tmp_path / "s.qualcode-wal").exists()
    reader.close()
    assert os.listdir(tmp_path) == ["s.qualcode"]
    with qualcode.open(path, read_only=True) as study:
        assert [c.name for c in study.codebook.codes()] == ["Transport", "B"]
    assert os.listdir(tmp_path) == ["s.qualcode"]


def test_a_reader_leaves_a_study_alone_that_is_still_written(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    with qualcode.open(path) as writer:
        writer.codebook.add("B")
        with qualcode.open(path, read_only=True) as reader:
            assert len(reader.codebook.codes()) == 2
        writer.codebook.add("C")
        assert (tmp_path / "s.qualcode-wal").exists()
    assert os.listdir(tmp_path) == ["s.qualcode"]
    with qualcode.open(path) as study:
        assert len(study.codebook.codes()) == 3 and study.check() == []


def test_not_a_byte_changes_before_the_first_change(tmp_path: Path, sound: bytes) -> None:
    """A look, or a wish that cannot be fulfilled, leaves the file for others as it was."""
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    for read_only in (False, True):
        with qualcode.open(path, read_only=read_only) as study:
            study.codings.passages()
            assert study.search("bus")
            with pytest.raises(ReadError):
                study.documents.import_file(tmp_path / "none.txt")
            with pytest.raises(NotFound):
                study.codebook.find("nothing of that name")
        assert path.read_bytes() == sound
    assert os.listdir(tmp_path) == ["s.qualcode"]


def test_a_change_that_is_refused_leaves_the_contents_as_they_were(
    tmp_path: Path, sound: bytes
) -> None:
    path = tmp_path / "s.qualcode"
    path.write_bytes(sound)
    with qualcode.open(path) as study, pytest.raises(Refused):
        study.codebook.add("transport")
    counted = [24, 25, 26, 27, 92, 93, 94, 95]  # the header's counters of writings
    left = [n for n, (a, b) in enumerate(zip(sound, path.read_bytes(), strict=True)) if a != b]
    assert set(left) <= set(counted)
