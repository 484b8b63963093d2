"""Open survey answers in csv and xlsx: one row a respondent, one column a question."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass

from qualcode.errors import ReadError
from qualcode.text.rows import Row, csv_rows, likely_delimiter
from qualcode.transcripts.decode import decode
from qualcode.transcripts.draft import Draft, Layout
from qualcode.transcripts.model import Wishes
from qualcode.transcripts.source import Source
from qualcode.transcripts.tablehead import ATTRIBUTE, ID, find_header

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


def _parse(text: str, name: str) -> list[Row]:
    first, delimiter = 1, ""
    head, _, rest = text.partition("\n")
    if head.lower().startswith("sep=") and len(head.strip()) == 5 and rest:
        text, first, delimiter = rest, 2, head[4]
    return list(csv_rows(text, delimiter or likely_delimiter(text), name, first=first))


def lay_out(rows: list[Row], source: Source) -> Draft:
    """Make turns of a table: '{respondent} · {question}' and the answer on the next line.

    Args:
        rows: the cells of each row, with the line it stands on.
        source: where the table comes from.

    Raises:
        ReadError: no column holds answers in words, or a row has cells beyond the header.
    """
    table = find_header([row for row in rows if any(row[1])])
    if table is None:
        raise ReadError(f"{source.shown} holds no answers.", hint=_FIELD_HINT)
    header = table.header
    for line, cells in table.rows:
        if any(cells[len(header) :]):
            raise ReadError(
                f"{source.shown}, line {line}: the row has more cells than there are questions.",
                hint="Put answers that hold commas or semicolons between quotation marks; the "
                "questions must stand in the first row.",
            )
    answers = [cells + [""] * (len(header) - len(cells)) for _, cells in table.rows]
    long = _long_layout(header)
    columns = _columns(header, answers)
    if long is None and not columns.questions:
        raise ReadError(
            f"{source.shown} holds no answers in words.",
            hint="Scores and attributes are imported as survey and participants instead.",
        )
    draft = _answers(header, answers, columns, long)
    if not draft.turns:
        raise ReadError(f"{source.shown} holds no answers.", hint=_FIELD_HINT)
    if table.titles:
        draft.details["title"] = "\n".join(table.titles)
    draft.warnings[:0] = table.warnings
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


def _columns(header: list[str], rows: list[list[str]]) -> _Columns:
    who = next((n for n, cell in enumerate(header) if ID.fullmatch(cell)), None)
    questions: list[int] = []
    attributes: list[int] = []
    for n, head in enumerate(header):
        answers = [row[n] for row in rows if row[n].casefold() not in _BLANK]
        if n == who or (not answers and not head):
            continue
        closed = bool(answers) and all(_NUMBER.fullmatch(a) for a in answers)
        known = ATTRIBUTE.fullmatch(head) is not None or ID.fullmatch(head) is not None
        is_attribute = known or (closed and not head.endswith("?"))
        (attributes if is_attribute else questions).append(n)
    if who is None and len(questions) > 1 and not header[questions[0]].endswith("?"):
        first = [row[questions[0]] for row in rows]
        short = all(0 < len(cell) <= 12 and len(cell.split()) == 1 for cell in first)
        if short and len(set(first)) == len(first) and any(c.isdigit() for c in "".join(first)):
            who = questions.pop(0)
    return _Columns(who, questions, attributes)


def _answers(
    header: list[str], rows: list[list[str]], columns: _Columns, long: tuple[int, int] | None
) -> Draft:
    layout = Layout()
    missing = 0
    nameless = 0
    names: list[str] = []
    others: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, start=1):
        name = " ".join(row[columns.who].split()) if columns.who is not None else ""
        nameless += columns.who is not None and not name
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
    if nameless:
        draft.warnings.append(f"Rows that name no respondent were numbered ({nameless}).")
    unnamed = [_letter(n) for n in columns.questions if not header[n] and long is None]
    if unnamed:
        draft.warnings.append(
            f"No question stands above column {', '.join(unnamed)}; look whether the questions "
            "are in the first row."
        )
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
