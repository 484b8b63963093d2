"""Spans, anchors, sentences, graphemes: text without a study. Imports nothing of the project."""

from __future__ import annotations

from qualcode.text.spans import Span

__all__ = ["Span"]
