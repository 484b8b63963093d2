"""Office files whose bytes depend on nothing but what stands in them."""

from __future__ import annotations

import io
import re
import zipfile

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CORE_TIMES = re.compile(
    rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)"
)
_FIXED_TIME = b"2000-01-01T00:00:00Z"


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
