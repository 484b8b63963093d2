"""``qualcode passages``: what was coded, and what else is coded there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, StudyPath, reading

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.query import Condition
    from qualcode.study.retrieval import Found

EXAMPLES = (
    "qualcode passages heads --code Confidence",
    "qualcode passages heads --code Confidence --role Student --near 'Left out or lost' --within 2",
    "qualcode passages heads --code 'Learning together' --without Confidence -o alone.xlsx",
    "qualcode passages heads --code Motivation --where year_group=10 --since 2026-11-01",
)

Names = list[str] | None
_ONE_CODE = "Several times: each of them."


def run(
    study: StudyPath,
    code: Annotated[
        Names, typer.Option(metavar="NAME", help="A code or theme. Several times: any of them.")
    ] = None,
    with_: Annotated[
        Names, typer.Option("--with", metavar="NAME", help=f"Overlaps this code. {_ONE_CODE}")
    ] = None,
    without: Annotated[
        Names, typer.Option(metavar="NAME", help=f"Nothing on it has this code. {_ONE_CODE}")
    ] = None,
    near: Annotated[
        Names,
        typer.Option(metavar="NAME", help=f"This code is on it or near it. {_ONE_CODE}"),
    ] = None,
    not_near: Annotated[
        Names,
        typer.Option("--not-near", metavar="NAME", help=f"It is neither. {_ONE_CODE}"),
    ] = None,
    within: Annotated[
        int, typer.Option(min=0, metavar="N", help="How many turns away is near; 0: the same turn.")
    ] = 1,
    side: Annotated[
        str, typer.Option(metavar="SIDE", help="either, or wholly before or after the passage.")
    ] = "either",
    same_coder: Annotated[
        bool, typer.Option("--same-coder", help="Only by the coder of the passage, not by anybody.")
    ] = False,
    below: Annotated[bool, typer.Option(help="Whether codes below a code count.")] = True,
    role: Annotated[
        Names, typer.Option(metavar="ROLE", help="Of this role. Several times: any of them.")
    ] = None,
    institution: Annotated[
        Names, typer.Option(metavar="NAME", help="From this institution. Likewise.")
    ] = None,
    where: Annotated[
        Names,
        typer.Option(metavar="ATTRIBUTE=VALUE", help="With any other attribute. Likewise."),
    ] = None,
    speaker: Annotated[str, typer.Option(metavar="NAME", help="This person speaks.")] = "",
    document: Annotated[
        Names, typer.Option(metavar="NAME", help="In this document. Several times: any of them.")
    ] = None,
    coder: Annotated[str | None, typer.Option(metavar="NAME", help="By this coder.")] = None,
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Coded on this day or later: 2026-11-24.")
    ] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Coded on this day or before.")] = "",
    origin: Annotated[
        str, typer.Option(metavar="ORIGIN", help="Coded by hand, or from a suggestion or import.")
    ] = "",
    memo: Annotated[
        bool | None, typer.Option(help="Only those with a memo, or without one.")
    ] = None,
    words: Annotated[str, typer.Option(metavar="WORDS", help="These words all occur in it.")] = "",
    context: Annotated[
        int, typer.Option(min=0, max=500, metavar="N", help="Show N words before and after.")
    ] = 0,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write a csv, xlsx or json file."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the passages of a code, by what else is coded there.

    All that is asked must hold. Codes count with those below them. Names are those of the
    people themselves: what is shown is for the researchers only.
    """
    from qualcode.study.query import Query, read_day

    with reading(study) as opened, out.progress("Looking"):
        query = Query(
            codes=_codes(opened, code),
            subtree=below,
            conditions=_conditions(
                opened,
                {"with": with_, "without": without, "near": near, "not near": not_near},
                {"within": within, "side": _side(side), "same_coder": same_coder, "subtree": below},
            ),
            documents=tuple(opened.documents.get(name).id for name in document or ()),
            attributes=_attributes(role, institution, where),
            speaker=speaker.strip(),
            coder_id=None if coder is None else opened.coders.find(coder).id,
            since=read_day(since) if since else None,
            until=read_day(until) if until else None,
            origin=_origin(origin),
            memo=memo,
            words=words.strip(),
        )
        found = opened.retrieve(query, context=context)
        asked = opened.retrieval.in_words(query)
        if output is not None:
            _write(opened, output, found, as_json=as_json)
            return
    if as_json:
        out.data({"asked": asked, "passages": [_data(one) for one in found]})
        return
    for one in found:
        _say(one)
    people = {person.id for one in found for person in one.people}
    total = f"{out.count(len(found), 'passage')} of {out.count(len(people), 'person', 'people')}"
    out.note(f"{out.name(asked)}: {total}.")


def _codes(study: Study, names: Names) -> tuple[int, ...]:
    return tuple(study.codebook.find(name).id for name in names or ())


def _conditions(
    study: Study, asked: dict[str, Names], how: dict[str, Any]
) -> tuple[Condition, ...]:
    from qualcode.study.query import Condition

    return tuple(
        Condition(kind, codes=_codes(study, [name]), **how)  # type: ignore[arg-type]
        for kind, names in asked.items()
        for name in names or ()
    )


def _side(given: str) -> str:
    return _one_of("--side", given, ("either", "before", "after"))


def _origin(given: str) -> Any:
    return _one_of("--origin", given, ("hand", "suggestion", "import")) if given else None


def _one_of(option: str, given: str, known: Sequence[str]) -> str:
    from qualcode.errors import UsageError

    if given not in known:
        raise UsageError(f"'{given}' is nothing for {option}.", hint=f"One of: {', '.join(known)}.")
    return given


def _attributes(role: Names, institution: Names, where: Names) -> tuple[tuple[str, str], ...]:
    from qualcode.errors import UsageError

    pairs = [("role", value) for value in role or ()]
    pairs += [("institution", value) for value in institution or ()]
    for given in where or ():
        name, equals, value = given.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise UsageError(f"'{given}' is no attribute.", hint="Write it like year_group=10.")
        pairs.append((name.strip(), value.strip()))
    return tuple(pairs)


def _say(found: Found) -> None:
    """A passage: what it is coded, where and by whom; then the words of each speaker."""
    passage = found.passage
    where = f"{out.name(passage.document)}{_turns(found)}"
    made = f"{out.name(passage.coder)}, {passage.created_at[:10]}"
    out.say(f"{out.name(found.code.label)} · {where} · {made}")
    if found.before:
        out.say(f"  … {out.one_line(found.before)}")
    roles = {person.id: person.role for person in found.people}
    for part in passage.parts:
        role = roles.get(part.participant_id or 0, "")
        who = out.name(part.label or "") + (f" ({out.name(role)})" if role else "")
        out.say(f"  {who + ': ' if who else ''}{out.one_line(part.text)}")
    if not passage.parts:
        out.say(f"  {out.one_line(passage.text)}")
    if found.after:
        out.say(f"  {out.one_line(found.after)} …")
    if passage.memo:
        out.say(f"  Memo: {out.one_line(passage.memo)}")
    out.say()


def _turns(found: Found) -> str:
    if found.turns is None:
        return ""
    first, last = found.turns
    return f", turn {first}" if first == last else f", turns {first} to {last}"


def _data(found: Found) -> dict[str, Any]:
    passage = found.passage
    return {
        "coding": passage.coding_guid,
        "document": passage.document,
        "code": found.code.label,
        "coder": passage.coder,
        "created_at": passage.created_at,
        "origin": found.origin,
        "start": passage.start,
        "end": passage.end,
        "turns": list(found.turns or ()),
        "speakers": list(found.speakers),
        "participants": [
            {"name": person.name, **dict(person.attributes)} for person in found.people
        ],
        "text": passage.text,
        "spoken": passage.spoken,
        "shared": [list(stretch) for stretch in found.shared],
        "before": found.before,
        "after": found.after,
        "memo": passage.memo,
    }


def _write(study: Study, path: Path, found: Sequence[Found], *, as_json: bool) -> None:
    from qualcode.exchange import write_codings

    n = write_codings(study, path, passages=[one.passage for one in found])
    if as_json:
        out.data({"file": str(path), "codings": n})
    else:
        out.say(f"Wrote {out.count(n, 'passage')} to {out.name(str(path))}.")
