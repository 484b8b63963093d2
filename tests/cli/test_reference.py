from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.cli.reference import reference
from qualcode.cli.verbs import VERBS

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_page_of_commands_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = reference()
    assert all(f"## qualcode {verb}\n" in text for verb in VERBS)
    assert PAGE.read_text(encoding="utf-8") == text, (
        "docs/cli.md is out of date: python -m qualcode.cli.reference > docs/cli.md"
    )
