"""All codings in files of other programs: complete, and nothing in them acts."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import openpyxl
import pytest

import qualcode
from qualcode.errors import QualcodeError, UsageError
from qualcode.exchange import coding_rows, to_frame, write_codings
from qualcode.exchange.files import LONGEST_CELL
from qualcode.reports import build_report, build_theme_summary
from qualcode.reports.write import table_bytes, theme_bytes
from qualcode.study import Study
from qualcode.transcripts import Transcript, Turn, read

EVIL = '=HYPERLINK("http://x")'


@pytest.fixture
def hostile(new_study) -> Study:
    """A study whose names and words look like formulas and hold what files cannot."""
    study = new_study()
    words = "@SUM(A1) and \x0b\x1b[2J went on, \u202eback & <b>bold</b> 👩‍🏫"
    text = f"+Anna: {words}"
    turn = Turn(7, len(text), "+Anna")
    study.documents.add(Transcript("-talk", "txt", text, (turn,), text.encode()))
    person = study.participants.add("+Anna", {"role": "=1+1", "institution": "A; B"})
    study.documents.set_speaker(study.documents.all_speakers()[0].id, participant_id=person.id)
    code = study.codebook.add(EVIL, definition="-2")
    made = study.codings.apply(1, 7, len(text), code.id)
    study.memos.add("coding", made.id, "=cmd|' /C calc'!A0")
    return study


def test_rows_hold_everything(hostile: Study) -> None:
    (row,) = coding_rows(hostile)
    text = hostile.documents.text(1)
    assert text[row["start"] : row["end"]] == row["text"] == row["spoken"]
    assert row["code"] == row["theme"] == row["path"] == EVIL
    assert (row["participant"], row["attribute role"]) == ("+Anna", "=1+1")
    assert row["coder"] == "Ruth" and row["memo"].startswith("=cmd")


def test_rows_hold_what_was_asked(new_study) -> None:
    study = new_study()
    talk = "Ruth: Why?\n\nAnn: Because.\n\nBen: So.\n\nRuth: And now?\n\nAnn: More of it.\n"
    study.documents.add(read(talk.encode(), name="talk.txt"))
    study.documents.set_speaker(study.documents.all_speakers()[0].id, kind="interviewer")
    study.documents.add(read(b"id,What changed?\n07,A lot.\n", name="answers.csv"))
    code = study.codebook.add("Change")
    for document in study.documents.list():
        for turn in study.documents.turns(document.id):
            study.codings.apply(document.id, turn.start, turn.end, code.id)
    asked = {row["text"]: row["asked"] for row in coding_rows(study)}
    assert asked == {
        "Why?": "",
        "Because.": "Why?",
        "So.": "Why?",
        "And now?": "",
        "More of it.": "And now?",
        "A lot.": "What changed?",
    }
    turns = study.documents.turns(1)
    study.codings.apply(1, turns[0].start, turns[2].end, code.id)
    (first,) = [row["asked"] for row in coding_rows(study) if str(row["text"]).count("\n") > 3]
    assert first == "Why?"


@pytest.mark.parametrize("bom", [True, False])
def test_csv_holds_no_formula(hostile: Study, tmp_path: Path, bom: bool) -> None:
    file = tmp_path / "codings.csv"
    assert write_codings(hostile, file, bom=bom) == 1
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") is bom
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@\t\r")]
    assert row["code"] == "'" + EVIL and "👩‍🏫" in row["text"]
    assert "\x1b" not in data.decode() and "\x0b" not in data.decode()
    assert int(row["start"]) == 7


def test_xlsx_holds_text_as_text(hostile: Study, tmp_path: Path) -> None:
    file = tmp_path / "codings.xlsx"
    write_codings(hostile, file)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Codings", "Codebook", "Documents"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        for row in sheet.iter_rows():
            assert not [cell.value for cell in row if cell.data_type == "f"]
    headings, values = [[cell.value for cell in row] for row in book["Codings"].iter_rows()]
    row = dict(zip(headings, values, strict=True))
    assert row["code"] == EVIL and row["start"] == 7
    assert "\x1b" not in row["text"]


def test_a_cell_is_never_longer_than_a_workbook_takes(new_study, tmp_path: Path) -> None:
    study = new_study()
    text = "word " * 10_000
    study.documents.add(Transcript("long", "txt", text, (Turn(0, len(text)),), text.encode()))
    study.codings.apply(1, 0, len(text), study.codebook.add("All").id)
    write_codings(study, tmp_path / "long.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "long.xlsx")["Codings"]
    cells = {cell.column_letter: cell.value for cell in sheet[2]}
    longest = max((str(value) for value in cells.values()), key=len)
    assert len(longest) == LONGEST_CELL and longest.endswith("[…]")


def test_json_keeps_every_character(hostile: Study, tmp_path: Path) -> None:
    write_codings(hostile, tmp_path / "codings.json")
    data = json.loads((tmp_path / "codings.json").read_text(encoding="utf-8"))
    assert data["codings"] == coding_rows(hostile)
    assert data["codebook"]["codes"][0]["name"] == EVIL
    assert data["study"]["guid"] == hostile.guid


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_a_study_without_codings(study: Study, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"none.{ending}"
    assert write_codings(study, file) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    if ending == "csv":
        assert file.read_text("utf-8-sig").startswith("coding,document,")


def test_only_one_coder(hostile: Study) -> None:
    other = hostile.coders.add("Daniel")
    assert coding_rows(hostile, coder_id=other.id) == []
    assert len(coding_rows(hostile, coder_id=hostile.coder.id)) == 1


def test_what_cannot_be_written_leaves_nothing(hostile: Study, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_codings(hostile, tmp_path / "codings.ods")
    with pytest.raises(QualcodeError):
        write_codings(hostile, tmp_path / "no folder" / "codings.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(QualcodeError):
        write_codings(hostile, tmp_path / "folder.csv")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_frame_needs_pandas(hostile: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="pandas"):
        to_frame(hostile)


def test_a_frame(hostile: Study) -> None:
    pytest.importorskip("pandas")
    frame = to_frame(hostile)
    assert list(frame["code"]) == [EVIL] and str(frame["created_at"].dt.tz) == "UTC"


def test_no_word_of_an_interview_goes_to_the_temporary_folder(
    example_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from an export nor from a report in any form: a killed program leaves nothing."""
    with qualcode.open(example_file, read_only=True) as study:
        summary = build_theme_summary(study)
        table = build_report(study, "matrix")
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
        write_codings(study, tmp_path / "codings.xlsx")
        for form in ("xlsx", "docx", "html"):
            assert theme_bytes(summary, form) and table_bytes(table, form)
    book = openpyxl.load_workbook(tmp_path / "codings.xlsx")
    assert [sheet.title for sheet in book] == ["Codings", "Codebook", "Documents"]
    assert book["Codings"].freeze_panes == "A2" and book["Codings"].max_row > 300
    assert book["Codings"]["A1"].font.bold and book["Codings"].column_dimensions["A"].width > 11
