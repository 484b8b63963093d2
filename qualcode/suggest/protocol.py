"""Messages between a program and its suggestion worker.

A message is four bytes of length (big-endian) followed by as many bytes of JSON, a mapping.
Nothing but JSON crosses, so nothing that is read can execute. Requests::

    {"id": 1, "do": "fit", "codebook": {…}, "language": "en", "passages": [[…]], "codes": [[…]],
     "background": […]}
    {"id": 2, "do": "rank", "passages": [[…]], "n": 5, "threshold": 0.0, "explain": false}
    {"id": 3, "do": "explain", "passage": […], "code": "Confidence"}
    {"id": 4, "do": "quit"}

A passage is ``[text, document, speaker, role, question]``. Every request but ``quit`` is
answered: ``{"id": 1, "ok": …}`` or ``{"id": 1, "error": sentence, "hint": sentence}``.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

from qualcode.suggest.model import Passage, Suggestion

HEADER = struct.Struct(">I")
LARGEST = 512 * 1024 * 1024
"""Bytes of a message; more is taken for a broken stream."""


def pack(message: dict[str, Any]) -> bytes:
    """A message as bytes.

    Raises:
        ValueError: if it is larger than a message may be.
    """
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    if len(body) > LARGEST:
        raise ValueError("the message is too large")
    return HEADER.pack(len(body)) + body


def unpack(body: bytes) -> dict[str, Any]:
    """The message in the bytes after the header.

    Raises:
        ValueError: if they are not a JSON mapping.
    """
    message = json.loads(body.decode("utf-8", "surrogatepass"))
    if not isinstance(message, dict):
        raise ValueError("a message must be a mapping")
    return message


def body_size(header: bytes) -> int:
    """The length that a header announces.

    Raises:
        ValueError: if it is more than a message may have.
    """
    size = int(HEADER.unpack(header)[0])
    if size > LARGEST:
        raise ValueError("the message is too large")
    return size


def read(stream: BinaryIO) -> dict[str, Any] | None:
    """The next message of a stream; None at its end, also in the midst of a message."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    size = body_size(header)
    body = stream.read(size)
    return unpack(body) if len(body) == size else None


def passage_to_list(passage: Passage) -> list[str | None]:
    """A passage as plain data."""
    p = passage
    return [p.text, p.document, p.speaker, p.role, p.question]


def passage_from_list(data: list[str | None]) -> Passage:
    """A passage from plain data."""
    text, *rest = data
    return Passage(text or "", *rest)


def suggestion_to_list(suggestion: Suggestion) -> list[Any]:
    """A suggestion as plain data."""
    return [suggestion.code, suggestion.score, list(suggestion.reasons)]


def suggestion_from_list(data: list[Any]) -> Suggestion:
    """A suggestion from plain data."""
    return Suggestion(str(data[0]), float(data[1]), tuple(data[2]))
