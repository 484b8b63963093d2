"""Open survey answers in csv and xlsx: one row a respondent, one column a question."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass

from qualcode.errors import ReadError
from qualcode.text.rows import csv_rows, likely_delimiter
from qualcode.transcripts.decode import decode
from qualcode.transcripts.draft import Draft, Layout
from qualcode.transcripts.model import Wishes
from qualcode.transcripts.source import Source

Grid = list[list[str]]

_ID = re.compile(
    r"(?:response|respondent|participant|student|pupil|person|record|submission|user|case)?[\s_-]*"
    r"(?:id|no|nr|number|code|key|name|identifier)\.?|respondents?|participants?|students?|pupils?|"
    r"persons?|pseudonyms?|who|first name|full name|your name|#",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?:role|job(?: title)?|position|institution|organi[sz]ation|school|college|type(?: of .*)?|"
    r"institution[ _]type|year|year[ _]group|grade|class|age|age[ _]group|gender|sex|ethnicity|"
    r"date|time|timestamp|start(?:ed)?(?: time| date)?|end(?: time| date)?|completion time|"
    r"submitted(?: at)?|duration.*|e-?mail(?: address)?|ip(?: address)?|language|wave|group|"
    r"status|progress|finished|course|subject|department|last name|surname)",
    re.IGNORECASE,
)
_LONG = {
    "question": re.compile(r"questions?|prompt|item", re.I),
    "answer": re.compile(r"answers?|responses?|text|comments?", re.I),
}
_BLANK = frozenset(
    (
        "",
        "n/a",
        "na",
        "n.a.",
        "-",
        "--",
        "\u2013",
        "\u2014",
        ".",
        "/",
        "#n/a",
        "no answer",
        "not answered",
        "no response",
    )
)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?%?")
_FIELD_HINT = "Put the questions into the first row, and each respondent's answers into one row."


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column is what; numbers count from 0."""

    who: int | None
    questions: list[int]
    attributes: list[int]


def read_csv(source: Source, wishes: Wishes) -> Draft:
    """Read survey answers from csv with comma, semicolon, tab or bar between cells."""
    decoded = decode(source.data, source.shown, encoding=wishes.encoding)
    draft = lay_out(_parse(decoded.text, source.shown), source)
    draft.encoding = decoded.encoding
    draft.warnings[:0] = decoded.warnings
    return draft


def _parse(text: str, name: str) -> Grid:
    first, delimiter = 1, ""
    head, _, rest = text.partition("\n")
    if head.lower().startswith("sep=") and len(head.strip()) == 5 and rest:
        text, first, delimiter = rest, 2, head[4]
    rows = csv_rows(text, delimiter or likely_delimiter(text), name, first=first)
    return [cells for _, cells in rows]


def lay_out(grid: Grid, source: Source) -> Draft:
    """Make turns of a table: '{respondent} · {question}' and the answer on the next line.

    Raises:
        ReadError: no column holds answers in words.
    """
    rows = [row for row in grid if any(row)]
    if len(rows) < 2:
        raise ReadError(f"{source.shown} holds no answers.", hint=_FIELD_HINT)
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    header = [" ".join(cell.split()) for cell in rows[0]]
    long = _long_layout(header)
    columns = _columns(header, rows[1:])
    if long is None and not columns.questions:
        raise ReadError(
            f"{source.shown} holds no answers in words.",
            hint="Scores and attributes are imported as survey and participants instead.",
        )
    draft = _answers(header, rows[1:], columns, long)
    if not draft.turns:
        raise ReadError(f"{source.shown} holds no answers.", hint=_FIELD_HINT)
    return draft


def _long_layout(header: list[str]) -> tuple[int, int] | None:
    """The columns of question and answer where each row is one answer."""
    found = {
        what: [n for n, cell in enumerate(header) if rule.fullmatch(cell)]
        for what, rule in _LONG.items()
    }
    if found["question"] and found["answer"]:
        return found["question"][0], found["answer"][0]
    return None


def _columns(header: list[str], rows: Grid) -> _Columns:
    who = next((n for n, cell in enumerate(header) if _ID.fullmatch(cell)), None)
    questions: list[int] = []
    attributes: list[int] = []
    for n, head in enumerate(header):
        answers = [row[n] for row in rows if row[n].casefold() not in _BLANK]
        if n == who or (not answers and not head):
            continue
        closed = bool(answers) and all(_NUMBER.fullmatch(a) for a in answers)
        known = _ATTRIBUTE.fullmatch(head) is not None or _ID.fullmatch(head) is not None
        is_attribute = known or (closed and not head.endswith("?"))
        (attributes if is_attribute else questions).append(n)
    if who is None and len(questions) > 1 and not header[questions[0]].endswith("?"):
        first = [row[questions[0]] for row in rows]
        short = all(0 < len(cell) <= 12 and len(cell.split()) == 1 for cell in first)
        if short and len(set(first)) == len(first) and any(c.isdigit() for c in "".join(first)):
            who = questions.pop(0)
    return _Columns(who, questions, attributes)


def _answers(
    header: list[str], rows: Grid, columns: _Columns, long: tuple[int, int] | None
) -> Draft:
    layout = Layout()
    missing = 0
    names: list[str] = []
    others: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, start=1):
        name = " ".join(row[columns.who].split()) if columns.who is not None else ""
        name = name or f"Respondent {number}"
        names.append(name)
        left = [n for n in columns.attributes if row[n] and n not in (long or ())]
        if left:
            others.setdefault(name, {}).update({header[n] or _letter(n): row[n] for n in left})
        if long is not None:
            asked = [(" ".join(row[long[0]].split()) or "Question", row[long[1]])]
        else:
            asked = [(header[n] or f"Column {_letter(n)}", row[n]) for n in columns.questions]
        for question, answer in asked:
            words = answer.replace("\r\n", "\n").replace("\r", "\n").strip()
            if words.casefold() in _BLANK:
                missing += 1
                continue
            layout.add(words, speaker=name, heading=f"{name} \u00b7 {question}", question=question)
    draft = Draft(layout.text, layout.turns)
    if missing:
        draft.warnings.append(f"Blank answers were left out ({missing}).")
    repeated = [n for n in Counter(names).values() if n > 1]
    if repeated and long is None:
        draft.warnings.append(f"Some respondents stand in more than one row ({len(repeated)}).")
    if others:
        draft.details["attributes"] = json.dumps(others, ensure_ascii=False)
        draft.warnings.append(
            f"Columns that are no open questions were not made text ({len(columns.attributes)}); "
            "import them as participants."
        )
    return draft


def _letter(n: int) -> str:
    """The name a spreadsheet gives to column ``n``, counted from 0."""
    name = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name
