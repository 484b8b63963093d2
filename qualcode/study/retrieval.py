"""Retrieval: passages by their code, by what else is coded there, by whom, where and when."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.analysis.neighbours import Neighbours, Placed, Stretch
from qualcode.errors import NotFound
from qualcode.store import queries
from qualcode.study.part import Part
from qualcode.study.passages import passages_of
from qualcode.study.query import Condition, Query, beginning, ending, in_words, narrowings
from qualcode.study.types import CodeInfo, Origin, ParticipantInfo, PassageRow
from qualcode.text.words import around


class Match(NamedTuple):
    """A coding that answers to a query, without its words.

    ``shared`` are the stretches that it shares with what a condition ``with`` asks for.
    """

    coding_id: int
    document_id: int
    code_id: int
    coder_id: int
    start: int
    end: int
    turn_first: int | None
    turn_last: int | None
    origin: Origin
    shared: tuple[Stretch, ...] = ()

    @property
    def placed(self) -> Placed:
        """Where it stands."""
        return Placed(self.start, self.end, self.turn_first, self.turn_last)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that answers to a query, with all that is known of it.

    Attributes:
        passage: document, words turn by turn, speakers, coder, time and memo.
        code: what it is coded.
        people: the participants heard in it.
        origin: where the coding came from.
        shared: see :class:`Match`; half-open, in the document's text.
        before, after: some words either side, as they stand in the document (with the labels of
            speakers), in one line; empty unless asked for.
    """

    passage: PassageRow
    code: CodeInfo
    people: tuple[ParticipantInfo, ...]
    origin: Origin
    shared: tuple[Stretch, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def turns(self) -> tuple[int, int] | None:
        """The first and the last turn it touches; None where it touches none."""
        parts = self.passage.parts
        return (parts[0].turn, parts[-1].turn) if parts else None

    @property
    def speakers(self) -> tuple[str, ...]:
        """The labels heard in it, in order."""
        return tuple(dict.fromkeys(part.label for part in self.passage.parts if part.label))

    def values(self, attribute: str) -> tuple[str, ...]:
        """The values that the people heard in it have for an attribute."""
        found = dict.fromkeys(person.attributes.get(attribute, "") for person in self.people)
        return tuple(value for value in found if value)

    @property
    def role(self) -> str:
        """The roles of the people heard in it, separated by ``; ``."""
        return "; ".join(self.values("role"))

    @property
    def institution(self) -> str:
        """Their institutions, likewise."""
        return "; ".join(self.values("institution"))


class Retrieval(Part):
    """Finds coded passages. :meth:`match` is fast at any number; :meth:`show` adds the words."""

    def match(self, query: Query) -> list[Match]:
        """The codings that answer to a query, in the order of the study.

        Raises:
            NotFound: if a code, document, coder or speaker of it is not in the study, or if no
                participant has an attribute it asks for.
            UsageError: if a day is out of reach.
        """
        places = {document.id: n for n, document in enumerate(self._study.documents.list())}
        codes = self._codes(query.codes, subtree=query.subtree) if query.codes else None
        for document_id in query.documents:
            self._study.documents.get(document_id)
        if query.coder_id is not None:
            self._study.coders.find(query.coder_id)
        with self._study.reading() as connection:
            rows = queries.matches(
                connection,
                code_ids=codes,
                document_ids=query.documents or None,
                coder_id=query.coder_id,
                since=beginning(query.since) if query.since else None,
                until=ending(query.until) if query.until else None,
                origin=query.origin,
                memoed=query.memo,
            )
        found = [Match(*row) for row in rows]
        if query.speaker or query.attributes:
            found = self._heard(found, self._speakers(query))
        if query.words:
            found = self._worded(found, codes, query.words)
        for condition in query.conditions:
            found = self._meeting(found, condition)
        found.sort(key=lambda m: (places[m.document_id], m.start, m.end, m.coding_id))
        return found

    def show(self, matches: Sequence[Match], *, context: int = 0) -> list[Found]:
        """Matches with their words, speakers, people and memos; what is gone is left out.

        Args:
            matches: in the order wanted.
            context: how many words before and after to show.
        """
        by_id = {match.coding_id: match for match in matches}
        codes = {code.id: code for code in self._study.codebook.codes()}
        people = {person.id: person for person in self._study.participants.list()}
        shown = []
        for passage in passages_of(self._study, list(by_id)):
            before = after = ""
            if context:
                text = self._study.documents.text(passage.document_id)
                before, after = around(text, passage.start, passage.end, context)
            match = by_id[passage.coding_id]
            shown.append(
                Found(
                    passage,
                    codes[passage.code_id],
                    tuple(people[key] for key in passage.participant_ids if key in people),
                    match.origin,
                    match.shared,
                    before,
                    after,
                )
            )
        return shown

    def people(self, matches: Iterable[Match]) -> set[int]:
        """The ids of the participants heard in any of these."""
        spans = _by_document(matches)
        with self._study.reading() as connection:
            rows = queries.heard(connection, list(spans))
        numbers: dict[int, list[int]] = defaultdict(list)
        heard: dict[int, list[int | None]] = defaultdict(list)
        for document_id, n, _, kind, participant_id in rows:
            numbers[document_id].append(n)
            heard[document_id].append(participant_id if kind == "participant" else None)
        found: set[int | None] = set()
        for document_id, own in spans.items():
            for first, last in own:
                low = bisect_left(numbers[document_id], first)
                high = bisect_left(numbers[document_id], last + 1)
                found.update(heard[document_id][low:high])
        return {key for key in found if key is not None}

    def in_words(self, query: Query) -> str:
        """A query in one line, as a person would say it."""
        return in_words(self._study, query)

    def narrowings(self, query: Query) -> list[tuple[str, Query]]:
        """What narrows a query, each in words and with the query as it would be without it."""
        return narrowings(self._study, query)

    def _codes(self, codes: Iterable[int], *, subtree: bool) -> list[int]:
        codebook = self._study.codebook
        wanted: dict[int, None] = {}
        for code_id in codes:
            below = codebook.subtree(code_id) if subtree else [codebook.get(code_id).id]
            wanted.update(dict.fromkeys(below))
        return list(wanted)

    def _speakers(self, query: Query) -> set[int]:
        """The speakers of all documents who answer to a query."""
        people = self._study.participants.list()
        named = _plain(query.speaker)
        wanted: dict[str, set[str]] = defaultdict(set)
        for name, value in query.attributes:
            if not any(
                _plain(p.attributes.get(name.casefold(), "")) == _plain(value) for p in people
            ):
                raise _nobody(people, name.casefold(), value)
            wanted[name.casefold()].add(_plain(value))
        fitting = {
            person.id: _plain(person.name)
            for person in people
            if all(_plain(person.attributes.get(n, "")) in values for n, values in wanted.items())
        }
        speakers = self._study.documents.all_speakers()
        called = {_plain(s.label) for s in speakers} | {_plain(p.name) for p in people}
        if named and named not in called:
            raise NotFound(
                f"Nobody called '{query.speaker}' is heard in the study.",
                hint="See: qualcode speakers STUDY",
            )
        return {
            s.id
            for s in speakers
            if (not named or named in (_plain(s.label), fitting.get(s.participant_id or 0)))
            and (not wanted or (s.participant_id in fitting and s.kind == "participant"))
        }

    def _heard(self, matches: list[Match], speakers: set[int]) -> list[Match]:
        """Those in which any of these speakers is heard."""
        with self._study.reading() as connection:
            rows = queries.heard(connection, list(_by_document(matches)))
        numbers: dict[int, list[int]] = defaultdict(list)
        for document_id, n, speaker_id, _, _ in rows:
            if speaker_id in speakers:
                numbers[document_id].append(n)
        kept = []
        for match in matches:
            if match.turn_first is not None and match.turn_last is not None:
                own = numbers[match.document_id]
                at = bisect_left(own, match.turn_first)
                if at < len(own) and own[at] <= match.turn_last:
                    kept.append(match)
        return kept

    def _worded(self, matches: list[Match], codes: list[int] | None, words: str) -> list[Match]:
        """Those in whose passages all of the words occur."""
        wanted = words.casefold().split()
        with self._study.reading() as connection:
            rows = queries.quotes(connection, codes)
        fits = {key for key, quote in rows if _holds(quote.casefold(), wanted)}
        return [match for match in matches if match.coding_id in fits]

    def _meeting(self, matches: list[Match], condition: Condition) -> list[Match]:
        """Those that meet a condition."""
        codes = self._codes(condition.codes, subtree=condition.subtree)
        groups: dict[tuple[int, int], list[Placed]] = defaultdict(list)
        with self._study.reading() as connection:
            rows = queries.places(connection, codes, list(_documents(matches)))
        for document_id, coder_id, *place in rows:
            groups[document_id, coder_id if condition.same_coder else 0].append(Placed(*place))
        neighbours = {key: Neighbours(placed) for key, placed in groups.items()}
        nothing, own = Neighbours(()), frozenset(codes)
        met = _CONDITIONS[condition.kind]
        kept = []
        for match in matches:
            key = match.document_id, match.coder_id if condition.same_coder else 0
            by, itself = neighbours.get(key, nothing), int(match.code_id in own)
            if not met(by, match.placed, itself, condition):
                continue
            if condition.kind == "with":
                shared = by.shared(match.placed, besides=itself)
                match = match._replace(shared=_united(match.shared, shared))
            kept.append(match)
        return kept


def _with(by: Neighbours, placed: Placed, itself: int, _condition: Condition) -> bool:
    return by.overlapping(placed) > itself


def _without(by: Neighbours, placed: Placed, _itself: int, _condition: Condition) -> bool:
    return not by.overlapping(placed)


def _near(by: Neighbours, placed: Placed, itself: int, condition: Condition) -> bool:
    over = condition.side == "either" and by.overlapping(placed) > itself
    return over or by.within(placed, condition.within, condition.side)


def _not_near(by: Neighbours, placed: Placed, _itself: int, condition: Condition) -> bool:
    return not _near(by, placed, 0, condition)


_CONDITIONS: dict[str, Callable[[Neighbours, Placed, int, Condition], bool]] = {
    "with": _with,
    "without": _without,
    "near": _near,
    "not near": _not_near,
}


def _documents(matches: Iterable[Match]) -> dict[int, None]:
    return dict.fromkeys(match.document_id for match in matches)


def _by_document(matches: Iterable[Match]) -> dict[int, set[tuple[int, int]]]:
    """The turns that matches touch, document by document."""
    spans: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for match in matches:
        if match.turn_first is not None and match.turn_last is not None:
            spans[match.document_id].add((match.turn_first, match.turn_last))
    return spans


def _united(one: tuple[Stretch, ...], other: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Stretches that lie in either, none touching another."""
    united: list[Stretch] = []
    for start, end in sorted((*one, *other)):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return tuple(united)


def _holds(quote: str, words: list[str]) -> bool:
    return all(word in quote for word in words)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _nobody(people: Sequence[ParticipantInfo], name: str, value: str) -> NotFound:
    values = dict.fromkeys(p.attributes[name] for p in people if p.attributes.get(name))
    if values:
        return NotFound(
            f"No participant's {name} is '{value}'.", hint=f"There are: {', '.join(values)}."
        )
    known = dict.fromkeys(key for person in people for key in person.attributes)
    hint = f"There are: {', '.join(known)}." if known else "See: qualcode participants STUDY FILE"
    return NotFound(f"No participant has the attribute '{name}'.", hint=hint)
