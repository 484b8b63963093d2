from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts import Transcript, read
from qualcode.transcripts.numbers import strip_line_numbers


def txt(text: str | bytes, name: str = "talk.txt") -> Transcript:
    return read(text.encode() if isinstance(text, str) else text, name=name)


def said(t: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, t.text[turn.start : turn.end]) for turn in t.turns]


def test_turns_leave_out_labels_and_keep_their_paragraphs() -> None:
    t = txt("Interviewer: How was it?\n\nMargaret: Hard.\n\nBut good.\n\nInterviewer: And now?\n")
    assert said(t) == [
        ("Interviewer", "How was it?"),
        ("Margaret", "Hard.\n\nBut good."),
        ("Interviewer", "And now?"),
    ]
    assert t.interviewers == {"Interviewer"}


def test_the_text_is_the_file_with_its_line_ends_made_one() -> None:
    raw = "\ufeffAnna: a\u00a0b  \r\n\r\nBen:\tc\r\rAnna: d\n"
    t = txt(raw)
    assert t.text == "Anna: a\u00a0b  \n\nBen:\tc\n\nAnna: d\n"
    assert t.original == raw.encode()
    assert t.encoding == "utf-8-sig"


@pytest.mark.parametrize(
    "label",
    ["O'Neil-Smith", "Hughes, Sarah (Park House)", "Head 2 (PAC)", "Dr. Ana Peña", "P1", "I",
     "Special school student", "Sarah Hughes (she/her)", "BT/2"],
)  # fmt: skip
def test_names_as_people_write_them(label: str) -> None:
    t = txt(f"{label}: Yes: exactly.\n\nInterviewer: Go on.\n\n{label}: That is all.\n")
    assert said(t)[0] == (label, "Yes: exactly.")
    assert t.speakers == (label, "Interviewer")


@pytest.mark.parametrize(
    "line",
    ["Note: this", "Q1: what", "The thing is: we", "Example: one", "http://a.org",
     "10:30 Meeting: x",
     "and then he said to me once more: no", "Because: well", "Aim: more"],
)  # fmt: skip
def test_what_only_looks_like_a_label(line: str) -> None:
    t = txt(f"Anna: So.\n{line}\n\nBen: Yes.\n{line}\n\nAnna: No.\n\nBen: Oh.\n")
    assert t.speakers == ("Anna", "Ben")
    assert said(t)[0] == ("Anna", f"So.\n{line}")


def test_a_label_heard_once_among_other_labels_is_a_speaker_but_not_alone() -> None:
    t = txt("Anna: a.\n\nBen: b.\n\nAnna: c.\n\nCara: d.\n\nBen: e.\n\nAnna: f.\n")
    assert t.speakers == ("Anna", "Ben", "Cara")
    assert t.unsure == ("Cara",) and any("'Cara'" in w for w in t.warnings)
    prose = (
        "We walked along the river for a while.\n\n"
        "Summary: it was a good day, and then\n\nLater. We left."
    )
    assert txt(prose).speakers == ()


def test_no_speakers_makes_each_paragraph_a_turn() -> None:
    t = txt("First thing\nwrapped here.\n\nSecond thing.\n")
    assert said(t) == [(None, "First thing\nwrapped here."), (None, "Second thing.")]
    assert said(txt("One whole line.\nAnd another one.\n")) == [
        (None, "One whole line."),
        (None, "And another one."),
    ]
    assert said(txt("hello")) == [(None, "hello")]


def test_what_stands_before_the_talk() -> None:
    t = txt(
        "Interview with a head\nDate: 12 March\nInterviewer: Ruth Calloway\n\n"
        "The room was cold and the head was late, so we began without any small talk at all.\n\n"
        "RC: How?\n\nMO: Well.\n\nRC: And?\n\nMO: So.\n"
    )
    assert t.details["title"] == "Interview with a head"
    assert t.details["date"] == "12 March"
    assert said(t)[0][0] is None and said(t)[0][1].startswith("The room was cold")
    assert t.speakers == ("RC", "MO")
    assert t.interviewers == {"RC"}


def test_wide_colons() -> None:
    t = txt("主持人：你好？\n\n张三：很好，谢谢你。\n\n主持人：好吗？\n\n张三：好。\n")
    assert said(t)[:2] == [("主持人", "你好？"), ("张三", "很好，谢谢你。")]
    assert t.interviewers == {"主持人"}


def test_otter() -> None:
    t = txt(
        "SUMMARY KEYWORDS\nschools, buses\n\nSarah Hughes  0:03  \nSo what changed?\n\n"
        "Unknown Speaker  1:02:10  \nNothing.\n\nTranscribed by https://otter.ai\n"
    )
    assert said(t) == [("Sarah Hughes", "So what changed?"), ("Unknown Speaker", "Nothing.")]
    assert [turn.start_ms for turn in t.turns] == [3000, 3730000]
    assert "otter.ai" in t.details["footer"]
    assert any("schools, buses" in value for value in t.details.values())


def test_rev_and_trint() -> None:
    t = txt(
        "Speaker 1 (00:03):\nSo [inaudible 00:14:02] what?\n\n"
        "Speaker 2 (00:14):\n[crosstalk 00:03:11] No.\n"
    )
    assert said(t) == [
        ("Speaker 1", "So [inaudible 00:14:02] what?"),
        ("Speaker 2", "[crosstalk 00:03:11] No."),
    ]
    t = txt("Speaker 1 [00:00:03] Text here.\n\nSpeaker 2 [00:00:09] More.\n")
    assert said(t) == [("Speaker 1", "Text here."), ("Speaker 2", "More.")]
    assert [turn.start_ms for turn in t.turns] == [3000, 9000]


def test_f4_stamps_close_a_turn() -> None:
    t = txt("I: Wie war das? #00:00:14-5#\n\nB1: Gut. #00:01:02-3#\n")
    assert said(t) == [("I", "Wie war das?"), ("B1", "Gut.")]
    assert [(u.start_ms, u.end_ms) for u in t.turns] == [(0, 14500), (14500, 62300)]


def test_stamps_before_names() -> None:
    t = txt("00:03:40.5Zack: Hello\n[00:03:44] Ann: Yes\n00:03:48Zack: So\n")
    assert said(t) == [("Zack", "Hello"), ("Ann", "Yes"), ("Zack", "So")]
    assert [u.start_ms for u in t.turns] == [220500, 224000, 228000]


def test_teams_pasted_as_text() -> None:
    t = txt("0:0:0.0 --> 0:0:1.890\nSarah Hughes\nHello.\n0:0:2.0 --> 0:0:3.5\nBen Hall\nHi.\n")
    assert said(t) == [("Sarah Hughes", "Hello."), ("Ben Hall", "Hi.")]
    assert (t.turns[0].start_ms, t.turns[0].end_ms) == (0, 1890)


def test_laughter_between_turns_is_nobodys_words() -> None:
    t = txt(
        "Anna: Nine. (laughs) I counted.\n\n(laughter)\n\nBen: She did.\n\nAnna: Yes.\n\nBen: So.\n"
    )
    assert said(t)[0] == ("Anna", "Nine. (laughs) I counted.")


def test_line_numbers_go_only_where_all_lines_have_them() -> None:
    numbered = "\n".join(f"{n % 5 + 1:02d}  T: line {n}" for n in range(20))
    text, removed = strip_line_numbers(numbered)
    assert removed == 20 and text.startswith("T: line 0\nT: line 1")
    some = "12 students said\n" * 10 + "and more\n" * 10
    assert strip_line_numbers(some) == (some, 0)
    kept, removed = strip_line_numbers(
        "\n".join(f"{n} a" for n in range(1, 12)) + "\n12 b\n7 boys\n"
    )
    assert removed == 12 and kept.endswith("b\n7 boys\n")


def test_markdown() -> None:
    t = txt(
        "---\ntitle: Arts college\n---\n\n# Interview\n\n**Interviewer:** So, how?\n\n"
        "**Colin Farrar**: *Well*, hard.\n\nMore.\n\n## Part two\n\nStill me.\n\n"
        "- __Interviewer:__ And?\n",
        name="a.md",
    )
    assert said(t) == [
        ("Interviewer", "So, how?"),
        ("Colin Farrar", "*Well*, hard.\n\nMore."),
        ("Colin Farrar", "Still me."),
        ("Interviewer", "And?"),
    ]
    assert t.details["title"].startswith("Arts college")
    assert "Part two" in t.details["headings"]


LINES = st.lists(
    st.sampled_from(
        ["Anna: hello.", "Ben: well", "(laughter)", "Date: today", "", "  ", "more talk",
         "# Head", "---",
         "Ben  0:03", "[00:00:04]", "I: so? #00:00:01-0#", "**Anna:** yes", "Anna:",
         "\x1b[31m", "A\u0301: x"]
    ),
    min_size=1, max_size=25,
).map("\n".join)  # fmt: skip


@given(
    LINES | st.text(st.characters(exclude_categories=("Cs",)), min_size=1),
    st.sampled_from(["a.txt", "a.md"]),
)
def test_spans_are_in_order_inside_the_text_and_begin_with_words(text: str, name: str) -> None:
    from qualcode.errors import ReadError

    try:
        t = txt(text, name=name)
    except ReadError:
        return
    end = 0
    for turn in t.turns:
        assert end <= turn.start < turn.end <= len(t.text)
        assert not t.text[turn.start].isspace() and not t.text[turn.end - 1].isspace()
        end = turn.end
