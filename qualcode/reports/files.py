"""Writing a report: whole or not at all, for the owner's eyes, the same bytes every time."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from qualcode.errors import StudyError

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CORE_TIMES = re.compile(
    rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)"
)
_FIXED_TIME = b"2000-01-01T00:00:00Z"


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` into ``path`` through a file beside it; mode 0600.

    Raises:
        StudyError: the folder is missing or cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise StudyError(
            f"{path.name} cannot be written: {error.strerror or 'the folder refuses'}.",
            hint="Name a folder that exists and that you may write to.",
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)
        raise StudyError(
            f"{path.name} cannot be written: {error.strerror or 'the disk refuses'}.",
            hint="Free some space or choose another place.",
        ) from None


def without_dates(package: bytes) -> bytes:
    """An Office file whose bytes depend on its contents alone.

    python-docx and openpyxl stamp the hour into the zip entries and the core properties;
    both are set to a fixed time here, since a report carries no date unless asked for one.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _CORE_TIMES.sub(rb"\g<1>" + _FIXED_TIME + rb"\g<3>", content)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            out.writestr(entry, content)
    return target.getvalue()
