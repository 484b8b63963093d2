"""Plain text and Markdown: the file's own text, with turns found in it."""

from __future__ import annotations

from qualcode.transcripts.decode import Decoded, decode
from qualcode.transcripts.draft import Draft
from qualcode.transcripts.model import Wishes
from qualcode.transcripts.numbers import numbers_warning, strip_line_numbers
from qualcode.transcripts.source import Source
from qualcode.transcripts.spoken import Spoken, find_turns


def read_text(source: Source, wishes: Wishes) -> Draft:
    """Read plain text; the text stays as it is but for line ends and typed line numbers."""
    decoded = decode(source.data, source.shown, encoding=wishes.encoding)
    text, removed = strip_line_numbers(decoded.text)
    spoken = find_turns(text, wishes)
    warnings = [*decoded.warnings, *spoken.warnings]
    if removed:
        spoken.details["line numbers"] = f"removed from {removed} lines"
        warnings.append(numbers_warning(removed))
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
