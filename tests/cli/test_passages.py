"""``qualcode passages``: what it prints, writes and refuses."""

from __future__ import annotations

import csv
import json

import pytest

import qualcode
from qualcode.study.query import Condition, Query


def test_passages_are_printed_by_speaker(example, qualcode_run):
    done = qualcode_run(
        *("passages", example, "--code", "Confidence", "--role", "student", "--context", "6"),
        *("--near", "Left out or lost", "--within", "2"),
    )
    assert done.returncode == 0
    assert done.stderr == (
        "Confidence, role student, near Left out or lost within 2 turns: 1 passage of 1 person.\n"
    )
    head, before, words, after = done.stdout.rstrip().split("\n")
    assert head.startswith("Learning together / Confidence · focus-group-students, turn 115 · Dan")
    assert before.startswith("  … ") and after.endswith(" …")
    assert words.startswith("  Tom (via interpreter) (Student): All my life I've been the one")


def test_json_says_all_that_is_known(example, qualcode_run):
    done = qualcode_run("passages", example, "--code", "Confidence", "--below", "--json")
    told = json.loads(done.stdout)
    assert told["asked"] == "Confidence" and len(told["passages"]) == 14
    with qualcode.open(example, read_only=True) as study:
        confidence = study.codebook.find("Confidence").id
        found = study.retrieve(Query((confidence,)))
    for one, told_one in zip(found, told["passages"], strict=True):
        assert told_one["coding"] == one.passage.coding_guid
        assert told_one["turns"] == list(one.turns)
        assert [p["name"] for p in told_one["participants"]] == [p.name for p in one.people]


def test_conditions_and_files(example, qualcode_run, tmp_path):
    with qualcode.open(example, read_only=True) as study:
        theme, left = (study.codebook.find(n).id for n in ("Learning together", "Left out or lost"))
        for kind, options in (
            ("with", ("--with", "Left out or lost")),
            ("without", ("--without", "Left out or lost", "--same-coder")),
            ("near", ("--near", "Left out or lost", "--within", "3", "--side", "after")),
            ("not near", ("--not-near", "Left out or lost", "--within", "3")),
        ):
            side = "after" if kind == "near" else "either"
            within = 3 if "near" in kind else 1
            asked = Condition(kind, (left,), within, side, same_coder=kind == "without")
            expected = [
                found.passage.coding_guid
                for found in study.retrieve(Query((theme,), conditions=(asked,)))
            ]
            done = qualcode_run(
                *("passages", example, "--code", "Learning together", *options),
                *("-o", tmp_path / "some.csv"),
            )
            assert done.returncode == 0 and f"Wrote {len(expected)} passages" in done.stdout
            with (tmp_path / "some.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            assert [row["coding"] for row in rows] == expected and expected


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--code", "Confidense"), "Did you mean: Confidence?"),
        (("--near", "Nothing"), "There is no code 'Nothing'"),
        (("--role", "Pupil"), "There are: Head teacher"),
        (("--where", "role"), "Write it like year_group=10"),
        (("--where", "shoe=9"), "No participant has the attribute 'shoe'"),
        (("--speaker", "Godot"), "Nobody called 'Godot'"),
        (("--document", "Godot"), "There is no document 'Godot'"),
        (("--coder", "Godot"), "There is no coder 'Godot'"),
        (("--since", "tomorrow"), "'tomorrow' is no day"),
        (("--side", "left"), "One of: either, before, after"),
        (("--origin", "mars"), "One of: hand, suggestion, import"),
        (("--within", "-1"), "--within"),
        (("-o", "x.pdf"), ".csv, .xlsx or .json"),
    ],
)
def test_what_cannot_be_is_said(example, qualcode_run, options, said):
    done = qualcode_run("passages", example, *options)
    assert done.returncode == 2 and said in done.stderr
