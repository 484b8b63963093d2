from __future__ import annotations

import subprocess
import sys

import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.errors import UsageError
from qualcode.suggest import Passage, ThemeSuggester

BOOK = Codebook(
    "invented",
    codes=(
        Code(
            "Getting there",
            short="Buses and lateness",
            definition="How students travel between sites: minibuses, timetables, being late.",
            exclusion="Not parking for members of staff.",
            near_misses=("The car park is full by eight.",),
        ),
        Code(
            "Confidence",
            definition="Students feel surer of themselves.",
            inclusion="Putting a hand up, speaking to a group.",
            examples=("She stood up and read her poem aloud.",),
        ),
        Code("Money", definition="Funding, budgets and who pays."),
    ),
)
CODED = (
    (
        Passage("We had the vehicle but nobody to drive it.", "Head A", "A", "Head", "Hard?"),
        "Getting there",
    ),
    (
        Passage("The driver phoned in sick all week.", "Head B", "B", "Head", "Hard?"),
        "Getting there",
    ),
    (Passage("He presents in assembly now.", "Teachers", "C", "Teacher", "Changed?"), "Confidence"),
    (
        Passage(
            "She never used to look up, and now she presents.",
            "Teachers",
            "D",
            "Teacher",
            "Changed?",
        ),
        "Confidence",
    ),
    (Passage("The grant ran out at Easter.", "Head B", "B", "Head", "Hard?"), "Money"),
    (Passage("Every invoice goes to the lead school.", "Head A", "A", "Head", "Hard?"), "Money"),
)


def taught(book: Codebook = BOOK) -> ThemeSuggester:
    return ThemeSuggester(book).fit([p for p, _ in CODED], [[c] for _, c in CODED])


def best(suggester: ThemeSuggester, text: str, **known: str) -> str:
    return suggester.rank([Passage(text, **known)])[0][0].code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The buses were late again.", "Getting there"),
        ("They put a hand up and speak to the group.", "Confidence"),
        ("Reading poems aloud, that was new for them.", "Confidence"),
        ("It comes down to who pays.", "Money"),
    ],
)
def test_codebook_words_alone_rank(text: str, code: str) -> None:
    assert best(ThemeSuggester(BOOK), text) == code


def test_every_code_is_ranked_once_best_first_with_comparable_scores() -> None:
    [found] = taught().rank([Passage("The driver was late.")])
    assert sorted(s.code for s in found) == ["Confidence", "Getting there", "Money"]
    scores = [s.score for s in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores) and sum(scores) == pytest.approx(1)


def test_learns_words_that_the_codebook_does_not_have() -> None:
    text = "There was no driver for the vehicle."
    before = ThemeSuggester(BOOK).rank([Passage(text)])[0]
    assert best(taught(), text) == "Getting there"
    after = {s.code: s.score for s in taught().rank([Passage(text)])[0]}
    assert after["Getting there"] > {s.code: s.score for s in before}["Getting there"]


def test_one_coding_is_enough_to_learn_from() -> None:
    suggester = ThemeSuggester(BOOK).fit([Passage("The kiln exploded.")], [["Confidence"]])
    assert best(suggester, "Another kiln exploded") == "Confidence"


def test_near_misses_push_down() -> None:
    text = "The car park was full when the bus came."
    without = Codebook("x", codes=(Code("Getting there", definition="Buses."), *BOOK.codes[1:]))
    warned = Code("Getting there", definition="Buses.", near_misses=("A full car park.",))
    having = Codebook("x", codes=(warned, *BOOK.codes[1:]))

    def score(book: Codebook) -> float:
        [found] = ThemeSuggester(book).rank([Passage(text)])
        return next(s.score for s in found if s.code == "Getting there")

    assert score(having) < score(without)


def test_what_an_exclusion_shares_with_the_definition_is_no_sign_against() -> None:
    plain = Code("Getting there", definition="Buses and lateness.")
    drawn = Code("Getting there", definition="Buses and lateness.", exclusion="Not other lateness.")
    scores = []
    for code in (plain, drawn):
        [found] = ThemeSuggester(Codebook("x", codes=(code, *BOOK.codes[1:]))).rank(
            [Passage("All that lateness")]
        )
        scores.append(next(s.score for s in found if s.code == "Getting there"))
    assert scores[1] == pytest.approx(scores[0])


@pytest.mark.parametrize("known", ["question", "role"])
def test_question_and_role_are_priors(known: str) -> None:
    vague = "It was quite something, really."
    value = {"question": ("changed?", "HARD?"), "role": ("Teacher", "Head")}[known]

    def score(given: str) -> float:
        [found] = taught().rank([Passage(vague, **{known: given})])
        return next(s.score for s in found if s.code == "Confidence")

    assert score(value[0]) > 2 * score(value[1])


def test_the_words_of_the_question_count_before_anything_is_coded() -> None:
    [found] = ThemeSuggester(BOOK).rank([Passage("Not much.", question="And the money?")])
    assert found[0].code == "Money"


def test_unknown_question_and_role_change_nothing() -> None:
    plain = taught().rank([Passage("The driver was late.")])
    odd = taught().rank([Passage("The driver was late.", role="Cook", question="")])
    assert [s.score for s in plain[0]] == pytest.approx([s.score for s in odd[0]])


def test_same_study_same_ranks_whatever_is_ranked_beside() -> None:
    texts = ["The driver was late.", "Money again", "", "…", "She presents."]
    together = taught().rank([Passage(t) for t in texts])
    again = taught().rank([Passage(t) for t in texts])
    assert together == again
    for text, found in zip(texts, together, strict=True):
        [alone] = taught().rank([Passage(text)])
        assert [s.code for s in alone] == [s.code for s in found]
        assert [s.score for s in alone] == pytest.approx([s.score for s in found])


def test_passages_without_a_code_are_learned_from_too() -> None:
    skipped = Passage("Shall I close the window, is it too loud?")
    passages = [p for p, _ in CODED] + [skipped]
    suggester = ThemeSuggester(BOOK).fit(passages, [[c] for _, c in CODED] + [[]])
    assert len(suggester.rank([skipped])[0]) == 3


def test_n_and_threshold() -> None:
    suggester = taught()
    assert len(suggester.rank([Passage("driver")], 2)[0]) == 2
    [all_of_them] = suggester.rank([Passage("driver")])
    [shown] = suggester.rank([Passage("driver")], threshold=0.4)
    assert shown == [s for s in all_of_them if s.score >= 0.4]


def test_codes_of_one_name_are_called_by_their_path() -> None:
    twins = Codebook(
        "x",
        codes=(
            Code(
                "Heads",
                codable=False,
                children=(Code("Doubt", definition="whether it is worth the money"),),
            ),
            Code(
                "Students",
                codable=False,
                children=(Code("Doubt", definition="whether they can do it"),),
            ),
        ),
    )
    suggester = ThemeSuggester(twins)
    assert suggester.codes == ("Heads / Doubt", "Students / Doubt")
    assert best(suggester, "is it worth that money") == "Heads / Doubt"
    with pytest.raises(UsageError, match="More than one"):
        suggester.fit([Passage("x")], [["Doubt"]])
    suggester.fit([Passage("wobbly")], [["Students / Doubt"]])
    assert best(suggester, "wobbly") == "Students / Doubt"


def test_what_only_holds_codes_together_is_not_suggested_but_paths_are_understood() -> None:
    book = Codebook("x", codes=(Code("Theme", codable=False, children=BOOK.codes),))
    suggester = ThemeSuggester(book)
    assert "Theme" not in suggester.codes
    suggester.fit([Passage("an invoice")], [["Theme / Money"]])
    assert best(suggester, "invoice") == "Money"


def test_mistakes_are_told() -> None:
    with pytest.raises(UsageError, match="no code 'Monye'"):
        taught().explain(Passage("x"), "Monye")
    with pytest.raises(UsageError, match="1 passages but codes for 0"):
        ThemeSuggester(BOOK).fit([Passage("x")], [])


def test_small_and_empty_codebooks() -> None:
    assert ThemeSuggester(Codebook("none")).rank([Passage("x")]) == [[]]
    assert ThemeSuggester(BOOK).rank([]) == []
    one = ThemeSuggester(Codebook("one", codes=(BOOK.codes[0],)))
    [[near]], [[far]] = one.rank([Passage("buses late")]), one.rank([Passage("the kiln")])
    assert near.score > far.score == 0


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂", "\x1b[31m", "the of and", "x" * 300])
def test_odd_texts_do_no_harm(text: str) -> None:
    suggester = taught()
    assert len(suggester.rank([Passage(text)], explain=True)[0]) == 3
    suggester.fit([Passage(text)], [["Money"]])
    assert len(suggester.rank([Passage(text)])[0]) == 3


def test_learning_on_more_passages_than_are_solved_exactly(monkeypatch) -> None:
    import numpy as np

    from qualcode.suggest import learn

    passages = [p for p, _ in CODED] * 4
    codes = [[c] for _, c in CODED] * 4
    test = [Passage("No driver for the vehicle."), Passage("An invoice for the grant.")]
    exact = ThemeSuggester(BOOK).fit(passages, codes).rank(test)
    monkeypatch.setattr(learn, "LANDMARKS", 12)
    near = ThemeSuggester(BOOK).fit(passages, codes).rank(test)
    assert [f[0].code for f in near] == [f[0].code for f in exact]
    np.testing.assert_allclose([f[0].score for f in near], [f[0].score for f in exact], atol=0.2)


def test_reasons_say_words_passages_and_circumstances() -> None:
    passage = Passage(
        "The bus had no driver, and the car park was shut.", role="Head", question="hard?"
    )
    reasons = taught().explain(passage, "Getting there")
    said = "\n".join(reasons)
    assert "codebook has the word ‘bus’" in said
    assert "‘driver’ speaks for it" in said
    assert "“The driver phoned in sick all week.” (Head B)" in said
    assert "Of 4 codings on answers to this question, 2 (50%) are this code" in said
    assert "Of 4 codings on what people in this role (Head) say" in said
    assert "Against it" in said and "‘car’" in said


def test_reasons_are_given_only_when_asked_for_and_are_never_empty() -> None:
    passage = Passage("Something else altogether: zebras.")
    suggester = taught()
    assert all(s.reasons == () for s in suggester.rank([passage])[0])
    for suggestion in suggester.rank([passage], explain=True)[0]:
        assert suggestion.reasons
        assert suggestion.reasons == suggester.explain(passage, suggestion.code)


@pytest.mark.parametrize(
    ("language", "definition", "text"),
    [
        ("de", "Busse und Verspätungen", "Der Bus hatte wieder Verspätung."),
        ("es", "Autobuses y retrasos", "El autobús llegó con retraso otra vez."),
        ("xx", "Busse und Verspätungen", "Der Bus hatte wieder Verspätung."),
    ],
)
def test_other_languages(language: str, definition: str, text: str) -> None:
    book = Codebook(
        "x",
        language=language,
        codes=(Code("A", definition="Prohibido fumar, verboten"), Code("B", definition=definition)),
    )
    suggester = ThemeSuggester(book).fit([Passage(text)], [["B"]])
    assert best(suggester, text) == "B"


def test_unknown_language_is_told() -> None:
    with pytest.raises(UsageError, match="'qq'"):
        ThemeSuggester(BOOK, language="qq").rank([Passage("x")])


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, qualcode.suggest, qualcode.suggest.client\n"
        "print([m for m in ('spacy', 'sklearn', 'scipy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
