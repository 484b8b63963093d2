"""The study file: opening, creating and closing it, and transactions on it.

A study is an SQLite file with ``synchronous=FULL`` (what is acknowledged survives a crash),
foreign keys on, and write-ahead logging from the first change on; until then not a byte of it is
touched. Whoever closes it last folds the log back, so that a closed study is one file. See
https://sqlite.org/pragma.html for the pragmas.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from qualcode.errors import NewerStudy, NotAStudy, QualcodeError, StudyError, StudyReadOnly
from qualcode.store import fulltext
from qualcode.store.plainly import damaged, not_writable, plainly, said_plainly
from qualcode.store.tables import Base

APPLICATION_ID = 0x51434F44
"""'QCOD' in the header of the file says that it is a study of qualcode."""

HEAD = "0002"
"""The migration that the tables of this version stand at."""

BUSY_MS = 8_000
_MAGIC = b"SQLite format 3\x00"
_WRITE_VERSION = 18
_IN_WAL = b"\x02"
"""Byte 18 of the header of a file with write-ahead logging (https://sqlite.org/fileformat.html)."""


class Database:
    """One open study file. One that is ``fresh`` has its tables and no rows in them yet.

    Raises:
        NotAStudy, NewerStudy, StudyReadOnly, StudyBusy, StudyError: as the names say.
    """

    def __init__(self, path: Path, *, read_only: bool = False, fresh: bool = False) -> None:
        self._place = _placed(path)
        _check_header(self._place)
        version = _version(self._place, fresh=fresh)
        if not read_only and not all(
            os.access(p, os.W_OK) for p in (self._place, self._place.parent)
        ):
            raise not_writable(path)
        self.path = path
        self.read_only = read_only
        self._closed = self._logging = False
        self.engine = _engine(self._place, read_only=read_only)
        if version != HEAD and not read_only:
            try:
                self._begin_logging()
                _migrate(self.engine)
            except BaseException:
                self.close()
                raise

    @classmethod
    def create(cls, path: Path, *, language: str) -> Database:
        """Make a new, empty study file, readable by its owner only.

        Raises:
            StudyError: if the file is there already or its folder is missing or not writable.
        """
        place = _placed(path)
        _make_file(place)
        engine = _engine(place, read_only=False)
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.commit()
            _migrate(engine)
            with engine.connect().execution_options(qualcode_write=True) as connection:
                fulltext.create(connection, language)
                connection.commit()
        except BaseException:
            engine.dispose()
            remove_files(place)
            raise
        engine.dispose()
        return cls(path, fresh=True)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading; all that is read within sees one state of the study."""
        self._refuse_closed()
        with self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is on the disk when the block ends, or nothing is."""
        self._refuse_closed()
        if self.read_only:
            raise StudyReadOnly(
                f"{self.path.name} is open for reading only, so nothing can be changed in it.",
                hint="Copy the study to a folder where you may write, and open the copy.",
            )
        self._begin_logging()
        with (
            self.engine.connect().execution_options(qualcode_write=True) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Fold the log back into the file and let it go. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        if self._logging:
            with contextlib.suppress(DBAPIError, sqlite3.Error, QualcodeError):
                self._run("PRAGMA busy_timeout=50", "PRAGMA wal_checkpoint(TRUNCATE)")
        self.engine.dispose()
        _leave_wal(self._place)

    def _begin_logging(self) -> None:
        """Go over to write-ahead logging, which cannot be done within a transaction."""
        if not self._logging:
            with said_plainly(self._place):
                self._run("PRAGMA journal_mode=WAL")
            self._logging = True

    def _run(self, *pragmas: str) -> None:
        """Run statements outside any transaction."""
        raw = self.engine.raw_connection()
        try:
            for pragma in pragmas:
                raw.execute(pragma)
        finally:
            raw.close()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StudyError(f"{self.path.name} has been closed.", hint="Open the study again.")


def _placed(path: Path) -> Path:
    """Where the file lies, whatever folder the program goes to later.

    Raises:
        StudyError: if no file can have such a name.
    """
    if not path.name or "\x00" in str(path):
        raise StudyError("That is no name for a study file.", hint="Name it NAME.qualcode.")
    return path.absolute()


def remove_files(path: Path) -> None:
    """Remove a study file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{path}{suffix}")


def _version(path: Path, *, fresh: bool) -> str:
    """The migration the file stands at, read without touching it.

    Raises:
        NotAStudy: if its tables are missing or the rows that every study has.
        NewerStudy: if this qualcode does not know that migration.
    """
    with said_plainly(path):
        connection = sqlite3.connect(path.as_uri() + "?mode=ro", uri=True, timeout=BUSY_MS / 1000)
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            version = str(row[0]) if row else ""
            if version == HEAD and not fresh:
                _probe(path, connection)
        finally:
            connection.close()
    if not version:
        raise damaged(path)
    if version != HEAD and not _knows(version):
        raise NewerStudy(
            f"{path.name} was made by a newer qualcode (its form is '{version}', "
            f"this one knows {HEAD}).",
            hint="Install the newer qualcode to open it.",
        )
    return version


def _probe(path: Path, connection: sqlite3.Connection) -> None:
    """Look, before anything is written, for what every study has."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not {*Base.metadata.tables, *fulltext.TABLES} <= there:
        raise damaged(path)
    rows = connection.execute("SELECT settings FROM study").fetchall()
    coders = connection.execute("SELECT count(*) FROM coder").fetchone()[0]
    try:
        sound = coders > 0 and [type(json.loads(row[0])) for row in rows] == [dict]
    except (TypeError, ValueError):
        sound = False
    if not sound:
        raise damaged(path)


def _make_file(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise StudyError(
            f"{path.name} is there already.", hint="Choose another name, or open that study."
        ) from None
    except FileNotFoundError:
        raise StudyError(
            f"The folder for {path.name} does not exist.", hint="Make the folder first."
        ) from None
    except NotADirectoryError:
        raise StudyError(
            f"{path.name} cannot be made inside a file.", hint="Name a folder."
        ) from None
    except OSError as error:
        raise StudyError(
            f"{path.name} cannot be made here ({error.strerror}).",
            hint="Choose a folder where you may write.",
        ) from None


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise NotAStudy(
            f"There is no study at {path.name}.",
            hint="Make one with: qualcode new STUDY",
        ) from None
    except IsADirectoryError:
        raise NotAStudy(f"{path.name} is a folder.", hint="Name the study file in it.") from None
    except OSError as error:
        raise StudyError(
            f"{path.name} cannot be read ({error.strerror}).", hint="Check its name and folder."
        ) from None
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAStudy(
            f"{path.name} is not a qualcode study.",
            hint="Transcripts are brought into a study with: qualcode import STUDY FILE",
        )


def _engine(path: Path, *, read_only: bool) -> Engine:
    address = path.as_uri() + ("?mode=ro" if read_only else "?mode=rw")
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: sqlite3.connect(
            address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
        ),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=6,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-8000")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.close()

    @event.listens_for(engine, "handle_error")
    def _say(context: ExceptionContext) -> None:
        plain = plainly(path, context.original_exception)
        if plain is not None:
            raise plain from context.original_exception

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("qualcode_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _leave_wal(path: Path) -> None:
    """Back to one plain file, unless somebody else has the study open or it may not be written.

    Whoever only reads does it too, where they were the last: a writer that closed before could
    not.
    """
    with contextlib.suppress(sqlite3.Error, OSError):
        with path.open("rb") as file:
            if file.read(_WRITE_VERSION + 1)[_WRITE_VERSION:] != _IN_WAL:
                return
        connection = sqlite3.connect(path.as_uri() + "?mode=rw", uri=True, timeout=0.05)
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        finally:
            connection.close()


def _alembic_config(connection: Connection | None = None) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def _migrate(engine: Engine) -> None:
    from alembic import command

    with engine.connect().execution_options(qualcode_write=True) as connection, connection.begin():
        command.upgrade(_alembic_config(connection), "head")


def _knows(version: str) -> bool:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_alembic_config())
    return any(script.revision == version for script in scripts.walk_revisions())
