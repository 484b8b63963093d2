"""``qualcode import``: what is told about doubtful labels, and how a person settles them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import qualcode

if TYPE_CHECKING:
    from conftest import Run

LONG = "\n\nAnd another paragraph of it.\n\nAnd a third one."
TALK = (
    f"Ruth: What changed?\n\nAnna: A lot.{LONG}\n\nCarl: I left my school.{LONG}\n\n"
    f"Ruth: And why?\n\nAnna: Because.{LONG}\nBottom line: no.\n\nRuth: Thank you.\n"
)


@pytest.fixture
def heads(tmp_path: Path, qualcode_run: Run) -> Path:
    assert qualcode_run("new", "heads").returncode == 0
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    return tmp_path / "heads.qualcode"


def test_a_doubtful_label_is_named_and_settled(heads: Path, qualcode_run: Run) -> None:
    first = qualcode_run("import", heads, "talk.txt", "--json")
    (report,) = json.loads(first.stdout)
    assert report["doubtful"] == ["Carl"]
    assert "'Carl'" in first.stderr and "--speaker NAME" in first.stderr
    assert qualcode_run("undo", heads).returncode == 0
    again = qualcode_run("import", heads, "talk.txt", "--speaker", "carl", "--json")
    (report,) = json.loads(again.stdout)
    assert [s["label"] for s in report["speakers"]] == ["Ruth", "Anna", "Carl"]


def test_the_names_of_participants_are_speakers(heads: Path, qualcode_run: Run) -> None:
    with qualcode.open(heads) as study:
        study.participants.add("Carl Jones")
    (report,) = json.loads(qualcode_run("import", heads, "talk.txt", "--json").stdout)
    assert "Carl" in [s["label"] for s in report["speakers"]]
    with qualcode.open(heads, read_only=True) as study:
        (carl,) = [s for s in study.documents.all_speakers() if s.label == "Carl"]
        assert carl.participant_id is not None


@pytest.mark.parametrize(
    ("option", "name"),
    [("--speaker", "Dina"), ("--not-speaker", "Top line"), ("--interviewer", "Rut")],
)
def test_a_name_that_stands_nowhere_stops_the_import(
    heads: Path, qualcode_run: Run, option: str, name: str
) -> None:
    ran = qualcode_run("import", heads, "talk.txt", option, name)
    assert (ran.returncode, option in ran.stderr) == (2, True)
    with qualcode.open(heads, read_only=True) as study:
        assert study.documents.list() == []


def test_what_is_no_speaker(heads: Path, qualcode_run: Run) -> None:
    Path(heads.parent / "talk.txt").write_text(
        "Ruth: What?\nAnna: a.\nBudget: none.\nRuth: So?\nAnna: b.\nBudget: none.\n"
    )
    ran = qualcode_run("import", heads, "talk.txt", "--not-speaker", "budget", "--json")
    (report,) = json.loads(ran.stdout)
    assert [s["label"] for s in report["speakers"]] == ["Ruth", "Anna"]
