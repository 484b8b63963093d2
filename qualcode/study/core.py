"""Study: one study file, open; and how to make and open one."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import UsageError
from qualcode.store import queries
from qualcode.store.database import Database, remove_files
from qualcode.store.recorder import Recorder
from qualcode.study import soundness
from qualcode.study.coders import Coders
from qualcode.study.codes import Codes
from qualcode.study.codings import Codings
from qualcode.study.documents import Documents
from qualcode.study.favourites import Favourites
from qualcode.study.history import History
from qualcode.study.marks import clean_name, new_guid, now
from qualcode.study.memos import Memos
from qualcode.study.participants import Participants
from qualcode.study.settings import Settings
from qualcode.study.survey import Survey
from qualcode.study.types import CoderInfo, SearchHit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.codebook import Codebook
    from qualcode.study.agreeing import Agreeing
    from qualcode.study.analyses import Analyses
    from qualcode.study.query import Query
    from qualcode.study.quotations import Quotations
    from qualcode.study.retrieval import Found, Retrieval
    from qualcode.study.suggestions import Suggestions


class Study:
    """One study: its documents, participants, codebook, codings, memos and history.

    Get one with :func:`qualcode.open` or :func:`qualcode.create`; it is a context manager.
    Each part of the work has a door of its own: ``documents``, ``participants``, ``codebook``,
    ``coders``, ``codings``, ``retrieval``, ``memos``, ``history``, ``survey``, ``quotations``,
    ``analyses``, ``agreeing``, ``suggestions``, ``favourites``, ``settings``. A change is on the
    disk when its call returns, together with its row in the history. A study belongs to
    one thread; open it twice to read in another.
    """

    def __init__(self, database: Database, *, coder: str | None = None) -> None:
        self._database = database
        self._recorder: Recorder | None = None
        self.documents = Documents(self)
        self.participants = Participants(self)
        self.codebook = Codes(self)
        self.coders = Coders(self)
        self.codings = Codings(self)
        self.memos = Memos(self)
        self.history = History(self)
        self.survey = Survey(self)
        self.settings = Settings(self)
        self.favourites = Favourites(self)
        with self.reading() as connection:
            row = queries.study_row(connection)
        self.guid: str = row.guid
        self.name: str = row.name
        self.language: str = row.language
        self.created_at: str = row.created_at
        self.coder: CoderInfo = self.coders.start(coder)

    @property
    def path(self) -> Path:
        """Where the study file lies."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether the study was opened for reading only."""
        return self._database.read_only

    @property
    def quotations(self) -> Quotations:
        """Quotations chosen to be shown, and what reviewers said of them."""
        from qualcode.study.quotations import Quotations

        return Quotations(self)

    @property
    def analyses(self) -> Analyses:
        """Prevalence, cross-tabulation, co-occurrence, agreement and survey change."""
        from qualcode.study.analyses import Analyses

        return Analyses(self)

    @property
    def agreeing(self) -> Agreeing:
        """Two coders' disagreements, and the coding they agree on."""
        from qualcode.study.agreeing import Agreeing

        return Agreeing(self)

    @property
    def suggestions(self) -> Suggestions:
        """What the study knows that suggestions can be made from."""
        from qualcode.study.suggestions import Suggestions

        return Suggestions(self)

    @property
    def retrieval(self) -> Retrieval:
        """Coded passages by what else is coded there, by whom, where and when."""
        from qualcode.study.retrieval import Retrieval

        return Retrieval(self)

    def retrieve(self, query: Query, *, context: int = 0) -> list[Found]:
        """The passages that answer to a query, in the order of the study.

        Args:
            query: which; see :class:`qualcode.study.query.Query`.
            context: how many words before and after each to show.

        Raises:
            NotFound: if something that it names is not in the study.
        """
        return self.retrieval.show(self.retrieval.match(query), context=context)

    def version(self) -> int:
        """A number that grows with every change anybody makes; cheap, for watching."""
        with self.reading() as connection:
            return queries.last_change(connection)

    def search(
        self,
        query: str,
        *,
        speaker: str | None = None,
        document_id: int | None = None,
        limit: int | None = None,
    ) -> list[SearchHit]:
        """Find words in what was said.

        Args:
            query: words that must all occur in a turn (stemmed in English studies), a
                ``"phrase in quotes"``, a beginning ``teach*`` (beside
                which words count as spelt), ``OR``, ``-without``.
            speaker: only this speaker's turns: a label as heard, or a participant's name,
                one they are listed as heard under, or a part of it that means nobody else.
            document_id: only this document.
            limit: at most so many turns.

        Raises:
            UsageError: if there is nothing to search for.
            NotFound: if nobody is heard as ``speaker``.
        """
        from qualcode.study.searching import search

        return search(self, query, speaker=speaker, document_id=document_id, limit=limit)

    def check(self) -> list[str]:
        """What is wrong with the study file, a sentence each; empty where it is sound."""
        from qualcode.study.checking import check

        return check(self)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading; inside a change, it sees what the change has done so far."""
        if self._recorder is not None:
            yield self._recorder.connection
        else:
            with self._database.read() as connection:
                yield connection

    @contextlib.contextmanager
    def change(self, action: str, label: str = "", *, undoable: bool = True) -> Iterator[Recorder]:
        """One transaction with its row in the history; inside another change, part of it.

        The study is this change's alone from its beginning, so whatever it rests on is looked
        at within. ``action`` is a short name for filters, ``label`` what is done, in words that
        hold nothing of a transcript; one that is known only within goes to ``recorder.label``.
        What fails is taken back whole, inside another change too.

        Raises:
            Refused: if the codes would no longer be a tree, or a memo be on nothing.
        """
        if self._recorder is not None:
            try:
                with self._recorder.part():
                    yield self._recorder
            except BaseException:
                self.forget()
                raise
            return
        before = after = 0
        with self._database.write() as connection:
            recorder = self._recorder = Recorder(connection)
            recorder.label = label
            try:
                yield recorder
                if recorder.changes or recorder.noted:
                    soundness.refuse_unsound(connection, recorder.changes)
                    before = queries.last_change(connection)
                    after = self._log(recorder, action, undoable=undoable)
            except BaseException:
                self.forget()
                raise
            finally:
                self._recorder = None
        if after and not recorder.touched["code"]:
            self.codebook.stands_since(before, after)

    @contextlib.contextmanager
    def one_action(self, label: str, *, action: str = "several") -> Iterator[None]:
        """Let all changes within be one: saved together, undone by one undo.

        ``action`` says, for the filters of the history, what it is about, where that is one
        thing: ``code``, ``codebook``, ``memo``, ``import``, ``review`` and the like.
        """
        with self.change(action, label):
            yield

    def forget(self) -> None:
        """Read anew what is kept in memory: something has been taken back."""
        self.codebook.forget()
        self.documents.forget()

    def close(self) -> None:
        """Let the file go; it is then one file that can be copied or sent."""
        self._database.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _log(self, recorder: Recorder, action: str, *, undoable: bool) -> int:
        assert recorder.label, "a change needs words for the history"
        values: dict[str, Any] = {
            "guid": new_guid(),
            "at": now(),
            "coder_id": self.coder.id,
            "kind": "do" if undoable else "note",
            "action": action,
            "label": recorder.label,
            "target_id": None,
            "changes": recorder.to_json(),
            "undone": False,
            "closed": False,
        }
        if undoable:
            queries.close_undone(recorder.connection, self.coder.id)
        return queries.add_history(recorder.connection, values)


def create(
    path: str | Path,
    *,
    name: str | None = None,
    codebook: Codebook | None = None,
    language: str | None = None,
    coder: str | None = None,
) -> Study:
    """Make a new study file and open it.

    Args:
        path: where; the ending ``.qualcode`` is added where there is none.
        name: the study's name; the file's, where not given.
        codebook: taken in at once.
        language: of the transcripts, as in ``en`` or ``de``; the codebook's, or English, where
            not given.
        coder: who is coding; the name of the person logged in, where not given.

    Raises:
        StudyError: if the file is there already or cannot be made.
        UsageError: if the language is none.
    """
    target = _with_ending(Path(path))
    if language is None:
        language = codebook.language.replace("_", "-") if codebook is not None else "en"
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language):
        raise UsageError(f"'{language}' is no language.", hint="Give a code such as en or de.")
    database = Database.create(target, language=language)
    try:
        first = clean_name(coder or "") or _login()
        _first_rows(database, clean_name(name or "") or clean_name(target.stem), language, first)
        study = Study(database, coder=first)
        if codebook is not None:
            study.codebook.import_(codebook)
    except BaseException:
        database.close()
        remove_files(target)
        raise
    return study


def open(path: str | Path, *, coder: str | None = None, read_only: bool = False) -> Study:
    """Open a study.

    Args:
        path: the study file; its ending may be left out, also beside a folder of that name.
        coder: who is coding; the coder of last time, where not given. A new name is added.
        read_only: promise to change nothing; works where the file may not be written.

    Raises:
        NotAStudy, NewerStudy, StudyReadOnly, StudyBusy, StudyError: as the names say.
    """
    target = Path(path)
    if not os.path.isfile(target):
        ended = _with_ending(target)
        if os.path.isfile(ended) or not os.path.exists(target):
            target = ended
    database = Database(target, read_only=read_only)
    try:
        return Study(database, coder=coder)
    except BaseException:
        database.close()
        raise


def _first_rows(database: Database, name: str, language: str, coder: str) -> None:
    """What every study has: its own row, a coder, and the first line of its history."""
    with database.write() as connection:
        values = {
            "guid": new_guid(),
            "name": name or "Study",
            "language": language,
            "created_at": now(),
            "settings": json.dumps({}),
        }
        queries.insert_study(connection, values)
        recorder = Recorder(connection)
        made = recorder.insert("coder", {"guid": new_guid(), "name": coder})
        queries.add_history(
            connection,
            {
                "guid": new_guid(),
                "at": now(),
                "coder_id": made,
                "kind": "note",
                "action": "create",
                "label": "made the study",
                "target_id": None,
                "changes": recorder.to_json(),
                "undone": False,
                "closed": False,
            },
        )


def _with_ending(path: Path) -> Path:
    if path.suffix == ".qualcode" or not path.name:
        return path
    return path.with_name(path.name + ".qualcode")


def _login() -> str:
    try:
        return clean_name(getpass.getuser()) or "Coder 1"
    except (ImportError, KeyError, OSError):
        return "Coder 1"
