"""An invalid codebook gets an error that names file, line and field and says what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.codebook import Codebook, read, ready_codebooks
from qualcode.errors import CodebookError
from qualcode.files import data_dir

BOMB = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    + [
        f"{c}: &{c} [{', '.join([f'*{b}'] * 10)}]"
        for b, c in zip("abcdefg", "bcdefgh", strict=True)
    ]
)

YAML = {
    "unknown key": ("name: x\ncodes:\n- name: a\n  colur: red\n", 4, "colur", "colour"),
    "unknown top key": ("name: x\ncode:\n- name: a\n", 2, "code", "codes"),
    "american": ("name: x\ncodes:\n- name: a\n  color: '#123456'\n", 4, "color", "colour"),
    "no name of the codebook": ("codes:\n- name: a\n", 1, "name", "name: …"),
    "no name of a code": ("name: x\ncodes:\n- name: a\n- short: b\n", 4, "codes[2]", "name: …"),
    "empty name": ("name: x\ncodes:\n- name:\n", 3, "codes[1].name", "name: …"),
    "double name": ("name: x\ncodes:\n- name: a\n- name: A\n", 4, "codes[2].name", "different"),
    "bad colour": ("name: x\ncodes:\n- name: a\n  colour: red\n", 4, "colour", "six digits"),
    "colour is a comment": (
        "name: x\ncodes:\n- name: a\n  colour: #12ab56\n",
        4,
        "colour",
        "quotes",
    ),
    "no such question": (
        "name: x\nquestions:\n- {key: lead, text: q}\ncodes:\n- name: a\n  question: leed\n",
        6,
        "question",
        "'lead'",
    ),
    "question without text": ("name: x\nquestions:\n- key: a\n", 3, "questions[1]", "text: …"),
    "loop": ("name: x\ncodes: &all\n- name: a\n  codes: *all\n", 4, "loop", "itself"),
    "bomb": (BOMB, 6, "endlessly", "Write the codes out"),
    "codes no list": ("name: x\ncodes:\n  a: b\n", 2, "codes", "- "),
    "code is a text": ("name: x\ncodes:\n- a\n", 3, "codes[1]", "- name: a"),
    "name is a list": ("name: [x]\n", 1, "name", ""),
    "codable": ("name: x\ncodes:\n- name: a\n  codable: perhaps\n", 4, "codable", "true or false"),
    "guid": ("name: x\ncodes:\n- name: a\n  guid: 17\n", 4, "guid", "Leave"),
    "field twice": ("name: x\ncodes:\n- name: a\n  short: b\n  short: c\n", 5, "short", "one"),
    "tab": ("name: x\n\tcodes: a\n", 2, "tab", "blanks"),
    "colon": ("name: x\ndescription: a: b\n", 2, "': '", "quotes"),
    "open quote": ("name: x\ndescription: 'a\n", 2, "YAML", "quotes"),
    "python object": ("name: !!python/object/apply:os.getcwd []\n", 1, "!", "Delete"),
    "deep": ("name: x\ncodes: " + "[" * 3000, None, "deep", ""),
    "control character": ("name: x\ndescription: a\x07b\n", 2, "character", "plain text"),
    "a text": ("hello\n", 1, "not a text", "name: …"),
    "language": ("name: x\nlanguage: English!\n", 2, "language", "en"),
}


@pytest.mark.parametrize("case", YAML, ids=str)
def test_invalid_yaml(case: str, tmp_path: Path) -> None:
    text, line, said, hint = YAML[case]
    file = tmp_path / "book.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        read(file)
    message = caught.value.message
    assert message.startswith("book.yaml")
    if line is not None:
        assert f"line {line}" in message
    assert said in message
    assert (hint in caught.value.hint and caught.value.hint) or not hint
    assert "\n" not in message


CSV = {
    "loop": ("name,parent\na,b\nb,c\nc,a\n", "loop: a → b → c → a", "line 2"),
    "own parent": ("name,parent\nx,\na,a\n", "loop: a → a", "line 3"),
    "no parent": ("name,parent\nAlpha,\nb,Alpa\n", "no code 'Alpa'", "line 3"),
    "two parents": ("name,parent\nx,\ny,\na,x\na,y\nb,a\n", "several", "line 6"),
    "no column": ("definition\nfoo\n", "'path'", "line 1"),
    "unknown column": ("path,colur\na,b\n", "'colur'", "line 1"),
    "column twice": ("path,path\na,b\n", "two columns", "line 1"),
    "path and name": ("path,name\na,b\n", "'path'", "line 1"),
    "no name": ("path,short\n,b\n", "no name", "line 2"),
    "empty step": ("path\na / / b\n", "no name", "line 2"),
    "twice": ("path,short\na,x\n\na,y\n", "already", "line 4"),
    "colour": ('path,short,colour\na,"x\ny",\nb,,red\n', "colour", "line 4"),
    "too many cells": ("path,short\na,b,c\n", "more cells", "line 2"),
    "open quote": ('path,short\na,"b\nc,d\n', "quotes", "line 2"),
    "deep": ("path\n" + "/".join("abcdefghij" * 6) + "\n", "more than", "line 2"),
    "binary": ("path\0\n", "no text file", ""),
}


@pytest.mark.parametrize("case", CSV, ids=str)
def test_invalid_csv(case: str, tmp_path: Path) -> None:
    text, said, line = CSV[case]
    file = tmp_path / "book.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        read(file)
    assert caught.value.message.startswith("book.csv")
    assert said in caught.value.message
    assert line in caught.value.message
    assert caught.value.hint


def test_a_long_chain_of_parents_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "book.csv"
    rows = [f"c{n},c{n - 1}" if n else "c0," for n in range(3000)]
    file.write_text("name,parent\n" + "\n".join(rows))
    with pytest.raises(CodebookError, match="above this one"):
        read(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_write_csv_in_many_ways(encoding: str, delimiter: str, tmp_path: Path) -> None:
    file = tmp_path / "taguette.csv"
    rows = ["tag;description", "Müdigkeit;Was hält, hält", "Ausländer / In;"]
    text = "\r\n".join(rows).replace(";", delimiter)
    if delimiter == ",":
        text = text.replace("Was hält, hält", '"Was hält, hält"')
    file.write_bytes(text.encode(encoding))
    codebook = read(file)
    assert [code.name for code in codebook.codes] == ["Müdigkeit", "Ausländer / In"]
    assert codebook.codes[0].definition == "Was hält, hält"


def test_csv_makes_the_themes_that_only_paths_name(tmp_path: Path) -> None:
    file = tmp_path / "book.csv"
    file.write_text("path,short\nA / B,one\nA,two\nC/D,\nE\\/F,\n")
    codebook = read(file)
    assert [path for path, _ in codebook.walk()] == [
        ("A",),
        ("A", "B"),
        ("C",),
        ("C", "D"),
        ("E/F",),
    ]
    assert codebook.codes[0].short == "two"


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    from qualcode.codebook import Code, write

    file = tmp_path / "book.csv"
    write(Codebook("x", codes=(Code("=cmd()", definition="@a\tb", short="-1"),)), file)
    cells = file.read_text(encoding="utf-8-sig").splitlines()[1].split(",")
    assert not [cell for cell in cells if cell.lstrip('"')[:1] in ("=", "+", "-", "@")]
    assert read(file).codes[0].name == "=cmd()"


XML = (
    '<?xml version="1.0"?>{}<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{}</Codes></CodeBook>'
)


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "book.qdc"
    entity = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    for doctype in ("<!DOCTYPE CodeBook>", entity):
        file.write_text(XML.format(doctype, "<Code name='a'><Description>b</Description></Code>"))
        with pytest.raises(CodebookError, match=r"book\.qdc declares a document type"):
            read(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<CodeBook>\n<Codes>", "line 2"),
        ("hello", "line 1"),
        ("<Project xmlns='urn:QDA-XML:project:1.0'/>", "'Project'"),
        (XML.format("", "<Code name='a'>" * 900 + "</Code>" * 900), "deep"),
        ("<?xml version='1.0' encoding='martian'?><CodeBook/>", "book.qdc"),
        ("<CodeBook/>", "no codes"),
    ],
)
def test_invalid_qdc(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "book.qdc"
    file.write_text(text)
    with pytest.raises(CodebookError) as caught:
        read(file)
    assert said in caught.value.message and caught.value.hint


def test_qdc_of_other_programs_is_put_right(tmp_path: Path) -> None:
    guid = "5215CC69-b628-4e02-afb9-9beeaee55808"
    file = tmp_path / "book.qdc"
    file.write_text(
        XML.format(
            "",
            f"<Code guid='{{{guid}}}' name='A' isCodable='0' color='rgba(1, 2, 255, 0.5)'>"
            "<Description>In short: not ours</Description>"
            f"<Code guid='{guid}' name='B' color='red'/></Code>"
            "<Code name='a' color='#fff'/><Code/>",
        )
    )
    codebook = read(file)
    assert [code.name for code in codebook.codes] == ["A", "a (2)", "Code without a name"]
    first = codebook.codes[0]
    assert (first.guid, first.codable, first.colour) == (guid.lower(), False, "#0102ff")
    assert first.definition == "In short: not ours"
    assert (first.children[0].guid, first.children[0].colour) == (None, None)
    assert codebook.codes[1].colour == "#ffffff"
    told = dict(warning.rstrip(").").rsplit(" (", 1) for warning in codebook.warnings)
    assert told == {
        "Codes without a name were called 'Code without a name'": "1",
        "Codes that have the name of another beside them got a number": "1",
        "GUIDs that are none, or another code's, were replaced": "1",
        "Colours that are none were left out": "1",
    }
    assert codebook == replace(codebook, warnings=())


def test_a_question_without_a_text_is_said(tmp_path: Path) -> None:
    file = tmp_path / "book.csv"
    file.write_text("path,question,question_text\na,zz,\nb,yy,What?\n")
    (warning,) = read(file).warnings
    assert "'question_text'" in warning and "zz" in warning and "yy" not in warning


def test_errors_in_a_table_name_its_columns_and_speak_of_cells(tmp_path: Path) -> None:
    file = tmp_path / "book.csv"
    for text, message in {
        "path,colour\na / b,red\n": "book.csv, line 2, colour: is no colour.",
        "path,guid\na,\nb,zz\n": "book.csv, line 3, guid: is no GUID (8-4-4-4-12 hex digits).",
        "path\na\na\n": "book.csv, line 3, name: there is a code 'a' at this level already.",
    }.items():
        file.write_text(text)
        with pytest.raises(CodebookError) as caught:
            read(file)
        assert caught.value.message == message
        assert ":" not in caught.value.hint.removeprefix("Leave the field out:")


SAMPLES = Path(__file__).parents[2] / ".." / "shared" / "refi"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of other programs are not here")
def test_qdc_samples() -> None:
    annex = read(SAMPLES / "samples" / "codebook-annex-A1.qdc")
    assert [code.name for code in annex.codes][:3] == ["Topics", "Economy", "Health care"]
    assert [code.codable for code in annex.codes][:2] == [False, True]
    atlas = read(SAMPLES / "samples" / "atlasti-win-23.4.qdc")
    assert atlas.codes[0].definition == "description" and atlas.codes[0].colour == "#46AA00"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the schema is not here")
def test_qdc_is_valid_against_the_schema() -> None:
    etree = pytest.importorskip("lxml.etree")
    from qualcode.codebook.qdc import codebook_to_qdc

    schema = etree.XMLSchema(etree.parse(str(SAMPLES / "Codebook.xsd")))
    for name in ready_codebooks():
        schema.assertValid(etree.fromstring(codebook_to_qdc(read(name))))


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_bytes(b"\n \n")
    (tmp_path / "binary.yaml").write_bytes(b"name: x\n\xff\xfe\x00")
    (tmp_path / "folder.yaml").mkdir()
    for name, said in [
        ("missing.yaml", "no file"),
        ("empty.yaml", "empty"),
        ("binary.yaml", "line 2: this is not UTF-8"),
        ("folder.yaml", "folder"),
        ("book.doc", "not a codebook file"),
    ]:
        with pytest.raises(CodebookError, match=said):
            read(tmp_path / name)
    with pytest.raises(CodebookError, match="no ready codebook 'nonsense'"):
        read("nonsense")


def test_plain_data_is_checked_too() -> None:
    looped: dict[str, object] = {"name": "a"}
    looped["codes"] = [looped]
    for data, said in [
        ({"name": 5}, "should be a text"),
        ({"name": "x", "codes": [{"name": "a", "colour": "red"}]}, r"codes\[1\].colour"),
        ({"name": "x", "codes": [looped]}, "loop"),
        ({"name": "x", "codes": [{"name": "\x1b[31m"}]}, "cannot be seen"),
    ]:
        with pytest.raises(CodebookError, match=said):
            Codebook.from_dict(data)
    kept = Codebook.from_dict({"name": "x", "codes": [{"name": "25", "definition": "d"}]})
    assert kept.codes[0].definition == "d"


@pytest.mark.parametrize("name", ready_codebooks())
def test_ready_codebooks_load_and_are_complete(name: str) -> None:
    codebook = read(name)
    assert codebook == read(data_dir("codebooks") / f"{name}.yaml")
    assert codebook.questions and codebook.codes
    for path, code in codebook.walk():
        parts = (code.short, code.definition, code.inclusion, code.exclusion)
        assert all(parts) and code.examples and code.near_misses, path
