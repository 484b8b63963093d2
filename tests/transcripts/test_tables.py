from __future__ import annotations

import io
import json

import openpyxl
import pytest

from qualcode.errors import ReadError
from qualcode.transcripts import Transcript, guess_kind, read, speaker_kind


def said(t: Transcript) -> list[tuple[str | None, str | None, str]]:
    return [(u.speaker, u.question, t.text[u.start : u.end]) for u in t.turns]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_one_row_a_respondent(mark: str, encoding: str) -> None:
    rows = [
        "id|Role|What went well?|What did not?",
        '07|Head|"It was\r\nfine, caf\u00e9"|N/A',
        "08|Head||Buses \u2013 late",
    ]
    t = read(
        "\r\n".join(r.replace("|", mark) for r in rows).replace("fine,", "fine").encode(encoding),
        name="a.csv",
    )
    assert said(t) == [
        ("07", "What went well?", "It was\nfine caf\u00e9"),
        ("08", "What did not?", "Buses \u2013 late"),
    ]
    assert t.text.startswith("07 \u00b7 What went well?\nIt was\nfine")
    assert json.loads(t.details["attributes"]) == {"07": {"Role": "Head"}, "08": {"Role": "Head"}}
    assert guess_kind(t) == "survey answers"
    assert speaker_kind("07", t) == "participant"
    assert any("Blank answers were left out (2)" in w for w in t.warnings)


def test_without_an_id_respondents_are_counted() -> None:
    t = read(b"What changed?\nNothing much.\n-\nEverything.\n", name="a.csv")
    assert [s for s, _, _ in said(t)] == ["Respondent 1", "Respondent 3"]


def test_one_row_an_answer() -> None:
    t = read(
        b"name,question,answer\nAnn,How?,Well.\nAnn,Why?,Because.\nBen,How?,Badly.\n", name="a.csv"
    )
    assert said(t) == [
        ("Ann", "How?", "Well."),
        ("Ann", "Why?", "Because."),
        ("Ben", "How?", "Badly."),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"id,Why?\n",
        b"id,score\n1,5\n2,7\n",
        b"id,Why?\n1,\n2,n/a\n",
        b" \n\n",
        b'id,Why?\n1,"' + b"x" * 140_000,
    ],
)
def test_tables_without_answers_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="a.csv")
    assert caught.value.hint


def book(fill: dict[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in fill.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_a_workbook_with_hidden_sheets_numbers_and_formulas() -> None:
    data = book(
        {
            "secret": [["id", "Why?"], [1, "hidden words"]],
            "answers": [["id", "Why this?", "How many?"], [7.0, "Because", 3], ["08", "=A1", None]],
            "more": [["x"]],
        },
        hidden=("secret",),
    )
    t = read(data, name="a.xlsx")
    assert said(t) == [("7", "Why this?", "Because"), ("7", "How many?", "3")]
    assert "hidden words" not in t.text
    joined = " ".join(t.warnings)
    assert "Hidden sheets" in joined and "first sheet" in joined and "Formulas" in joined


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 broken", b"no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_broken_workbooks(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="a.xlsx")
    assert caught.value.hint


SURVEYMONKEY = (
    "Respondent ID,Start Date,What changed?,Who helped you?,,Anything else?\r\n"
    ",,Open-Ended Response,A teacher,Other (please specify),Response\r\n"
    "118,2024-03-12,Lots,yes,My aunt,No more\r\n119,2024-03-13,Nothing,,,\r\n"
)
QUALTRICS = (
    "StartDate,ResponseId,Q1\n"
    'Start Date,Response ID,"What changed\nfor you?"\n'
    '"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\n'
    "2024-03-12,R_1,Lots of it\n2024-03-12,R_2,Nothing\n"
)


def test_a_header_of_two_rows_is_joined() -> None:
    t = read(SURVEYMONKEY.encode(), name="a.csv")
    assert said(t) == [
        ("118", "What changed?", "Lots"),
        ("118", "Who helped you? \u2013 A teacher", "yes"),
        ("118", "Who helped you? \u2013 Other (please specify)", "My aunt"),
        ("118", "Anything else?", "No more"),
        ("119", "What changed?", "Nothing"),
    ]
    assert any("more than one row" in warning for warning in t.warnings)
    t = read(QUALTRICS.encode(), name="a.csv")
    assert said(t) == [
        ("R_1", "What changed for you?", "Lots of it"),
        ("R_2", "What changed for you?", "Nothing"),
    ]


@pytest.mark.parametrize("title", ["Survey of teachers,,", "Survey of teachers"])
def test_a_title_above_the_table_is_no_question(title: str) -> None:
    t = read(f"{title}\n\nID,What changed?,Why\n1,lots,so\n2,few,no\n".encode(), name="a.csv")
    assert said(t)[0] == ("1", "What changed?", "lots") and len(t.turns) == 4
    assert t.details["title"] == "Survey of teachers"
    assert any("left out (1)" in warning for warning in t.warnings)
    cells: list[list[object]] = [["Survey 2024"], [], ["ID", "What changed?"], [1, "lots"]]
    assert said(read(book({"s": cells}), name="a.xlsx")) == [("1", "What changed?", "lots")]


def test_answers_are_never_taken_for_a_header() -> None:
    t = read(b"What changed?\nResponse\nText, and more\n".replace(b",", b";"), name="a.csv")
    assert [words for _, _, words in said(t)] == ["Response", "Text; and more"]
    t = read(b"ID,What changed\n1,\n2,yes\n", name="a.csv")
    assert said(t) == [("2", "What changed", "yes")]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"id,A?,B?\n1,x\n2,y,z,more words\n", 3),
        (b"What changed?\nLots\nNone, really\n", 3),
        (b"Survey\nTeaching,Leadership\ngood,bad\n", 2),
    ],
)
def test_cells_beyond_the_questions_are_refused(data: bytes, line: int) -> None:
    with pytest.raises(ReadError, match=f"a.csv, line {line}: .* more cells"):
        read(data, name="a.csv")


def test_columns_without_a_question_and_rows_without_a_name_are_said() -> None:
    t = read(b"ID,What?,\n1,lots,left over\n,few,\n", name="a.csv")
    assert ("1", "Column C", "left over") in said(t)
    joined = " ".join(t.warnings)
    assert "column C" in joined and "numbered (1)" in joined
