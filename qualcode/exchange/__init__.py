"""What goes from a study to other programs: tables of codings, and data frames."""

from __future__ import annotations

from qualcode.exchange.codings import coding_rows
from qualcode.exchange.files import FORMATS, write_codings
from qualcode.exchange.frame import to_frame

__all__ = ["FORMATS", "coding_rows", "to_frame", "write_codings"]
