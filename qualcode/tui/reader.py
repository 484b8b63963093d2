"""A second look into the study, for reading in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import qualcode
from qualcode.study import Study

Answer = TypeVar("Answer")


class Reader:
    """Reads what is too much to be read between two keys. Opens the study when first asked."""

    def __init__(self, study: Study) -> None:
        self._path = study.path
        self._study: Study | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="study-reader")

    async def read(self, ask: Callable[[Study], Answer]) -> Answer:
        """Ask the study something."""

        def work() -> Answer:
            if self._study is None:
                self._study = qualcode.open(self._path, read_only=True)
            return ask(self._study)

        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Let the study go; waits for what is being read."""
        if self._study is not None:
            self._thread.submit(self._study.close)
        self._thread.shutdown(wait=True, cancel_futures=False)
