"""The report on suggestions: what the program proposed, and what people made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode.analysis import acceptance
from qualcode.errors import Refused
from qualcode.reports.tables import Report, Table, Value
from qualcode.reports.words import plural

if TYPE_CHECKING:
    from qualcode.analysis.acceptance import Decision
    from qualcode.study import Study
    from qualcode.study.types import CoderInfo

OUTCOMES = (
    "Passages",
    "First taken",
    "Another shown",
    "Not shown",
    "Refused",
    "Undone",
    "Share first",
)
"""Headings of what became of passages."""
MOST_PAIRS = 12
"""Pairs of codes that are listed, one suggested and the other chosen."""


def suggestion_report(study: Study) -> Report:
    """What was suggested, and taken, changed or refused: by coder, by code and over time.

    Raises:
        Refused: if nothing was decided with suggestions on the screen, nor were they switched off.
    """
    record = study.suggestions.record
    decisions = acceptance.by_passage(record.decisions())
    switched = _switched(study)
    if not decisions and not switched:
        raise Refused(
            "Nothing was coded or skipped in this study with suggestions on the screen.",
            hint="The coding desk keeps the record: qualcode STUDY",
        )
    mask = study.quotations.mask()
    return Report(
        "suggestions",
        "What became of suggestions",
        mask(study.name),
        _tables(study, decisions, mask) if decisions else (),
        (*_notes(decisions), *switched),
    )


def _tables(
    study: Study, decisions: Sequence[Decision], mask: Callable[[str], str]
) -> tuple[Table, ...]:
    names = {code.id: mask(code.name) for code in study.codebook.codes()}

    def name(code_id: int) -> str:
        return names.get(code_id, f"a code that is gone ({code_id})")

    found = [_by_coder(study, decisions), _by_code(decisions, name)]
    pairs = acceptance.instead(decisions)
    if pairs:
        found.append(_instead(pairs, name))
    time = acceptance.over_time(decisions)
    unit = "Day" if len(time[0][0]) > len("2026-01") else "Month"
    rows = tuple((when, *_counts(some), *_learned(some)) for when, some in time)
    headings = (unit, *OUTCOMES, "Learned from", "Model states")
    found.append(Table(f"{unit} by {unit.lower()}", headings, rows, own=frozenset()))
    found.append(_by_learned(decisions))
    return tuple(found)


def _by_coder(study: Study, decisions: Sequence[Decision]) -> Table:
    rows: list[tuple[Value, ...]] = []
    for coder in study.coders.list():
        own = [one for one in decisions if one.coder_id == coder.id]
        if own:
            rows.append((coder.name, *_counts(own)))
    if len(rows) > 1:
        rows.append(("All coders", *_counts(decisions)))
    return Table("By coder", ("Coder", *OUTCOMES), tuple(rows))


def _by_code(decisions: Sequence[Decision], name: Callable[[int], str]) -> Table:
    headings = (
        "Code",
        "First",
        "Taken when first",
        "Shown",
        "Taken",
        "Another code",
        "Refused",
        "Undone",
        "Chosen unseen",
    )
    rows = tuple(
        (
            name(row.code_id),
            row.first,
            row.first_taken,
            row.shown,
            row.taken,
            row.another,
            row.refused,
            row.undone,
            row.unseen,
        )
        for row in acceptance.by_code(decisions)
    )
    return Table("By code", headings, rows)


def _instead(pairs: Sequence[tuple[int, int, int]], name: Callable[[int], str]) -> Table:
    rows = tuple((name(one), name(other), n) for one, other, n in pairs[:MOST_PAIRS])
    left = len(pairs) - len(rows)
    more = f"{plural(left, 'rarer pair')} left out: --json has each decision."
    return Table(
        "Chosen instead of the first",
        ("Suggested first", "Chosen instead", "Passages"),
        rows,
        (more,) if left else (),
        own=frozenset({0, 1}),
    )


def _by_learned(decisions: Sequence[Decision]) -> Table:
    rows = tuple(
        (_span(low, high), *_counts(some), _states(some))
        for (low, high), some in acceptance.by_learned(decisions)
    )
    headings = ("Learned from", *OUTCOMES, "Model states")
    return Table("By how many passages it had learned from", headings, rows, own=frozenset())


def _counts(decisions: Sequence[Decision]) -> tuple[Value, ...]:
    found = acceptance.tally(decisions)
    return (
        found.passages,
        found.first,
        found.other_shown,
        found.another,
        found.refused,
        found.undone,
        found.share_first,
    )


def _learned(decisions: Iterable[Decision]) -> tuple[Value, ...]:
    counts = [one.shown.model.learned_from for one in decisions]
    return _span(min(counts), max(counts)), _states(decisions)


def _span(low: int, high: int | None) -> str:
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _states(decisions: Iterable[Decision]) -> int:
    return len({one.shown.model for one in decisions})


def _notes(decisions: Sequence[Decision]) -> tuple[str, ...]:
    recoded = acceptance.tally(decisions).recoded
    changed = f" {plural(recoded, 'passage')} got another code later." if recoded else ""
    return (
        "Counted are passages that were coded, or skipped in a quick round, while suggestions for "
        "them were on the screen. What was shown for a passage that one merely passed by is not "
        "kept, so nothing can be said of it; nor of passages coded before suggestions had come.",
        "First taken: the code suggested first was given. Another shown: not that one, but another "
        "on the screen. Not shown: a code that was not among them. Refused: skipped in a quick "
        "round. Undone: all codings made there have been undone or removed since. These add up to "
        "the passages.",
        "Codes given to one passage one after the other are one decision. A code that was taken "
        "may have been picked by hand: that it stood on the screen is known, not that it was "
        f"followed. Codes count as they were given then.{changed}",
        "Learned from: coded passages that the model knew. Each coding makes another state of "
        "it; --json has each decision with the mark of its state. Days are those of UTC.",
    )


def _switched(study: Study) -> tuple[str, ...]:
    """A sentence for each coder who ever switched suggestions off."""
    record = study.suggestions.record
    told = []
    for coder in study.coders.list():
        own = [change for change in record.switches() if change.coder_id == coder.id]
        if own:
            told.append(_off(coder, [(change.at, change.on) for change in own]))
    return tuple(told)


def _off(coder: CoderInfo, changes: Sequence[tuple[str, bool]]) -> str:
    spans = []
    for n in range(0, len(changes), 2):
        until = f"to {_minute(changes[n + 1][0])}" if n + 1 < len(changes) else "on"
        spans.append(f"from {_minute(changes[n][0])} {until}")
    return f"Suggestions were switched off for {coder.name} {', '.join(spans)} (UTC)."


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")
