"""Office files are zip archives: opened within limits, so that none can fill the memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from qualcode.errors import ReadError
from qualcode.transcripts.source import Source

MAX_ENTRIES = 10_000
MAX_TOTAL = 500_000_000
MAX_PART = 200_000_000
MAX_RATIO = 100
_SMALL = 5_000_000  # below this an archive is harmless however well it is packed


def open_zip(source: Source) -> zipfile.ZipFile:
    """Open the archive of an Office file.

    Raises:
        ReadError: it is broken, protected, or unpacks to far more than it should.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise broken(source) from error
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ReadError(
            f"{source.shown} is protected by a password.",
            hint="Take the password off and save it again.",
        )
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    too_much = total > MAX_TOTAL or (total > _SMALL and total / packed > MAX_RATIO)
    strange = any(e.filename.startswith("/") or ".." in e.filename.split("/") for e in entries)
    if too_much or strange or len(entries) > MAX_ENTRIES:
        raise ReadError(
            f"{source.shown} unpacks to far more than a document should and was not opened.",
            hint="If you trust it, open it in Word or Excel and save it again.",
        )
    return archive


def read_part(archive: zipfile.ZipFile, name: str, source: Source) -> bytes | None:
    """The bytes of one part, None if there is no such part."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MAX_PART:
        raise ReadError(f"{source.shown} is too large.", hint="Split it into smaller files.")
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise broken(source) from error


def parse_part(archive: zipfile.ZipFile, name: str, source: Source) -> Element | None:
    """One part as XML, read without entities or document types; None if it is not there."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    data = read_part(archive, name, source)
    if data is None:
        return None
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise broken(source) from error
    return root


def broken(source: Source) -> ReadError:
    """The error for a file that is an archive by name only."""
    program, what = ("Excel", "an Excel") if source.format == "xlsx" else ("Word", "a Word")
    return ReadError(
        f"{source.shown} is broken or not {what} file.",
        hint=f"Open it in {program} and save it again as .{source.format}.",
    )
