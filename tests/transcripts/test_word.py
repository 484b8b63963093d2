from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qualcode.errors import ReadError
from qualcode.transcripts import Transcript, read


def word(build: Callable[[docx.document.Document], None]) -> Transcript:
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return read(out.getvalue(), name="a.docx")


def said(t: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, t.text[turn.start : turn.end]) for turn in t.turns]


def bold(document: docx.document.Document, label: str, words: str) -> None:
    para = document.add_paragraph()
    para.add_run(label).bold = True
    para.add_run(words)


def test_bold_labels_with_colon_or_tab() -> None:
    def build(d: docx.document.Document) -> None:
        d.add_heading("Interview with a head", 0)
        bold(d, "Interviewer:", "\tSo, how\u00ad was it?")
        bold(d, "David Brannigan", "\tHonest answer?")
        d.add_paragraph("It was hard.")
        bold(d, "Interviewer", ": And now?")

    t = word(build)
    assert said(t) == [
        ("Interviewer", "So, how was it?"),
        ("David Brannigan", "Honest answer?\n\nIt was hard."),
        ("Interviewer", "And now?"),
    ]
    assert t.text.startswith("Interviewer: So, how was it?\n\nDavid Brannigan: Honest")
    assert t.details["title"] == "Interview with a head"


def test_labels_in_paragraphs_of_their_own() -> None:
    def build(d: docx.document.Document) -> None:
        for name, words in [("Ann", "One."), ("Ben", "Two."), ("Ann", "Three."), ("Ben", "Four.")]:
            bold(d, name, "")
            d.add_paragraph(words)

    assert said(word(build)) == [
        ("Ann", "One."),
        ("Ben", "Two."),
        ("Ann", "Three."),
        ("Ben", "Four."),
    ]


def test_teams_new_and_old() -> None:
    def new(d: docx.document.Document) -> None:
        d.add_paragraph("Sarah Hughes started transcription")
        for name, time, words in [("Sarah Hughes", "0:03", "So?"), ("Ben Hall", "1:02:10", "No.")]:
            para = d.add_paragraph()
            para.add_run(name).bold = True
            para.add_run(f"   {time}")
            para.add_run().add_break()
            para.add_run(words)

    def old(d: docx.document.Document) -> None:
        for line in (
            "0:0:0.0 --> 0:0:1.890",
            "Sarah Hughes",
            "So?",
            "0:0:2.0 --> 0:0:3.0",
            "Ben Hall",
            "No.",
        ):
            d.add_paragraph(line)

    expected = [("Sarah Hughes", "So?"), ("Ben Hall", "No.")]
    t = word(new)
    assert said(t) == expected
    assert [u.start_ms for u in t.turns] == [3000, 3730000]
    assert "started transcription" in t.details["system"]
    t = word(old)
    assert said(t) == expected
    assert t.turns[0].end_ms == 1890


def test_a_table_of_time_speaker_and_words() -> None:
    def build(d: docx.document.Document) -> None:
        rows = [
            ("Time", "Speaker", "Text"),
            ("0:03", "Ann", "One."),
            ("0:09", "Ben", "Two."),
            ("0:12", "", "More."),
        ]
        table = d.add_table(len(rows), 3)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        d.add_paragraph("Interviewer: After the table.")

    t = word(build)
    assert said(t)[:2] == [("Ann", "One."), ("Ben", "Two.")]
    assert t.turns[0].start_ms == 3000
    assert said(t)[-1] == ("Interviewer", "After the table.")
    assert "More." in t.text


def test_tracked_insertions_stay_and_deletions_go() -> None:
    def build(d: docx.document.Document) -> None:
        para = d.add_paragraph("Ann: We ")
        ns = nsdecls("w")
        para._p.append(parse_xml(f"<w:ins {ns} w:id='1'><w:r><w:t>really </w:t></w:r></w:ins>"))
        para._p.append(
            parse_xml(f"<w:del {ns} w:id='2'><w:r><w:delText>never </w:delText></w:r></w:del>")
        )
        para.add_run("did.")
        d.add_paragraph("Ben: Yes.")
        d.add_paragraph("Ann: So.")

    t = word(build)
    assert said(t)[0] == ("Ann", "We really did.")
    assert any("tracked changes" in w for w in t.warnings)


def test_comments_are_counted_and_kept_beside() -> None:
    def build(d: docx.document.Document) -> None:
        para = d.add_paragraph("Ann: One.")
        d.add_paragraph("Ben: Two.")
        d.add_comment(para.runs, text="check this", author="RC")

    t = word(build)
    assert "check this" not in t.text
    assert t.details["comments"] == "check this"
    assert any("comments (1)" in w for w in t.warnings)


def repacked(change: dict[str, bytes]) -> bytes:
    out, plain = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return out.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
    b"<w:r><w:t>Ann: &b;</w:t></w:r></w:p></w:body></w:document>"
)


DEEP = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    + b"<w:sdt>" * 20_000
    + b"</w:sdt>" * 20_000
    + b"</w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 not a zip", "broken"),
        (b"plain words", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (repacked({"word/document.xml": b"<w:document"}), "broken"),
        (repacked({"word/document.xml": ENTITIES}), "broken"),
        (repacked({"word/media/a.xml": b" " * 20_000_000}), "far more"),
        (repacked({"../evil.xml": b"x"}), "far more"),
        (repacked({})[:2000], "broken"),
        (repacked({"word/document.xml": DEEP}), "nested"),
        (repacked({}), "no words"),
    ],
)
def test_bad_word_files_are_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="a.docx")
    assert words in caught.value.message and caught.value.hint


NUMBERED = ["Interviewer: What?", "Anna: Yes.", "and more.", "Interviewer: Why?", "Anna: So."]


@pytest.mark.parametrize("mark", ["{} ", "{}. ", "{:02d}\t"])
@pytest.mark.parametrize("set_bold", [False, True])
def test_numbers_before_lines_are_nobodys(mark: str, set_bold: bool) -> None:
    def build(d: docx.document.Document) -> None:
        for n, line in enumerate(NUMBERED * 2, start=1):
            label, colon, rest = line.partition(":")
            if set_bold and colon:
                bold(d, mark.format(n) + label, colon + rest)
            else:
                d.add_paragraph(mark.format(n) + line)

    t = word(build)
    assert t.speakers == ("Interviewer", "Anna")
    assert said(t)[1] == ("Anna", "Yes.\n\nand more.")
    assert len(t.turns) == 8 and "line numbers" in t.details


def test_numbered_lines_within_one_paragraph() -> None:
    def build(d: docx.document.Document) -> None:
        para = d.add_paragraph()
        for n, line in enumerate(NUMBERED, start=1):
            para.add_run(f"{n} {line}").add_break()

    assert said(word(build))[1] == ("Anna", "Yes.\nand more.")
