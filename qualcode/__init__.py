"""qualcode: the desk at which an interview study is coded.

One study is one file. ``qualcode.open("study.qualcode")`` gives a
:class:`~qualcode.study.Study`, the one door through which the command line,
the terminal screen and scripts all work. What a person can put right raises a
:class:`~qualcode.errors.QualcodeError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode._version import __version__
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.study import Study, create, open

__all__ = ["QualcodeError", "Study", "__version__", "create", "open"]


def __getattr__(name: str) -> Any:
    """Load the study layer on first use, so that ``import qualcode`` stays cheap."""
    if name in {"Study", "create", "open"}:
        import qualcode.study as study

        return getattr(study, name)
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
