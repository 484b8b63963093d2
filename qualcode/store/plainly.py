"""What the database says, said plainly: one sentence, and what to do about it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import exc

from qualcode.errors import (
    NotAStudy,
    QualcodeError,
    Refused,
    StudyBusy,
    StudyError,
    StudyReadOnly,
    UsageError,
)

_OURS = (exc.ProgrammingError, exc.InterfaceError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
"""Errors of this program, not of the file: they stay as they are, to be found and mended."""


@contextlib.contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turn what the database raises within the block into an error of the project's own."""
    try:
        yield
    except Exception as error:
        plain = plainly(path, error)
        if plain is None:
            raise
        raise plain from error


def plainly(path: Path, error: BaseException) -> QualcodeError | None:
    """What to say for an error that came out of the database; None where it is no such error.

    Messages of the database are never passed on: some of them quote what is in the study.
    """
    if isinstance(error, (QualcodeError, *_OURS)):
        return None
    if isinstance(error, UnicodeEncodeError):
        return UsageError(
            "Part of what was given is no Unicode text, so it cannot be kept or searched for.",
            hint="Write or copy it anew.",
        )
    if isinstance(error, UnicodeDecodeError):
        return damaged(path)
    if isinstance(error, OverflowError):
        return UsageError("A number is too large to stand for anything in a study.")
    if isinstance(error, (exc.DBAPIError, sqlite3.Error)):
        return _by_message(path, str(getattr(error, "orig", None) or error).lower())
    return None


class Clash(Refused):
    """Two rows of the same kind, or a row that rests on one that is not there."""


def damaged(path: Path) -> NotAStudy:
    """The error for a file that is a study by its header but cannot be read as one."""
    return NotAStudy(
        f"{path.name} is damaged or not a study.", hint="Restore it from a copy of the file."
    )


def not_writable(path: Path) -> StudyReadOnly:
    """The error for a study that may be read only, for its own or its folder's sake."""
    return StudyReadOnly(
        f"{path.name} may be read but not written.",
        hint="Copy it to a folder where you may write, and open the copy.",
    )


def _by_message(path: Path, said: str) -> QualcodeError:
    name = path.name
    if "locked" in said or "busy" in said:
        return StudyBusy(
            f"{name} is being written by another program.",
            hint="Close it there or wait a moment, then try again.",
        )
    if "constraint failed" in said:
        return Clash(
            "Somebody else has changed the same thing in the meantime, so nothing was done.",
            hint="Look at it as it is now, and do it again if it is still wanted.",
        )
    if "readonly" in said or "read-only" in said:
        return not_writable(path)
    if "unable to open" in said:
        return StudyError(f"{name} cannot be opened.", hint="Check that you may read and write it.")
    if "is full" in said:
        return StudyError(
            f"The disk is full; the last change to {name} was not made.",
            hint="Free some space and do it again.",
        )
    if "disk i/o" in said:
        return StudyError(f"{name} could not be read or written.", hint="Check the disk.")
    if "fts5" in said and any(sign in said for sign in ("syntax", "parser", "expression")):
        return UsageError("That is too much to search for at once.", hint="Give fewer words.")
    if "too big" in said or "too many" in said:
        return UsageError("That is too much at once for one study file.")
    return damaged(path)
