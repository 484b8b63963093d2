"""A retrieved passage as pieces to draw: what stands around it, labels, words, what is shared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from qualcode.study.retrieval import Found

Kind = Literal["around", "label", "words", "shared"]
CUT = " […] "


class Piece(NamedTuple):
    """Some text in one line, and what it is."""

    text: str
    kind: Kind


def pieces(found: Found, longest: int = 1_200) -> list[Piece]:
    """The passage in one line, with what was asked for around it.

    ``label`` is what stands between the turns of a passage, ``shared`` what it shares with the
    codings that were asked for. Of a passage longer than ``longest`` code points the beginning
    and the end are shown.
    """
    passage = found.passage
    head, tail = passage.end, passage.end
    if passage.end - passage.start > longest:
        head, tail = passage.start + longest * 3 // 4, passage.end - longest // 4
    made = [Piece(f"… {found.before}", "around")] if found.before else []
    for start, end, kind in _runs(found, (head, tail)):
        if not head <= start < tail:
            text = passage.text[start - passage.start : end - passage.start]
            made.append(Piece(text, kind))
        elif start == head:
            made.append(Piece(CUT, "around"))
    if found.after:
        made.append(Piece(f"{found.after} …", "around"))
    return _in_one_line(made)


def _runs(found: Found, left_out: tuple[int, int]) -> Iterator[tuple[int, int, Kind]]:
    """The passage cut where a turn or something shared begins or ends, and what is left out."""
    passage = found.passage
    spoken = [(part.start, part.end) for part in passage.parts]
    cuts = {passage.start, passage.end, *left_out}
    for span in (*spoken, *found.shared):
        cuts.update(span)
    for start, end in pairwise(sorted(cuts)):
        if spoken and not any(low <= start < high for low, high in spoken):
            yield start, end, "label"
        elif any(low <= start < high for low, high in found.shared):
            yield start, end, "shared"
        else:
            yield start, end, "words"


def _in_one_line(made: list[Piece]) -> list[Piece]:
    """Blanks and line ends as single blanks, none at the ends of the line."""
    line: list[Piece] = []
    blank = True
    for piece in made:
        text = " ".join(piece.text.split())
        if piece.text[:1].isspace() and not blank:
            text = " " + text
        if text.strip() and piece.text[-1:].isspace():
            text += " "
        if text:
            blank = text[-1:].isspace()
            line.append(Piece(text, piece.kind))
    return line
