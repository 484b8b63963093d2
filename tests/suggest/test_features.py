"""Texts as features: what weighs, and which words an effect is put down to."""

from __future__ import annotations

import numpy as np
import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.suggest import Passage, ThemeSuggester
from qualcode.suggest.blended import START
from qualcode.suggest.features import Manner, Space
from qualcode.suggest.frequencies import telling
from qualcode.suggest.language import Words

WORDS = Words("en")
TEXTS = ["The minibus was late.", "I will ask the driver.", "Will they pay?", ""]


def spaces() -> list[Space | Manner]:
    worth = telling("en")
    return [Space(WORDS, content=False, worth=worth), Space(WORDS, content=True), Manner(WORDS)]


@pytest.mark.parametrize("space", spaces(), ids=["worth", "content", "manner"])
def test_rows_have_length_one_and_are_the_same_when_made_again(space: Space | Manner) -> None:
    fitted = space.fit(TEXTS)
    np.testing.assert_allclose(space.rows(TEXTS).toarray(), fitted.toarray())
    length = np.linalg.norm(fitted.toarray(), axis=1)
    np.testing.assert_allclose(length[:3], 1)
    assert length[3] in (0, 1) or length[3] == pytest.approx(1)
    alone = space.rows([TEXTS[1]]).toarray()[0]
    np.testing.assert_allclose(alone, fitted.toarray()[1])


@pytest.mark.parametrize("space", spaces(), ids=["worth", "content", "manner"])
def test_effects_of_words_add_up_to_the_score(space: Space | Manner) -> None:
    rows = space.fit(TEXTS)
    weights = np.random.default_rng(0).normal(size=rows.shape[1])
    effects = space.word_effects(TEXTS[1], weights)
    assert set(effects) <= set(WORDS.forms(TEXTS[1]))
    if not isinstance(space, Manner):  # there the edges of the passage have their part
        assert sum(effects.values()) == pytest.approx(float(rows[1].toarray()[0] @ weights))


def test_manner_is_alike_where_the_frame_is_and_blind_to_the_topic() -> None:
    space = Manner(WORDS)
    space.fit(["I will plan the lesson.", "We planned a lesson."])
    plan, memory = space.rows(["I will plan the lesson.", "We planned a lesson."]).toarray()
    other = space.rows(["I will ask the driver."]).toarray()[0]
    assert other @ plan > 2 * (other @ memory)


def test_how_much_words_tell() -> None:
    worth = telling("en")
    assert worth("the") < 0.2 < worth("school") < worth("minibus") <= worth("qzxv") == 1.3
    assert telling("de")("haus") > telling("de")("und")
    assert telling("xx")("the") == telling("xx")("minibus") == 1


def learned_by_manner() -> ThemeSuggester:
    things = ["bus", "poem", "grant", "driver", "meeting", "pupil", "lesson", "ladder"]
    plans = [Passage(f"I will be at the {t}.", f"a{i}") for i, t in enumerate(things)]
    doubts = [Passage(f"We had been without a {t}!", f"b{i}") for i, t in enumerate(things)]
    book = Codebook("x", codes=(Code("Intention"), Code("Regret")))
    return ThemeSuggester(book).fit([*plans, *doubts], [["Intention"]] * 8 + [["Regret"]] * 8)


def test_where_only_the_manner_tells_it_counts_more() -> None:
    weights = learned_by_manner().weights()
    assert weights["manner ridge"] > 1.2 * START["manner ridge"]
    grown = weights["manner ridge"] / START["manner ridge"]
    assert grown > weights["content ridge"] / START["content ridge"]


@pytest.mark.parametrize(
    ("manner", "said"), [(0.05, "a weak sign"), (0.9, "It is said in the way of passages")]
)
def test_small_words_are_a_weak_sign_unless_the_study_goes_by_manner(
    manner: float, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("ridge", "centroid"):
        monkeypatch.setitem(START, f"manner {kind}", manner)
    [[best]] = learned_by_manner().rank([Passage("I will paint the fence.")], 1, explain=True)
    assert best.code == "Intention"
    assert any(said in reason and "‘will’" in reason for reason in best.reasons)
