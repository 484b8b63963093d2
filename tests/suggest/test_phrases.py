from __future__ import annotations

import re
from dataclasses import replace

from qualcode.suggest import Passage, candidate_themes
from qualcode.suggest.phrases import concordance, key_phrases
from qualcode.text.spans import Span

TALK = [
    (
        "A",
        "Reece",
        "The taxi contract was the thing, honestly, we had a taxi contract with nobody in it.",
    ),
    ("B", "Jo", "Everybody blames the Taxi Contract but the school day never matched."),
    ("C", "Sal", "Without a taxi contract, you know, the special school could not come."),
    ("A", "Reece", "The interpreter stood behind the pillar so the deaf students saw nothing."),
    ("B", "Jo", "One interpreter for nine deaf students, um, and Reece laughing."),
    ("C", "Sal", "Deaf students need the interpreter in front [inaudible] and so does Reece."),
]
PASSAGES = [Passage(text, document, speaker) for document, speaker, text in TALK]


def test_phrases_are_words_as_spoken_that_exceed_general_english() -> None:
    found = key_phrases(PASSAGES)
    texts = [p.text for p in found]
    assert {"taxi contract", "deaf students", "interpreter"} <= set(texts)
    assert texts.index("taxi contract") < 3
    assert not {"nobody", "thing", "the", "know", "um", "inaudible"} & {t.lower() for t in texts}
    taxi = found[texts.index("taxi contract")]
    assert (len(taxi.occurrences), taxi.passages, taxi.documents, taxi.speakers) == (4, 3, 3, 3)


def test_parts_of_a_kept_phrase_are_not_listed_again() -> None:
    texts = {p.text.lower() for p in key_phrases(PASSAGES)}
    assert not {"taxi", "contract"} & texts


def test_occurrences_are_spans_of_the_passages_with_concordance_lines() -> None:
    taxi = next(p for p in key_phrases(PASSAGES) if p.text == "taxi contract")
    for place in taxi.occurrences:
        assert place.span.of(PASSAGES[place.passage].text).lower() == "taxi contract"
    line = taxi.lines(PASSAGES, width=20)[2]
    assert (line.before, line.match, line.after) == (
        "Everybody blames the ",
        "Taxi Contract",
        " but the school day",
    )


def test_what_is_said_once_is_no_phrase_and_names_can_be_left_out() -> None:
    texts = {p.text for p in key_phrases(PASSAGES)}
    assert "pillar" not in texts and "Reece" in texts
    assert "Reece" not in {p.text for p in key_phrases(PASSAGES, ignore=["Reece"])}


SMALL_TALK = [
    ("A", "Jo", "Yes, sorry, Miss Pike came in on Thursday and I leant on the trolley."),
    ("B", "Sal", "Sorry, yes. Miss Pike wants eighteen hinges, tell her, by Thursday."),
    ("C", "Reece", "We miss dinner, and she leant on the trolley. Thank you. Tell Miss Pike."),
    ("A", "Kim", "You miss the dinner and nobody minds the hinges. Eighteen of them, thanks."),
]


def test_what_is_said_in_every_conversation_is_no_phrase() -> None:
    talk = [Passage(text, document, speaker) for document, speaker, text in SMALL_TALK]

    def pike(text: str) -> list[Span]:
        return [Span(found.start(), found.end()) for found in re.finditer("Pike", text)]

    found = {p.text: p for p in key_phrases(talk, names=pike)}
    assert set(found) == {"dinner", "hinges", "trolley"}  # and no 'leant', 'tell' or 'wants'
    assert "Pike" in " ".join(p.text for p in key_phrases(talk))


def test_a_miss_is_not_what_is_missed() -> None:
    talk = [
        Passage("Ask Miss about the miss in the second half.", "A", "Jo"),
        Passage("It was a bad miss and Miss laughed.", "B", "Sal"),
    ]
    found = {p.text: len(p.occurrences) for p in key_phrases(talk)}
    assert found == {"miss": 2}


def test_german_nouns_and_courtesies() -> None:
    talk = [
        Passage("Ja, Entschuldigung, Frau Beck hat den Fahrdienst bestellt.", "A", "Jo"),
        Passage("Nein, wir haben den Fahrdienst bestellt, Frau Beck, am Montag.", "B", "Sal"),
    ]
    assert [p.text for p in key_phrases(talk, language="de", ignore=["Beck"])] == ["Fahrdienst"]


def test_a_theme_is_spoken_of_by_more_than_one_and_every_passage_holds_a_phrase_of_it() -> None:
    own = [Passage(f"My allotment has a greenhouse, number {n}.", "D", "Kim") for n in range(4)]
    themes = candidate_themes([*PASSAGES, *own], 3)
    assert themes and not any("allotment" in theme.label for theme in themes)
    for theme in themes:
        held = {o.passage for phrase in theme.phrases for o in phrase.occurrences}
        assert set(theme.passages) <= held and len(theme.phrases) <= 3
    alone = [replace(p, document="D", speaker="Kim") for p in PASSAGES]
    assert any("greenhouse" in theme.label for theme in candidate_themes([*alone, *own], 3))


def test_groups_of_passages_with_their_phrases() -> None:
    themes = candidate_themes(PASSAGES, 2, ignore=["reece"])
    assert sorted(sorted(t.passages) for t in themes) == [[0, 1, 2], [3, 4, 5]]
    taxis = next(t for t in themes if 0 in t.passages)
    assert "taxi contract" in taxis.label and "deaf" not in taxis.label
    assert (taxis.documents, taxis.speakers) == (3, 3)
    assert themes == candidate_themes(PASSAGES, 2, ignore=["reece"])


def test_languages_without_tables_and_nothing_to_look_at() -> None:
    found = {p.text for p in key_phrases(PASSAGES, language="xx")}
    assert any("taxi contract" in text for text in found)
    for nothing in ([], [Passage("")], [Passage("the of and"), Passage("the of and")]):
        assert key_phrases(nothing) == candidate_themes(nothing) == []


def test_concordance_is_cut_at_words_and_keeps_its_blanks() -> None:
    text = "aaa bbb ccc ddd eee fff\nggg"
    assert concordance(text, Span(12, 15), 6) == ("ccc ", "ddd", " eee")
    assert concordance(text, Span(12, 15), 80) == ("aaa bbb ccc ", "ddd", " eee fff ggg")
    assert concordance("We miss dinner.", Span(8, 14)).text == "We miss dinner."
    assert concordance('The "dinner"', Span(5, 11)).text == 'The "dinner"'
    assert concordance("dinner", Span(0, 6)) == ("", "dinner", "")
