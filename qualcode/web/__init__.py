"""The coding desk in a browser on the same machine. textual-serve is imported here only."""

from __future__ import annotations

from qualcode.web.server import DeskServer

__all__ = ["DeskServer"]
