"""The measured figures, on one split of one dataset; the whole stands in docs/suggestions.md."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / ".." / "shared" / "suggest"


@pytest.mark.skipif(not (SHARED / "evaluate.py").exists(), reason="the datasets are not here")
def test_recall_on_interviews_coded_by_people(capsys) -> None:
    spec = importlib.util.spec_from_file_location("evaluate", SHARED / "evaluate.py")
    evaluate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluate)
    evaluate.run(SHARED / "data", "pdpilot", [0, 5], 1, False)
    lines = capsys.readouterr().out.splitlines()
    recall = [float(line.split("recall@3")[1].split()[0]) for line in lines]
    assert recall[0] > 0.4 and recall[1] > 0.6
