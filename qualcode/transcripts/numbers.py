"""Typed numbers at the beginning of lines or turns, which nobody said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qualcode.transcripts import labels

_NUMBER = re.compile(r"[ \t\xa0]*(\d{1,5})(?:[.:)]?[ \t\xa0]+|[.:)]?$)")
_LABEL = re.compile(r"[ \t\xa0*_]*(?P<label>[^\W\d_][^\n\t:：]{0,69}?)[*_]*(?:[:：](?!//|\d)|\t)")
_LEAST_LINES = 8
_LEAST_STEPS = 3
_MOST = 0.8
_MOST_STEPS = 0.6  # the lines at the foot of a page are too few for a number
_STEPS = (2, 3, 4, 5, 10, 20, 25)


class _Numbered(NamedTuple):
    """A line that begins with a number: where it stands, the number, where the rest begins."""

    at: int
    value: int
    cut: int


def strip_line_numbers(text: str) -> tuple[str, int]:
    """Take typed numbers off the lines of a text, if :func:`number_cuts` finds any.

    Returns:
        The text, and how many lines lost a number (0: the text is unchanged).
    """
    lines = text.split("\n")
    cuts = number_cuts(lines)
    for number, cut in cuts.items():
        lines[number] = lines[number][cut:]
    return "\n".join(lines) if cuts else text, len(cuts)


def number_cuts(lines: Sequence[str]) -> dict[int, int]:
    """Where the words begin in lines that are numbered, keyed by the index of the line.

    Lines are numbered where at least four fifths of those that are not empty begin with the
    number that follows the one before, or with 1 on a new page; or where every fifth (second,
    tenth …) line bears its own number; or where labels are numbered as turns ('1 Anna:',
    '2 Ben:'). Only such numbers go: '12 students said' stays.
    """
    filled = [index for index, line in enumerate(lines) if line.strip()]
    numbered = [
        _Numbered(index, int(found[1]), found.end())
        for index in filled
        if (found := _NUMBER.match(lines[index])) is not None
    ]
    if not numbered:
        return {}
    cuts = _every_line(lines, filled, numbered)
    cuts = cuts or _every_nth_line(filled, numbered) or _turns(lines, filled, numbered)
    return {line.at: line.cut for line in cuts}


def numbers_warning(removed: int) -> str:
    """What the person importing is told of it."""
    return f"Typed line numbers were taken off {removed} lines."


def _in_turn(numbered: Sequence[_Numbered]) -> list[_Numbered]:
    """Those whose number follows the one before, or is 1 on a new page."""
    kept: list[_Numbered] = []
    for line in numbered:
        if not kept or line.value in (kept[-1].value + 1, 1):
            kept.append(line)
    return kept


def _every_line(
    lines: Sequence[str], filled: Sequence[int], numbered: Sequence[_Numbered]
) -> list[_Numbered]:
    kept = _in_turn(numbered)
    if len(filled) >= _LEAST_LINES:
        return kept if len(kept) >= _MOST * len(filled) else []
    # A few numbered lines may be a list of what somebody said, unless labels follow.
    labelled = sum(_label_of(lines[line.at], line.cut) is not None for line in kept)
    return kept if len(kept) == len(filled) and labelled > 1 else []


def _every_nth_line(filled: Sequence[int], numbered: Sequence[_Numbered]) -> list[_Numbered]:
    """Every so many lines the number of the line, counted with or without empty lines."""
    ordinals = {index: n for n, index in enumerate(filled, start=1)}
    counts: tuple[tuple[Callable[[int], int], int], ...] = (
        (ordinals.__getitem__, len(filled)),
        (lambda index: index + 1, filled[-1] + 1),
    )
    most: list[_Numbered] = []
    for ordinal, total in counts:
        for step in _STEPS:
            kept = list(_steps(numbered, ordinal, step))
            enough = max(_LEAST_STEPS, _MOST_STEPS * (total // step), len(most) + 1)
            most = kept if len(kept) >= enough else most
    return most


def _steps(
    numbered: Sequence[_Numbered], ordinal: Callable[[int], int], step: int
) -> Iterator[_Numbered]:
    """Those that bear the number of their line; a new page begins to count anew."""
    last: _Numbered | None = None
    for line in numbered:
        if last is None:
            fits = line.value == step and ordinal(line.at) >= step
        else:
            far = ordinal(line.at) - ordinal(last.at)
            fits = (line.value == last.value + step and far == step) or (
                line.value == step and step <= far < 2 * step
            )
        if fits:
            last = line
            yield line


def _turns(
    lines: Sequence[str], filled: Sequence[int], numbered: Sequence[_Numbered]
) -> list[_Numbered]:
    """Numbers before labels that count the turns, where most labels have one."""
    found = [(line, _label_of(lines[line.at], line.cut)) for line in numbered]
    turns = [line for line, label in found if label is not None]
    said = Counter(labels.fold(label) for _, label in found if label is not None)
    bare = {line.at for line in numbered}
    others = sum(_label_of(lines[i], 0) is not None for i in filled if i not in bare)
    kept = _in_turn(turns)
    real = len(said) < len(turns) or any(map(labels.is_interviewer_word, said))
    if len(kept) < 2 or len(kept) < _MOST * len(turns) or others >= len(kept) or not real:
        return []
    return kept


def _label_of(line: str, start: int) -> str | None:
    found = _LABEL.match(line, start)
    return found["label"] if found is not None and labels.plausible(found["label"]) else None
