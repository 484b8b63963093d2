"""What each part of the desk shows, and what its marks mean: for the help."""

from __future__ import annotations

from typing import NamedTuple

from qualcode.tui.actions import Pane


class Legend(NamedTuple):
    """What a part of the desk is called and shows; signs with what they mean."""

    title: str
    shows: str
    signs: tuple[tuple[str, str], ...] = ()


_TRANSCRIPT = (
    ("12", "the number of the turn; it never changes, so it can be cited"),
    ("┃", "a coding, in the colour of its code, with its name where there is room; +2 says that "
     "two more names do not fit. Codings that overlap stand beside each other"),
    ("A B C", "without colours, letters stand for the codes instead"),
    ("✎", "a memo begins here"),
    ("»", "the place that was marked"),
    ("▍", "at the right edge, the whole document in one column: the wider, the more is coded "
     "there. The strongest cell is where you are; • is a place found"),
    ("dimmed", "what interviewers say; it is no data and does not count as uncoded"),
    ("%", "at the top: how much of what participants say here is coded, by words"),
)  # fmt: skip

LEGENDS: dict[Pane, Legend] = {
    "transcript": Legend("the transcript", "What was said, turn by turn. What you do is for the "
                         "selected words, else for the sentence at the cursor.", _TRANSCRIPT),
    "round": Legend("the quick round", "Passages come one after the other; each is selected, and "
                    "goes on when it is coded or skipped. The line below the text says how far "
                    "the round is, and what {round-take} would do.", _TRANSCRIPT),
    "codebook": Legend("the codebook", "All codes below their themes.", (
        ("here", "codings in this document; a theme's number includes the codes below it"),
        ("all", "codings in the whole study"),
        ("▸ ▾", "there are codes below that are hidden, or shown"),
        ("❄", "frozen: its name, place and description stay as they are"),
        ("┃", "the colour of the code at the margin of the transcript"),
    )),
    "filter": Legend("finding codes", "Only codes that have the letters you type in their name, "
                     "theme or definition are shown, below their themes."),
    "documents": Legend("the documents", "All documents of the study.", (
        ("27", "the number of codings in the document"),
        ("▸", "the document that is open"),
    )),
    "passages": Legend("the list of passages", "The passages of a code or theme, under the "
                       "conditions in the first line.", (
        ("▌", "the passage that is highlighted"),
        ("✓", "it is marked"),
        ("underlined", "what a code of the conditions shares with the passage"),
        ("✎ 2", "the number of memos on the coding"),
    )),
    "compare": Legend("two coders compared", "Where the codings of two coders, A and B, differ in "
                      "this document. Both stay as they are; what is agreed on is kept beside.", (
        ("A  B", "only one of the two gave the code"),
        ("A↔B", "the same code, but it begins or ends elsewhere"),
        ("A≠B", "another code on nearly the same words"),
        ("A↕B", "the same, and one of the codes is above the other in the codebook"),
        ("┃ ┇", "at the margin: the codings of A, and of B"),
    )),
}  # fmt: skip
