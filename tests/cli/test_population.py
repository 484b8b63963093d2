"""How many people readers know of, entered from a table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import qualcode
from qualcode.cli.main import main


def printed(capsys: pytest.CaptureFixture[str], *args: str | Path) -> str:
    assert main([str(arg) for arg in args]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_population_decides_the_labels(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def labels() -> dict[str, str]:
        told = json.loads(printed(capsys, "participants", example, "--json"))
        return {p["name"]: p["quoted_as"] for p in told["participants"]}

    before = labels()
    assert (before["Margaret Osei"], before["Teresa Lund"]) == ("Head teacher", "Teacher")
    table = tmp_path / "population.csv"
    table.write_text(
        "role,institution_type,count\nHead teacher,special school,1\n"
        "Teacher,special school,14\nCollege principal,,20\nSenior leader,,14\n"
    )
    told = printed(capsys, "participants", example, "--population", table)
    assert told == "Entered 4 numbers of people that readers know of.\n"
    after = labels()
    assert after["Margaret Osei"] == "Head teacher"
    assert after["Teresa Lund"] == "Teacher, special school"
    assert after["Anita Deshmukh"] == "College principal"
    shown = printed(capsys, "participants", example)
    assert re.search(r"Teacher +special school +14\n", shown)
    assert re.search(r"Teresa Lund +Teacher +Teacher, special school\n", shown)
    quotes = json.loads(
        printed(
            capsys,
            *("quotes", example, "--code", "Teaching across institutions", "-n", "20", "--json"),
        )
    )
    assert "Teacher, special school" in {quote["attribution"] for quote in quotes}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("role,count\nTeacher,many\n", "Line 2"),
        ("role,count\nTeacher,-1\n", "Line 2"),
        ("role,count\nTeacher,3\nteacher,4\n", "Line 3"),
        ("role,institution_type\nTeacher,special school\n", "'count'"),
        ("role,count\n,3\n", "Line 2"),
    ],
)
def test_a_population_that_is_none_changes_nothing(
    table: str, told: str, example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "population.csv"
    file.write_text(table)
    people = tmp_path / "people.csv"
    people.write_text("name,role\nSomebody New,Teacher\n")
    args = ["participants", str(example), str(people), "--population", str(file)]
    assert main(args) == 2
    assert told in capsys.readouterr().err
    with qualcode.open(example, read_only=True) as study:
        assert "Somebody New" not in [p.name for p in study.participants.list()]
        assert study.analyses.attribution(study.participants.list()[8].id).label == "Teacher"
