"""A program in a pseudo-terminal: press a key, and see when the last byte of its frame came."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import termios
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

QUIET = 0.06  # seconds without a byte after which a frame is over
_ANSWER = 1.0  # seconds for a key to be answered at all
_LIMIT = 120.0


class Terminal:
    """A program running in a terminal of its own; the clock starts as it is started.

    Args:
        command: the program and its arguments.
        columns: cells across.
        rows: cells down.
    """

    def __init__(self, command: Sequence[str], columns: int = 120, rows: int = 40) -> None:
        self.columns, self.rows = columns, rows
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            # The size is set here, before the program asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            for name in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
                os.environ.pop(name, None)
            os.chdir(Path(__file__).parents[1])
            os.execv(command[0], list(command))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def wait(self, wanted: bytes, quiet: float = 0.0) -> float:
        """Wait until something was written: milliseconds since the start of the wait.

        With ``quiet``, goes on reading until nothing has come for so many seconds.

        Raises:
            TimeoutError: if it does not come within two minutes.
        """
        begin = time.perf_counter()
        seen = b""
        while wanted not in seen:
            left = _LIMIT - (time.perf_counter() - begin)
            if left <= 0 or not select.select([self._fd], [], [], left)[0]:
                raise TimeoutError("the program in the pseudo-terminal wrote something else")
            got = os.read(self._fd, 65536)
            self.saw(got)
            seen += _plain(got)
        taken = (time.perf_counter() - begin) * 1000
        if quiet:
            self.frame(quiet)
        return taken

    def frame(self, quiet: float = QUIET, *, first: float = 0.0) -> tuple[float, int]:
        """Read until it has been quiet: the time of the last byte, and how many there were.

        Waits up to ``first`` seconds for the first byte.
        """
        last, size = time.perf_counter(), 0
        if first and not select.select([self._fd], [], [], first)[0]:
            return last, 0
        while select.select([self._fd], [], [], quiet)[0]:
            got = os.read(self._fd, 65536)
            last = time.perf_counter()
            self.saw(got)
            size += len(got)
        return last, size

    def saw(self, written: bytes) -> None:
        """Called with what the program wrote, where it is read as a frame."""

    def settled(self, quiet: float = 0.6) -> float:
        """Wait for what comes by itself after a frame: milliseconds to its last byte."""
        begin = time.perf_counter()
        last, size = self.frame(quiet, first=quiet)
        return max(0.0, last - begin) * 1000 if size else 0.0

    def press(self, keys: str, quiet: float = QUIET) -> tuple[float, int]:
        """Press keys at once: milliseconds to the last byte of the frame, and its bytes."""
        begin = time.perf_counter()
        os.write(self._fd, keys.encode())
        last, size = self.frame(quiet, first=_ANSWER)
        return max(0.0, last - begin) * 1000, size

    def resize(self, columns: int, rows: int) -> float:
        """Change the size of the window: milliseconds to the last byte."""
        begin = time.perf_counter()
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        last, _ = self.frame(0.3)
        return (last - begin) * 1000

    def memory(self) -> float:
        """Resident memory of the program itself, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found.group(1)) / 1024 if found else 0.0


def spread(times: Iterable[float]) -> tuple[float, float, float]:
    """Median, 95th percentile and maximum."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]


def _plain(written: bytes) -> bytes:
    """What was written without the sequences that colour it."""
    return re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", written)
