"""Readers of transcripts: bytes in, a :class:`Transcript` out."""

from __future__ import annotations

from qualcode.transcripts.model import Transcript, Turn

__all__ = ["Transcript", "Turn"]
