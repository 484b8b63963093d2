"""Who is a speaker: labels heard once, labels that only look like one, and what is doubtful."""

from __future__ import annotations

import io

import docx
import pytest

from qualcode.transcripts import Transcript, read


def said(t: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, t.text[turn.start : turn.end]) for turn in t.turns]


def txt(text: str, **wishes: object) -> Transcript:
    return read(text.encode(), name="talk.txt", **wishes)  # type: ignore[arg-type]


GROUP = (
    "Moderator: What changed?\nP1: The timetable.\nP2: The same.\nModerator: Anyone else?\n"
    "P3: I left my school.\nP1: I did not know.\nP4: Nor I.\nP2: The people.\n"
)
LONG = "\n\nAnd another paragraph of what I wanted to say.\n\nAnd a third one."


def test_single_spaced_turns_keep_those_who_speak_once() -> None:
    t = txt(GROUP)
    assert t.speakers == ("Moderator", "P1", "P2", "P3", "P4")
    assert said(t)[4] == ("P3", "I left my school.")
    assert not t.unsure and not t.doubtful
    named = txt(GROUP.replace("P3", "Carl").replace("P4", "Dina"))
    assert ("Carl", "I left my school.") in said(named)
    assert named.unsure == ("Carl", "Dina")
    assert any("'Carl' and 'Dina' were taken" in warning for warning in named.warnings)


def test_f4_single_spaced() -> None:
    t = txt(
        "I: Wie war das? #00:00:14-5#\nB1: Gut. #00:01:02-3#\n"
        "I: Und dann? #00:01:04-0#\nB2: Tja. (lacht)\nNeue Zeile. #00:01:30-9#\n"
    )
    assert said(t) == [
        ("I", "Wie war das?"),
        ("B1", "Gut."),
        ("I", "Und dann?"),
        ("B2", "Tja. (lacht)\nNeue Zeile."),
    ]
    assert [u.end_ms for u in t.turns] == [14500, 62300, 64000, 90900]


def test_jefferson_with_pauses_between() -> None:
    t = txt(
        "T:   so (0.4) what did you:: do?\n     (.)\nS1:  we [went the::re] =\n"
        "T:      [mm         ]\n     (1.2)\nS2:  no.\nS1:  =and \u00b0soft\u00b0\n"
    )
    assert ("S2", "no.") in said(t)


def test_one_word_paragraph_with_line_breaks() -> None:
    document, file = docx.Document(), io.BytesIO()
    para = document.add_paragraph()
    for line in ("Interviewer: What?", "Anna: Yes.", "Interviewer: Why?", "Beth: So."):
        para.add_run(line).add_break()
    document.save(file)
    t = read(file.getvalue(), name="a.docx")
    assert [name for name, _ in said(t)] == ["Interviewer", "Anna", "Interviewer", "Beth"]


def test_two_turns_where_one_says_so_itself() -> None:
    for gap in ("\n", "\n\n"):
        t = txt(f"Interviewer: How was it?{gap}Margaret Osei: It was hard.")
        assert t.speakers == ("Interviewer", "Margaret Osei")


SEVERAL_PARAGRAPHS = (
    f"Moderator: What changed?\n\nAnna: A lot.{LONG}\n\nBeth: For me too.{LONG}\n\n"
    f"Carl: I left my school.{LONG}\n\nModerator: And why?\n\nAnna: Because.{LONG}\n\nBeth: Yes.\n"
)


def test_a_label_heard_once_among_long_answers_is_named_and_can_be_confirmed() -> None:
    t = txt(SEVERAL_PARAGRAPHS)
    assert "Carl" not in t.speakers and t.doubtful == ("Carl",)
    assert any("'Carl' may be a speaker" in warning for warning in t.warnings)
    for wishes in ({"speakers": ["carl"]}, {"known": ["Carl"]}):
        t = txt(SEVERAL_PARAGRAPHS, **wishes)
        assert said(t)[3] == ("Carl", f"I left my school.{LONG}")
        assert not t.doubtful and not t.unsure and not t.warnings


def test_numbers_count_on_among_long_answers() -> None:
    text = SEVERAL_PARAGRAPHS
    for name, label in (("Anna", "Head 1"), ("Beth", "Head 2"), ("Carl", "Head 3")):
        text = text.replace(name, label)
    t = txt(text)
    assert t.speakers == ("Moderator", "Head 1", "Head 2", "Head 3") and not t.doubtful


def test_those_whom_the_top_of_the_file_lists_are_speakers() -> None:
    top = "Date: 12 March\nParticipants: Anna, Beth and Carl\n\n"
    assert "Carl" in txt(top + SEVERAL_PARAGRAPHS).speakers


SPACED = (
    "Interviewer: What changed?\n\nMargaret: Three things.\nTimetable: it was bad.\n"
    "Bottom line: it works.\n\nInterviewer: Why?\n\nMargaret: The same.\nBottom line: it works.\n"
)


def test_colons_within_what_somebody_says() -> None:
    t = txt(SPACED)
    assert t.speakers == ("Interviewer", "Margaret")
    assert said(t)[1][1] == "Three things.\nTimetable: it was bad.\nBottom line: it works."
    assert t.doubtful == ("Timetable", "Bottom line")


@pytest.mark.parametrize("words", ["Budget: we had none", "Result: nobody came", "Head office: no"])
def test_colons_in_wrapped_single_spaced_talk(words: str) -> None:
    turn = "and that went on for quite a while\nuntil the end of the year and then\n"
    t = txt(f"Anna: We began,\n{turn}{words}\nBen: Well,\n{turn}Anna: So\n{turn}Ben: Yes.\n")
    assert t.speakers == ("Anna", "Ben")
    assert words in said(t)[0][1]


def test_a_role_heard_once_is_named() -> None:
    t = txt(GROUP + "Special school student: I mix with them.\n")
    assert t.doubtful == ("Special school student",)
    t = txt(GROUP + "Special school student: I mix.\n", speakers=["Special school student"])
    assert said(t)[-1] == ("Special school student", "I mix.")


def test_what_is_no_speaker_can_be_said() -> None:
    text = "Anna: a.\nBudget: none.\nBen: b.\nAnna: c.\nBudget: still none.\nBen: d.\n"
    assert "Budget" in txt(text).speakers
    t = txt(text, not_speakers=["budget", "Nowhere"])
    assert said(t)[0] == ("Anna", "a.\nBudget: none.")
    assert t.refused == ("Budget",) and not t.doubtful


def test_a_confirmed_label_need_not_look_like_one() -> None:
    text = "Anna: a.\n\nThe thing from the swamp: b.\n\nAnna: c.\n"
    assert txt(text).speakers == ("Anna",)
    t = txt(text, speakers=["The thing from the swamp"])
    assert said(t)[1] == ("The thing from the swamp", "b.")


def test_what_stands_at_a_doubtful_label_before_the_talk_stays_text() -> None:
    t = txt(f"Carl: Hello.\n\nAnna: A.{LONG}\n\nBen: B.{LONG}\n\nAnna: C.{LONG}\n\nBen: D.{LONG}\n")
    assert t.doubtful == ("Carl",)
    assert said(t)[0] == (None, "Carl: Hello.")


def captions(*cues: str) -> bytes:
    lines = (f"00:0{n}.000 --> 00:0{n}.900\n{cue}\n" for n, cue in enumerate(cues))
    return "\n".join(("WEBVTT\n", *lines)).encode()


def test_captions_name_what_is_unsure_and_take_wishes() -> None:
    data = captions("Ruth: So?", "Anna: We had", "Budget: none.", "Ruth: And?", "Anna: Oh.")
    t = read(data, name="a.vtt")
    assert t.unsure == ("Budget",) and any("'Budget'" in w for w in t.warnings)
    t = read(data, name="a.vtt", not_speakers=["Budget"])
    assert ("Anna", "We had Budget: none.") in said(t)
    t = read(captions("Only Ann: Hello.", "and more."), name="a.vtt", speakers=["Only Ann"])
    assert said(t) == [("Only Ann", "Hello. and more.")]


def test_a_label_that_holds_controls_is_a_label_with_their_marks() -> None:
    t = txt(
        "Interviewer: What?\n\nAn\x1b[31mna: A lot \x1b]52;c;aGk=\x07.\n\n"
        "Interviewer: Why?\n\n\x1b[31mAnna: So.\n\nBe\u202eth: Once.\n\nInterviewer: Oh?\n"
    )
    assert t.speakers == (
        "Interviewer",
        "An\u241b[31mna",
        "\u241b[31mAnna",
        "Be\u21c4th",
    )
    assert said(t)[1][1] == "A lot \x1b]52;c;aGk=\x07."
    t = read(captions("Ruth: So?", "An\x1bna: We", "Ruth: And?", "An\x1bna: Oh."), name="a.vtt")
    assert t.speakers == ("Ruth", "An\u241bna")


def test_characters_of_no_width_make_no_other_speaker() -> None:
    t = txt("\ufeffAnna: a.\n\nBen: b.\n\n\u200bAnna: c.\n\nBe\u00adn: d.\n\nعلی\u200cرضا: e.\n")
    assert t.speakers == ("Anna", "Ben", "علی\u200cرضا")


def test_laughter_in_italics_between_turns_is_nobodys_words() -> None:
    t = read(b"**Anna:** a.\n\n*(laughter)*\n\n**Ben:** b.\n\n_[pause]_\n", name="a.md")
    assert said(t) == [("Anna", "a."), ("Ben", "b.")]
