"""Tables in Word transcripts: time, speaker and words in columns."""

from __future__ import annotations

import re

from qualcode.transcripts import labels
from qualcode.transcripts.stamps import CLOCK, milliseconds
from qualcode.transcripts.wordxml import Para, Table

_TIME_HEAD = re.compile(r"time(?:s|code|stamp| code)?|start|zeit", re.IGNORECASE)
_WHO_HEAD = re.compile(r"speaker|name|who|person|participant|voice|sprecher", re.IGNORECASE)
_WORDS_HEAD = re.compile(
    r"text|transcript(?:ion)?|words|utterance|speech|talk|content|dialogue|what was said",
    re.IGNORECASE,
)
_TIME_CELL = re.compile(rf"[\[(#]?({CLOCK}(?:-\d)?)[\])#]?(?:\s*(?:-->|[-\u2013])\s*{CLOCK})?")


def as_lines(table: Table, sure: set[str], details: dict[str, str]) -> list[str]:
    """The table as paragraphs 'Label [time]: words'; other tables cell by cell.

    Args:
        table: as it stands in the file.
        sure: labels (folded) certain to be speakers; those of the table are added.
        details: gets what a table of 'key, value' rows tells about the recording.
    """
    rows = [[_words(cell) for cell in row] for row in table.rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    if _is_details(rows):
        details.update({labels.tidy(k).rstrip(":").casefold(): v for k, v in rows})
        return []
    time, who, said = _columns(rows)
    if who is None or said is None:
        return [cell for row in rows for cell in row if cell]
    lines: list[str] = []
    last = ""
    for row in rows[1:] if _is_header(rows[0]) else rows:
        words = row[said] if said < len(row) else ""
        label = labels.tidy(row[who]).rstrip(":： ") if who < len(row) else ""
        if not words:
            lines.extend(cell for cell in row if cell and len(row) < 2)
            continue
        label = label or last
        last = label
        stamp = _stamp(row[time]) if time is not None and time < len(row) else ""
        if not label:
            lines.append(words)
            continue
        sure.add(labels.fold(label))
        lines.append(f"{label} [{stamp}]: {words}" if stamp else f"{label}: {words}")
    return lines


def _words(cell: list[Para]) -> str:
    texts = [para.text.replace("\u00ad", "").strip() for para in cell]
    return "\n".join(text for text in texts if text)


def _stamp(cell: str) -> str:
    found = _TIME_CELL.fullmatch(cell.strip())
    return found[1] if found and milliseconds(found[1].partition("-")[0]) is not None else ""


def _is_details(rows: list[list[str]]) -> bool:
    return all(
        len(row) == 2
        and (
            labels.is_metadata_key(row[0].rstrip(": ")) or labels.is_people_key(row[0].rstrip(": "))
        )
        for row in rows
    ) and any(labels.is_metadata_key(row[0].rstrip(": ")) for row in rows)


def _is_header(row: list[str]) -> bool:
    heads = (_TIME_HEAD, _WHO_HEAD, _WORDS_HEAD)
    return sum(any(h.fullmatch(cell.strip()) for h in heads) for cell in row) >= 2


def _columns(rows: list[list[str]]) -> tuple[int | None, int | None, int | None]:
    """Which columns hold the time, the speaker and the words."""
    width = max(len(row) for row in rows)
    if width < 2:
        return None, None, None
    if _is_header(rows[0]):
        found = [
            next((n for n, cell in enumerate(rows[0]) if rule.fullmatch(cell.strip())), None)
            for rule in (_TIME_HEAD, _WHO_HEAD, _WORDS_HEAD)
        ]
        if found[1] is not None and found[2] is not None:
            return found[0], found[1], found[2]
        rows = rows[1:]
    columns = [[row[n] for row in rows if n < len(row) and row[n]] for n in range(width)]
    time = next((n for n, c in enumerate(columns) if c and all(_stamp(x) for x in c)), None)
    rest = [n for n in range(width) if n != time and columns[n]]
    who = next((n for n in rest if all(_is_label(x) for x in columns[n])), None)
    wordy = [n for n in rest if n != who]
    if who is None or not wordy:
        return time, None, None
    return time, who, max(wordy, key=lambda n: sum(map(len, columns[n])))


def _is_label(cell: str) -> bool:
    bare = cell.strip().rstrip(":： ")
    known = labels.is_interviewer_word(bare) or labels.is_nobody_word(bare)
    return labels.plausible(bare) and (known or labels.looks_like_name(bare))
