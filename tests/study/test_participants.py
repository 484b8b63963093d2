"""Participants: tables of any make, and whose voice a label is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import make_transcript

from qualcode.errors import NotFound, ReadError, Refused, UsageError
from qualcode.study import Study
from qualcode.study.matching import match_label
from qualcode.study.types import ParticipantInfo

TABLE = "name,role,heard_as\nAnna Reed,Head teacher,Mrs R\nBen Ash,Student,\n"


def people(*names: str, **heard: str) -> list[ParticipantInfo]:
    return [
        ParticipantInfo(n, str(n), name, {"heard_as": heard[name]} if name in heard else {})
        for n, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("label", "names", "who"),
    [
        ("Mark", ["Mark Eddowes", "Teresa Lund"], 0),
        ("mark EDDOWES", ["Mark Eddowes"], 0),
        ("Eddowes", ["Mark Eddowes"], 0),
        ("Mr Eddowes", ["Mark Eddowes"], 0),
        ("Mr. Eddowes (drama)", ["Mark Eddowes"], 0),
        ("Osei, Margaret", ["Margaret Osei"], 0),
        ("Osei, Mrs Margaret", ["Margaret Osei"], 0),
        ("Margaret Osei", ["Osei, Margaret"], 0),
        ("Dr Margaret Osei", ["Margaret Osei"], 0),
        ("Mark", ["Mark Eddowes", "Mark Lund"], None),
        ("Mark Lund", ["Mark Eddowes", "Mark Lund"], 1),
        ("Mark", ["Mark", "Mark Lund"], 0),
        ("James", ["James Hill", "Ann James"], None),
        ("Mr James", ["James Hill", "Ann James"], 1),
        ("Mr James", ["James Hill"], None),
        ("Marc", ["Mark Eddowes"], None),
        ("Mark E", ["Mark Eddowes"], None),
        ("", ["Mark Eddowes"], None),
        ("(laughs)", ["Mark Eddowes"], None),
        ("Mrs", ["Mark Eddowes"], None),
        ("Zoe\u0308", ["Zo\u00eb Hart"], 0),
        ("Kayleigh", [], None),
    ],
)
def test_whose_voice_a_label_is(label: str, names: list[str], who: int | None) -> None:
    assert match_label(label, people(*names)) == who


def test_listed_labels_come_before_first_names() -> None:
    both = people("Tom Hart", "Ann Lee", **{"Ann Lee": "tom; the twin"})
    assert match_label("Tom", both) == 1
    assert match_label("THE TWIN", both) == 1
    assert match_label("Tom", people("A", "B", A="Tom", B="Tom")) is None


def read(study: Study, path: Path, data: bytes | str) -> object:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return study.participants.import_file(path)


ANNA = {"role": "Head teacher", "heard_as": "Mrs R"}


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.replace(",", ";").encode("cp1252"),
        TABLE.replace(",", "\t").encode("utf-16"),
        TABLE.replace("\n", "\r\n").encode(),
        b"\n\n" + TABLE.replace("name", " NAME ", 1).encode() + b"\n,,\n",
    ],
)
def test_tables_of_any_make(study: Study, tmp_path: Path, data: bytes) -> None:
    report = read(study, tmp_path / "p.csv", data)
    assert [(p.name, p.attributes) for p in study.participants.list()] == [
        ("Anna Reed", ANNA),
        ("Ben Ash", {"role": "Student"}),
    ]
    assert report.added == 2  # type: ignore[attr-defined]
    assert report.matched == (("talk", "Anna Reed"), ("talk", "Ben"))  # type: ignore[attr-defined]


def test_windows_letters(study: Study, tmp_path: Path) -> None:
    read(study, tmp_path / "p.csv", "name;town\nZoë O’Hara;Köln\n".encode("cp1252"))
    assert study.participants.list()[0].name == "Zoë O’Hara"


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_workbooks(study: Study, tmp_path: Path) -> None:
    rows = [[None], ["Name", "year_group", "role"], ["Anna Reed", 11.0, None], [], ["Ben", 9, "x"]]
    study.participants.import_file(workbook(tmp_path / "p.xlsx", rows))
    assert [(p.name, p.attributes) for p in study.participants.list()] == [
        ("Anna Reed", {"year_group": "11"}),
        ("Ben", {"year_group": "9", "role": "x"}),
    ]


def test_reading_again_changes_only_what_differs(study: Study, tmp_path: Path) -> None:
    read(study, tmp_path / "p.csv", TABLE)
    version = study.version()
    again = read(study, tmp_path / "p.csv", TABLE)
    assert (again.added, again.changed) == (0, 0)  # type: ignore[attr-defined]
    assert study.version() == version
    third = read(study, tmp_path / "p.csv", "name,role\nANNA REED,\nCara Voss,Student\n")
    assert (third.added, third.changed, third.unheard) == (1, 1, ("Cara Voss",))  # type: ignore[attr-defined]
    assert study.participants.list()[0].attributes == {"heard_as": "Mrs R"}
    study.history.undo()
    assert [p.attributes for p in study.participants.list()] == [ANNA, {"role": "Student"}]


def test_what_was_corrected_by_hand_stays(study: Study, tmp_path: Path) -> None:
    ben = next(s for s in study.documents.speakers(1) if s.label == "Ben")
    study.documents.set_speaker(ben.id, kind="nobody")
    read(study, tmp_path / "p.csv", TABLE)
    assert next(s for s in study.documents.speakers(1) if s.label == "Ben").kind == "nobody"


def test_documents_that_come_later_are_matched_too(study: Study, tmp_path: Path) -> None:
    read(study, tmp_path / "p.csv", TABLE)
    report = study.documents.add(make_transcript("b", (("Mrs R", "Hello."), ("X", "No."))))
    assert [s.participant_id for s in report.speakers] == [study.participants.list()[0].id, None]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("p.csv", b"", "empty"),
        ("p.csv", b"name,role\n", "no rows"),
        ("p.csv", b"who,role\nAnna,x\n", "no column 'name'"),
        ("p.csv", b"name,role,role\nAnna,x,y\n", "same name"),
        ("p.csv", b"name,,role\nAnna,x,y\n", "not all named"),
        ("p.csv", b"name,role\n\nAnna,x\n\n,y\n", "Line 5 "),
        ("p.csv", b'name,role\n"An\nna",x\nBen,y\nben,z\n', "Line 5 .* second time"),
        ("p.csv", b"name,role\nAnna,x,y\n", "Line 2 .* more cells"),
        ("p.csv", bytes(range(256)) * 4, "not a text file"),
        ("p.csv", b"PK\x03\x04 nothing", "broken"),
        ("p.xlsx", b"name,role\nAnna,x\n", "broken"),
    ],
)
def test_bad_tables_change_nothing(
    study: Study, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    version = study.version()
    with pytest.raises(ReadError, match=said) as error:
        read(study, tmp_path / name, data)
    assert error.value.hint
    assert "Anna" not in str(error.value)
    assert (study.version(), study.participants.list()) == (version, [])


def test_missing_tables_and_folders(study: Study, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path, tmp_path / "a\x00.csv"):
        with pytest.raises(ReadError):
            study.participants.import_file(path)


def test_a_workbook_that_swells_is_not_opened(study: Study, tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", [["name"], ["Anna"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * 60_000_000)
    with pytest.raises(ReadError, match="unpacks"):
        study.participants.import_file(path)


def test_a_workbook_with_entities_is_not_opened(study: Study, tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", [["name"], ["Anna"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    with pytest.raises(ReadError, match="broken"):
        study.participants.import_file(path)


def test_one_by_one(study: Study) -> None:
    anna = study.participants.add("  Anna\n Reed ", {"Role ": " Head\t", "x": ""})
    assert (anna.name, anna.attributes, anna.role) == ("Anna Reed", {"role": "Head"}, "Head")
    with pytest.raises(Refused):
        study.participants.add("ANNA REED")
    with pytest.raises(UsageError):
        study.participants.add(" \x00")
    with pytest.raises(UsageError):
        study.participants.set_attributes(anna.id, {" ": "x"})
    with pytest.raises(NotFound):
        study.participants.set_attributes(99, {})
    study.participants.set_attributes(anna.id, {"role": "", "town": "Köln"})
    assert study.participants.get(anna.id).attributes == {"town": "Köln"}
    study.history.undo()
    assert study.participants.get(anna.id).attributes == {"role": "Head"}
    assert study.participants.attributes() == ["role"]
