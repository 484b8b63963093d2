"""Coding line by line: what is said, and what the study holds afterwards."""

from __future__ import annotations

import io
import shutil
import unicodedata

import pytest
from conftest import make_transcript

import qualcode
from qualcode.cli.main import main
from qualcode.plain import Loop
from qualcode.study import Study


class Talk:
    """A loop, and what it said to the last line."""

    def __init__(self, study: Study) -> None:
        self._lines: list[str] = []
        self.loop = Loop(study, self._lines.append)
        self.loop.begin()

    def __call__(self, line: str) -> str:
        self._lines.clear()
        self.loop.take(line)
        return "\n".join(self._lines)


@pytest.fixture
def talk(study: Study) -> Talk:
    return Talk(study)


def coded(study: Study) -> list[tuple[str, str]]:
    return [(row.text, study.codebook.get(row.code_id).name) for row in study.codings.passages()]


def test_turns_are_read_out_with_speaker_and_codings(study, talk):
    assert talk("n").startswith("Turn 2, Anna Reed: We built capacity")
    assert talk("") == "Turn 3, Interviewer: And the students?"
    assert talk("previous").startswith("Turn 2")
    assert talk("s").split("\n")[0] == "Sentence 1: We built capacity in the school."
    assert talk("go 6").startswith("Turn 6, Anna Reed: Well")
    assert talk("n") == "This is the last turn of the document."
    assert talk("g 99") == "There is no turn 99. The last one is 6."


def test_coding_sentences_turns_again_undoing_and_removing(study, talk):
    talk("go 2")
    assert talk("code cap on sentence 1") == "Coded Capacity."
    assert coded(study) == [("We built capacity in the school.", "Capacity")]
    assert talk(".").split("\n")[1].startswith("Coding 1: Capacity on sentence 1, by ")
    assert talk("a on 1-2") == "Coded Capacity."
    talk("go 5")
    assert talk("c asking on the turn") == "Coded Asking."
    assert coded(study)[-1] == ("Yes.", "Asking")
    assert "whole turn" in talk(".")
    assert talk("u").startswith("Undone: coded Asking") and len(coded(study)) == 2
    assert talk("redo").startswith("Done again: coded Asking") and len(coded(study)) == 3
    assert talk("x") == "Removed Asking."
    talk("go 2")
    assert talk("remove 7").startswith("There is no coding 7 here.")
    assert talk("remove 2") == "Removed Capacity." and len(coded(study)) == 1
    assert talk("code cap on 9").startswith("This turn has no sentences 9 to 9.")
    assert len(coded(study)) == 1


def test_where_several_codes_answer_a_number_chooses(study, talk):
    study.codebook.add("Capital")
    talk("go 5")
    offered = talk("code capi on turn")
    assert offered == "Coded Capital."
    assert talk("code cap").split("\n")[:2] == ["1: Capacity.", "2: Capital."]
    assert coded(study) == [("Yes.", "Capital")]
    assert talk("1") == "Coded Capacity."
    assert talk("1") == "There is nothing with that number to choose."
    assert talk("code zzzzz") == "There is no such code."
    assert talk("code").startswith("Which code?")
    assert [name for _, name in coded(study)] == ["Capital", "Capacity"]


def test_finding_documents_memos_codes_and_help(study, talk):
    study.documents.add(make_transcript("bus", (("Ben", "Only a bus, nothing else."),)))
    assert talk("find bus").split("\n")[0].startswith("1: talk, turn 6, Anna Reed: ")
    assert "Turn 1, Ben: Only a bus" in talk("2")
    assert talk("document tal").startswith("talk, 6 turns.\nTurn 1")
    assert "2: bus." in talk("d")
    assert talk("memo Ask again *later*") == "Wrote the memo."
    assert [memo.body for memo in study.memos.list("passage")] == ["Ask again *later*"]
    assert "Capacity" in talk("codes") and "Asking" not in talk("codes capac")
    assert "undo, or u: undo the last change" in talk("help")
    assert talk("dance") == "'dance' is nothing that can be done. Type: help"
    assert talk("find").strip() and talk("memo").startswith("The memo is empty")


def test_uncoded_and_suggested(study, talk):
    asking = study.codebook.find("Asking").id
    study.codings.apply(1, *talk.loop._reading._turns[1][1:3], asking)
    assert talk("o").startswith("Turn 4, Ben")
    assert talk("suggest").startswith("1: ")
    assert talk("1").startswith("Coded ")
    assert study.codings.all()[-1].origin == "suggestion"
    [decision] = study.suggestions.record.decisions()
    assert decision.outcome == "first" and decision.shown.model.learned_from == 1
    assert talk("a").startswith("Coded ") and len(study.suggestions.record.decisions()) == 1
    talk("go 2")
    talk("suggest")
    assert talk("n").startswith("Turn 3") and talk("p").startswith("Turn 2")
    talk("c transport")
    assert [d.outcome for d in study.suggestions.record.decisions()][1:] in (
        ["another"],
        ["other shown"],
        ["first"],
    )
    study.suggestions.record.switch(on=False)
    assert "off for you" in talk("suggest")


def test_lines_from_a_pipe_code_a_study_and_the_place_is_kept(
    example_file, tmp_path, capsys, monkeypatch
):
    copy = shutil.copy(example_file, tmp_path / "heads.qualcode")
    lines = "n\ncode confidence on 1\nundo\nredo\ngo 4\nq\nnever read\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert main(["code", str(copy), "--plain"]) == 0
    shown = capsys.readouterr().out
    assert "Turn 2, Helen Prydderch: " in shown and "Coded Confidence." in shown
    assert "Done again: coded Confidence" in shown
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"]
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["code", str(copy), "--plain"]) == 0
    assert "\nTurn 4, " in capsys.readouterr().out
    with qualcode.open(copy, read_only=True) as study:
        assert study.history.list(1)[0].label.startswith("coded Confidence")


def test_what_could_act_on_a_terminal_is_shown_as_marks(study):
    study.codebook.add("Evil \x1b[2J")
    study.documents.add(
        make_transcript("\x1b]0;x\x07", (("B\x1bob", "Red \x1b[31m\u202e words\x07."),))
    )
    talk = Talk(study)
    said = (
        talk("d") + talk("2") + talk("codes evil") + talk("code evil") + talk(".") + talk("\x1b[A")
    )
    assert not [c for c in said if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")]
    assert "␛[31m" in said
