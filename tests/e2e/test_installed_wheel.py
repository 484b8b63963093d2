"""The wheel, installed away from the checkout, does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.e2e
def test_an_installed_wheel_makes_the_example_study(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "qualcode/py.typed" in names
    assert "qualcode/_data/transcripts_example/participants.csv" in names
    assert "qualcode/_data/codebooks/leadership-teaching-learning.yaml" in names
    assert "qualcode/store/migrations/versions/0001_first.py" in names
    target = tmp_path / "site"
    install = ["pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([sys.executable, "-m", *install, str(wheel)], check=True, capture_output=True)
    away = {**os.environ, "PYTHONPATH": str(target)}
    where = subprocess.run(
        [sys.executable, "-c", "import qualcode; print(qualcode.__file__)"],
        cwd=tmp_path,
        env=away,
        check=True,
        capture_output=True,
        text=True,
    )
    assert where.stdout.startswith(str(target))
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", "demo", "made"],
        cwd=tmp_path,
        env=away,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "Leading beyond one school" in done.stdout
    assert (tmp_path / "made" / "example.qualcode").exists()
