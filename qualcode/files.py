"""Files on the disk: what is shipped with the program, reading with a limit, writing whole."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from qualcode.errors import QualcodeError, ReadError

_HERE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """The folder with shipped files: ``codebooks`` or ``transcripts_example``.

    An installed wheel carries it inside the package, a checkout beside it.

    Raises:
        ReadError: if this installation came without it.
    """
    for folder in (_HERE / "_data" / name, _HERE.parent / name):
        if folder.is_dir():
            return folder
    raise ReadError(
        f"This installation of qualcode lacks its folder '{name}'.", hint="Install it again."
    )


def config_dir() -> Path:
    """The folder for a person's settings; it need not be there.

    ``QUALCODE_CONFIG`` names it; else it is ``qualcode`` in ``XDG_CONFIG_HOME`` or ``~/.config``.
    """
    if own := os.environ.get("QUALCODE_CONFIG"):
        return Path(own)
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "qualcode"


def read_limited(path: Path, *, limit: int, error: type[ReadError] = ReadError) -> bytes:
    """The bytes of a file that may come from anybody.

    Args:
        path: the file.
        limit: the most bytes it may have.
        error: the class of error to raise.

    Raises:
        ReadError: (or ``error``) if it is not there, is no file, is empty or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise error(f"There is no file {path}.", hint="Check the name and the folder.") from None
    except IsADirectoryError:
        raise error(f"{path} is a folder.", hint="Name a file in it.") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "not a usable file name"
        raise error(
            f"{path} cannot be read: {reason}.", hint="Check that you are allowed to read it."
        ) from None
    if not data.strip():
        raise error(f"{path.name} is empty.", hint="Save it again from the program it came from.")
    if len(data) > limit:
        raise error(
            f"{path.name} has more than {limit // 1_000_000} MB.", hint="Is it the right file?"
        )
    return data


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put ``data`` into ``path``, whole or not at all, through a file beside it.

    Args:
        path: the file to make or to replace.
        data: its new content.
        mode: its permissions; only the owner's, unless it holds nothing from a study.

    Raises:
        QualcodeError: if the folder is missing or the disk refuses.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    except (OSError, ValueError) as problem:
        raise _unwritable(path, problem) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except OSError as problem:
        with suppress(OSError):
            os.unlink(name)
        raise _unwritable(path, problem) from None
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _unwritable(path: Path, problem: Exception) -> QualcodeError:
    reason = getattr(problem, "strerror", None) or "not a usable file name"
    return QualcodeError(
        f"{path} cannot be written: {reason}.",
        hint="Name a folder that exists, that you may write to and that has room.",
    )
