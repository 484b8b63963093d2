"""``qualcode check``: is the study file sound?"""

from __future__ import annotations

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, StudyPath, reading

EXAMPLES = ("qualcode check heads",)


def run(study: StudyPath, as_json: Json = False) -> None:
    """Check that a study file is sound.

    The exit code is 0 if it is and 2 if it is not.
    """
    with reading(study) as opened, out.progress("Checking"):
        problems = opened.check()
    if as_json:
        out.data({"sound": not problems, "problems": problems})
    elif problems:
        for problem in problems:
            out.say(problem)
    else:
        out.say("The study is sound.")
    if problems:
        raise typer.Exit(2)
