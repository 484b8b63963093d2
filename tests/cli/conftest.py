from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.cli.main import main

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Path:
    """A copy of the example study, to be changed at will."""
    return Path(shutil.copy(example_file, tmp_path / "example.qualcode"))


@pytest.fixture
def qualcode_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in ``tmp_path``, without a terminal, within this process.

    An error that is not put into words would come out here and fail the test.
    """

    def run(*args: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.delenv("QUALCODE_TRACEBACK", raising=False)
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(arg) for arg in args])
        return subprocess.CompletedProcess(args, code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def qualcode_process(tmp_path: Path) -> Run:
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
