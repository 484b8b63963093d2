"""The program's side of the suggestion worker, for asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import Sequence
from typing import Any

from qualcode.codebook.model import Codebook
from qualcode.errors import QualcodeError
from qualcode.suggest import protocol
from qualcode.suggest.model import Passage, Suggestion

logger = logging.getLogger(__name__)

RESTARTS = 3
"""How often in a row a worker that died is started again for the same request."""

_TAUGHT = ("fit", "learn")
"""Requests after which the worker knows something; a new worker is sent the last one again."""
_REPLACED = (*_TAUGHT, "rank", "suggest")
"""Requests that a later one of the same kind makes needless."""


class SuggestionsFailed(QualcodeError):
    """The worker could not do what was asked; its message holds no words of any passage."""


class Superseded(Exception):
    """A newer ``rank`` request took the place of this one."""


class SuggestionClient:
    """Suggestions from a child process of lower priority, so that the screen never waits.

    The worker starts with the first request, and again, with what it was last taught, when
    it died. Requests run one after the other; of several waiting ``rank`` requests only the
    latest is carried out, the others raise :class:`Superseded`. So does a waiting ``fit``
    that a later one replaces.

    Args:
        arguments: what the worker's command line ends with.
        python: the interpreter that runs it.

    Example:
        >>> async with SuggestionClient() as client:
        ...     await client.fit(codebook, passages, codes)
        ...     [found] = await client.rank([passage], 5)
    """

    MODULE = "qualcode.suggest.worker"
    """What the child process runs."""

    def __init__(self, *arguments: str, python: str = sys.executable) -> None:
        self._command = (python, "-m", self.MODULE, *arguments)
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._number = 0
        self._latest: dict[str, int] = {}
        self._taught: dict[str, Any] | None = None
        self._closed = False
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> SuggestionClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def pid(self) -> int | None:
        """The worker's process id while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    async def fit(
        self,
        codebook: Codebook,
        passages: Sequence[Passage],
        codes: Sequence[Sequence[str]],
        *,
        language: str | None = None,
        background: Sequence[str] = (),
    ) -> int:
        """Teach the worker; see :meth:`qualcode.suggest.ThemeSuggester.fit`.

        Returns:
            How many passages it learned from.

        Raises:
            Superseded: if a later ``fit`` came before this one began.
            SuggestionsFailed: if it could not be done.
        """
        request = {
            "do": "fit",
            "codebook": codebook.to_dict(),
            "language": language,
            "passages": [protocol.passage_to_list(p) for p in passages],
            "codes": [list(c) for c in codes],
            "background": list(background),
        }
        return int(await self._request(request))

    async def rank(
        self,
        passages: Sequence[Passage],
        n: int | None = None,
        *,
        threshold: float = 0.0,
        explain: bool = False,
    ) -> list[list[Suggestion]]:
        """Codes for each passage; see :meth:`qualcode.suggest.ThemeSuggester.rank`.

        Raises:
            Superseded: if a later ``rank`` came before this one began.
            SuggestionsFailed: if it could not be done, as before the first ``fit``.
        """
        request = {
            "do": "rank",
            "passages": [protocol.passage_to_list(p) for p in passages],
            "n": n,
            "threshold": threshold,
            "explain": explain,
        }
        ranked = await self._request(request)
        return [[protocol.suggestion_from_list(s) for s in found] for found in ranked]

    async def explain(self, passage: Passage, code: str) -> tuple[str, ...]:
        """Why the code may fit; see :meth:`qualcode.suggest.ThemeSuggester.explain`."""
        request = {"do": "explain", "passage": protocol.passage_to_list(passage), "code": code}
        return tuple(await self._request(request))

    async def close(self) -> None:
        """Kill the worker at once; whatever it was doing is of no use any more."""
        self._closed = True
        await self._stop()
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _request(self, request: dict[str, Any]) -> Any:
        """Carry out a request; it runs to its end also when nobody waits for it any more.

        Were the wait for an answer cut off in the midst, the worker would have to be killed
        and taught anew, only because the researcher moved to the next passage.
        """
        kind = request["do"]
        self._number += 1
        number = self._number
        if kind in _REPLACED:
            self._latest[kind] = number
        task = asyncio.create_task(self._in_turn(number, request))
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()

    async def _in_turn(self, number: int, request: dict[str, Any]) -> Any:
        kind = request["do"]
        async with self._turn:
            if self._latest.get(kind, number) != number:
                raise Superseded
            answer = await self._ask_with_restarts({"id": number, **request})
        if "error" in answer:
            raise SuggestionsFailed(str(answer["error"]), hint=str(answer.get("hint", "")))
        if kind in _TAUGHT:
            self._taught = request
        return answer["ok"]

    async def _ask_with_restarts(self, request: dict[str, Any]) -> dict[str, Any]:
        for attempt in range(RESTARTS):
            if self._closed:
                break
            try:
                await self._ensure_running(teach=request["do"] not in _TAUGHT)
                return await self._ask(request)
            except (asyncio.IncompleteReadError, ConnectionError, ValueError):
                logger.info("the suggestion worker ended (attempt %d)", attempt + 1)
                await self._stop()
        raise SuggestionsFailed(
            "The suggestions stopped.", hint="Coding goes on without them; reopen to try again."
        )

    async def _ensure_running(self, *, teach: bool) -> None:
        if self.pid is not None:
            return
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        if teach and self._taught is not None:
            await self._ask({"id": 0, **self._taught})

    async def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise ConnectionError("no worker")
        process.stdin.write(protocol.pack(request))
        await process.stdin.drain()
        header = await process.stdout.readexactly(protocol.HEADER.size)
        return protocol.unpack(await process.stdout.readexactly(protocol.body_size(header)))

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()
