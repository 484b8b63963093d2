"""The quick round without a screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.study.types import Stretch
from qualcode.tui.round import Item, Progress, Round


def items(count: int) -> list[Item]:
    return [Item(Stretch(1, n * 10, n * 10 + 9)) for n in range(count)]


def number(item: Item | None) -> int | None:
    return None if item is None else item.place.start // 10


@given(st.lists(st.sampled_from(["take", "skip"]), max_size=30), st.integers(0, 12))
def test_each_passage_comes_exactly_once(steps, count):
    walk, came = Round(items(count), lambda _: True), []
    for step in steps:
        if walk.current is not None:
            came.append(number(walk.current))
        walk.take(1) if step == "take" else walk.skip(1)
    assert came == list(range(min(count, len(steps))))
    assert walk.progress.coded + walk.progress.skipped == len(came)


def state(walk: Round) -> tuple[object, ...]:
    return number(walk.current), walk.mark, walk.progress, walk.last


@given(st.data())
def test_undo_brings_back_the_passage_and_how_things_stood(data):
    gone: set[int] = data.draw(st.sets(st.integers(0, 7)))
    walk = Round(items(8), lambda item: number(item) not in gone)
    before = []
    for _ in range(data.draw(st.integers(0, 14))):
        step = data.draw(st.sampled_from(["take", "skip", "back"]))
        held, steps = state(walk), walk.last
        match step:
            case "take":
                walk.take(len(before), changed=data.draw(st.booleans()))
            case "skip":
                walk.skip(len(before))
            case _:
                walk.back()
        if walk.last is not steps:
            before.append(held)
    for held in reversed(before):
        walk.undo()
        assert state(walk) == held
    walk.undo()
    assert number(walk.current) == min(set(range(8)) - gone, default=None)


def test_a_skipped_passage_comes_only_when_one_goes_back():
    walk = Round(items(3), lambda _: True)
    walk.skip(None)
    walk.take(1)
    assert (number(walk.current), walk.progress) == (2, Progress(3, 3, 1, 1))
    assert walk.back() and walk.back() and not walk.back()
    assert (number(walk.current), walk.mark) == (0, "skipped")
    walk.skip(None)
    assert (number(walk.current), walk.mark) == (1, "coded")
    walk.back()
    walk.take(2)
    assert (number(walk.current), walk.progress) == (2, Progress(3, 3, 2, 0))
    walk.skip(None)
    assert walk.current is None and walk.progress == Progress(3, 3, 2, 1)


def test_what_was_coded_together_with_the_one_before_does_not_come():
    coded = {1, 2}
    walk = Round(items(4), lambda item: number(item) not in coded)
    walk.take(1)
    assert (number(walk.current), walk.progress) == (3, Progress(2, 2, 1, 0))
    coded.clear()
    walk.undo()
    walk.skip(None)
    assert (number(walk.current), walk.progress) == (1, Progress(2, 4, 0, 1))
