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
    """Turn what the database raises into an error of the project's own.

    Messages of the database are never passed on: some of them quote what is in the study.
    """
    try:
        yield
    except (QualcodeError, *_OURS):
        raise
    except (exc.DBAPIError, sqlite3.Error) as error:
        raise _plainly(path, error) from error
    except UnicodeEncodeError as error:
        raise UsageError(
            "Part of what was given is no Unicode text, so it cannot be kept or searched for.",
            hint="Write or copy it anew.",
        ) from error
    except OverflowError as error:
        raise UsageError("A number is too large to stand for anything in a study.") from error


def damaged(path: Path) -> NotAStudy:
    """The error for a file that is a study by its header but cannot be read as one."""
    return NotAStudy(
        f"{path.name} is damaged or not a study.", hint="Restore it from a copy of the file."
    )


def _plainly(path: Path, error: Exception) -> QualcodeError:
    said = str(getattr(error, "orig", None) or error).lower()
    name = path.name
    if "locked" in said or "busy" in said:
        return StudyBusy(
            f"{name} is being written by another program.",
            hint="Close it there or wait a moment, then try again.",
        )
    if "constraint failed" in said:
        return Refused(
            "Somebody else has changed the same thing in the meantime, so nothing was done.",
            hint="Look at it as it is now, and do it again if it is still wanted.",
        )
    if "readonly" in said or "read-only" in said:
        return StudyReadOnly(
            f"{name} may be read but not written.",
            hint="Copy it to a folder where you may write, and open the copy.",
        )
    if "unable to open" in said:
        return StudyError(f"{name} cannot be opened.", hint="Check that you may read and write it.")
    if "is full" in said:
        return StudyError(
            f"The disk is full; the last change to {name} was not made.",
            hint="Free some space and do it again.",
        )
    if "disk i/o" in said:
        return StudyError(f"{name} could not be read or written.", hint="Check the disk.")
    if "too big" in said or "too many" in said:
        return UsageError("That is too much at once for one study file.")
    return damaged(path)
