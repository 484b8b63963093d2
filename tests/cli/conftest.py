from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.example import make_example

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study; not to be changed."""
    return make_example(tmp_path_factory.mktemp("example"))


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Path:
    """A copy of the example study, to be changed at will."""
    return Path(shutil.copy(example_file, tmp_path / "example.qualcode"))


@pytest.fixture
def qualcode_run(tmp_path: Path) -> Run:
    """Runs the real program in ``tmp_path``, without a terminal."""

    def run(*args: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if k != "QUALCODE_TRACEBACK"}
        return subprocess.run(
            [sys.executable, "-m", "qualcode.cli.main", *map(str, args)],
            cwd=tmp_path,
            env={**env, "COLUMNS": "80", "PYTHONUTF8": "1"},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
