"""From the shell to the help text. (To the first screen: :mod:`benchmarks.desk`.)"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measure import Figure, median_ms

COMMAND = [sys.executable, "-m", "qualcode"]


def run() -> list[Figure]:
    bare = median_ms(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 9)
    helped = median_ms(
        lambda: subprocess.run([*COMMAND, "--help"], check=True, stdout=subprocess.DEVNULL), 9
    )
    return [Figure("qualcode --help", helped, bare, "ms", "python -c pass")]
