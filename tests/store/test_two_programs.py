"""Several programs at one study file: all is kept, nothing twice, and no lock is seen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import make_transcript, place

import qualcode


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
