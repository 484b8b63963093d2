"""Survey scores: pre and post, by factor, of the participants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ReadError
from qualcode.store import queries
from qualcode.study.marks import clean_name, counted
from qualcode.study.part import Part
from qualcode.study.sheets import Sheet, read_sheet
from qualcode.study.types import Score

_WAVE = re.compile(
    r"^(?P<factor>.+?)[\s_(/:-]+(?P<wave>pre|post)\)?$|"
    r"^(?P<wave2>pre|post)[\s_:-]+(?P<factor2>.+)$",
    re.IGNORECASE,
)
_MISSING = {"", "-", "n/a", "na", "nan", "missing", "."}


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """What reading a survey did. ``unknown`` are rows whose name no participant has."""

    respondents: int
    factors: tuple[str, ...]
    scores: int
    missing: int
    pre_only: int
    post_only: int
    unknown: int


class Survey(Part):
    """The study's survey scores."""

    def scores(self) -> list[Score]:
        """All scores; ``value`` is None where one is missing."""
        with self._study.reading() as connection:
            return [Score(*row[1:]) for row in queries.scores(connection)]

    def import_file(self, path: str | Path) -> SurveyReport:
        """Read factor scores (percentages, 0 to 100) from a CSV or Excel table.

        One row a respondent and wave (columns ``name``, ``wave`` and one a factor), one row a
        score (``name``, ``wave``, ``factor``, ``value``), or one row a respondent with columns
        such as ``attendance pre`` and ``attendance post``. Names are matched with the
        participants'. Scores that are there already are replaced; nothing is made up. Factors keep
        the name they are first written with; capitals make no difference.

        Raises:
            ReadError: if the table cannot be read or a value is no percentage.
        """
        source = Path(path)
        rows = _rows(source, read_sheet(source))
        with self._study.change("survey") as recorder:
            people = {p.name.casefold(): p.id for p in self._study.participants.list()}
            known = {k: v for k, v in rows.items() if k[0] in people}
            unknown = {name for name, _, _ in rows} - {name for name, _, _ in known}
            if not known:
                raise ReadError(
                    f"Nobody in {source.name} is a participant of the study.",
                    hint="Read the participants first, under the same names.",
                )
            respondents = counted(len({k[0] for k in known}), "respondent")
            recorder.label = f"read survey scores of {respondents}"
            present = {row[1:4]: row[0] for row in map(tuple, queries.scores(recorder.connection))}
            spelt = {factor.casefold(): factor for *_, factor in present}
            fresh = []
            for (name, wave, factor), value in known.items():
                key = (people[name], wave, spelt.get(factor.casefold(), factor))
                if key in present:
                    recorder.update("survey_score", present[key], {"value": value})
                else:
                    fresh.append(
                        {"participant_id": key[0], "wave": wave, "factor": key[2], "value": value}
                    )
            recorder.insert_many("survey_score", fresh)
        return _report(known, len(unknown))


def _report(rows: dict[tuple[str, str, str], float | None], unknown: int) -> SurveyReport:
    waves: dict[str, set[str]] = {}
    for (name, wave, _), value in rows.items():
        held = waves.setdefault(name, set())
        if value is not None:
            held.add(wave)
    return SurveyReport(
        respondents=len(waves),
        factors=tuple(dict.fromkeys(factor for _, _, factor in rows)),
        scores=sum(value is not None for value in rows.values()),
        missing=sum(value is None for value in rows.values()),
        pre_only=sum(held == {"pre"} for held in waves.values()),
        post_only=sum(held == {"post"} for held in waves.values()),
        unknown=unknown,
    )


def _rows(path: Path, sheet: Sheet) -> dict[tuple[str, str, str], float | None]:
    if "name" not in sheet.columns:
        raise ReadError(f"{path.name} has no column 'name'.", hint="It names the respondents.")
    cells: list[tuple[int, str, str, str, str]] = []
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        name = clean_name(row["name"]).casefold()
        if not name:
            raise ReadError(
                f"Line {line} of {path.name} has no name.", hint="Name them, or take it out."
            )
        if {"wave", "factor", "value"} <= set(sheet.columns):
            cells.append((line, name, row["wave"], row["factor"], row["value"]))
            continue
        for column, title in zip(sheet.columns, sheet.titles, strict=True):
            if column in ("name", "wave"):
                continue
            wave, factor = (row["wave"], title) if "wave" in row else _split(title)
            if wave:
                cells.append((line, name, wave, factor, row[column]))
    found: dict[tuple[str, str, str], float | None] = {}
    spelt: dict[str, str] = {}
    for line, name, wave, factor, cell in cells:
        named = clean_name(factor)
        key = (name, _wave(path, line, wave), spelt.setdefault(named.casefold(), named))
        if not named:
            raise ReadError(
                f"Line {line} of {path.name} does not say which factor the score is of.",
                hint="Fill in the column 'factor'.",
            )
        if key in found:
            raise ReadError(
                f"Line {line} of {path.name} repeats a score that stands above.",
                hint="Let each respondent have one score a wave and factor.",
            )
        found[key] = _value(path, line, cell)
    if not found:
        raise ReadError(
            f"{path.name} holds no scores.",
            hint="It needs a column 'wave' (pre or post) and a column for each factor.",
        )
    return found


def _split(column: str) -> tuple[str, str]:
    match = _WAVE.match(column)
    if match is None:
        return "", column
    return match["wave"] or match["wave2"], (match["factor"] or match["factor2"]).strip()


def _wave(path: Path, line: int, given: str) -> str:
    wave = given.strip().casefold()
    if wave not in ("pre", "post"):
        raise ReadError(
            f"Line {line} of {path.name}: the wave is neither 'pre' nor 'post'.",
            hint="Write 'pre' for scores before the course and 'post' for those after it.",
        )
    return wave


def _value(path: Path, line: int, cell: str) -> float | None:
    text = cell.strip().rstrip("%").strip()
    if text.casefold() in _MISSING:
        return None
    number = text.replace(",", ".")
    value = float(number) if re.fullmatch(r"\+?(\d+\.?\d*|\.\d+)", number) else -1.0
    if not 0 <= value <= 100:
        raise ReadError(
            f"Line {line} of {path.name} holds a score that is no percentage from 0 to 100.",
            hint="Leave missing scores empty.",
        )
    return value
