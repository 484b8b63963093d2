"""Codebooks: the model, and reading and writing YAML, CSV and REFI-QDA ``.qdc``."""

from __future__ import annotations

from qualcode.codebook.model import Code, Codebook, Question

__all__ = ["Code", "Codebook", "Question"]
