"""``qualcode serve`` as a person meets it: the real program, a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("textual_serve")

from e2e.browser import chromium

import qualcode

__all__ = ["chromium"]

pytestmark = pytest.mark.e2e


def test_coding_in_a_browser(example_file: Path, tmp_path: Path, chromium: Any) -> None:
    study_file = shutil.copy(example_file, tmp_path / "heads.qualcode")
    words = [sys.executable, "-m", "qualcode", "serve", str(study_file), "--no-browser"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env) as program:
        try:
            assert program.stdout is not None
            address = program.stdout.readline().split()[-1]
            page = chromium.new_page(viewport={"width": 1200, "height": 800})
            asked: list[str] = []
            told: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: told.append(message.text))
            page.goto(address)
            page.wait_for_selector("body.-first-byte", timeout=30_000)
            assert "token" not in page.url
            page.wait_for_timeout(1500)
            for key in ("s", "c", "c", "o", "n", "f", "Enter", "q"):
                page.keyboard.press(key)
                page.wait_for_timeout(100)
            page.wait_for_selector(".closed", timeout=15_000)
            own = address.partition("?")[0]
            assert all(url.startswith((own, "data:")) for url in asked), asked
            assert not [line for line in told if "Content Security Policy" in line], told
        finally:
            program.terminate()
    with qualcode.open(study_file, read_only=True) as study:
        assert study.history.list()[0].label.startswith("coded")
