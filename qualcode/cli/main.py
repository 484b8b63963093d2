"""The command ``qualcode``: finds the verb, loads that verb's module only, runs it.

Errors that a person can put right are one sentence and a hint on standard error, exit code 2.
Anything else is a fault of the program: a short message that holds no words of a transcript,
exit code 1. With ``QUALCODE_TRACEBACK=1`` the traceback is shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.cli.verbs import GROUPS, VERBS
from qualcode.errors import QualcodeError, UsageError
from qualcode.text.safe import for_terminal

if TYPE_CHECKING:
    import typer

_ABOUT = (
    "Code interviews and focus groups in the terminal: from transcripts to a theme summary "
    "that a steering group has reviewed. 'qualcode STUDY' opens a study. Nothing leaves "
    "this machine."
)
_EXAMPLES = (
    "qualcode demo",
    "qualcode new heads.qualcode --codebook leadership-teaching-learning",
    "qualcode import heads interviews/*.docx",
    "qualcode heads",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a name must not stop a terminal that is ASCII
    try:
        code = _run(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        _complain("Stopped.")
        return 130
    except Exception as error:
        return _explain(error)


def build(wanted: str | None = None) -> typer.Typer:
    """The typer application.

    Args:
        wanted: the verb whose module is loaded; the others stand there with a line of help
            only. None loads none, ``*`` all.
    """
    import typer

    app = typer.Typer(
        name="qualcode",
        help=_ABOUT,
        epilog=_epilog(_EXAMPLES),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def top(version: bool = typer.Option(False, "--version", help="Show the version.")) -> None:
        """Options before any verb; ``--version`` is answered in :func:`_run`."""

    for verb, (module, summary) in VERBS.items():
        if wanted not in (verb, "*"):
            app.command(verb, help=summary)(_placeholder())
        elif verb in GROUPS:
            group = typer.Typer(help=summary, rich_markup_mode=None)
            loaded = import_module(module)
            for name, (function, examples) in loaded.COMMANDS.items():
                group.command(name, epilog=_epilog(examples))(function)
            app.add_typer(group, name=verb)
        else:
            loaded = import_module(module)
            app.command(verb, epilog=_epilog(loaded.EXAMPLES))(loaded.run)
    app.info.help = f"{_ABOUT}"
    return app


def _run(args: list[str]) -> int:
    from qualcode import __version__

    if not args:
        args = ["--help"]
    if args[0] == "--version":
        sys.stdout.write(f"qualcode {__version__}\n")
        return 0
    if not args[0].startswith("-") and args[0] not in VERBS:
        args = _as_study(args)
    if args[0] in GROUPS and len(args) == 1:
        args = [*args, "--help"]
    result = build(args[0])(args, prog_name="qualcode", standalone_mode=False)
    return result if isinstance(result, int) else 0


def _as_study(args: list[str]) -> list[str]:
    """``qualcode STUDY`` means ``qualcode code STUDY``; a mistyped verb is no study."""
    import difflib

    path = Path(args[0])
    there = os.path.isfile(path) or os.path.isfile(f"{path}.qualcode")
    if there or path.suffix or len(path.parts) > 1:
        return ["code", *args]
    near = difflib.get_close_matches(args[0], VERBS, n=1)
    hint = f"Did you mean 'qualcode {near[0]}'?" if near else "See: qualcode --help"
    raise UsageError(f"'{args[0]}' is neither a command nor a study here.", hint=hint)


def _placeholder() -> Callable[[], None]:
    def nothing() -> None:
        """Never called: the verb that is called is loaded."""

    return nothing


def _epilog(examples: Sequence[str]) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {example}" for example in examples)


def _explain(error: Exception) -> int:
    """Say what went wrong without a word of a transcript; returns the exit code."""
    if os.environ.get("QUALCODE_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    if isinstance(error, QualcodeError):
        _complain(error.message, error.hint)
        return error.exit_code
    if hasattr(error, "format_message"):  # a wrong option or argument, as typer reports it
        return _explain_usage(error)
    if type(error).__name__ == "Abort":
        _complain("Stopped.")
        return 130
    if isinstance(error, OSError) and error.strerror:
        file = f"{Path(os.fsdecode(error.filename)).name}: " if error.filename else ""
        _complain(f"{file}{error.strerror}.", "Nothing half-done was saved.")
        return 2
    _complain(
        f"This should not have happened: {type(error).__name__} in {_place(error)}.",
        "Nothing half-done was saved. Please report this line; QUALCODE_TRACEBACK=1 shows more.",
    )
    return 1


def _explain_usage(error: Any) -> int:
    context = getattr(error, "ctx", None)
    message = str(error.format_message()).strip()
    command = context.command_path if context is not None else "qualcode"
    _complain(message if message.endswith((".", "?")) else f"{message}.", f"See: {command} --help")
    return 2


def _place(error: Exception) -> str:
    """The line of our own code in which an error arose."""
    home = Path(__file__).parents[1]
    place = "the program"
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if home in file.parents:
            place = f"{file.relative_to(home)}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _complain(message: str, hint: str = "") -> None:
    with_hint = f"qualcode: {message}" + (f"\n{hint}" if hint else "")
    lines = [for_terminal(line, name=True) for line in with_hint.split("\n")]
    sys.stderr.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
