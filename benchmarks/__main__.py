"""``python -m benchmarks [NAME ...]`` runs the benchmarks and prints one table.

Names are those of the files; none runs them all (some minutes).
"""

from __future__ import annotations

import importlib
import sys

from benchmarks.measure import Figure, table

ALL = ("start_up", "coding", "importing", "retrieval", "lists", "search", "desk", "set_task")


def main(names: list[str]) -> None:
    figures: list[Figure] = []
    for name in names or ALL:
        print(f"{name} …", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"benchmarks.{name}").run()
    print(table(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
