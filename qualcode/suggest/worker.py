"""The suggester in a child process of lower priority: ``python -m qualcode.suggest.worker``.

Reads messages on standard input and answers on standard output, as
:mod:`qualcode.suggest.protocol` says, one after the other. Ends when its input ends, so it
never outlives the program that started it. It writes no file and no log.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from qualcode.errors import QualcodeError
from qualcode.suggest import protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.codebook import Codebook
    from qualcode.suggest.model import Passage
    from qualcode.suggest.themes import ThemeSuggester

NICE = 10


class Worker:
    """Holds one suggester and carries out requests on it."""

    def __init__(self) -> None:
        self._suggester: ThemeSuggester | None = None

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out a request; an error becomes an answer, with no word of any passage in it."""
        number = request.get("id")
        try:
            return {"id": number, "ok": self.carry_out(request)}
        except QualcodeError as error:
            return {"id": number, "error": error.message, "hint": error.hint}
        except Exception as error:
            kind = type(error).__name__
            return {"id": number, "error": f"The suggestions failed ({kind}).", "hint": ""}

    def carry_out(self, request: dict[str, Any]) -> Any:
        """What a request asks for, as JSON can tell it."""
        match request.get("do"):
            case "fit":
                return self._fit(request)
            case "rank":
                return self._rank(request)
            case "explain":
                passage = protocol.passage_from_list(request["passage"])
                return list(self.ready().explain(passage, request["code"]))
            case _:
                raise ValueError("an unknown request")

    def _fit(self, request: dict[str, Any]) -> int:
        from qualcode.codebook import Codebook

        passages = [protocol.passage_from_list(p) for p in request["passages"]]
        self.learn(
            Codebook.from_dict(request["codebook"]),
            passages,
            request["codes"],
            language=request.get("language"),
            background=request.get("background", ()),
        )
        return len(passages)

    def learn(
        self,
        codebook: Codebook,
        passages: Sequence[Passage],
        codes: Sequence[Sequence[str]],
        *,
        language: str | None,
        background: Sequence[str] = (),
    ) -> None:
        """Put a suggester that knows these codings in the place of the former one."""
        from qualcode.suggest.themes import ThemeSuggester

        suggester = ThemeSuggester(codebook, language=language, like=self._suggester)
        self._suggester = suggester.fit(passages, codes, background=background)

    def _rank(self, request: dict[str, Any]) -> list[list[list[Any]]]:
        ranked = self.ready().rank(
            [protocol.passage_from_list(p) for p in request["passages"]],
            request.get("n"),
            threshold=request.get("threshold", 0.0),
            explain=request.get("explain", False),
        )
        return [[protocol.suggestion_to_list(s) for s in found] for found in ranked]

    def ready(self) -> ThemeSuggester:
        """The suggester, once it has learned."""
        if self._suggester is None:
            raise ValueError("rank before fit")
        return self._suggester


def serve(requests: BinaryIO, answers: BinaryIO, worker: Worker) -> None:
    """Answer requests until ``quit`` or the end of the stream."""
    while (request := protocol.read(requests)) is not None:
        if request.get("do") == "quit":
            return
        answers.write(protocol.pack(worker.answer(request)))
        answers.flush()


def main(worker: Worker) -> None:
    """Lower the priority, keep standard output for answers alone, and serve."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(NICE)
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    with contextlib.suppress(BrokenPipeError, ValueError, KeyboardInterrupt):
        serve(sys.stdin.buffer, answers, worker)


if __name__ == "__main__":
    main(Worker())
