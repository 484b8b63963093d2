"""The header of a table of survey answers: titles above it, and headers of several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.text.rows import Row

ID = re.compile(
    r"(?:response|respondent|participant|student|pupil|person|record|submission|user|case)?[\s_-]*"
    r"(?:id|no|nr|number|code|key|name|identifier)\.?|respondents?|participants?|students?|pupils?|"
    r"persons?|pseudonyms?|who|first name|full name|your name|#",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r"(?:role|job(?: title)?|position|institution|organi[sz]ation|school|college|type(?: of .*)?|"
    r"institution[ _]type|year|year[ _]group|grade|class|age|age[ _]group|gender|sex|ethnicity|"
    r"date|time|timestamp|start(?:ed)?(?: time| date)?|end(?: time| date)?|completion time|"
    r"submitted(?: at)?|duration.*|e-?mail(?: address)?|ip(?: address)?|language|wave|group|"
    r"status|progress|finished|course|subject|department|last name|surname)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:open[- ]ended )?(?:response|comment)", re.IGNORECASE)
_PART = re.compile(r"open[- ]ended \w+|response|other \(please \w+\)", re.IGNORECASE)
_IMPORT_ID = '{"ImportId"'


@dataclass(slots=True)
class Header:
    """What stands above the answers, and the rows below it."""

    header: list[str]
    rows: list[Row]
    titles: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def find_header(rows: Sequence[Row]) -> Header | None:
    """Find the row of questions in a table without empty rows; None if it has no rows below.

    Left out above it are titles: rows with one cell over a row that is a header. A second row
    of the header, as SurveyMonkey and Qualtrics write it, is joined with the first.
    """
    titles: list[str] = []
    rest = list(rows)
    while len(rest) > 2 and _is_title(rest[0][1], rest[1][1]):
        titles.append(rest.pop(0)[1][0])
    if len(rest) < 2:
        return None
    header = [" ".join(cell.split()) for cell in rest.pop(0)[1]]
    found = Header(header, rest, titles)
    if titles:
        found.warnings.append(f"What stands above the table was left out ({len(titles)}).")
    _join_second_row(found)
    return found if found.rows else None


def _is_title(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the first row is one cell of words and the second a header that shows itself."""
    filled = [cell for cell in second if cell]
    known = any(
        ID.fullmatch(cell) or ATTRIBUTE.fullmatch(cell) or cell.endswith("?") for cell in filled
    )
    return (
        bool(first[0])
        and not any(first[1:])
        and not first[0].endswith("?")
        and len(filled) > 1
        and known
    )


def _join_second_row(found: Header) -> None:
    second = found.rows[0][1]
    if len(found.rows) > 1 and any(c.startswith(_IMPORT_ID) for c in found.rows[1][1]):
        found.header = [" ".join(cell.split()) for cell in second]  # Qualtrics: ids come first
        del found.rows[:2]
    elif _is_second_row(found.header, second):
        above, joined = "", []
        for n, cell in enumerate(found.header):
            part = " ".join(second[n].split()) if n < len(second) else ""
            above = cell or above
            more = bool(part) and (not cell or _WHOLE.fullmatch(part) is None)
            joined.append(f"{above} \u2013 {part}" if above and more else cell or part)
        found.header = joined
        del found.rows[0]
    else:
        return
    found.warnings.append("The header has more than one row; they were joined.")


def _is_second_row(header: Sequence[str], second: Sequence[str]) -> bool:
    """Whether this row tells parts of the questions above: nothing in it is anybody's."""
    told = [bool(ID.fullmatch(head) or ATTRIBUTE.fullmatch(head)) for head in header]
    pairs = [(about, cell) for about, cell in zip(told, second, strict=False) if cell]
    return (
        any(told)
        and not any(about for about, _ in pairs)
        and any(_PART.fullmatch(cell) for _, cell in pairs)
    )
