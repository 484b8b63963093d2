"""What one can say to the program, line by line, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from qualcode.errors import QualcodeError, UsageError
from qualcode.plain.reading import Reading, safe
from qualcode.plain.suggesting import Suggesting
from qualcode.study import Study
from qualcode.study.types import CodeInfo, SearchHit, Stretch
from qualcode.view.fuzzy import best, scores

MOST = 10
"""How many of a list are read out."""
CLEAR = 100.0
"""A name that answers this well to what was typed is meant, if no other does as well."""

_WHERE = re.compile(
    r"(?P<what>.*?)(?:\s+on\s+(?:sentences?\s+)?(?P<first>\d+)(?:\s*(?:-|to)\s*(?P<last>\d+))?"
    r"|\s+on\s+(?:the\s+)?(?:whole\s+)?turn)?"
)


class Command(NamedTuple):
    """A word that can be typed, its letter, what it takes, and what it does."""

    word: str
    letter: str
    takes: str
    does: str


COMMANDS = (
    Command("next", "n", "", "the next turn; Enter alone does the same"),
    Command("previous", "p", "", "the turn before"),
    Command("repeat", ".", "", "this turn again"),
    Command("sentences", "s", "", "the sentences of this turn with their numbers"),
    Command("code", "c", "NAME", "code the whole turn; or: code NAME on 2, code NAME on 2-3"),
    Command("again", "a", "", "code with the last code; or: again on 2"),
    Command("remove", "x", "N", "remove a coding of this turn by its number"),
    Command("memo", "m", "WORDS", "write a memo on this turn"),
    Command("undo", "u", "", "undo the last change, whatever it was"),
    Command("redo", "r", "", "do it again"),
    Command("uncoded", "o", "", "the next turn that is not coded"),
    Command("find", "f", "WORDS", "find words in all documents"),
    Command("go", "g", "N", "the turn with this number"),
    Command("document", "d", "NAME", "another document; without a name, all are listed"),
    Command("codes", "b", "WORDS", "the codes that answer to words; without words, all"),
    Command("suggest", "?", "", "codes that are suggested for this turn"),
    Command("help", "h", "", "this list"),
    Command("quit", "q", "", "leave; everything is saved already"),
)
_BY_NAME = {name: c.word for c in COMMANDS for name in (c.word, c.letter)}


class Loop:
    """Carries out what is typed, on the study itself.

    Args:
        study: the open study.
        say: takes each line of the answer; nothing in it acts on a terminal.
    """

    def __init__(self, study: Study, say: Callable[[str], None]) -> None:
        self._study = study
        self._say = say
        self._reading = Reading(study)
        self._suggesting = Suggesting(study)
        self._last: CodeInfo | None = None
        self._offered: list[Callable[[], None]] = []
        self.over = False

    def begin(self) -> None:
        """Say where one is."""
        self._say(f"{safe(self._study.name)}. Type help for what you can type.")
        self._say(self._reading.where())
        self._read_out()

    def take(self, line: str) -> None:
        """Carry out one line, and say what came of it."""
        word, _, rest = line.strip().partition(" ")
        offered, self._offered = self._offered, []
        try:
            if word.isdecimal() and not rest:
                self._choose(offered, int(word))
            else:
                getattr(self, f"_{self._command(word)}")(rest.strip())
        except QualcodeError as error:
            self._say(safe(str(error)))

    def end(self) -> None:
        """Write down the place."""
        self._reading.keep()

    # -- moving ----------------------------------------------------------------------------

    def _next(self, _: str) -> None:
        self._step(1)

    def _previous(self, _: str) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._reading.step(by):
            self._read_out()
        else:
            self._say(f"This is the {'last' if by > 0 else 'first'} turn of the document.")

    def _repeat(self, _: str) -> None:
        self._read_out()

    def _sentences(self, _: str) -> None:
        self._say_all(self._reading.read_sentences())

    def _go(self, number: str) -> None:
        self._reading.go(_number(number, "go 12"))
        self._read_out()

    def _uncoded(self, _: str) -> None:
        if self._reading.next_uncoded():
            self._read_out()
        else:
            self._say("Nothing is left uncoded after this turn.")

    def _document(self, name: str) -> None:
        documents = self._study.documents.list()
        found = best(name, documents, lambda d: (d.name,)) if name else documents
        if name and found:
            self._open(found[0].id)
        else:
            self._offer([(safe(d.name), partial(self._open, d.id)) for d in found], "document")

    def _open(self, document_id: int, turn: int | None = None) -> None:
        self._reading.open(self._study.documents.get(document_id))
        if turn is not None:
            self._reading.go(turn)
        self._say(self._reading.where())
        self._read_out()

    def _find(self, words: str) -> None:
        hits = self._study.search(words, limit=MOST)
        turns = {(hit.document_id, hit.turn): hit for hit in reversed(hits)}
        self._offer(
            [(_told(hit), partial(self._open, *turn)) for turn, hit in reversed(turns.items())],
            "place",
        )

    # -- coding ----------------------------------------------------------------------------

    def _code(self, asked: str) -> None:
        name, span = self._where(asked)
        if not name:
            raise UsageError("Which code?", hint="Type: code, and a few letters of its name.")
        codes = [code for code in self._study.codebook.codes() if code.codable]
        found = best(name, codes, lambda c: (c.name, " ".join(c.path), c.short, c.definition))
        if found and _is_meant(name, found):
            self._apply(found[0], span)
        else:
            self._offer([(safe(c.name), partial(self._apply, c, span)) for c in found], "code")

    def _again(self, asked: str) -> None:
        if self._last is None:
            raise UsageError("No code was used yet.", hint="Type: code, and its name.")
        self._apply(self._last, self._where(f"x {asked}")[1])

    def _apply(self, code: CodeInfo, span: tuple[int, int], origin: str = "hand") -> None:
        place = Stretch(self._reading.document.id, *span)
        shown = self._suggesting.shown_for(place)
        self._study.codings.apply(*place, code.id, origin=origin, shown=shown)
        self._last = code
        self._say(f"Coded {safe(code.name)}.")

    def _where(self, asked: str) -> tuple[str, tuple[int, int]]:
        """What is asked for, and the stretch it is for: sentences by number, else the turn."""
        match = _WHERE.fullmatch(asked)
        turn, sentences = self._reading.turn, self._reading.sentences
        if match is None or match["first"] is None:
            return (match["what"] if match else asked).strip(), (turn.start, turn.end)
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if not 1 <= first <= last <= len(sentences):
            hint = f"It has {len(sentences)}; 's' reads them with their numbers."
            raise UsageError(f"This turn has no sentences {first} to {last}.", hint=hint)
        return match["what"].strip(), (sentences[first - 1].start, sentences[last - 1].end)

    def _remove(self, number: str) -> None:
        codings = self._reading.codings
        if not codings:
            raise UsageError("There is no coding on this turn.")
        wanted = 1 if not number and len(codings) == 1 else _number(number, "remove 1")
        if not 1 <= wanted <= len(codings):
            raise UsageError(f"There is no coding {wanted} here.", hint="'.' reads them again.")
        coding = codings[wanted - 1]
        self._study.codings.remove(coding.id)
        self._say(f"Removed {safe(self._study.codebook.get(coding.code_id).name)}.")

    def _memo(self, words: str) -> None:
        turn = self._reading.turn
        document = self._reading.document.id
        self._study.memos.add("passage", document, words, start=turn.start, end=turn.end)
        self._say("Wrote the memo.")

    def _undo(self, _: str) -> None:
        entry = self._study.history.undo()
        self._say(f"Undone: {safe(entry.label)}." if entry else "There is nothing to undo.")

    def _redo(self, _: str) -> None:
        entry = self._study.history.redo()
        self._say(f"Done again: {safe(entry.label)}." if entry else "There is nothing to redo.")

    def _codes(self, words: str) -> None:
        codes = self._study.codebook.codes()
        if words:
            codes = best(words, codes, lambda c: (c.name, " ".join(c.path), c.short, c.definition))
        counts = self._study.codebook.counts()
        for code in codes:
            theme = f", in {safe(code.path[0])}" if code.depth else ", a theme"
            self._say(f"{safe(code.name)}{theme}, {counts.get(code.id, 0)} codings.")
        if not codes:
            self._say("No code answers to that.")

    def _suggest(self, _: str) -> None:
        turn = self._reading.turn
        found = self._suggesting.codes(self._reading.document.id, turn.start, turn.end)
        span = turn.start, turn.end
        self._offer(
            [
                (f"{safe(c.name)}, {share:.0%}", partial(self._apply, c, span, "suggestion"))
                for c, share in found
            ],
            "suggestion",
        )

    # -- the rest --------------------------------------------------------------------------

    def _help(self, _: str) -> None:
        for command in COMMANDS:
            takes = f" {command.takes}" if command.takes else ""
            self._say(f"{command.word}{takes}, or {command.letter}: {command.does}.")
        self._say("Where numbers are read out, a number alone chooses.")

    def _quit(self, _: str) -> None:
        self.over = True

    def _command(self, word: str) -> str:
        """The command that a word, a letter or the beginning of a word stands for."""
        wanted = word.casefold()
        if not wanted:
            return "next"
        begun = [c.word for c in COMMANDS if c.word.startswith(wanted)]
        found = _BY_NAME.get(wanted) or (begun[0] if len(begun) == 1 else None)
        if found is None:
            raise UsageError(f"'{word}' is nothing that can be done.", hint="Type: help")
        return found

    def _offer(self, choices: Sequence[tuple[str, Callable[[], None]]], what: str) -> None:
        """Read out choices; a number typed next takes one."""
        if not choices:
            self._say(f"There is no such {what}.")
            return
        self._offered = [then for _, then in choices[:MOST]]
        for number, (told, _) in enumerate(choices[:MOST], start=1):
            self._say(f"{number}: {told}.")
        self._say("Type a number to choose.")

    def _choose(self, offered: Sequence[Callable[[], None]], number: int) -> None:
        if not 1 <= number <= len(offered):
            raise UsageError("There is nothing with that number to choose.")
        offered[number - 1]()

    def _read_out(self) -> None:
        self._say_all(self._reading.read_out())

    def _say_all(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._say(line)


def _is_meant(name: str, found: Sequence[CodeInfo]) -> bool:
    """Whether the first is meant and no other: by its name, and better than the rest."""
    first, *rest = scores(name, [code.name for code in found])
    return len(found) == 1 or (first >= CLEAR and all(score < first for score in rest))


def _told(hit: SearchHit) -> str:
    words = safe(f"{hit.before}{hit.match}{hit.after}")
    who = f", {safe(hit.speaker)}" if hit.speaker else ""
    return f"{safe(hit.document)}, turn {hit.turn}{who}: {words}"


def _number(text: str, example: str) -> int:
    if not text.isdecimal():
        raise UsageError("A number is needed.", hint=f"Type, for instance: {example}")
    return int(text)
