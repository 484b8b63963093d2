"""Plain text and Markdown: the file's own text, with turns found in it."""

from __future__ import annotations

import re

from qualcode.transcripts.decode import Decoded, decode
from qualcode.transcripts.draft import Draft
from qualcode.transcripts.model import Wishes
from qualcode.transcripts.source import Source
from qualcode.transcripts.spoken import Spoken, find_turns

_NUMBERED = re.compile(r"[ \t]*(\d{1,5})(?:[.:)]?[ \t]+|[.:)]?$)")
_LEAST_LINES = 8


def read_text(source: Source, wishes: Wishes) -> Draft:
    """Read plain text; the text stays as it is but for line ends and typed line numbers."""
    decoded = decode(source.data, source.shown, encoding=wishes.encoding)
    text, removed = strip_line_numbers(decoded.text)
    spoken = find_turns(text, wishes)
    warnings = [*decoded.warnings, *spoken.warnings]
    if removed:
        spoken.details["line numbers"] = f"removed from {removed} lines"
        warnings.append(f"Typed line numbers were taken off {removed} lines.")
    return _draft(text, decoded, spoken, warnings)


def read_markdown(source: Source, wishes: Wishes) -> Draft:
    """Read Markdown; marks of bold labels lie outside the turns, headings between them."""
    decoded = decode(source.data, source.shown, encoding=wishes.encoding)
    spoken = find_turns(decoded.text, wishes, markdown=True)
    warnings = [*decoded.warnings, *spoken.warnings]
    return _draft(decoded.text, decoded, spoken, warnings)


def _draft(text: str, decoded: Decoded, spoken: Spoken, warnings: list[str]) -> Draft:
    return Draft(
        text,
        spoken.turns,
        decoded.encoding,
        warnings,
        spoken.details,
        decision=spoken.decision,
    )


def strip_line_numbers(text: str) -> tuple[str, int]:
    """Take typed line numbers off, if the lines are numbered at all.

    They are where at least four fifths of the lines that are not empty begin with the
    number that follows the one before, or with 1 on a new page. Only such numbers go:
    '12 students said' stays.

    Returns:
        The text, and how many lines lost a number (0: the text is unchanged).
    """
    lines = text.split("\n")
    filled, expected = 0, None
    cuts: dict[int, int] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        filled += 1
        found = _NUMBERED.match(line)
        if found is None:
            continue
        value = int(found[1])
        if expected is None or value in (expected, 1):
            cuts[number] = found.end()
            expected = value + 1
    if filled < _LEAST_LINES or len(cuts) < 0.8 * filled:
        return text, 0
    for number, cut in cuts.items():
        lines[number] = lines[number][cut:]
    return "\n".join(lines), len(cuts)
