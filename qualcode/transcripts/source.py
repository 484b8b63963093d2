"""What was offered: its bytes, its name, and which format it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ReadError
from qualcode.text.safe import for_terminal

MAX_BYTES = 200_000_000
"""Larger files are refused; ten million words of plain text are about 60 million bytes."""

FORMATS: dict[str, str] = {
    "txt": "plain text with 'Name:' before each turn, or time stamps as Otter, Rev and f4 write",
    "md": "Markdown with '**Name:**' before each turn",
    "docx": "Word, by hand or as Teams saves it",
    "vtt": "WebVTT captions of a video call",
    "srt": "SubRip captions",
    "csv": "open survey answers, one row a respondent, one column a question",
    "xlsx": "open survey answers in an Excel workbook",
}
"""The formats that can be read, with what each is for."""

_SUFFIXES = {
    **{name: name for name in FORMATS},
    "text": "txt",
    "markdown": "md",
    "tsv": "csv",
    "xlsm": "xlsx",
    "docm": "docx",
}

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "zip", "a zip archive or Office file"),
    (b"\xd0\xcf\x11\xe0", "ole", "an old Word or Excel file, or protected by a password"),
    (b"%PDF", "pdf", "a PDF"),
    (b"{\\rtf", "rtf", "rich text (RTF)"),
    (b"\x89PNG", "image", "a picture"),
    (b"\xff\xd8\xff", "image", "a picture"),
    (b"GIF8", "image", "a picture"),
    (b"ID3", "sound", "a sound recording"),
    (b"RIFF", "sound", "a recording"),
    (b"OggS", "sound", "a recording"),
    (b"\x1aE\xdf\xa3", "sound", "a recording"),
    (b"SQLite format 3", "database", "a database"),
    (b"\x7fELF", "program", "a program"),
    (b"MZ\x90\x00", "program", "a program"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as offered. ``shown`` is its name, safe to put into a message."""

    data: bytes
    name: str
    shown: str
    format: str


def open_source(source: Path | bytes, *, name: str | None, format: str | None) -> Source:
    """Get the bytes and decide the format by name, then by content.

    Raises:
        ReadError: nothing can be read there, or its format is not one of :data:`FORMATS`.
    """
    if isinstance(source, bytes):
        data, file_name = source, name or "document"
    else:
        path = Path(source)
        data, file_name = _load(path), path.name
    shown = for_terminal(file_name, name=True)
    if not data:
        raise ReadError(f"{shown} is empty.", hint="Check that the right file was saved.")
    kind = _format(file_name, data, shown, given=format, guess=isinstance(source, bytes))
    _refuse_other_kinds(data, kind, shown)
    title = name or Path(file_name).stem or file_name
    title = title.encode("utf-8", "replace").decode("utf-8")  # a file name may be no Unicode
    return Source(data=data, name=title, shown=shown, format=kind)


def _load(path: Path) -> bytes:
    shown = for_terminal(path.name, name=True) or "This"
    try:
        if path.is_dir():
            raise ReadError(f"{shown} is a folder.", hint="Name the files in it.")
        if not path.exists():
            raise ReadError(f"There is no file {shown}.", hint="Check the name and the folder.")
        if not path.is_file():
            raise ReadError(f"{shown} is not a file.", hint="Name a file on disk.")
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"{shown} is too large.", hint="Split it; the limit is 200 MB.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError(
            f"{shown} cannot be opened.", hint="Check that you are allowed to read it."
        ) from error


def _format(file_name: str, data: bytes, shown: str, *, given: str | None, guess: bool) -> str:
    if given is not None:
        kind = _SUFFIXES.get(given.lower().lstrip("."))
        if kind is None:
            raise ReadError(
                f"There is no format '{for_terminal(given, name=True)}'.",
                hint=f"Formats are {', '.join(FORMATS)}.",
            )
        return kind
    suffix = Path(file_name).suffix.lower().lstrip(".")
    kind = _SUFFIXES.get(suffix)
    if kind is None and (guess or not suffix):
        kind = "docx" if data[:4] == b"PK\x03\x04" else "txt"
    if kind is None:
        raise ReadError(f"{shown} is of a kind that cannot be read.", hint=_advice(suffix))
    return _captions_in_text(data) or kind if kind == "txt" else kind


def _advice(suffix: str) -> str:
    if suffix in ("doc", "odt", "rtf", "pages"):
        return "Save it as .docx or .txt first."
    if suffix == "pdf":
        return "Save the transcript as .docx or .txt; a PDF has lost its paragraphs."
    if suffix in ("xls", "ods", "numbers"):
        return "Save it as .xlsx or .csv first."
    if suffix in ("mp3", "mp4", "m4a", "wav", "mov"):
        return "Import its transcript, not the recording."
    return f"Formats are {', '.join(FORMATS)}."


_SRT_START = re.compile(rb"\s*\d+[ \t]*\r?\n\d{1,2}:\d{2}:\d{2},\d{1,3}[ \t]*-->")


def _captions_in_text(data: bytes) -> str | None:
    """Captions saved with the suffix .txt are still captions."""
    head = data[:400].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(b"WEBVTT"):
        return "vtt"
    return "srt" if _SRT_START.match(head) else None


def _refuse_other_kinds(data: bytes, kind: str, shown: str) -> None:
    zipped = kind in ("docx", "xlsx")
    for magic, what, words in _MAGIC:
        if not data.startswith(magic) or (zipped and what == "zip"):
            continue
        if what == "ole" and zipped:
            raise ReadError(
                f"{shown} is an old Word or Excel file, or protected by a password.",
                hint=f"Open it, take the password off and save it as .{kind}.",
            )
        raise ReadError(
            f"{shown} is not {_article(kind)} file but {words}.",
            hint="Save the transcript as .docx or .txt, or give the file its right suffix.",
        )
    if zipped and not data.startswith(b"PK"):
        raise ReadError(
            f"{shown} is not {_article(kind)} file, or it is broken.",
            hint=f"Open it in Word or Excel and save it again as .{kind}.",
        )


def _article(kind: str) -> str:
    return f"an .{kind}" if kind in ("md", "srt", "xlsx") else f"a .{kind}"
