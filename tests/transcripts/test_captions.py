from __future__ import annotations

import pytest

from qualcode.errors import ReadError
from qualcode.transcripts import Transcript, read

TEAMS = (
    "\ufeffWEBVTT\r\n\r\na7939eec-6426-b7bd-c586-66ccb1a4abbc/32-0\r\n"
    "00:00:09.835 --> 00:00:13.995\r\n<v Hughes, Sarah (Park House)>So what changed "
    "for you as a\r\n"
    "leader &amp; as a school?</v>\r\n\r\na7939eec-6426-b7bd-c586-66ccb1a4abbc/32-1\r\n"
    "00:00:13.995 --> 00:00:16.100\r\n<v Hughes, Sarah (Park House)>In the first year?</v>\r\n\r\n"
    "00:17.000 --> 00:19.000 align:start position:0%\r\n<v.loud Ben>Well, &lt;hm&gt; <i>no</i>"
)


def vtt(text: str, name: str = "a.vtt") -> Transcript:
    return read(text.encode(), name=name)


def said(t: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, t.text[turn.start : turn.end]) for turn in t.turns]


def test_teams() -> None:
    t = vtt(TEAMS)
    assert said(t) == [
        (
            "Hughes, Sarah (Park House)",
            "So what changed for you as a leader & as a school? In the first year?",
        ),
        ("Ben", "Well, <hm> no"),
    ]
    assert t.text.startswith("Hughes, Sarah (Park House): So what")
    assert "\n\nBen: Well" in t.text
    assert [(u.start_ms, u.end_ms) for u in t.turns] == [(9835, 16100), (17000, 19000)]
    offsets = [t.text[at:][:8] for at, _ in t.marks]
    assert offsets == ["So what ", "In the f", "Well, <h"]


def test_zoom_names_stand_inline_and_go_on() -> None:
    t = vtt(
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nChristina: Lorem ipsum\n\n"
        "2\n00:00:02.000 --> 00:00:03.000\ndolor sit.\n\n"
        "3\n00:00:03.000 --> 00:00:05.000\nSarah Hughes (she/her): Yes: exactly\n\n"
        "4\n00:00:06.000 --> 00:00:07.000\nChristina: Amet.\n"
    )
    assert said(t) == [
        ("Christina", "Lorem ipsum dolor sit."),
        ("Sarah Hughes (she/her)", "Yes: exactly"),
        ("Christina", "Amet."),
    ]


def test_comments_styles_and_cues_without_a_voice() -> None:
    t = vtt(
        "WEBVTT - made by hand\n\nSTYLE\n::cue { color: red }\n\nNOTE checked by\nRuth\n\n"
        "00:01.000 --> 00:02.000\n<v Ann>Hello\n\n00:02.000 --> 00:03.000\nA door shuts.\n\n"
        "00:03.000 --> 00:04.000\n<v Ben>One</v> <v Ann>Two</v>\n"
    )
    assert said(t) == [("Ann", "Hello"), (None, "A door shuts."), ("Ben", "One"), ("Ann", "Two")]
    assert t.details["notes"] == "checked by\nRuth"


def test_teams_metadata_form_is_json() -> None:
    t = vtt(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n"
        '{"speakerName":"Ann Hall","spokenText":"Hello."}\n\n'
        '00:00:02.000 --> 00:00:03.000\n{"speakerName":"Ben","spokenText":"Hi."}\n'
    )
    assert said(t) == [("Ann Hall", "Hello."), ("Ben", "Hi.")]


def test_json_cannot_smuggle_what_no_text_holds() -> None:
    t = vtt(
        'WEBVTT\n\n00:01.000 --> 00:02.000\n{"speakerName":"A\\ud800","spokenText":"a\\u0000b"}\n'
    )
    assert t.text == "A?: a\ufffdb"


def test_srt_with_its_usual_faults() -> None:
    t = vtt(
        "1\n00:00:01,000 --> 00:00:02,000\nHELEN: Hi there\n   \n2\n00:00:02,100 --> 00:00:04,000\n"
        "<i>it is</i> me\n3\n00:00:05,000 --> 00:00:06,000\n>> Interviewer: {\\an8}ok?\n\n"
        "00:00:07,000 --> 00:00:08,000\nHELEN: Yes.\n",
        name="a.srt",
    )
    assert said(t) == [("HELEN", "Hi there it is me"), ("Interviewer", "ok?"), ("HELEN", "Yes.")]
    assert t.interviewers == {"Interviewer"}


def test_captions_without_names_break_at_pauses_and_say_so() -> None:
    t = vtt(
        "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:02,500 --> 00:00:03,000\ntwo\n\n"
        "3\n00:00:09,000 --> 00:00:10,000\nthree\n",
        name="a.srt",
    )
    assert said(t) == [(None, "one two"), (None, "three")]
    assert any("name no speakers" in w for w in t.warnings)


def test_captions_called_txt_are_still_captions() -> None:
    assert vtt(TEAMS, name="a.txt").format == "vtt"


@pytest.mark.parametrize(
    "text", ["WEBVTT\n\n", "just words", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"]
)
def test_no_captions_is_an_error(text: str) -> None:
    with pytest.raises(ReadError):
        vtt(text)


def test_a_cue_with_a_brace_takes_nobodys_name_away() -> None:
    for first in ("{\\an8}RUTH: Why?", "{laughs}", '{"a": 1}', "{"):
        t = vtt(
            f"1\n00:00:01,000 --> 00:00:02,000\n{first}\n\n"
            "2\n00:00:02,000 --> 00:00:03,000\nRUTH: Why then?\n\n"
            "3\n00:00:03,000 --> 00:00:04,000\n{\\an8}JEAN: Money.\n\n"
            "4\n00:00:04,000 --> 00:00:05,000\nRUTH: So.\n\n"
            "5\n00:00:05,000 --> 00:00:06,000\nJEAN: Yes.\n",
            name="a.srt",
        )
        assert t.speakers == ("RUTH", "JEAN"), first
        assert said(t)[-1] == ("JEAN", "Yes.")
