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
