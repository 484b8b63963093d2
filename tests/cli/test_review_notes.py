"""What whoever shows quotations to others is told to look at first."""

from __future__ import annotations

import json
from pathlib import Path

import qualcode

NOTE = "Beside 'Senior leader', 'Student' the label 'Participant' is left to 14."


def test_labels_that_join_up_are_noted(example: Path, qualcode_run) -> None:
    done = qualcode_run("review", "pack", "example", "-k", "15", "-o", "review.html")
    assert done.returncode == 0 and done.stdout.startswith("Wrote 9 quotations")
    assert done.stderr == f"Note: {NOTE}\n"
    again = qualcode_run("review", "pack", "example", "-k", "15", "-o", "review.html", "--json")
    assert json.loads(again.stdout)["notes"] == [NOTE] and again.stderr == ""
    assert NOTE not in (example.parent / "review.html").read_text(encoding="utf-8")
    quiet = qualcode_run("review", "pack", "example", "-o", "review.html")
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_a_report_tells_its_maker_and_does_not_claim_what_does_not_hold(
    example: Path, qualcode_run
) -> None:
    claim = "that at least 15 people share"
    for form in ("md", "json", "html"):
        file = example.parent / f"summary.{form}"
        done = qualcode_run("report", "themes", "example", "-k", "15", "-o", file)
        assert (done.returncode, done.stderr) == (0, f"Note: {NOTE}\n")
        text = file.read_text(encoding="utf-8")
        assert "Nobody is named." in text
        assert "is left to" not in text and claim not in text
    safe = qualcode_run("report", "themes", "example")
    assert safe.stderr == "" and "that at least 3 people share" in safe.stdout


def test_quotes_are_looked_over_together(example: Path, qualcode_run) -> None:
    args = ("quotes", "example", "--code", "Learning together", "-n", "20")
    assert f"Note: {NOTE}\n" in qualcode_run(*args, "-k", "15").stderr
    told = qualcode_run(*args, "-k", "15", "--json")
    assert NOTE in told.stderr and json.loads(told.stdout)
    assert "Note:" not in qualcode_run(*args).stderr


def test_without_the_numbers_readers_know_heads_step_up(
    example: Path, tmp_path: Path, qualcode_run
) -> None:
    """Head teacher beside Senior leader would leave the latter to two people."""
    nobody = tmp_path / "population.csv"
    nobody.write_text("role,count\nCollege principal,1\n")
    assert qualcode_run("participants", "example", "--population", nobody).returncode == 0
    told = json.loads(qualcode_run("participants", "example", "--json").stdout)["participants"]
    leaders = {p["quoted_as"] for p in told if p.get("group") == "leaders"}
    assert leaders == {"Senior leader"}
    done = qualcode_run("report", "themes", "example")
    assert done.stderr == "" and "— Head teacher" not in done.stdout
    assert "— Senior leader" in done.stdout


def test_without_matched_speakers_quotes_and_reports_say_what_to_do(
    example: Path, qualcode_run
) -> None:
    with qualcode.open(example) as study:
        for speaker in study.documents.all_speakers():
            study.documents.set_speaker(speaker.id, kind="nobody")
    told = "Note: No speaker is matched with a participant"
    quotes = qualcode_run("quotes", "example", "--code", "Confidence", "--json")
    assert json.loads(quotes.stdout) == [] and quotes.stderr.startswith(told)
    report = qualcode_run("report", "themes", "example")
    assert report.stderr.startswith(told) and "qualcode participants" in report.stderr
    assert "0 of 0" not in report.stdout
