"""Runs a program at the other end of a slow line: ``python slow_line.py SECONDS PROGRAM …``.

What is typed, and what the program writes, is on its way for so long, and comes in pieces. What
the program asks the terminal is answered as a terminal there would, late and in two pieces.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import sys
import termios
import time
import tty

ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;2$y"}
PIECE = 700
LATE = 1.0


def main(delay: float, command: list[str]) -> int:
    """Relay until the program ends; its exit code."""
    pid, program = pty.fork()
    if pid == 0:
        os.execv(command[0], command)
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    fcntl.ioctl(program, termios.TIOCSWINSZ, size)
    tty.setraw(0)
    coming: list[tuple[float, int, bytes]] = []
    while True:
        now = time.monotonic()
        for _, to, piece in [part for part in coming if part[0] <= now]:
            _deliver(to, piece)
        coming = [part for part in coming if part[0] > now]
        wait = max(0.0, coming[0][0] - now) if coming else None
        for source in select.select([0, program], [], [], wait)[0]:
            try:
                got = os.read(source, PIECE)
            except OSError:
                got = b""
            if not got:
                for _, to, piece in coming:
                    os.write(to, piece)
                return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            due = time.monotonic() + delay
            coming.append((due, 1 if source == program else program, got))
            for asked, answer in ANSWERS.items() if source == program else ():
                if asked in got:
                    coming.append((due + LATE, program, answer))
            coming.sort(key=lambda part: part[0])


def _deliver(to: int, piece: bytes) -> None:
    if piece in ANSWERS.values():
        os.write(to, piece[:5])
        time.sleep(0.01)
        piece = piece[5:]
    os.write(to, piece)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))
