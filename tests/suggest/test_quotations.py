from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import UsageError
from qualcode.suggest import Candidate, choose_quotations
from qualcode.suggest.quotability import is_quotable, quotability, traits
from qualcode.suggest.windows import MARK, cut, cuts
from qualcode.text.spans import Span

BUS = "The minibus leaves our place at half past eight and half of the group misses the start."
SHY = "Some of my quieter students put up a hand for the first time in the other building."
PAY = "Nobody has told me which of the five budgets pays for the technician after the summer."
LONG = (
    f"Um. Well, so, yeah, I mean. {BUS} They said so. {'It goes on and on like that. ' * 8}{SHY} "
    "But that, um, you know, like, was that."
)


def said(*texts: str) -> list[Candidate]:
    return [Candidate(i, t, f"P{i}", f"D{i}") for i, t in enumerate(texts)]


def test_covers_the_range_of_what_was_said() -> None:
    many = said(BUS, BUS.replace("half past", "quarter to"), BUS.replace("our", "their"), SHY, PAY)
    chosen = choose_quotations(many, 3)
    assert "minibus" in chosen[0].shown and chosen[0].stands_for == 3
    assert {c.candidate.id for c in chosen[1:]} == {3, 4}


def test_nobody_is_quoted_twice_while_somebody_has_not_been_quoted() -> None:
    same = [Candidate(0, BUS, "A"), Candidate(1, SHY, "A"), Candidate(2, PAY, "B")]
    two = choose_quotations(same, 2)
    assert {c.candidate.participant for c in two} == {"A", "B"}
    three = choose_quotations(same, 3)
    assert len(three) == 3 and "nobody else is left" in three[2].reason


def test_somebody_with_nothing_quotable_does_not_push_others_out() -> None:
    chosen = choose_quotations(
        [Candidate(0, BUS, "A"), Candidate(1, SHY, "A"), Candidate(2, "Mm.", "B")], 2
    )
    assert {c.candidate.id for c in chosen} == {0, 1}


def test_the_same_words_coded_twice_are_quoted_once() -> None:
    assert len(choose_quotations([Candidate(1, BUS, "A"), Candidate(2, BUS + " ", "A")], 2)) == 1


def test_reasons_do_not_hold_the_names_that_are_masked() -> None:
    named = said(BUS.replace("our place", "Weyford"), PAY.replace("Nobody", "Weyford"), SHY)
    assert any("‘weyford’" in chosen.reason for chosen in choose_quotations(named, 3))
    for chosen in choose_quotations(named, 3, mask=lambda t: t.replace("Weyford", "[a place]")):
        assert "weyford" not in chosen.reason and "‘place’" not in chosen.reason
    assert "Weyford" in choose_quotations(named, 3)[0].shown


def test_quotability_counts() -> None:
    clumsy = "and they, um, like, the minibus, you know, half past eight, and, er, the group, it"
    both = [Candidate(0, clumsy, "A"), Candidate(1, BUS, "B")]
    assert choose_quotations(both, 1)[0].candidate.id == 1
    assert quotability(clumsy) < 0.3 < 0.9 < quotability(BUS)
    assert is_quotable(BUS) and not is_quotable(clumsy) and not is_quotable(LONG)
    assert traits("They came late.").dangling and not traits("Buses came late.").dangling
    assert quotability("") == quotability("…") == 0


def test_long_passages_are_cut_to_marked_whole_sentences() -> None:
    [chosen] = choose_quotations([Candidate(7, LONG, "A")], 1)
    assert chosen.shown.startswith(MARK) and chosen.shown.endswith(MARK)
    assert all(s.of(LONG) in chosen.shown and s.of(LONG)[-1] == "." for s in chosen.kept)
    assert 15 <= traits(chosen.shown).words <= 60
    assert "cut from" in chosen.reason and chosen.quotability > 0.9


def test_hesitations_within_are_left_out_and_marked() -> None:
    text = f"{BUS} Um. {SHY} " + "Something quite different follows at some length here. " * 5
    shown = [c for c in cuts(text) if BUS in c.shown and SHY in c.shown]
    assert shown and all(f"{BUS} {MARK} {SHY}" in c.shown and len(c.kept) == 2 for c in shown)


def test_short_passages_stay_whole_and_one_long_sentence_is_not_torn() -> None:
    [whole] = choose_quotations([Candidate(0, f"  {BUS}\n", "A")], 1)
    assert whole.shown == BUS and whole.kept[0].of(f"  {BUS}\n") == BUS
    endless = "so " * 90 + "it was."
    assert choose_quotations([Candidate(0, endless)], 1)[0].shown == endless


def test_reasons_are_sentences() -> None:
    [chosen] = choose_quotations(said(BUS), 1)
    assert chosen.reason.startswith("The only passage; speaks of ‘")
    assert chosen.reason.endswith("17 words, able to stand alone.")


def test_nothing_to_choose_from() -> None:
    assert choose_quotations([], 3) == choose_quotations(said(BUS), 0) == []
    assert choose_quotations(said("", "…", "\n"), 3) == []
    with pytest.raises(UsageError, match="negative"):
        choose_quotations(said(BUS), -1)


sentences = st.lists(
    st.sampled_from([BUS, SHY, PAY, "Um.", "Yes!", "[laughs]", "And so on…", "🙂", "no end"]),
    max_size=12,
).map(" ".join)


@given(st.lists(sentences, max_size=5), st.integers(0, 6))
@settings(max_examples=30, deadline=None)
def test_a_quotation_is_a_subsequence_of_what_was_said(texts: list[str], n: int) -> None:
    candidates = [Candidate(i, t, i % 3) for i, t in enumerate(texts)]
    chosen = choose_quotations(candidates, n)
    assert len(chosen) <= n and len({c.candidate.id for c in chosen}) == len(chosen)
    assert chosen == choose_quotations(candidates, n)
    for c in chosen:
        ends = [0, *(e for s in c.kept for e in (s.start, s.end))]
        assert ends == sorted(ends)
        kept = [" ".join(s.of(c.candidate.text).split()) for s in c.kept]
        bare = " ".join(p for p in c.shown.split(MARK) if p.strip())
        assert " ".join(bare.split()) == " ".join(kept)


def test_cut_marks_only_where_words_are_missing() -> None:
    text = "One two. “Three.” Four."
    assert cut(text, [Span(0, 8)]).shown == "One two. […]"
    assert cut(text, [Span(0, 8), Span(9, 17)]).shown == "One two. “Three.” […]"
    assert cut(text, [Span(0, 8), Span(18, 23)]).shown == "One two. […] Four."
    assert cut("  Yes. … ", [Span(2, 6)]).shown == "Yes."


def test_what_is_quoted_already_is_not_quoted_again_and_its_speaker_waits() -> None:
    barred = Candidate(0, BUS, "A", "D", barred=(Span(0, len(BUS)),))
    told = choose_quotations([barred, Candidate(1, SHY, "A", "D"), Candidate(2, PAY, "B", "D")], 3)
    assert [c.candidate.id for c in told] == [2, 1]
    assert choose_quotations([barred], 1) == []


def test_passages_that_overlap_are_not_both_quoted() -> None:
    whole = f"{BUS} {SHY}"
    both = [
        Candidate(0, whole, "A", "D", start=100),
        Candidate(1, SHY, "B", "D", start=100 + len(BUS) + 1),
        Candidate(2, PAY, "C", "E", start=100),
    ]
    ids = [c.candidate.id for c in choose_quotations(both, 3)]
    assert 2 in ids and len(ids) == 2
