"""The page ``docs/cli.md``, made from the help of the commands so that it cannot go stale.

``python -m qualcode.cli.reference > docs/cli.md`` writes it anew; a test compares.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys

from qualcode.cli.main import build
from qualcode.cli.verbs import GROUPS, VERBS

_HEAD = """# The command line

*Made from the help of the commands by `python -m qualcode.cli.reference > docs/cli.md`.*

What holds for every command:

- STUDY is a study file; its ending `.qualcode` may be left out. `qualcode STUDY` opens it.
- The exit code is 0, or 2 where something has to be put right: then one sentence on standard
  error says what is wrong and one what to do, and the study is as it was. Exit code 1 is a
  fault of the program.
- `--json` prints data for scripts. Results go to standard output; warnings and progress to
  standard error.
- Control characters in names and transcripts are printed as visible marks.
"""


def reference() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD, "## qualcode\n", _block([])]
    for verb, (module, _) in VERBS.items():
        parts += [f"## qualcode {verb}\n", _block([verb])]
        if verb in GROUPS:
            for name in sys.modules[module].COMMANDS:
                parts += [f"### qualcode {verb} {name}\n", _block([verb, name])]
    return "\n".join(parts)


def _block(args: list[str]) -> str:
    """The help of one command, at a width of 80 whatever the terminal."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            build("*" if args else None)(
                [*args, "--help"], prog_name="qualcode", standalone_mode=False
            )
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    lines = [line.rstrip() for line in out.getvalue().strip("\n").split("\n")]
    return "```text\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
