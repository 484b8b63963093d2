"""The fixtures of :mod:`review.reviewing` for the tests beside it."""

from __future__ import annotations

from review.reviewing import quoted

__all__ = ["quoted"]
