"""Coding line by line: for screen readers and slow lines. No screen, no escape sequences."""

from __future__ import annotations

from qualcode.plain.loop import Loop

__all__ = ["Loop"]
