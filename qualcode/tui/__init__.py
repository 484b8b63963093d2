"""The coding desk in the terminal. Textual is imported here and nowhere else."""

from __future__ import annotations

from qualcode.tui.app import DeskApp, run

__all__ = ["DeskApp", "run"]
