"""Survey tables: three layouts, any spreadsheet's way with numbers, and what is refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qualcode.errors import ReadError
from qualcode.study import Study
from qualcode.study.survey import SurveyReport

LONG = "name,wave,factor,value\nAna,pre,School,50\nAna,post,School,62.5\nBo,pre,School,\n"
WAVES = "name,wave,School\nAna,pre,50\nAna,post,62.5\nBo,pre,\n"
WIDE = "name,School pre,school POST,year group\nAna,50,62.5,11\nBo,,,10\n"


@pytest.fixture
def group(study: Study) -> Study:
    for name in ("Ana", "Bo"):
        study.participants.add(name)
    return study


def read(study: Study, path: Path, table: str | bytes) -> SurveyReport:
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    return study.survey.import_file(path)


def scores(study: Study) -> set[tuple[str, str, str, float | None]]:
    names = {p.id: p.name for p in study.participants.list()}
    return {(names[s.participant_id], s.wave, s.factor, s.value) for s in study.survey.scores()}


ANA = {("Ana", "pre", "School", 50.0), ("Ana", "post", "School", 62.5)}


@pytest.mark.parametrize("table", [LONG, WAVES, WIDE], ids=["long", "waves", "wide"])
def test_the_layouts_say_the_same(group: Study, tmp_path: Path, table: str) -> None:
    report = read(group, tmp_path / "s.csv", table)
    kept = {score for score in scores(group) if score[3] is not None}
    assert kept == ANA
    assert (report.respondents, report.scores, report.pre_only) == (2, 2, 0)
    assert report.missing == (2 if table == WIDE else 1)
    assert report.factors == ("School",)


def test_a_factor_keeps_the_name_it_was_first_written_with(group: Study, tmp_path: Path) -> None:
    read(group, tmp_path / "a.csv", "name,wave,=SUM(1),Sense of BELONGING\nAna,pre,1,2\n")
    read(group, tmp_path / "b.csv", "name,wave,sense of belonging\nAna,pre,3\nAna,post,4\n")
    assert scores(group) == {
        ("Ana", "pre", "=SUM(1)", 1.0),
        ("Ana", "pre", "Sense of BELONGING", 3.0),
        ("Ana", "post", "Sense of BELONGING", 4.0),
    }
    with pytest.raises(ReadError, match="repeats a score"):
        read(group, tmp_path / "c.csv", "name,wave,factor,value\nAna,pre,A,1\nAna,pre,a,2\n")


@pytest.mark.parametrize(
    ("column", "factor", "wave"),
    [
        ("Attendance Pre", "Attendance", "pre"),
        ("attendance_post", "attendance", "post"),
        ("Self-regard (post)", "Self-regard", "post"),
        ("pre: self-regard", "self-regard", "pre"),
        ("post-attendance", "attendance", "post"),
        ("compost", None, None),
        ("prefix", None, None),
    ],
)
def test_columns_that_name_a_wave(
    group: Study, tmp_path: Path, column: str, factor: str | None, wave: str | None
) -> None:
    read(group, tmp_path / "s.csv", f"name,school pre,{column}\nAna,1,2\n")
    expected = {("Ana", "pre", "school", 1.0)}
    assert scores(group) == expected | ({("Ana", wave, factor, 2.0)} if factor else set())


def test_numbers_as_people_write_them(group: Study, tmp_path: Path) -> None:
    table = 'name;wave;a;b;c;d;e;f\nAna;pre;62,5;62.5 %;0;100;n/a;"."\n'.encode("cp1252")
    report = read(group, tmp_path / "s.csv", table)
    assert sorted(s[2:] for s in scores(group) if s[3] is not None) == [
        ("a", 62.5),
        ("b", 62.5),
        ("c", 0.0),
        ("d", 100.0),
    ]
    assert report.missing == 2


def test_a_workbook(group: Study, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["name", "wave", "School"], ["Ana", "pre", 50], ["Ana", "post", 62.5]):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    group.survey.import_file(tmp_path / "s.xlsx")
    assert scores(group) == ANA


def test_reading_again_replaces_and_is_undone_as_one(group: Study, tmp_path: Path) -> None:
    read(group, tmp_path / "s.csv", LONG)
    before, version = scores(group), group.version()
    read(group, tmp_path / "s.csv", WAVES)
    assert (scores(group), group.version()) == (before, version)
    read(group, tmp_path / "s.csv", "name,wave,school\nana,PRE,55\nAna,post,\n")
    assert ("Ana", "pre", "School", 55.0) in scores(group)
    assert ("Ana", "post", "School", None) in scores(group)
    group.history.undo()
    assert scores(group) == before
    group.history.undo()
    assert scores(group) == set()


def test_names_nobody_has_are_counted_and_left_out(group: Study, tmp_path: Path) -> None:
    report = read(group, tmp_path / "s.csv", LONG + "Zed,pre,School,50\nYan,pre,School,50\n")
    assert (report.unknown, report.respondents) == (2, 2)
    assert {s[0] for s in scores(group)} == {"Ana", "Bo"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("name,wave,a\nAna,pre,101\n", "Line 2 .* percentage"),
        ("name,wave,a\n\nAna,pre,-1\n", "Line 3 .* percentage"),
        ("name,wave,a\nAna,pre,many\n", "percentage"),
        ("name,wave,a\nAna,pre,inf\n", "percentage"),
        ("name,wave,a\nAna,pre,1_0\n", "percentage"),
        ('name,wave,a\nAna,pre,"1,234.5"\n', "percentage"),
        ("name,wave,a\nAna,later,5\n", "neither 'pre' nor 'post'"),
        ("name,wave,a\nAna,pre,5\nANA,pre,6\n", "Line 3 .* repeats"),
        ("name,wave,factor,value\nAna,pre,,5\n", "which factor"),
        ("name,wave,a\n,pre,5\n", "no name"),
        ("who,wave,a\nAna,pre,5\n", "no column 'name'"),
        ("name,age\nAna,15\n", "no scores"),
        ("name,wave,a\nZed,pre,5\n", "Nobody"),
        ("name,wave,a\nAna,pre,5,9\n", "more cells"),
    ],
)
def test_bad_tables_change_nothing(group: Study, tmp_path: Path, table: str, said: str) -> None:
    version = group.version()
    with pytest.raises(ReadError, match=said) as error:
        read(group, tmp_path / "s.csv", table)
    assert error.value.hint
    assert "Ana" not in str(error.value)
    assert (group.version(), scores(group)) == (version, set())
