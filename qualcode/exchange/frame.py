"""Codings as a data frame, for those who have pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import UsageError
from qualcode.exchange.codings import coding_rows, columns

if TYPE_CHECKING:
    from qualcode.study import Study


def to_frame(study: Study, *, coder_id: int | None = None) -> Any:
    """All codings as a ``pandas.DataFrame``, a row a coding.

    The columns are those of :func:`qualcode.exchange.coding_rows`; ``created_at`` is a time.
    pandas is no part of qualcode: install it beside it.

    Args:
        study: the study; it is not changed.
        coder_id: only this coder's codings.

    Raises:
        UsageError: if pandas is not installed.
    """
    try:
        import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        raise UsageError(
            "pandas is not installed.", hint="Install it, or use qualcode.exchange.coding_rows."
        ) from None
    frame = pandas.DataFrame(coding_rows(study, coder_id=coder_id), columns=columns(study))
    frame["created_at"] = pandas.to_datetime(frame["created_at"], utc=True)
    return frame
