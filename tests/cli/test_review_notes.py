"""What the sender of a pack is told to look at."""

from __future__ import annotations

import json
from pathlib import Path


def test_labels_that_join_up_are_noted(example: Path, qualcode_run) -> None:
    done = qualcode_run("review", "pack", "example", "-o", "review.html")
    assert done.returncode == 0 and done.stdout.startswith("Wrote 9 quotations")
    note = "Beside 'Head teacher' the label 'Senior leader' is left to 2."
    assert done.stderr == f"Note: {note}\n"
    again = qualcode_run("review", "pack", "example", "-o", "review.html", "--json")
    assert json.loads(again.stdout)["notes"] == [note] and again.stderr == ""
    assert note not in (example.parent / "review.html").read_text(encoding="utf-8")
    quiet = qualcode_run("review", "pack", "example", "-k", "6", "-o", "review.html")
    assert (quiet.returncode, quiet.stderr) == (0, "")
