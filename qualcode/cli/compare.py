"""``qualcode compare``: where two coders differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, StudyPath, reading
from qualcode.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.study import Study
    from qualcode.study.agreeing import Open, Review
    from qualcode.study.types import CoderInfo

EXAMPLES = (
    "qualcode compare heads",
    "qualcode compare heads --coders 'Ruth Calloway' 'Daniel Mensah' --document focus-group",
)
KINDS = {
    "only a": "only A",
    "only b": "only B",
    "boundary": "other ends",
    "code": "another code",
    "parent": "code above or below",
}
VERDICTS = {
    "a": "A's",
    "b": "B's",
    "both": "both",
    "neither": "neither",
    "other": "another",
}
WORDS = 60


def run(
    study: StudyPath,
    coders: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="The two coders; else the first two who coded."),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only this document; else all that both have coded."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List where two coders differ, coding by coding.

    A disagreement is a code that only one of the two gave, the same code with other ends, or
    another code on nearly the same passage. What was agreed on is said beside each. How far
    the two agree, in figures, says: qualcode report agreement.
    """
    with reading(study) as opened:
        one, other = _two(opened, coders)
        documents = _documents(opened, one, other, document)
        reviews = [opened.agreeing.review(key, one.id, other.id) for key in documents]
        if as_json:
            out.data([_data(opened, review) for review in reviews])
            return
        out.say(f"A: {out.name(one.name)}    B: {out.name(other.name)}")
        for review in reviews:
            _show(opened, review)


def _two(study: Study, names: tuple[str, str] | None) -> Sequence[CoderInfo]:
    if names is not None:
        return [study.coders.find(name) for name in names]
    found = study.coders.who_coded()[:2]
    if len(found) < 2:
        raise Refused(
            "There are not two coders whose codings could be compared.",
            hint="Let a second coder code some of the same documents.",
        )
    return found


def _documents(study: Study, one: CoderInfo, other: CoderInfo, wanted: str | None) -> list[int]:
    if wanted is not None:
        return [study.documents.get(wanted).id]
    counts = [study.codings.counts_by_document(coder_id=coder.id) for coder in (one, other)]
    found = [key for key in counts[0] if all(count[key] for count in counts)]
    if not found:
        raise Refused(
            f"{one.name} and {other.name} have coded no document both.",
            hint="Name a document that one of them has coded: --document NAME.",
        )
    return found


def _show(study: Study, review: Review) -> None:
    name = out.name(study.documents.get(review.document_id).name)
    alike = out.count(len(review.alike), "coding")
    differ = out.count(len(review.rows), "disagreement")
    settled = f", {review.settled} of {len(review.rows)} settled" if review.settled else ""
    out.say(f"\n{name}: {alike} alike, {differ}{settled}")
    if review.rows:
        rows = [_row(study, review, row) for row in review.rows]
        out.table(("turn", "kind", "A", "B", "agreed", "words"), rows)


def _row(study: Study, review: Review, row: Open) -> tuple[str | int, ...]:
    found = row.difference
    text = study.documents.text(review.document_id)[found.start : found.end]
    words = out.one_line(text)
    return (
        _turn(study, review, found.start),
        KINDS[found.kind],
        _codes(study, review, found.a),
        _codes(study, review, found.b),
        VERDICTS[row.settled.verdict] if row.settled else "",
        words if len(words) <= WORDS else f"{words[: WORDS - 1].rstrip()}…",
    )


def _turn(study: Study, review: Review, offset: int) -> int:
    turns = study.documents.turns(review.document_id)
    return next((turn.n for turn in turns if turn.end > offset), 0)


def _codes(study: Study, review: Review, keys: Sequence[int]) -> str:
    names = [study.codebook.get(review.codings[key].code_id).name for key in keys]
    return ", ".join(dict.fromkeys(names)) or "-"


def _data(study: Study, review: Review) -> dict[str, Any]:
    text = study.documents.text(review.document_id)

    def coded(keys: Sequence[int]) -> list[dict[str, Any]]:
        rows = [review.codings[key] for key in keys]
        return [
            {"code": study.codebook.get(row.code_id).name, "start": row.start, "end": row.end}
            for row in rows
        ]

    return {
        "document": study.documents.get(review.document_id).name,
        "a": review.a.name,
        "b": review.b.name,
        "alike": len(review.alike),
        "settled": review.settled,
        "disagreements": [
            {
                "kind": row.difference.kind,
                "turn": _turn(study, review, row.difference.start),
                "start": row.difference.start,
                "end": row.difference.end,
                "words": text[row.difference.start : row.difference.end],
                "a": coded(row.difference.a),
                "b": coded(row.difference.b),
                "agreed": row.settled.verdict if row.settled else None,
                "reason": row.settled.reason if row.settled else "",
            }
            for row in review.rows
        ],
    }
