"""Readers of transcripts: bytes in, a :class:`Transcript` out.

:func:`read` is the only door; one module reads one format and is loaded when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import ReadError
from qualcode.transcripts.guess import guess_interviewers, guess_kind, speaker_kind
from qualcode.transcripts.labels import fold
from qualcode.transcripts.model import Transcript, Turn, Wishes
from qualcode.transcripts.source import FORMATS, Source, open_source

if TYPE_CHECKING:
    from qualcode.transcripts.draft import Draft

__all__ = ["FORMATS", "Transcript", "Turn", "fold", "guess_kind", "read", "speaker_kind"]

_READERS = {
    "txt": ("plain", "read_text"),
    "md": ("plain", "read_markdown"),
    "docx": ("word", "read_docx"),
    "vtt": ("captions", "read_vtt"),
    "srt": ("captions", "read_srt"),
    "csv": ("tables", "read_csv"),
    "xlsx": ("workbook", "read_xlsx"),
}


def read(
    source: Path | bytes,
    *,
    name: str | None = None,
    format: str | None = None,
    encoding: str | None = None,
    speakers: Iterable[str] = (),
    not_speakers: Iterable[str] = (),
    known: Iterable[str] = (),
) -> Transcript:
    """Read a transcript.

    Args:
        source: a file, or its bytes.
        name: what the document is called; the file's name without suffix if None. Where
            bytes are given its suffix tells the format.
        format: one of :data:`FORMATS`; told from the suffix if None.
        encoding: of text formats; found if None.
        speakers: labels that are speakers, however seldom they are heard.
        not_speakers: labels that are none, such as a 'Bottom line:' in what somebody says.
        known: labels under which people are known already.

    Returns:
        Text, turns and speakers; the guesses (interviewers, encoding) and what was left out
        stand in ``interviewers``, ``encoding``, ``warnings`` and ``details``.

    Raises:
        ReadError: with one sentence on what is wrong and one on what to do.
    """
    opened = open_source(source, name=name, format=format)
    wishes = Wishes(encoding, _folded(speakers), _folded(not_speakers), _folded(known))
    draft = _draft(opened, wishes)
    return Transcript(
        name=opened.name,
        format=opened.format,
        text=draft.text,
        turns=tuple(draft.turns),
        original=opened.data,
        encoding=draft.encoding,
        interviewers=guess_interviewers(draft.text, draft.turns, draft.details),
        warnings=tuple(draft.warnings),
        details=draft.details,
        marks=tuple(draft.marks),
        unsure=draft.decision.unsure,
        doubtful=draft.decision.doubtful,
        refused=draft.decision.refused,
    )


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names) - {""}


def _draft(opened: Source, wishes: Wishes) -> Draft:
    module, function = _READERS[opened.format]
    reader = getattr(import_module(f"qualcode.transcripts.{module}"), function)
    try:
        draft: Draft = reader(opened, wishes)
    except RecursionError as error:
        raise ReadError(
            f"{opened.shown} is nested too deeply to be a transcript.",
            hint="Open it, copy the text into a new file and save that.",
        ) from error
    if not draft.turns:
        raise ReadError(
            f"{opened.shown} holds no words.", hint="Check that the right file was saved."
        )
    return draft
