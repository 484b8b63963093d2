"""What an action needs, and what to say where it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.tui.actions import Action, Need

if TYPE_CHECKING:
    from qualcode.tui.screens.desk import Desk

SENTENCES: dict[Need, str] = {  # the keys of actions are put in where they are named
    "document": "There is no document yet: qualcode import STUDY FILE brings one in.",
    "passage": "Select some words first: {select-word} takes a word, {select-sentence} the "
    "sentence, {select-turn} the turn.",
    "coding": "There is no coding here: {next-coding} goes to the next one.",
    "code": "Choose a code in the codebook first.",
    "changeable": "This code is frozen: {freeze-code} in the codebook lets it be changed.",
    "hits": "Nothing has been looked for yet: {find} finds words.",
    "difference": "The two do not differ in this document.",
    "passages": "There are no passages in this list.",
    "last": "Nothing has been coded yet: {code} picks a code.",
    "sighted": "You code blind, and this would show or change what others coded: {blind} ends it.",
    "past": "This is the study as it is now: {history} shows how it came to be.",
}


def missing(desk: Desk, action: Action) -> str | None:
    """A sentence about the first thing that is missing for an action; None if nothing is."""
    needed = (need for need in action.needs if not _met(desk, need))
    return next((_sentence(desk, need) for need in needed), None)


def _sentence(desk: Desk, need: Need) -> str:
    if need == "writing":
        return desk.unchangeable
    return desk.keymap.fill(SENTENCES[need], desk.pane)


def _met(desk: Desk, need: Need) -> bool:
    session = desk.session
    match need:
        case "document":
            return session.document is not None
        case "writing":
            return not session.study.read_only
        case "passage":
            return desk.transcript.selection is not None
        case "coding":
            return desk.reading.resizing is not None or bool(desk.coding.within_reach())
        case "code":
            return desk.codebook_tree.chosen in session.codes
        case "changeable":
            return not session.codes[desk.codebook_tree.chosen or 0].frozen
        case "sighted":
            return not session.blind
        case "hits":
            return bool(desk.finding.hits)
        case "past":
            return desk.present is not session.study
        case "difference":
            return desk.comparing.kept is not None and desk.comparing.kept.current is not None
        case "passages":
            return bool(desk.retrieving.kept and desk.retrieving.kept.matches)
        case _:
            return session.last_code in session.codes
