"""The report on suggestions, from the command line to the figures."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest
from conftest import place

import qualcode
from qualcode.analysis.acceptance import ModelState, Offered, Shown
from qualcode.cli.main import main
from qualcode.study import Study
from qualcode.study.types import Stretch


@pytest.fixture
def decided(study):
    """Ruth took two and undid one; Daniel took another, skipped one, and wants none any more."""
    codes = {name: study.codebook.find(name).id for name in ("Capacity", "Transport", "Asking")}

    def shown(*names: str, learned: int) -> Shown:
        offered = tuple(Offered(codes[n], at, 0.5) for at, n in enumerate(names, start=1))
        return Shown(offered, ModelState(learned, f"{learned:08}"))

    def put(words: str, name: str, seen: Shown) -> None:
        study.codings.apply(1, *place(study, words), codes[name], origin="suggestion", shown=seen)

    put("We built capacity", "Capacity", shown("Capacity", "Asking", learned=0))
    put("the bus was late", "Transport", shown("Asking", "Transport", learned=1))
    study.history.undo()
    study.coders.add("Daniel")
    study.coders.use("Daniel")
    put("They ask questions now.", "Asking", shown("Transport", "Capacity", learned=12))
    study.suggestions.record.refuse(Stretch(1, *place(study, "Yes.")), shown("Asking", learned=13))
    study.suggestions.record.switch(on=False)
    return study


def run(capsys, *args: object) -> str:
    assert main([str(arg) for arg in args]) == 0
    return capsys.readouterr().out


def test_who_took_what_is_told(decided, capsys):
    told = json.loads(run(capsys, "suggest", "--report", decided.path, "--json"))
    tables = {table["title"]: table["rows"] for table in told["tables"]}
    counts = ("Passages", "First taken", "Another shown", "Not shown", "Refused", "Undone")
    assert [[row["Coder"], *(row[c] for c in counts)] for row in tables["By coder"]] == [
        ["Ruth", 2, 1, 0, 0, 0, 1],
        ["Daniel", 2, 0, 0, 1, 1, 0],
        ["All coders", 4, 1, 0, 1, 1, 1],
    ]
    asking = next(row for row in tables["By code"] if row["Code"] == "Asking")
    assert (asking["First"], asking["Taken when first"], asking["Shown"]) == (2, 0, 3)
    assert (asking["Another code"], asking["Refused"], asking["Chosen unseen"]) == (1, 1, 1)
    [pair] = tables["Chosen instead of the first"]
    assert (pair["Suggested first"], pair["Chosen instead"]) == ("Transport", "Asking")
    [day] = tables["Day by day"]
    assert (day["Learned from"], day["Model states"]) == ("0 to 13", 4)
    learned = tables["By how many passages it had learned from"]
    assert [row["Learned from"] for row in learned] == ["0", "1 to 9", "10 to 29"]
    assert [one["outcome"] for one in told["decisions"]] == [
        "first",
        "undone",
        "another",
        "refused",
    ]
    assert told["decisions"][2]["model"] == {"learned_from": 12, "mark": "00000012"}
    assert "merely passed by" in told["notes"][0]
    assert told["notes"][-1].startswith("Suggestions were switched off for Daniel from 20")


def test_it_is_printed_and_written(decided, capsys, tmp_path):
    printed = run(capsys, "suggest", "--report", decided.path)
    assert printed.startswith("# What became of suggestions") and "| Ruth" in printed
    file = tmp_path / "record.csv"
    assert "Wrote" in run(capsys, "suggest", "--report", decided.path, "-o", file)
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert ["By coder", "Daniel", "2", "0", "0", "1", "1", "0", "0.0"] in rows
    for ending in ("docx", "xlsx", "html"):
        run(capsys, "suggest", "--report", decided.path, "-o", tmp_path / f"record.{ending}")


def test_a_code_that_is_gone_is_told_by_its_number(decided, capsys):
    asking = decided.codebook.find("Asking").id
    decided.codebook.remove(asking)
    assert f"a code that is gone ({asking})" in run(capsys, "suggest", "--report", decided.path)


def test_where_nothing_was_decided_it_says_where_it_would_be(study, capsys):
    assert main(["suggest", "--report", str(study.path)]) != 0
    assert "coding desk keeps the record" in capsys.readouterr().err
    assert main(["suggest", str(study.path), "-o", "x.csv"]) == 2
    assert "Only the report" in capsys.readouterr().err


def code_by_script(study: Study, *, most: int | None = None, every: int = 5) -> None:
    """Code what is coded (``most`` of it) once more, learning anew ``every`` few passages.

    The script knows the code that a person gave. It takes it where it is among the three that are
    suggested, else puts it by hand; it skips each 12th passage, and undoes each 17th coding.
    """
    from qualcode.suggest import ThemeSuggester

    wanted = {(c.document_id, c.start, c.end): c.code_id for c in study.codings.all()}
    study.coders.use(study.coders.add("Script").id)
    state = suggester = None
    for n, (place_, code_id) in enumerate(list(wanted.items())[:most]):
        if n % every == 0:
            data = study.suggestions.training_data(coder_id=study.coder.id)
            suggester = ThemeSuggester(data.codebook, language=study.language)
            suggester.fit(data.passages, data.codes)
            state = data.state()
        [ranked] = suggester.rank([study.suggestions.passage(*place_)], 3)
        offered = [Offered(int(s.code), at, s.score) for at, s in enumerate(ranked, start=1)]
        shown = Shown(tuple(offered), state)
        if n % 12 == 11:
            study.suggestions.record.refuse(Stretch(*place_), shown)
            continue
        origin = "suggestion" if code_id in {o.code_id for o in offered} else "hand"
        study.codings.apply(*place_, code_id, origin=origin, shown=shown)
        if n % 17 == 16:
            study.history.undo()


def test_a_study_coded_by_a_script_tells_what_the_script_did(example_file, tmp_path, capsys):
    path = shutil.copy(example_file, tmp_path / "example.qualcode")
    with qualcode.open(path) as study:
        code_by_script(study, most=60, every=10)
    told = json.loads(run(capsys, "suggest", "--report", path, "--json"))
    [row] = told["tables"][0]["rows"]
    n = row["Passages"]
    assert n == len(told["decisions"]) == 60
    assert (row["Refused"], row["Undone"]) == (n // 12, sum(i % 12 != 11 for i in range(16, n, 17)))
    assert row["First taken"] > n / len(told["tables"][1]["rows"]), "better than at random"
    assert len({one["model"]["mark"] for one in told["decisions"]}) == 6
