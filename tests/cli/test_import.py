"""``qualcode import``: what is told about doubtful labels, and how a person settles them."""

from __future__ import annotations

import json
import os
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
        study.participants.add("07")
    (heads.parent / "talk.txt").write_text(TALK.replace("A lot.", "A lot.\n07: a number"))
    (report,) = json.loads(qualcode_run("import", heads, "talk.txt", "--json").stdout)
    assert "07" not in [s["label"] for s in report["speakers"]]
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


def test_a_wrong_encoding_is_named_and_put_right(heads: Path, qualcode_run: Run) -> None:
    words = "Anna: teacher\u00f1 and no more.\n\nRuth: So?\n"
    (heads.parent / "mac.txt").write_bytes(words.encode("mac-roman"))
    first = qualcode_run("import", heads, "mac.txt")
    assert "read as cp1252" in first.stderr and "--encoding mac-roman" in first.stderr
    refused = qualcode_run("import", heads, "mac.txt", "--encoding", "mac-roman")
    assert refused.returncode == 2 and "qualcode documents" in refused.stderr
    assert qualcode_run("documents", heads, "--remove", "mac").returncode == 0
    again = qualcode_run("import", heads, "mac.txt", "--encoding", "mac-roman")
    assert again.returncode == 0 and again.stderr == ""
    assert "teacher\u00f1" in qualcode_run("find", heads, "teacher\u00f1").stdout


def test_documents_are_listed_removed_and_brought_back(heads: Path, qualcode_run: Run) -> None:
    (heads.parent / "two.txt").write_text("Ann: One.\n\nBen: Two.\n")
    assert qualcode_run("import", heads, "talk.txt", "two.txt").returncode == 0

    def names() -> list[str]:
        return [
            d["document"] for d in json.loads(qualcode_run("documents", heads, "--json").stdout)
        ]

    assert names() == ["talk", "two"]
    assert "talk" in qualcode_run("documents", heads).stdout
    assert qualcode_run("documents", heads, "--remove", "nowhere").returncode == 2
    ran = qualcode_run("documents", heads, "--remove", "two.txt", "--remove", "talk", "--json")
    assert json.loads(ran.stdout) == []
    assert qualcode_run("undo", heads).returncode == 0
    assert names() == ["talk", "two"]


def test_a_file_that_may_not_be_read_says_what_to_do(
    heads: Path, qualcode_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.access
    monkeypatch.setattr(
        "os.access", lambda path, *rest: "talk" not in str(path) and allowed(path, *rest)
    )

    def denied(*args: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    ran = qualcode_run("import", heads, "talk.txt")
    assert ran.returncode == 2
    assert ran.stderr == (
        "qualcode: talk.txt cannot be opened.\nCheck that you are allowed to read it.\n"
    )


def test_a_codebook_says_what_was_put_right_and_gives_the_language(
    tmp_path: Path, qualcode_run: Run
) -> None:
    (tmp_path / "book.qdc").write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        '<Code name="A" color="red"/><Code name="A"/></Codes></CodeBook>'
    )
    (tmp_path / "buch.yaml").write_text("name: Buch\nlanguage: de\ncodes:\n- name: A\n")
    made = qualcode_run("new", "one", "--codebook", "book.qdc")
    assert made.returncode == 0 and "got a number (1)" in made.stderr
    qualcode_run("new", "two", "--codebook", "buch.yaml")
    with qualcode.open(tmp_path / "two.qualcode", read_only=True) as study:
        assert study.language == "de"
    taken = qualcode_run("codebook", "import", "two", "book.qdc")
    assert "book.qdc: Colours that are none were left out (1)." in taken.stderr
    qualcode_run("new", "three", "--codebook", "buch.yaml", "--language", "cy")
    with qualcode.open(tmp_path / "three.qualcode", read_only=True) as study:
        assert study.language == "cy"


def test_a_codebook_that_is_there_is_not_replaced_unasked(
    heads: Path, tmp_path: Path, qualcode_run: Run
) -> None:
    (tmp_path / "book.yaml").write_text("name: By hand\n# with notes\n")
    refused = qualcode_run("codebook", "export", heads, "book.yaml")
    assert refused.returncode == 2 and "--force" in refused.stderr
    assert "with notes" in (tmp_path / "book.yaml").read_text()
    assert qualcode_run("codebook", "export", heads, "book.yaml", "--force").returncode == 0
    assert "with notes" not in (tmp_path / "book.yaml").read_text()
