"""Study: the one door to a study file. See :class:`Study`, :func:`open` and :func:`create`."""

from __future__ import annotations

from qualcode.study.core import Study, create, open

__all__ = ["Study", "create", "open"]
