"""Every verb does its work, as text and as JSON."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

import qualcode
from qualcode.cli.main import build, main
from qualcode.cli.verbs import GROUPS, VERBS
from qualcode.review.model import FORMAT, VERSION


def printed(capsys: pytest.CaptureFixture[str], *args: str | Path) -> str:
    assert main([str(arg) for arg in args]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_a_study_from_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = tmp_path / "heads.qualcode"
    made = json.loads(
        printed(
            capsys,
            *("new", study, "--codebook", "leadership-teaching-learning"),
            *("--coder", "Ann", "--json"),
        )
    )
    assert made["codes"] > 20 and study.stat().st_mode & 0o777 == 0o600
    talk = tmp_path / "talk.txt"
    talk.write_text("Ruth: What changed?\n\nAnna: We shared the bus.\n\nBen: They never came.\n")
    reports = json.loads(printed(capsys, "import", study, talk, "--interviewer", "ruth", "--json"))
    assert reports[0]["turns"] == 3
    assert {s["label"]: s["kind"] for s in reports[0]["speakers"]}["Ruth"] == "interviewer"
    people = tmp_path / "people.csv"
    people.write_text("name,role\nAnna,Head teacher\nCarl,Teacher\n")
    matched = json.loads(printed(capsys, "participants", study, people, "--json"))
    assert matched["added"] == 2 and matched["unheard"] == ["Carl"]
    assert "Anna" in printed(capsys, "find", study, "bus")
    assert "Undid" in printed(capsys, "undo", study)
    with qualcode.open(study) as opened:
        assert opened.participants.list() == []
        assert opened.coder.name == "Ann"
    assert "Did again" in printed(capsys, "undo", study, "--redo")
    assert "sound" in printed(capsys, "check", study)
    assert main(["new", str(study)]) == 2
    assert "heads.qualcode" in capsys.readouterr().err


def test_an_interviewer_nobody_heard_stops_the_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, talk = tmp_path / "s.qualcode", tmp_path / "talk.txt"
    talk.write_text("Ruth: What changed?\n\nAnna: We shared the bus.\n")
    printed(capsys, "new", study)
    assert main(["import", str(study), str(talk), "--interviewer", "Rut"]) == 2
    assert "--interviewer" in capsys.readouterr().err
    with qualcode.open(study) as opened:
        assert opened.documents.list() == []


def test_find_says_where(example_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hits = json.loads(printed(capsys, "find", example_file, "bus", "-n", "3", "--json"))
    assert len(hits) == 3
    with qualcode.open(example_file, read_only=True) as study:
        asked = study.documents.asked()
        assert [hit["asked"] for hit in hits] == [
            asked.get((hit["document_id"], hit["turn"])) for hit in hits
        ]
        assert any(hit["asked"] for hit in hits)
        for hit in hits:
            text = study.documents.text(hit["document_id"])
            assert text[hit["start"] : hit["end"]] == hit["match"]
    assert main(["find", str(example_file), "bus", "--document", "nowhere"]) == 2


def test_codebook_out_and_in(
    example_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in ("yaml", "csv", "qdc"):
        file = tmp_path / f"codes.{ending}"
        printed(capsys, "codebook", "export", example_file, file)
        other = tmp_path / f"{ending}.qualcode"
        printed(capsys, "new", other, "--codebook", file)
        with qualcode.open(example_file, read_only=True) as one, qualcode.open(other) as two:
            paths = [(c.path, c.definition, c.guid) for c in one.codebook.codes()]
            assert [(c.path, c.definition, c.guid) for c in two.codebook.codes()] == paths
        assert (
            json.loads(printed(capsys, "codebook", "import", other, file, "--json"))["added"] == 0
        )
    ready = json.loads(printed(capsys, "codebook", "ready", "--json"))
    assert "leadership-teaching-learning" in [book["name"] for book in ready]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_export_writes_every_coding(
    ending: str, example_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"codings.{ending}"
    told = json.loads(printed(capsys, "export", example_file, "-o", file, "--json"))
    with qualcode.open(example_file, read_only=True) as study:
        assert told["codings"] == len(study.codings.all()) > 100
    assert file.stat().st_mode & 0o777 == 0o600
    if ending == "csv":
        rows = list(csv.DictReader(file.open(encoding="utf-8-sig", newline="")))
        assert len(rows) == told["codings"]
        assert {row["coder"] for row in rows} == {"Ruth Calloway", "Daniel Mensah"}


def test_suggest_ranks_the_uncoded(example_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(printed(capsys, "suggest", example_file, "-n", "4", "--json"))
    assert len(told["turns"]) == 4
    for turn in told["turns"]:
        assert 1 <= len(turn["codes"]) <= 3 and turn["codes"][0]["reasons"]
    assert all(theme["occurrences"] for theme in told["themes"])
    with qualcode.open(example_file, read_only=True) as study:
        talk = " ".join(
            " ".join(turn.passage.text.split()) for turn in study.suggestions.uncoded_turns()
        )
        everybody = " ".join(p.name for p in study.participants.list()).casefold().split()
    for theme in told["themes"]:
        assert theme["example"] in talk
        words = set(re.findall(r"[\w']+", theme["label"].casefold()))
        assert not words & {"sorry", "yes", "miss", "thursday", "harcourt", "eighteen", "tell"}
        assert not words & {*everybody}
        assert theme["turns"] >= 2 and theme["speakers"] >= 2


def test_quotes_never_name_a_participant(
    example_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(
        printed(capsys, "quotes", example_file, "--code", "confidence", "-n", "3", "--json")
    )
    assert len(told) == 3
    with qualcode.open(example_file, read_only=True) as study:
        names = [person.name for person in study.participants.list()]
    assert not [q for q in told if any(name in q["shown"] + q["attribution"] for name in names)]
    assert main(["quotes", str(example_file), "--code", "confidance"]) == 2
    assert "Confidence" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["themes", "matrix", "cooccurrence", "agreement", "survey"])
def test_reports(
    kind: str, example_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if kind != "themes":  # which takes longer, and is printed by the demo
        assert printed(capsys, "report", kind, example_file).startswith("# ")
        assert json.loads(printed(capsys, "report", kind, example_file, "--json"))
        assert main(["report", kind, str(example_file), "-o", str(tmp_path / "x.odt")]) == 2
    file = tmp_path / f"{kind}.html"
    assert "Wrote" in printed(capsys, "report", kind, example_file, "-o", file)
    assert "<html" in file.read_text(encoding="utf-8")


def test_find_says_where_it_stopped(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", str(example), "students"]) == 0
    every = int(capsys.readouterr().err.split()[0])
    assert main(["find", str(example), "students", "-n", "1"]) == 0
    told = capsys.readouterr()
    assert "in the first 1 turn; there are more." in told.err
    assert len({line for line in told.out.splitlines() if line.endswith(":")}) == 1
    assert main(["find", str(example), "students", "-n", str(every)]) == 0
    assert capsys.readouterr().err == f"{every} places found.\n"
    assert main(["find", str(example), "students", "--speaker", "Margret Osei"]) == 2
    assert "Did you mean: Margaret Osei" in capsys.readouterr().err
    assert main(["find", str(example), "students", "--speaker", "Osei"]) == 0


def test_review_there_and_back(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "review.html"
    told = json.loads(
        printed(capsys, "review", "pack", example, "-o", page, "--code", "Confidence", "--json")
    )
    assert told["quotations"] >= 2 and page.stat().st_size > 5_000
    with qualcode.open(example, read_only=True) as study:
        kept = study.quotations.list()
        assert len(kept) == told["quotations"]
        guid = study.guid
    pack = re.search(r'"pack":\s*"([^"]+)"', page.read_text(encoding="utf-8"))
    assert pack is not None
    time = "2024-01-01T10:00:00Z"
    answer = {"quotation": kept[0].guid, "verdict": "decline", "comment": "", "decided_at": time}
    decisions = {
        "format": FORMAT,
        "version": VERSION,
        "pack": pack[1],
        "study": guid,
        "reviewer": "Chair",
        "saved_at": time,
        "decisions": [answer],
    }
    file = tmp_path / "decisions.json"
    file.write_text(json.dumps(decisions))
    (report,) = json.loads(printed(capsys, "review", "read", example, file, "--json"))
    assert (report["new"], report["declined"], report["reviewer"]) == (1, 1, "Chair")
    assert "0 new" in printed(capsys, "review", "read", example, file)
    with qualcode.open(example, read_only=True) as study:
        assert [d.verdict for d in study.quotations.decisions(kept[0].guid)] == ["decline"]
    with qualcode.open(example) as study:
        study.codings.remove(kept[0].coding_id)
    assert main(["review", "read", str(example), str(file)]) == 0
    told_of = capsys.readouterr()
    assert "1 of" in told_of.out and "0 new" in told_of.out
    assert "left out 1 answer to quotations that are no longer in the study" in told_of.err


def test_history_is_newest_first(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(printed(capsys, "history", example, "-n", "2", "--json"))
    assert [entry["coder"] for entry in told][:1] == ["Daniel Mensah"]
    printed(capsys, "undo", example, "--coder", "Daniel Mensah")
    text = printed(capsys, "history", example)
    assert "undid: took in 71 codings" in text and "(undone)" in text


def test_demo_makes_everything_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "demo", tmp_path / "new" / "folder")
    assert "Leading beyond one school" in text
    assert "[one of the institutions]" in text and "\\[" not in text
    study = tmp_path / "new" / "folder" / "example.qualcode"
    with qualcode.open(study) as opened:
        assert len(opened.documents.list()) == 7
        assert len(opened.coders.list()) == 2
        assert opened.check() == []
        for coding in opened.codings.all():
            assert opened.documents.text(coding.document_id)[coding.start : coding.end].strip()
    before = study.read_bytes()
    again = printed(capsys, "demo", tmp_path / "new" / "folder")
    assert "There already" in again and "Leading beyond one school" in again
    assert study.read_bytes() == before


def test_check_fails_on_a_study_that_is_not_sound(
    example: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.study import Study

    monkeypatch.setattr(Study, "check", lambda self: ["The table of codings is broken."])
    assert main(["check", str(example)]) == 2
    assert "broken" in capsys.readouterr().out


def test_every_verb_has_help_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for verb, (module, summary) in VERBS.items():
        text = printed(capsys, verb, "--help")
        assert summary in " ".join(text.split())
        loaded = __import__(module, fromlist=["x"])
        commands = loaded.COMMANDS if verb in GROUPS else {"": (loaded.run, loaded.EXAMPLES)}
        for name, (function, examples) in commands.items():
            shown = printed(capsys, verb, *([name] if name else []), "--help")
            assert examples and all(f"  {example}" in shown for example in examples)
            if not name:
                assert (function.__doc__ or "").splitlines()[0] == summary
    assert build("*").registered_commands


def test_top_level(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--version") == f"qualcode {qualcode.__version__}\n"
    assert printed(capsys) == printed(capsys, "--help")
    assert main(["exprot", "x"]) == 2
    assert "qualcode export" in capsys.readouterr().err
    assert main(["find", "--nonsense"]) == 2
    assert "find --help" in capsys.readouterr().err


def test_a_fault_of_the_program_tells_no_words(
    example_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.study import Study

    def fault(self: Study, *args: object, **options: object) -> None:
        raise ValueError("what Margaret said in confidence")

    monkeypatch.setattr(Study, "search", fault)
    monkeypatch.delenv("QUALCODE_TRACEBACK", raising=False)
    assert main(["find", str(example_file), "bus"]) == 1
    error = capsys.readouterr().err
    assert "ValueError" in error and "find.py" in error
    assert "Margaret" not in error and "Traceback" not in error


def test_speakers_are_listed_and_put_right(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(capsys, "speakers", example, "--document", "focus-group-teachers", "--json")
    kinds = {row["speaker"]: (row["kind"], row["participant"]) for row in json.loads(told)}
    assert kinds["Moderator"] == ("interviewer", None)
    assert kinds["Mark"] == ("participant", "Mark Eddowes")
    wishes = ("--set", "Mark=nobody", "--set", "several=Joanne Pike")
    done = printed(capsys, "speakers", example, *wishes)
    assert "Mark (nobody)" in done
    assert "Several (participant, Joanne Pike)" in done
    for wrong in ("Mark", "Marc=nobody", "Mark=Nobody Known", "=nobody"):
        args = ["speakers", str(example), "--set", "Several=nobody", "--set", wrong]
        assert main(args) == 2
        assert capsys.readouterr().err.count("\n") <= 2
        assert printed(capsys, "speakers", example) == done
