"""What is deferred is deferred, and nothing ever asks for a network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "textual",
    "sqlalchemy",
    "alembic",
    "spacy",
    "sklearn",
    "scipy",
    "numpy",
    "nltk",
    "matplotlib",
    "docx",
    "openpyxl",
    "jinja2",
    "rich",
    "yaml",
)

LOADED = """
import contextlib, io, json, sys
from qualcode.cli.main import main
with contextlib.redirect_stdout(io.StringIO()):
    code = main(sys.argv[1:])
print(json.dumps([code, sorted({name.split('.')[0] for name in sys.modules})]))
"""


def loaded(*args: str | Path) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, args)], capture_output=True, text=True, check=True
    )
    code, modules = json.loads(result.stdout)
    assert code == 0, result.stderr
    return set(modules)


@pytest.mark.parametrize("args", [("--help",), ("find", "--help"), ("report", "--help")], ids=str)
def test_help_loads_nothing_heavy(args: tuple[str, ...]) -> None:
    assert not loaded(*args) & set(HEAVY)


def test_the_version_needs_not_even_typer() -> None:
    assert "typer" not in loaded("--version")


def test_opening_a_study_loads_no_analysis(example_file: Path) -> None:
    never = {"spacy", "sklearn", "scipy", "numpy", "nltk", "matplotlib", "docx", "textual"}
    modules = loaded("history", example_file)
    assert "sqlalchemy" in modules
    assert not modules & never
    assert not loaded("find", example_file, "bus") & never


NO_NETWORK = r"""
import os, sys
from qualcode.cli.main import main

HARMLESS = {"socket.__new__", "socket.bind", "socket.gethostname"}  # leave no machine

def audit(event, args):
    if not event.startswith("socket."):
        return
    if event in HARMLESS:
        raise PermissionError("no sockets")  # a library may try; the job has to go on without
    os.write(2, event.encode() + b" was asked for")
    os._exit(99)

sys.addaudithook(audit)
folder = sys.argv[1]
study = folder + "/example.qualcode"
for args in (
    ["demo", folder, "--no-open"],
    ["find", study, "bus"],
    ["suggest", study, "-n", "2"],
    ["quotes", study, "--code", "Confidence", "-n", "2"],
    ["report", "themes", study, "-o", folder + "/summary.docx"],
    ["report", "themes", study, "-o", folder + "/summary.html"],
    ["report", "agreement", study, "-o", folder + "/agreement.xlsx"],
    ["review", "pack", study, "-o", folder + "/review.html"],
    ["export", study, "-o", folder + "/codings.xlsx"],
    ["undo", study],
    ["check", study],
):
    code = main(args)
    assert code == 0, (args, code)
"""


def test_the_main_job_asks_for_no_network(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "summary.docx").stat().st_size > 10_000
    assert (tmp_path / "review.html").exists()


def test_the_ban_on_sockets_would_be_noticed(tmp_path: Path) -> None:
    script = (
        NO_NETWORK.split("folder =")[0] + "import socket; socket.getaddrinfo('host.invalid', 9)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert result.returncode == 99
