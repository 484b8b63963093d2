"""Codebooks: the model, and reading and writing YAML, CSV and REFI-QDA ``.qdc``."""

from __future__ import annotations

from qualcode.codebook.model import Code, Codebook, Question
from qualcode.codebook.reading import FORMATS, read, ready_codebooks, write

__all__ = ["FORMATS", "Code", "Codebook", "Question", "read", "ready_codebooks", "write"]
