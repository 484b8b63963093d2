from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadError
from qualcode.transcripts import FORMATS, guess_kind, read, speaker_kind

EXAMPLES = Path(__file__).parents[2] / "transcripts_example"


def test_paths_names_and_formats(tmp_path: Path) -> None:
    path = tmp_path / "Head 1.TXT"
    path.write_bytes(b"Ann: hi\n\nBen: yes\n")
    t = read(path)
    assert (t.name, t.format, t.original) == ("Head 1", "txt", path.read_bytes())
    assert read(path, name="Other").name == "Other"
    assert read(path, format="md").format == "md"


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text(" \n\n \t")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "a.xyz").write_bytes(b"words")
    for name in (
        "empty.txt",
        "blank.txt",
        "a.pdf",
        "a.doc",
        "a.xyz",
        "missing.txt",
        "",
        "bad\x00name.txt",
    ):
        with pytest.raises(ReadError) as caught:
            read(tmp_path / name)
        assert caught.value.hint and caught.value.message.endswith(".")
        assert "\x00" not in str(caught.value)
    with pytest.raises(ReadError):
        read(b"words", name="a.txt", format="wav")


@given(st.binary(max_size=200), st.sampled_from(sorted(FORMATS)), st.booleans())
def test_any_bytes_are_a_transcript_or_an_error(data: bytes, kind: str, zipped: bool) -> None:
    try:
        t = read(b"PK\x03\x04" * zipped + data, name=f"a.{kind}")
    except ReadError as error:
        assert error.hint
    else:
        assert t.turns and t.turns[-1].end <= len(t.text)


def test_a_focus_group_and_who_is_not_a_participant() -> None:
    t = read(
        b"Ruth (moderator): So?\n\nAisha: I.\n\nTom: Me.\n\nSeveral: Yes!\n\nReece: No.\n\n"
        b"Unidentified female: Oh.\n\nRuth (moderator): And?\n",
        name="a.txt",
    )
    kinds = {label: speaker_kind(label, t) for label in t.speakers}
    assert kinds == {
        "Ruth (moderator)": "interviewer",
        "Aisha": "participant",
        "Tom": "participant",
        "Several": "nobody",
        "Reece": "participant",
        "Unidentified female": "nobody",
    }
    assert guess_kind(t) == "focus group"


def test_who_asks_is_guessed_from_the_questions() -> None:
    talk = b"Ruth: How was it?\n\nAnn: Hard, and long, and good in the end.\n\n" * 3
    t = read(talk, name="a.txt")
    assert t.interviewers == {"Ruth"} and guess_kind(t) == "interview"
    assert (
        read(b"Ann: No. Not at all.\n\nBen: Yes.\n\n" * 3, name="a.txt").interviewers == frozenset()
    )


def test_numbered_speakers_are_people() -> None:
    t = read(b"Speaker 1: Hello.\n\nSpeaker 2: Hello.\n\nSpeaker 1: So.\n", name="a.txt")
    assert speaker_kind("Speaker 1", t) == "participant"


EXPECTED = {
    "head-special-school.txt": ("interview", {"Margaret Osei"}),
    "head-sports-college.docx": ("interview", {"David Brannigan"}),
    "head-deaf-grammar.srt": ("interview", {"Helen Prydderch"}),
    "principal-fe-college.vtt": ("interview", {"Anita Deshmukh"}),
    "senior-leader-arts.md": ("interview", {"Colin Farrar"}),
    "focus-group-teachers.txt": (
        "focus group",
        {"Joanne Pike", "Sunil", "Teresa", "Mark Eddowes", "Philippa"},
    ),
    "focus-group-students.docx": (
        "focus group",
        {"Kayleigh", "Jordan", "Aisha", "Leanne", "Reece"},
    ),
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_example_transcripts(name: str) -> None:
    kind, people = EXPECTED[name]
    t = read(EXAMPLES / name)
    heard = {label for label in t.speakers if speaker_kind(label, t) == "participant"}
    assert people <= heard
    assert len(t.interviewers) == 1
    assert guess_kind(t) == kind
    assert all(turn.speaker for turn in t.turns)


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    code = (
        "import sys; from qualcode.transcripts import read; read(b'Ann: hi', name='a.txt');"
        "print([m for m "
        "in ('docx','openpyxl','charset_normalizer','rapidfuzz','numpy') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
