"""The reports that are tables: matrix, co-occurrence, agreement, survey."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import Refused, UsageError
from qualcode.reports import words
from qualcode.reports.figures import CodeFigures, count_codes
from qualcode.reports.model import GroupFigures
from qualcode.reports.survey import change_of, section_of
from qualcode.reports.tables import Report, Table, Value

if TYPE_CHECKING:
    from qualcode.analysis.agreement import Agreement
    from qualcode.analysis.coefficients import Coefficient
    from qualcode.analysis.survey import SurveyChange
    from qualcode.study import Study
    from qualcode.study.types import CodeInfo, CoderInfo

REPORTS = ("matrix", "cooccurrence", "agreement", "survey")
"""The names that :func:`build_report` knows."""


def build_report(study: Study, name: str, *, k: int = 3, coders: Sequence[str] = ()) -> Report:
    """One of :data:`REPORTS`, from all that is coded.

    Args:
        study: the study; it is not changed.
        name: which report.
        k: for the matrix, the smallest number of people in a column.
        coders: for the agreement, the two to compare; the first two who coded, where empty.

    Raises:
        UsageError: there is no report of that name, or not two coders are named.
        NotFound: there is no such coder.
        Refused: the study has not what the report is about.
    """
    makers: dict[str, Callable[[], Report]] = {
        "matrix": lambda: matrix_report(study, k=k),
        "cooccurrence": lambda: cooccurrence_report(study),
        "agreement": lambda: agreement_report(study, coders=coders),
        "survey": lambda: survey_report(study),
    }
    if name not in makers:
        raise UsageError(
            f"There is no report '{name}'.", hint=f"The reports are: themes, {', '.join(REPORTS)}."
        )
    return makers[name]()


def matrix_report(study: Study, *, k: int = 3) -> Report:
    """Codes down, roles and institutions across; participants and passages."""
    figures = count_codes(study, k=k)
    codes = study.codebook.codes()
    mask = study.quotations.mask()
    tables = []
    for which, title in (("by_role", "By role"), ("by_institution", "By institution")):
        for passages in (False, True):
            table = _matrix(figures, codes, which, title, mask, passages=passages)
            if table is not None:
                tables.append(table)
    if not tables:
        raise Refused(
            "There are no roles or institutions to compare.",
            hint="Read a table of participants with the columns role and institution first.",
        )
    notes = (
        "Stretches of talk that overlap and were given the same code are one passage, whoever "
        "coded them. A theme's row takes all its codes together, so the rows below do not add up "
        "to it.",
        f"Groups with fewer than {k} people are put together with others.",
    )
    heading = "Codes by role and institution"
    return Report("matrix", heading, mask(study.name), tuple(tables), notes)


def _matrix(
    figures: CodeFigures,
    codes: Sequence[CodeInfo],
    which: str,
    title: str,
    mask: Callable[[str], str],
    *,
    passages: bool,
) -> Table | None:
    def groups(code: CodeInfo) -> tuple[GroupFigures, ...]:
        found: tuple[GroupFigures, ...] = getattr(figures.by_code[code.id], which)
        return found

    if not codes or not groups(codes[0]):
        return None
    columns = [f"{g.label} (N\u00a0=\u00a0{g.participants.of})" for g in groups(codes[0])]
    rows: list[tuple[Value, ...]] = []
    for code in codes:
        own = figures.by_code[code.id]
        cells = [g.passages if passages else g.participants.n for g in groups(code)]
        total = own.passages if passages else own.participants.n
        rows.append((mask(code.name), *cells, total))
    counted = "passages" if passages else "participants"
    every = "All passages" if passages else f"All (N\u00a0=\u00a0{figures.base.participants})"
    paths = tuple(tuple(mask(name) for name in code.path) for code in codes)
    return Table(f"{title}: {counted}", ("Code", *columns, every), tuple(rows), paths=paths)


def cooccurrence_report(study: Study) -> Report:
    """Pairs of codes that were given to the same participant's turn, the most frequent first."""
    codes = {c.id: c for c in study.codebook.codes() if c.codable}
    found = study.analyses.cooccurrence()
    mask = study.quotations.mask()
    pairs = sorted(found.pairs.items(), key=lambda item: (-item[1], item[0]))
    rows = tuple(
        (
            mask(codes[one].name),
            mask(codes[other].name),
            n,
            found.count(one, one),
            found.count(other, other),
            found.jaccard(one, other),
        )
        for (one, other), n in pairs
    )
    headings = ("Code", "With", "Together", "First code", "Second code", "Jaccard")
    notes = (
        f"Counted in {words.plural(found.units, 'turn')} of participants: {found.definition}",
        "Jaccard: turns with both codes, out of turns with either.",
    )
    table = Table("Codes that occur together", headings, rows, notes, own=frozenset({0, 1}))
    return Report("cooccurrence", "Co-occurrence of codes", mask(study.name), (table,))


def agreement_report(study: Study, *, coders: Sequence[str] = ()) -> Report:
    """Two coders, code by code and all codes together."""
    one, other = _two(study, coders)
    codes = {c.id: c for c in study.codebook.codes()}
    found = study.analyses.agreement(one.id, other.id)
    mask = study.quotations.mask()
    headings = _agreement_headings(one, other)
    rows: list[tuple[Value, ...]] = []
    for code in found.codes:
        t = code.table
        measured = (code.percent, code.positive, code.kappa, code.alpha)
        name = mask(codes[code.code_id].name)
        rows.append((name, t.both, t.only_a, t.only_b, t.neither, *_measures(measured)))
    t, whole = found.pooled.table, found.pooled
    measured = (whole.percent, whole.positive, whole.kappa, whole.alpha)
    total = ("All codes", t.both, t.only_a, t.only_b, t.neither, *_measures(measured))
    return Report(
        "agreement",
        f"Agreement of {one.name} and {other.name}",
        mask(study.name),
        (
            Table("Code by code", headings, tuple(rows), digits=3),
            Table("All codes together", headings, (total,), digits=3),
        ),
        (*_agreement_notes(found), _made_blind(study, (one, other), found.documents)),
    )


def _agreement_headings(one: CoderInfo, other: CoderInfo) -> tuple[str, ...]:
    return (
        "Code",
        "Both",
        f"Only {one.name}",
        f"Only {other.name}",
        "Neither",
        "Agreement",
        "Positive agreement",
        "Kappa",
        "Alpha",
        "Note",
    )


def _two(study: Study, names: Sequence[str]) -> tuple[CoderInfo, CoderInfo]:
    if names and len(names) != 2:
        raise UsageError("Agreement is between two coders.", hint="Name two of them.")
    if names:
        return study.coders.find(names[0]), study.coders.find(names[1])
    found = study.coders.who_coded()
    if len(found) < 2:
        raise Refused(
            "There are not two coders whose codings could be compared.",
            hint="Let a second coder code some of the same documents.",
        )
    return found[0], found[1]


def _measures(found: Sequence[Coefficient]) -> tuple[Value, ...]:
    reasons = dict.fromkeys(c.reason for c in found if c.value is None and c.reason)
    told = f"undefined: {'; '.join(reasons)}" if reasons else ""
    return (*(c.value for c in found), told)


def _agreement_notes(found: Agreement) -> tuple[str, ...]:
    notes = [
        f"Units: {words.plural(found.units, 'turn')} of participants in "
        f"{_documents(len(found.documents))} that both have coded.",
        "Agreement: share of turns on which both decide alike. Positive agreement: the same, "
        "leaving out turns that neither gave the code. Kappa: Cohen. Alpha: Krippendorff, nominal.",
        "All codes together: pooled, not averaged, so that a rare code does not weigh as much as "
        "a common one.",
        "Most turns do not carry a given code, so agreement is high by itself; read the counts "
        "beside every coefficient.",
    ]
    if found.left_out:
        left = words.plural(len(found.left_out), "document")
        notes.append(f"Left out: {left} that only one of the two has coded.")
    return tuple(notes)


def _made_blind(study: Study, coders: Iterable[CoderInfo], documents: Collection[int]) -> str:
    """Which codings were made without sight of the other's codings and of suggestions."""
    told = []
    for coder in coders:
        made = study.coders.made_blind(coder.id, documents)
        share = f"{made.blind:,} of {made.codings:,}" if made.share == "some" else made.share
        told.append(f"{share} by {coder.name}")
    return (
        "Codings made blind, without sight of the other's codings and of suggestions: "
        f"{', '.join(told)}."
    )


def _documents(n: int) -> str:
    return "the document" if n == 1 else f"the {n:,} documents"


def survey_report(study: Study) -> Report:
    """The survey's change, factor by factor, with the counts behind it."""
    change = change_of(study)
    if change is None:
        raise Refused("There are no survey scores.", hint="Read them first: qualcode survey.")
    tables = _survey_tables(change)
    name = study.quotations.mask()(study.name)
    return Report("survey", "Survey", name, tables, words.survey_notes(section_of(change)))


def _survey_tables(change: SurveyChange) -> tuple[Table, ...]:
    lines = section_of(change).lines
    pre, post = change.pre, change.post
    moved = tuple(
        (
            f.factor,
            f.pairs,
            f.pre_mean,
            f.post_mean,
            f.mean_change,
            *(f.interval or (None, None)),
            f.median_change,
            f.up,
            f.same,
            f.down,
        )
        for f in change.factors
    )
    tested = tuple(
        (f.factor, f.pairs, line.p, f.p_holm, line.effect, line.note)
        for f, line in zip(change.factors, lines, strict=True)
    )
    answered = tuple(
        (f.factor, f.pairs, f.pre_only, f.post_only, f.missing) for f in change.factors
    )
    means = (f"Mean {pre}", f"Mean {post}", "Mean change", "95 % from", "95 % to")
    return (
        Table(
            f"Change from {pre} to {post}",
            ("Factor", "Pairs", *means, "Median change", "Up", "Same", "Down"),
            moved,
            digits=1,
        ),
        Table(
            "Test and effect size",
            ("Factor", "Pairs", "p", "p adjusted", "Effect size", "Note"),
            tested,
            digits=3,
        ),
        Table(
            f"Who answered, of {words.plural(change.respondents, 'respondent')}",
            ("Factor", "Both", f"Only {pre}", f"Only {post}", "Neither"),
            answered,
        ),
    )
