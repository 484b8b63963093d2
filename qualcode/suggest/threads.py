"""One processor core for the linear algebra.

The matrices are small: further threads gain nothing when the machine is idle, and when it is
busy they wait for each other, which makes fitting several times slower.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _controller() -> Any:
    import scipy.linalg  # noqa: F401  (the controller sees only libraries that are loaded)
    import sklearn.utils  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def one_core() -> AbstractContextManager[Any]:
    """A context in which numpy, scipy and scikit-learn use one thread."""
    context: AbstractContextManager[Any] = _controller().limit(limits=1)
    return context
