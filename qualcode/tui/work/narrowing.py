"""Conditions of a list of passages: choose a kind, then what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.content import Content

from qualcode.errors import UsageError
from qualcode.study.matching import HEARD_AS
from qualcode.study.query import ORIGINS, Condition, Kind, Query, read_day
from qualcode.tui.screens.ask import AskLine
from qualcode.tui.screens.choose import Choose, Row
from qualcode.tui.screens.picker import CodePicker, Picked
from qualcode.tui.shown import name
from qualcode.tui.work.part import Part

Then = Callable[[Query], None]

CODES: dict[Kind, str] = {
    "with": "with another code on it …",
    "without": "without another code on it …",
    "near": "near another code …",
    "not near": "not near another code …",
}
OTHERS = {
    "speaker": "spoken by …",
    "document": "in the document …",
    "coder": "coded by …",
    "since": "coded since the day …",
    "until": "coded until the day …",
    "origin": "made by hand, from a suggestion, by import …",
    "memo": "with a memo",
    "no memo": "without a memo",
}
_NEAR = re.compile(r"(\d{1,5})(?:\s+turns?)?(?:\s+(before|after))?")


class Narrowing(Part):
    """Asks for conditions."""

    def ask(self, query: Query, then: Then) -> None:
        """Ask which condition to add or remove; ``then`` gets the new query."""
        there = self.study.retrieval.narrowings(query)
        rows = [
            Row(("drop", n), Content.assemble(("✕ drop: ", "$warning"), name(words)), (words,))
            for n, (words, _) in enumerate(there)
        ]
        rows += [_row(("code", kind), told) for kind, told in CODES.items()]
        attributes = [key for key in self.study.participants.attributes() if key != HEARD_AS]
        rows += [_row(("attribute", key), f"{name(key)} …") for key in attributes]
        rows += [_row((kind, ""), told) for kind, told in OTHERS.items()]
        below = "without the codes below it" if query.subtree else "with the codes below it"
        rows.append(_row(("below", ""), below))
        choose: Choose[tuple[str, Any]] = Choose("Only passages …", rows)

        def chosen(answer: tuple[str, Any]) -> None:
            kind, about = answer
            if kind == "drop":
                then(there[about][1])
            elif kind == "code":
                self._code(query, about, then)
            elif kind == "attribute":
                self._attribute(query, about, then)
            elif kind in ("since", "until"):
                self._day(query, kind, then)
            else:
                self._other(query, kind, then)

        self.desk.ask(choose, chosen)

    def _code(self, query: Query, kind: Kind, then: Then) -> None:
        title = f"Only passages {CODES[kind]}"
        picker = CodePicker(title, list(self.session.codes.values()), holders=True)

        def picked(answer: Picked) -> None:
            if not isinstance(answer, int):
                return
            if kind in ("with", "without"):
                then(_and(query, Condition(kind, (answer,))))
            else:
                self._near(query, Condition(kind, (answer,)), then)

        self.desk.ask(picker, picked)

    def _near(self, query: Query, condition: Condition, then: Then) -> None:
        ask = AskLine(
            "Within how many turns?",
            value="1",
            note="0 is the same turn. '2 before' or '2 after': only on that side of the passage.",
        )

        def typed(answer: str) -> None:
            found = _NEAR.fullmatch(answer.casefold())
            if found is None:
                raise UsageError(
                    f"'{answer}' is no number of turns.", hint="Write: 2, or 2 before."
                )
            side: Any = found[2] or "either"
            then(_and(query, replace(condition, within=int(found[1]), side=side)))

        self.desk.ask(ask, typed)

    def _attribute(self, query: Query, attribute: str, then: Then) -> None:
        values = [p.attributes.get(attribute, "") for p in self.study.participants.list()]
        rows = [
            Row(
                value,
                Content.assemble(name(value), (f"  {values.count(value)}", "dim")),
                (value,),
            )
            for value in dict.fromkeys(filter(None, values))
        ]
        title = f"Only passages by people whose {name(attribute)} is …"
        choose: Choose[str] = Choose(title, rows)
        self.desk.ask(
            choose,
            lambda value: then(replace(query, attributes=(*query.attributes, (attribute, value)))),
        )

    def _day(self, query: Query, kind: str, then: Then) -> None:
        value = query.since if kind == "since" else query.until
        ask = AskLine(
            f"Only passages coded {kind} the day",
            value=value.isoformat() if value else "",
            hint="2026-11-24",
        )

        def typed(answer: str) -> None:
            day = read_day(answer)
            then(replace(query, since=day) if kind == "since" else replace(query, until=day))

        self.desk.ask(ask, typed)

    def _other(self, query: Query, kind: str, then: Then) -> None:
        if kind == "below":
            then(replace(query, subtree=not query.subtree))
        elif kind in ("memo", "no memo"):
            then(replace(query, memo=kind == "memo"))
        else:
            choose: Choose[Any] = Choose(f"Only passages {OTHERS[kind]}", self._rows(kind))
            self.desk.ask(choose, lambda answer: then(_with(query, kind, answer)))

    def _rows(self, kind: str) -> list[Row]:
        """What there is to choose from."""
        if kind == "speaker":
            people = [person.name for person in self.study.participants.list()]
            labels = [speaker.label for speaker in self.study.documents.all_speakers()]
            return [_row(label, name(label)) for label in dict.fromkeys([*people, *labels])]
        if kind == "document":
            return [_row(document.id, name(document.name)) for document in self.session.documents]
        if kind == "coder":
            return [_row(coder.id, name(coder.name)) for coder in self.session.coders.values()]
        return [_row(origin, told) for origin, told in ORIGINS.items()]


def _with(query: Query, kind: str, answer: Any) -> Query:
    """A query with a speaker, document, coder or origin, too."""
    match kind:
        case "speaker":
            return replace(query, speaker=answer)
        case "document":
            return replace(query, documents=(*query.documents, answer))
        case "coder":
            return replace(query, coder_id=answer)
        case _:
            return replace(query, origin=answer)


def _row(key: Any, told: str) -> Row:
    return Row(key, Content(told), (told,))


def _and(query: Query, condition: Condition) -> Query:
    return replace(query, conditions=(*query.conditions, condition))
