"""How widely a code or theme is spoken of: people, source events, passages.

Counted are people who could be told apart; interviewers and moderators are not data, and
labels such as 'Several' count as talk but as nobody. A focus group is one source event and
stands apart from interviews, and its members' agreement with one another is not counted as
so many interviews. Figures are whole counts with the number they are out of, never
percentages: studies of this kind have fewer than twenty people in most cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.passages import Extent, passage_of
from qualcode.analysis.rows import (
    NOT_KNOWN,
    CodeNode,
    Mark,
    Person,
    Source,
    Touch,
    TurnUnit,
    rolled_up,
    touches,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct counts; the same class serves as the N they are out of.

    ``participants`` are people told apart; ``interviewees`` those heard in an interview and
    ``group_members`` those heard in a focus group (somebody may be both). ``interviews`` are
    source events that are no focus group, ``groups`` focus groups. ``passages`` are those of
    :mod:`qualcode.analysis.passages`: what overlaps is one. In an N it is 0.
    """

    participants: int = 0
    interviewees: int = 0
    group_members: int = 0
    interviews: int = 0
    groups: int = 0
    passages: int = 0

    @property
    def documents(self) -> int:
        """Source events: interviews and focus groups."""
        return self.interviews + self.groups


@dataclass(frozen=True, slots=True)
class CodePrevalence:
    """One code. ``by`` holds, for each attribute and value, what people of that value said.

    Values that overlap in a passage or a document each count it, so columns need not add up
    to ``total``.
    """

    code_id: int
    total: Tally
    by: Mapping[str, Mapping[str, Tally]]


@dataclass(frozen=True, slots=True)
class Prevalence:
    """All codes asked for, and the N of each column.

    ``base`` counts everybody heard and every source event with data in it; ``base_by`` the
    same by attribute and value. ``unheard`` people are listed as participants but speak
    nowhere, and are not in N. ``without_data`` marks lie wholly on interviewers' talk and are
    not counted.
    """

    codes: tuple[CodePrevalence, ...]
    base: Tally
    base_by: Mapping[str, Mapping[str, Tally]]
    unheard: int
    without_data: int
    subtree: bool

    def of(self, code_id: int) -> CodePrevalence:
        """The row of one code.

        Raises:
            KeyError: if the code was not asked for.
        """
        for row in self.codes:
            if row.code_id == code_id:
                return row
        raise KeyError(code_id)


def prevalence(
    codes: Sequence[CodeNode],
    marks: Iterable[Mark],
    turns: Sequence[TurnUnit],
    people: Sequence[Person],
    sources: Sequence[Source],
    *,
    attributes: Sequence[str] = ("role", "institution"),
    subtree: bool = True,
) -> Prevalence:
    """Count participants, source events and passages for each code.

    Args:
        codes: the codes, with their parents; one row each, in this order.
        marks: the codings; of one coder, or of several taken together.
        turns: the turns of all documents.
        people: the participants.
        sources: the documents.
        attributes: attributes to break the counts down by.
        subtree: whether a code's counts include those of the codes below it.
    """
    marks = list(marks)
    data = [turn for turn in turns if turn.is_data]
    groups = {source.id for source in sources if source.group}
    counter = _Counter({person.id: person for person in people}, groups, tuple(attributes))
    by_code: dict[int, list[Touch]] = {code.id: [] for code in codes}
    for touch in touches(rolled_up(marks, codes) if subtree else marks, data):
        if touch.mark.code_id in by_code:
            by_code[touch.mark.code_id].append(touch)
    base, base_by = counter.base(data)
    on_data = {touch.mark for touch in touches(marks, data)}
    heard = {turn.participant_id for turn in data}
    return Prevalence(
        tuple(CodePrevalence(code, *counter.both(found)) for code, found in by_code.items()),
        base,
        base_by,
        unheard=sum(person.id not in heard for person in people),
        without_data=sum(mark not in on_data for mark in marks),
        subtree=subtree,
    )


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts touches, over all and by attribute, with the people and groups at hand."""

    people: Mapping[int, Person]
    groups: set[int]
    attributes: tuple[str, ...]

    def base(self, data: Iterable[TurnUnit]) -> tuple[Tally, dict[str, dict[str, Tally]]]:
        """What the counts are out of: everybody heard, every source event."""
        everything = [Touch(Mark(t.document_id, 0, t.start, t.end), t) for t in data]
        return self._both(everything, {})

    def both(self, found: Sequence[Touch]) -> tuple[Tally, dict[str, dict[str, Tally]]]:
        """Counts of one code, over all, and by attribute and value."""
        return self._both(found, passage_of(_extent(touch) for touch in found))

    def _both(
        self, found: Sequence[Touch], passages: Mapping[Extent, Extent]
    ) -> tuple[Tally, dict[str, dict[str, Tally]]]:
        by: dict[str, dict[str, Tally]] = {}
        for attribute in self.attributes:
            heaps: dict[str, list[Touch]] = {}
            for touch in found:
                person = self._person(touch.turn)
                if person is not None:
                    heaps.setdefault(person.value(attribute), []).append(touch)
            by[attribute] = {
                value: self._tally(heaps[value], passages) for value in sorted_values(heaps)
            }
        return self._tally(found, passages), by

    def _person(self, turn: TurnUnit) -> Person | None:
        if turn.kind != "participant" or turn.participant_id is None:
            return None
        return self.people.get(turn.participant_id)

    def _tally(self, found: Sequence[Touch], passages: Mapping[Extent, Extent]) -> Tally:
        documents = {touch.turn.document_id for touch in found}
        spoke = {
            (person.id, touch.turn.document_id in self.groups)
            for touch in found
            if (person := self._person(touch.turn)) is not None
        }
        return Tally(
            participants=len({person for person, _ in spoke}),
            interviewees=sum(not in_group for _, in_group in spoke),
            group_members=sum(in_group for _, in_group in spoke),
            interviews=len(documents - self.groups),
            groups=len(documents & self.groups),
            passages=len({passages[_extent(touch)] for touch in found}) if passages else 0,
        )


def _extent(touch: Touch) -> Extent:
    return touch.mark.document_id, touch.mark.start, touch.mark.end


def sorted_values(values: Iterable[str]) -> list[str]:
    """Attribute values in alphabetical order, :data:`NOT_KNOWN` last."""
    return sorted(values, key=lambda value: (value == NOT_KNOWN, value.casefold(), value))
